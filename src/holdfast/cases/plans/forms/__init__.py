"""What is asked about plans."""

from holdfast.cases.plans.forms.moves import AcceptForm, MoveForm, ReceivingForm, SettleForm
from holdfast.cases.plans.forms.need import NeedForm, NeedReviewForm, NeedStartForm
from holdfast.cases.plans.forms.outcomes import OutcomeRow, StandingForm, outlines_from, standing_forms, standings_from
from holdfast.cases.plans.forms.protection import (
    CopyForm,
    CoreGroupForm,
    DetailForm,
    DropForm,
    EndForm,
    KeyWorkerForm,
    MembersForm,
    NotifyForm,
    ReportForm,
)

__all__ = [
    "AcceptForm",
    "CopyForm",
    "CoreGroupForm",
    "DetailForm",
    "DropForm",
    "EndForm",
    "KeyWorkerForm",
    "MembersForm",
    "MoveForm",
    "NeedForm",
    "NeedReviewForm",
    "NeedStartForm",
    "NotifyForm",
    "OutcomeRow",
    "ReceivingForm",
    "ReportForm",
    "SettleForm",
    "StandingForm",
    "outlines_from",
    "standing_forms",
    "standings_from",
]
