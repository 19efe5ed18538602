"""Changes to what is known of people, their homes, and how they are related."""

from holdfast.people.actions.homes import leave_home, move_home
from holdfast.people.actions.persons import (
    add_name,
    change_name,
    change_person,
    check_digit_right,
    identify,
    record_birth,
    record_death,
    register_person,
)
from holdfast.people.actions.relations import (
    bring_in,
    change_relationship,
    gather_family,
    relate,
)

__all__ = [
    "add_name",
    "bring_in",
    "change_name",
    "change_person",
    "change_relationship",
    "check_digit_right",
    "gather_family",
    "identify",
    "leave_home",
    "move_home",
    "record_birth",
    "record_death",
    "register_person",
    "relate",
]
