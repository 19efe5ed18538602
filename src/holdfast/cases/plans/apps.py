"""Django's handle on plans."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The room of plans."""

    name = "holdfast.cases.plans"
    label = "plans"
