"""Django's handle on protection."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """The room of protection."""

    name = "holdfast.cases.protection"
    label = "protection"
