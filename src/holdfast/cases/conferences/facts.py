"""What conferences tell the clocks: circulation, reviews, transfers (CPC-12, CPP-06, MOV-01; WT 4.82, 4.110, 4.114)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from holdfast.cases.conferences.models import ADJOURNED, REVIEW, ConferenceChild
from holdfast.cases.plans.facts import CLOSED, alongside, stop
from holdfast.cases.plans.models import ChildProtectionPlan, Move
from holdfast.cases.rooms import ClockFact


def circulation_facts(case_ids: Sequence[UUID] | None) -> Iterator[ClockFact]:
    """Each conference that decided something starts the clock of its circulation (CPC-12; WT 4.82).

    Conferences known only from a census say nothing of it: they have no decision.
    """
    held = ConferenceChild.objects.exclude(conference__held_at=None).exclude(decision="").exclude(decision=ADJOURNED)
    if case_ids is not None:
        held = held.filter(case_id__in=case_ids)
    rows = held.order_by("id").values_list(
        "id",
        "case_id",
        "case__child_id",
        "case__authority_id",
        "conference__held_at",
        "conference__circulated_at",
        "case__closed_at",
    )
    for entry, case, child, authority, held_at, circulated_at, closed_at in rows.iterator():
        if held_at is None:
            continue
        yield ClockFact(
            clock="conference-decision",
            case_id=case,
            child_id=child,
            authority_id=authority,
            starts=(("conference.held", held_at),),
            record_id=entry,
            met_at=circulated_at,
            stopped_at=None if circulated_at else closed_at,
            stopped_why=CLOSED if closed_at and not circulated_at else "",
        )


def review_facts(case_ids: Sequence[UUID] | None) -> Iterator[ClockFact]:
    """The first review after a plan began, and each further one after the last (CPP-06; WT 4.110)."""
    plans = ChildProtectionPlan.objects.all()
    held = ConferenceChild.objects.filter(conference__kind=REVIEW).exclude(plan=None)
    held = held.exclude(conference__held_at=None).exclude(decision=ADJOURNED)
    if case_ids is not None:
        plans = plans.filter(case_id__in=case_ids)
        held = held.filter(case_id__in=case_ids)
    ordered = held.order_by("plan_id", "conference__held_at").values_list("plan_id", "id", "conference__held_at")
    reviews = alongside((row[0], (row[1], row[2])) for row in ordered.iterator())
    rows = plans.order_by("id").values_list(
        "id", "case_id", "case__child_id", "case__authority_id", "started_at", "ended_at", "case__closed_at"
    )
    for plan, case, child, authority, started, ended, closed in rows.iterator():
        stopped = stop(ended, closed)
        whose = (case, child, authority)
        points = [("plan.agreed", plan, started)]
        points += [("review.last", entry, held_at) for entry, held_at in reviews(plan) if held_at]
        for place, point in enumerate(points):
            met_at = points[place + 1][2] if place + 1 < len(points) else None
            if met_at is None and place and stopped[0] is not None and stopped[0] <= point[2]:
                continue  # this review ended the plan: none follows
            yield _review_fact(whose, point, met_at, stopped)


def _review_fact(
    whose: tuple[UUID, UUID, UUID],
    point: tuple[str, UUID, datetime],
    met_at: datetime | None,
    stopped: tuple[datetime | None, str],
) -> ClockFact:
    event, record, started_at = point
    return ClockFact(
        clock="next-review" if event == "review.last" else "first-review",
        case_id=whose[0],
        child_id=whose[1],
        authority_id=whose[2],
        starts=((event, started_at),),
        record_id=record,
        met_at=met_at,
        stopped_at=None if met_at else stopped[0],
        stopped_why="" if met_at else stopped[1],
    )


def transfer_facts(case_ids: Sequence[UUID] | None) -> Iterator[ClockFact]:
    """A child with a plan moves here for good: our conference is due from the notice on (MOV-01; WT 4.114)."""
    moves = Move.objects.filter(kind="in-permanent")
    held = ConferenceChild.objects.filter(conference__kind="transfer").exclude(conference__held_at=None)
    held = held.exclude(decision=ADJOURNED)
    if case_ids is not None:
        moves = moves.filter(case_id__in=case_ids)
        held = held.filter(case_id__in=case_ids)
    dates: dict[UUID, list[datetime]] = {}  # transfers are few: they fit in memory
    for case_id, held_at in held.order_by("conference__held_at").values_list("case_id", "conference__held_at"):
        dates.setdefault(case_id, []).extend(filter(None, [held_at]))
    rows = moves.order_by("id").values_list(
        "id", "case_id", "case__child_id", "case__authority_id", "notified_at", "ended_at", "case__closed_at"
    )
    for move, case, child, authority, notified, ended, closed in rows.iterator():
        met_at = next((day for day in dates.get(case, ()) if day >= notified), None)
        yield ClockFact(
            clock="transfer-conference",
            case_id=case,
            child_id=child,
            authority_id=authority,
            starts=(("move.notified", notified),),
            record_id=move,
            met_at=met_at,
            stopped_at=None if met_at else ended or closed,
            stopped_why="" if met_at or not (ended or closed) else "the move was settled" if ended else CLOSED,
        )


def facts(case_ids: Sequence[UUID] | None) -> Iterator[ClockFact]:
    """All of them."""
    yield from circulation_facts(case_ids)
    yield from review_facts(case_ids)
    yield from transfer_facts(case_ids)
