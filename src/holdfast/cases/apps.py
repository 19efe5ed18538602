"""Django's handle on cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases, allocations, decisions, and what every step shares."""

    name = "holdfast.cases"
    label = "cases"

    def ready(self) -> None:
        """Tell access who works with a child; collect what each step offers."""
        from holdfast.cases import network, rooms  # noqa: F401  (registers)

        rooms.discover()
