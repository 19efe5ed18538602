"""Django's handle on the core room."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The room has no tables; it is an app so that its checks are found."""

    name = "holdfast.core"
    label = "core"
