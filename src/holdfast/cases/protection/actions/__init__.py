"""Changes that immediate protection makes."""

from holdfast.cases.protection.actions.measures import complete_measure, end_measure, extend_order, start_measure
from holdfast.cases.protection.actions.responsibility import (
    answer_responsibility,
    ask_responsibility,
    confirm_responsibility,
)
from holdfast.cases.protection.actions.urgent import LATER, act_urgently, add_to_action, correct_action, decide_next

__all__ = [
    "LATER",
    "act_urgently",
    "add_to_action",
    "answer_responsibility",
    "ask_responsibility",
    "complete_measure",
    "confirm_responsibility",
    "correct_action",
    "decide_next",
    "end_measure",
    "extend_order",
    "start_measure",
]
