"""Django's handle on assessments."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """The room of assessments."""

    name = "holdfast.cases.assessments"
    label = "assessments"
