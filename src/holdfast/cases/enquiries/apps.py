"""Django's handle on enquiries."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """The room of enquiries."""

    name = "holdfast.cases.enquiries"
    label = "enquiries"
