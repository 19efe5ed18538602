"""Django's handle on conferences."""

from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    """The room of conferences."""

    name = "holdfast.cases.conferences"
    label = "conferences"
