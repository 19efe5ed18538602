"""Pages of section 47 enquiries."""

from holdfast.cases.enquiries.views.outcome import (
    answer_conference,
    ask_conference,
    inform,
    outcome,
    review,
    tell,
)
from holdfast.cases.enquiries.views.record import correct, enquiry, lead, new
from holdfast.cases.enquiries.views.working import (
    activity,
    correct_activity,
    correct_help,
    finish,
    help_answered,
    help_asked,
    siblings,
)

__all__ = [
    "activity",
    "answer_conference",
    "ask_conference",
    "correct",
    "correct_activity",
    "correct_help",
    "enquiry",
    "finish",
    "help_answered",
    "help_asked",
    "inform",
    "lead",
    "new",
    "outcome",
    "review",
    "siblings",
    "tell",
]
