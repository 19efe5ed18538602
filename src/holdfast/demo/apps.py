"""Django's handle on the demonstration."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """It keeps no tables of its own: the fictional authority lives in everybody else's."""

    name = "holdfast.demo"
    label = "demo"
