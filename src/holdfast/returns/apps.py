"""Django's handle on returns."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Statutory returns, read in and kept beside what they became."""

    name = "holdfast.returns"
    label = "returns"

    def ready(self) -> None:
        """State who may read a return in."""
        from holdfast.returns import policy  # noqa: F401
