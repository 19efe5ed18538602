"""Django's handle on strategy."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """The room of strategy."""

    name = "holdfast.cases.strategy"
    label = "strategy"
