"""The Django application of the design system."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files and template tags that every room draws with."""

    name = "holdfast.web"
    label = "web"
    verbose_name = "Web"
