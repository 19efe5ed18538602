"""Changes that a section 47 enquiry makes."""

from holdfast.cases.enquiries.actions.beginning import begin_enquiry, follow_discussion, set_lead
from holdfast.cases.enquiries.actions.outcome import (
    answer_request,
    conclude,
    correct_enquiry,
    request_conference,
    review_arrangement,
    tell_outcome,
)
from holdfast.cases.enquiries.actions.working import (
    answer_help,
    ask_help,
    correct_activity,
    finish_activity,
    note_siblings,
    record_activity,
)

__all__ = [
    "answer_help",
    "answer_request",
    "ask_help",
    "begin_enquiry",
    "conclude",
    "correct_activity",
    "correct_enquiry",
    "finish_activity",
    "follow_discussion",
    "note_siblings",
    "record_activity",
    "request_conference",
    "review_arrangement",
    "set_lead",
    "tell_outcome",
]
