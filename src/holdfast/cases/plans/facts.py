"""What plans tell the clocks: first core groups, and reviews of child in need plans (CPP-02, CPC-13; WT 4.84, 4.95)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from holdfast.cases.plans.models import ChildInNeedPlan, ChildInNeedReview, ChildProtectionPlan, CoreGroupEntry
from holdfast.cases.rooms import ClockFact

T = TypeVar("T")
CLOSED = "the case was closed"
PLAN_ENDED = "the plan ended"


def alongside(rows: Iterator[tuple[UUID, T]]) -> Callable[[UUID], list[T]]:
    """A look-up in rows sorted by key, asked for ever greater keys: two long streams are joined as they pass.

    Keys that are asked for must rise, as the rows' do; what lies before the one asked for is passed over.
    """
    waiting = next(rows, None)

    def of(key: UUID) -> list[T]:
        nonlocal waiting
        found: list[T] = []
        while waiting is not None and waiting[0] <= key:
            if waiting[0] == key:
                found.append(waiting[1])
            waiting = next(rows, None)
        return found

    return of


def stop(ended_at: datetime | None, closed_at: datetime | None) -> tuple[datetime | None, str]:
    """When a clock of a plan stops unmet, and why: the plan's end, or else the case's."""
    if ended_at is not None:
        return ended_at, PLAN_ENDED
    return closed_at, CLOSED if closed_at else ""


def core_group_facts(case_ids: Sequence[UUID] | None) -> Iterator[ClockFact]:
    """The first core group after a conference agreed a plan (WT 4.95)."""
    plans = ChildProtectionPlan.objects.filter(census_only=False)
    met = CoreGroupEntry.objects.filter(plan__census_only=False)
    if case_ids is not None:
        plans = plans.filter(case_id__in=case_ids)
        met = met.filter(case_id__in=case_ids)
    held = alongside(met.order_by("plan_id", "meeting__held_at").values_list("plan_id", "meeting__held_at").iterator())
    rows = plans.order_by("id").values_list(
        "id", "case_id", "case__child_id", "case__authority_id", "started_at", "ended_at", "case__closed_at"
    )
    for plan, case, child, authority, started, ended, closed in rows.iterator():
        met_at = next(iter(held(plan)), None)
        stopped_at, why = stop(ended, closed)
        yield ClockFact(
            clock="first-core-group",
            case_id=case,
            child_id=child,
            authority_id=authority,
            starts=(("plan.agreed", started),),
            record_id=plan,
            met_at=met_at,
            stopped_at=None if met_at else stopped_at,
            stopped_why="" if met_at else why,
        )


def need_review_facts(case_ids: Sequence[UUID] | None) -> Iterator[ClockFact]:
    """Each review of a child in need plan starts the clock that the next one meets (WT 4.84)."""
    plans = ChildInNeedPlan.objects.filter(census_only=False)
    held = ChildInNeedReview.objects.filter(plan__census_only=False)
    if case_ids is not None:
        plans = plans.filter(case_id__in=case_ids)
        held = held.filter(case_id__in=case_ids)
    reviews = alongside(
        (row[0], (row[1], row[2]))
        for row in held.order_by("plan_id", "held_at").values_list("plan_id", "id", "held_at").iterator()
    )
    rows = plans.order_by("id").values_list(
        "id", "case_id", "case__child_id", "case__authority_id", "agreed_at", "ended_at", "case__closed_at"
    )
    for plan, case, child, authority, agreed, ended, closed in rows.iterator():
        stopped_at, why = stop(ended, closed)
        points = [("child-in-need.plan-agreed", plan, agreed)]
        points += [("child-in-need.review-last", key, at) for key, at in reviews(plan)]
        for place, (event, record, at) in enumerate(points):
            met_at = points[place + 1][2] if place + 1 < len(points) else None
            if met_at is None and stopped_at is not None and stopped_at <= at and place:
                continue  # the review itself ended the plan: nothing runs on from it
            yield ClockFact(
                clock="child-in-need-review",
                case_id=case,
                child_id=child,
                authority_id=authority,
                starts=((event, at),),
                record_id=record,
                met_at=met_at,
                stopped_at=None if met_at else stopped_at,
                stopped_why="" if met_at else why,
            )
