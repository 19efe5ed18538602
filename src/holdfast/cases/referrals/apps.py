"""Django's handle on referrals."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """The room of referrals."""

    name = "holdfast.cases.referrals"
    label = "referrals"
