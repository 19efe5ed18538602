"""Django's handle on agencies."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Agencies, teams, practitioners, posts."""

    name = "holdfast.agencies"
    label = "agencies"

    def ready(self) -> None:
        """Tell access how a user becomes an actor, and the menu where the register is."""
        from holdfast.agencies import selectors  # noqa: F401  (registers the resolver)
        from holdfast.web.navigation import NavItem, register

        register(NavItem("Agencies", "agencies:list", order=60))
