"""Django's handle on plans."""

from django.apps import AppConfig

from holdfast.access.roles import CASE_STAFF, Role


class PlansConfig(AppConfig):
    """The room of plans."""

    name = "holdfast.cases.plans"
    label = "plans"

    def ready(self) -> None:
        """Put the list of children with plans into the menu."""
        from holdfast.web.navigation import NavItem, register

        register(NavItem("Children with plans", "plans:list", roles={*CASE_STAFF, Role.AUDITOR}, order=35))
