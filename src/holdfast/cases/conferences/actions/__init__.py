"""Changes to conferences: convened, held, sent out."""

from holdfast.cases.conferences.actions.arranging import (
    arrange_conference,
    begin_conference,
    begin_pre_birth,
    begin_review,
    begin_transfer,
    cancel_conference,
    convene_conference,
    invite,
    join_conference,
    withdraw_invitation,
)
from holdfast.cases.conferences.actions.holding import hold_conference
from holdfast.cases.conferences.actions.sending import circulate_decision, send_minutes

__all__ = [
    "arrange_conference",
    "begin_conference",
    "begin_pre_birth",
    "begin_review",
    "begin_transfer",
    "cancel_conference",
    "circulate_decision",
    "convene_conference",
    "hold_conference",
    "invite",
    "join_conference",
    "send_minutes",
    "withdraw_invitation",
]
