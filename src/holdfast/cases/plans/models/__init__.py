"""Plans of the pathway: child protection plans, core groups, child in need plans, children who move."""

from holdfast.cases.plans.models.core_groups import CoreGroupAttendance, CoreGroupEntry, CoreGroupMeeting
from holdfast.cases.plans.models.moves import Move
from holdfast.cases.plans.models.need import ChildInNeedPlan, ChildInNeedReview
from holdfast.cases.plans.models.outcomes import OutcomeProgress, PlannedOutcome, Progress
from holdfast.cases.plans.models.protection import (
    ChildProtectionPlan,
    CoreGroupMember,
    CoreGroupReport,
    KeyWorker,
)

__all__ = [
    "ChildInNeedPlan",
    "ChildInNeedReview",
    "ChildProtectionPlan",
    "CoreGroupAttendance",
    "CoreGroupEntry",
    "CoreGroupMeeting",
    "CoreGroupMember",
    "CoreGroupReport",
    "KeyWorker",
    "Move",
    "OutcomeProgress",
    "PlannedOutcome",
    "Progress",
]
