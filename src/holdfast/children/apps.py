"""Django's handle on the children's screens."""

from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    """No tables: people, cases, clocks and the chronology, put together for those who work with a child."""

    name = "holdfast.children"
    label = "children"

    def ready(self) -> None:
        """Answer the search box."""
        from holdfast.web.navigation import register_search

        register_search("children:search")
