"""Changes to plans: child protection plans, core groups, child in need plans, moves."""

from holdfast.cases.plans.actions.ending import end_plan, notify_ending, plan_reviewed
from holdfast.cases.plans.actions.moves import (
    accept_responsibility,
    notify_move,
    record_receiving_conference,
    settle_move,
)
from holdfast.cases.plans.actions.need import (
    begin_need_plan,
    end_need_plan,
    review_need_plan,
    start_need_plan,
    work_out_need_plan,
)
from holdfast.cases.plans.actions.starting import appoint_key_worker, begin_plan, leave_key_worker_post, start_plan
from holdfast.cases.plans.actions.working import (
    add_outcome,
    change_core_group,
    drop_outcome,
    give_plan_copy,
    hold_core_group,
    report_to_review,
    work_out_plan,
)

__all__ = [
    "accept_responsibility",
    "add_outcome",
    "appoint_key_worker",
    "begin_need_plan",
    "begin_plan",
    "change_core_group",
    "drop_outcome",
    "end_need_plan",
    "end_plan",
    "give_plan_copy",
    "hold_core_group",
    "leave_key_worker_post",
    "notify_ending",
    "notify_move",
    "plan_reviewed",
    "record_receiving_conference",
    "report_to_review",
    "review_need_plan",
    "settle_move",
    "start_need_plan",
    "start_plan",
    "work_out_need_plan",
    "work_out_plan",
]
