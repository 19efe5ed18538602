"""A plan is reviewed, and ends in one of five ways only (CPP-08, CPP-09; WT 4.112, 4.114-4.116)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.cases.actions import Told, give_information
from holdfast.cases.models import Case, Involvement
from holdfast.cases.plans.actions.starting import CORE_GROUP, STEP, end_key_worker_post
from holdfast.cases.plans.actions.working import still_current
from holdfast.cases.plans.checks import happened
from holdfast.cases.plans.models import ChildProtectionPlan, CoreGroupMember, Move
from holdfast.cases.plans.selectors import adulthood_day, current_plan
from holdfast.core.errors import NotNow, Unacceptable
from holdfast.core.time import local_date

REVIEW_JUDGEMENT = "review-judgement"
TRANSFERRED = "transferred"
EIGHTEEN = "eighteen"
DIED = "died"
LEFT_UK = "left-uk"


def end_plan(
    *, by: Actor, plan: ChildProtectionPlan, reason: str, note: str = "", at: datetime | None = None
) -> ChildProtectionPlan:
    """End a plan in one of the ways of WT 4.114 that need no review here, each checked against the facts (CPP-08).

    `reason` is a plan-ending-reason code. A review's judgement ends the plan at the review itself, so it is refused
    here. Raises `NotNow` with what is missing, `Unacceptable` for a reason that is not one of the five. The case stays
    open, and help goes on (CPP-09; WT 4.116).
    """
    still_current(plan)
    when = happened(at)
    if reason == REVIEW_JUDGEMENT:
        raise NotNow(
            "Only a review conference can judge that the plan is no longer needed (WT 4.114). Convene a review: its"
            " decision ends the plan"
        )
    check = CHECKS.get(reason)
    if check is None:
        raise Unacceptable("A plan does not end for this reason (WT 4.114)", field="reason")
    with acting("plan.end", by=by, on=[plan], happened_at=when, reason=note) as act:
        record_id = check(plan, when, note)
        _end(plan, reason=reason, note=note, when=when, record_id=record_id)
        act.touch(plan.case)
    return plan


def _end(plan: ChildProtectionPlan, *, reason: str, note: str, when: datetime, record_id: UUID | None) -> None:
    """Close the plan inside an open act: its key worker's post and its core group end with it."""
    if when < plan.started_at:
        raise Unacceptable("The plan cannot end before it started", field="at")
    plan.ended_at = when
    plan.ending_reason = reason
    plan.ending_note = note.strip()
    plan.ending_record_id = record_id
    plan.save()
    end_key_worker_post(plan, when)
    CoreGroupMember.objects.filter(plan=plan, to_at=None).update(to_at=when)
    Involvement.objects.filter(child=plan.case.child, part=CORE_GROUP, to_at=None).update(to_at=when)


def _transferred(plan: ChildProtectionPlan, when: datetime, note: str) -> UUID | None:
    move = Move.objects.filter(case=plan.case, kind="out-permanent").order_by("-notified_at").first()
    if move is None:
        raise NotNow("No permanent move out of the area is recorded. Record the move first (WT 4.114)")
    if move.receiving_conference_at is None or move.receiving_conference_at > when:
        raise NotNow(f"{move.other_authority} has not held its conference. Until it has, this plan stands (WT 4.114)")
    if move.accepted_at is None:
        raise NotNow(f"{move.other_authority} has not said that it accepts responsibility (WT 4.39)")
    return move.pk


def _eighteen(plan: ChildProtectionPlan, when: datetime, note: str) -> None:
    birthday = adulthood_day(plan.case.child, plan.case.authority_id, when)
    if birthday is None:
        raise NotNow("The child's date of birth is not known: record it first")
    if local_date(when) < birthday:
        raise NotNow(f"The child is a child until {birthday.day}/{birthday.month}/{birthday.year} (WT 4.114)")


def _died(plan: ChildProtectionPlan, when: datetime, note: str) -> None:
    died_on = plan.case.child.died_on
    if died_on is None:
        raise NotNow("No date of death is recorded for the child: record it first (WT 4.114)")
    if local_date(when) < died_on:
        raise NotNow("The plan cannot end of the child's death before the child died")


def _left_uk(plan: ChildProtectionPlan, when: datetime, note: str) -> None:
    if not note.strip():
        raise Unacceptable(
            "Say when and where the child went, that it is for good, and how this is known (WT 4.114)", field="note"
        )


Check = Callable[[ChildProtectionPlan, datetime, str], UUID | None]
CHECKS: Mapping[str, Check] = MappingProxyType(
    {TRANSFERRED: _transferred, EIGHTEEN: _eighteen, DIED: _died, LEFT_UK: _left_uk}
)


def plan_reviewed(
    *,
    by: Actor,
    case: Case,
    at: datetime,
    because: object = None,
    ends: bool,
    entry_id: UUID,
    categories: Sequence[str] = (),
    next_review_on: date | None = None,
    reasons: str = "",
    **ignored: Any,
) -> ChildProtectionPlan:
    """What a review conference's decision does to the plan: it goes on, or it ends (CPP-06, CPP-08; WT 4.111-4.114)."""
    plan = current_plan(case.pk)
    if plan is None:
        raise NotNow(f"{case.child} has no child protection plan to review")
    with acting("plan.review", by=by, on=[plan], happened_at=at) as act:
        if ends:
            _end(plan, reason=REVIEW_JUDGEMENT, note=reasons, when=at, record_id=entry_id)
        else:
            plan.latest_categories = list(categories) or plan.latest_categories
            plan.next_review_on = next_review_on
            plan.save()
        act.touch(case)
    return plan


def notify_ending(
    *,
    by: Actor,
    plan: ChildProtectionPlan,
    to: Sequence[Told],
    services: str,
    must_tell: Sequence[str] = (),
    at: datetime | None = None,
) -> ChildProtectionPlan:
    """Record who was told that the plan has ended, and which services were discussed (CPP-09; WT 4.115-4.116).

    `must_tell` are the names of those invited to the conference that led to the plan: each has to be in `to`, told or
    withheld with a reason.
    """
    if plan.is_current:
        raise NotNow("The plan has not ended")
    missing = [name for name in must_tell if name not in {told.recipient for told in to}]
    if missing:
        raise Unacceptable(
            f"Everybody invited to the initial conference is told (WT 4.115). Still to tell: {', '.join(missing)}",
            field="to",
        )
    if not services.strip():
        raise Unacceptable("Say what was discussed with parents and child about help that goes on", field="services")
    when = happened(at)
    with acting("plan.notify-ending", by=by, on=[plan], happened_at=when):
        give_information(by=by, case=plan.case, step=STEP, record=plan, what="plan-ended", to=to)
        plan.ending_notified_at = plan.ending_notified_at or when
        plan.services_after = services.strip()
        plan.save()
    return plan
