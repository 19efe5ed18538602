"""Django's handle on conferences."""

from django.apps import AppConfig

from holdfast.access.roles import CASE_STAFF


class ConferencesConfig(AppConfig):
    """The room of conferences."""

    name = "holdfast.cases.conferences"
    label = "conferences"

    def ready(self) -> None:
        """Put the list into the menu, and in front of those whose work it is."""
        from holdfast.web.navigation import NavItem, register, register_home

        register(NavItem("Conferences", "conferences:list", roles=set(CASE_STAFF), order=30))
        register_home("conferences:list", roles={"conference-chair", "conference-administrator"}, order=30)
