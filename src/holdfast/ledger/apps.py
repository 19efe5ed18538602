"""Django's handle on the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Acts, their subjects, corrections and reads."""

    name = "holdfast.ledger"
    label = "ledger"
