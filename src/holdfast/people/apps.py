"""Django's handle on people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, names, identifiers, addresses, households, relationships, families."""

    name = "holdfast.people"
    label = "people"
