"""Django's handle on returns."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Statutory returns, read in and kept beside what they became."""

    name = "holdfast.returns"
    label = "returns"

    def ready(self) -> None:
        """State who may read a return in, and put the page on their menu."""
        from holdfast.access.roles import Role
        from holdfast.returns import policy  # noqa: F401  (registers)
        from holdfast.web.navigation import NavItem, register

        register(NavItem("Returns", "returns:cin", roles={Role.DESIGNATED_MANAGER}, order=70))
