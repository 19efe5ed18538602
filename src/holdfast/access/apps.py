"""Django's handle on access."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccessConfig(AppConfig):
    """Users, roles, the policy table, and the door."""

    name = "holdfast.access"
    label = "access"

    def ready(self) -> None:
        """Collect each room's `policy.py` into the one policy table."""
        autodiscover_modules("policy")
