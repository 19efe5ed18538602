"""Pages of immediate protection."""

from holdfast.cases.protection.views.authority import (
    answer_authority,
    ask_authority,
    confirm_authority,
    correct_authority,
)
from holdfast.cases.protection.views.measures import (
    complete_measure,
    correct_measure,
    end,
    extend,
    measure,
)
from holdfast.cases.protection.views.urgent import action, add, correct_action, decide, urgent

__all__ = [
    "action",
    "add",
    "answer_authority",
    "ask_authority",
    "complete_measure",
    "confirm_authority",
    "correct_action",
    "correct_authority",
    "correct_measure",
    "decide",
    "end",
    "extend",
    "measure",
    "urgent",
]
