"""Changes to cases, and to what every step of the pathway shares."""

from holdfast.cases.actions.casework import (
    adopt_edition,
    allocate_case,
    close_case,
    end_involvement,
    involve,
    open_case,
    reopen_case,
)
from holdfast.cases.actions.decisions import endorse_decision, take_decision
from holdfast.cases.actions.shared import (
    Told,
    agree_action,
    correct_record,
    finish_action,
    give_information,
    hear_view,
    see_child,
)

__all__ = [
    "Told",
    "adopt_edition",
    "agree_action",
    "allocate_case",
    "close_case",
    "correct_record",
    "end_involvement",
    "endorse_decision",
    "finish_action",
    "give_information",
    "hear_view",
    "involve",
    "open_case",
    "reopen_case",
    "see_child",
    "take_decision",
]
