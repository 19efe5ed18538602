"""Plans on screen."""

from holdfast.cases.plans.views.ending import end, notify_ending
from holdfast.cases.plans.views.groups import core_group, correct_core_group, hold_core_group, members, report
from holdfast.cases.plans.views.moves import accept, correct_move, move, notify_move, receiving, settle
from holdfast.cases.plans.views.need import correct_need, need_plan, review_need, start_need_plan, work_out_need
from holdfast.cases.plans.views.protection import (
    copy,
    correct_plan,
    drop,
    key_worker,
    plan,
    plans,
    work_out,
)

__all__ = [
    "accept",
    "copy",
    "core_group",
    "correct_core_group",
    "correct_move",
    "correct_need",
    "correct_plan",
    "drop",
    "end",
    "hold_core_group",
    "key_worker",
    "members",
    "move",
    "need_plan",
    "notify_ending",
    "notify_move",
    "plan",
    "plans",
    "receiving",
    "report",
    "review_need",
    "settle",
    "start_need_plan",
    "work_out",
    "work_out_need",
]
