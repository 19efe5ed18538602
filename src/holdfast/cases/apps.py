"""Django's handle on cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases, allocations, decisions, and what every step shares."""

    name = "holdfast.cases"
    label = "cases"

    def ready(self) -> None:
        """Tell access who works with a child, and the screens where a paragraph is read; collect what steps offer."""
        from holdfast.cases import network, paragraphs, rooms  # noqa: F401  (registers)
        from holdfast.web.navigation import NavItem, register

        rooms.discover()
        register(NavItem("Guidance", "guidance:index", order=70))
