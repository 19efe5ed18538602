"""Django's handle on the clocks."""

from django.apps import AppConfig


class ClocksConfig(AppConfig):
    """The projection of clocks, work lists, the team."""

    name = "holdfast.clocks"
    label = "clocks"

    def ready(self) -> None:
        """Keep the projection true after every act, and put the work lists on the menu."""
        from holdfast.access.roles import CASE_STAFF, MANAGERS, Role
        from holdfast.clocks import actions  # noqa: F401  (registers the refresh)
        from holdfast.core.time import today
        from holdfast.guidance import use_today
        from holdfast.web.navigation import NavItem, register, register_home

        use_today(today)  # guidance has no clock of its own: how far its calendar reaches is told from here
        register(NavItem("My work", "clocks:my_work", roles=CASE_STAFF | {Role.PARTNER}, order=10))
        register(NavItem("Team", "clocks:team", roles=MANAGERS | {Role.DESIGNATED_MANAGER, Role.AUDITOR}, order=40))
        register_home("clocks:my_work", roles=CASE_STAFF | {Role.PARTNER}, order=10)
        register_home("clocks:team", roles={Role.AUDITOR}, order=20)
