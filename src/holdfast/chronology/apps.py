"""Django's handle on the chronology."""

from django.apps import AppConfig


class ChronologyConfig(AppConfig):
    """No tables: a projection of every step's records."""

    name = "holdfast.chronology"
    label = "chronology"
