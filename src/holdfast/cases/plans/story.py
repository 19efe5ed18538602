"""What plans tell the story of a child (REC-03; WT 4.75)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from holdfast.cases.plans.models import (
    ChildInNeedPlan,
    ChildInNeedReview,
    ChildProtectionPlan,
    CoreGroupMeeting,
    CoreGroupReport,
    Move,
)
from holdfast.cases.rooms import StoryEntry
from holdfast.cases.selectors import edition_for
from holdfast.guidance import Edition, UnknownCode


def label(edition: Edition, vocabulary: str, code: str) -> str:
    """A code in words; the code itself where the edition has another list."""
    try:
        return edition.term(vocabulary, code).label
    except UnknownCode:
        return code.replace("-", " ")


def plan_story(child_ids: Sequence[UUID]) -> Iterator[StoryEntry]:
    """Child protection plans: when they began, and why they ended."""
    edition = edition_for(None)
    plans = ChildProtectionPlan.objects.filter(case__child_id__in=child_ids).select_related("case", "key_worker")
    for plan in plans:
        names = ", ".join(label(edition, "category-of-abuse", code) for code in plan.initial_categories)
        worker = f" Key worker: {plan.key_worker.name}." if plan.key_worker else ""
        shared = {"child_ids": (plan.case.child_id,), "url": plan.get_absolute_url(), "record_id": plan.pk}
        yield StoryEntry(
            when=plan.started_at,
            kind="child-protection-plan",
            title="Child protection plan began",
            text=f"{names}.{worker}" if names else worker.strip(),
            recorded_at=plan.recorded_at,
            marks=("decision",),
            **shared,  # type: ignore[arg-type]
        )
        if plan.ended_at:
            yield StoryEntry(
                when=plan.ended_at,
                kind="child-protection-plan",
                title=f"Child protection plan ended: {label(edition, 'plan-ending-reason', plan.ending_reason)}",
                text=plan.ending_note,
                marks=("decision",),
                **shared,  # type: ignore[arg-type]
            )


def core_group_story(child_ids: Sequence[UUID]) -> Iterator[StoryEntry]:
    """Core groups and their reports."""
    meetings = (
        CoreGroupMeeting.objects.filter(entries__case__child_id__in=child_ids)
        .distinct()
        .select_related("written_by__agency")
        .prefetch_related("attendance", "entries__case")
    )
    for meeting in meetings:
        yield StoryEntry(
            when=meeting.held_at,
            kind="core-group",
            title="Core group met",
            child_ids=tuple(entry.case.child_id for entry in meeting.entries.all()),
            text=meeting.decided,
            url=meeting.get_absolute_url(),
            by=meeting.written_by.name if meeting.written_by else "",
            agency=meeting.written_by.agency.name if meeting.written_by else "",
            recorded_at=meeting.recorded_at,
            record_id=meeting.pk,
            people=tuple((row.name, row.role) for row in meeting.attendance.all() if row.came),
        )
    reports = CoreGroupReport.objects.filter(case__child_id__in=child_ids).select_related("case", "plan", "written_by")
    for report in reports:
        yield StoryEntry(
            when=report.written_at,
            kind="core-group-report",
            title="Core group's report to the review",
            child_ids=(report.case.child_id,),
            text=report.impact,
            url=report.plan.get_absolute_url(),
            by=report.written_by.name if report.written_by else "",
            recorded_at=report.recorded_at,
            record_id=report.pk,
        )


def need_story(child_ids: Sequence[UUID]) -> Iterator[StoryEntry]:
    """Child in need plans and their reviews."""
    edition = edition_for(None)
    for plan in ChildInNeedPlan.objects.filter(case__child_id__in=child_ids).select_related("case"):
        yield StoryEntry(
            when=plan.agreed_at,
            kind="child-in-need-plan",
            title="Child in need plan began",
            child_ids=(plan.case.child_id,),
            text=plan.needs,
            url=plan.get_absolute_url(),
            recorded_at=plan.recorded_at,
            record_id=plan.pk,
        )
        if plan.ended_at:
            yield StoryEntry(
                when=plan.ended_at,
                kind="child-in-need-plan",
                title="Child in need plan ended",
                child_ids=(plan.case.child_id,),
                text=plan.ending_summary,
                url=plan.get_absolute_url(),
                record_id=plan.pk,
            )
    for review in ChildInNeedReview.objects.filter(case__child_id__in=child_ids).select_related("case", "plan"):
        said = label(edition, "child-in-need-plan-outcome", review.outcome) if review.outcome else ""
        yield StoryEntry(
            when=review.held_at,
            kind="child-in-need-review",
            title=f"Child in need plan reviewed{': ' + said if said else ''}",
            child_ids=(review.case.child_id,),
            text=review.came_of_it,
            url=review.plan.get_absolute_url(),
            recorded_at=review.recorded_at,
            marks=("decision",),
            record_id=review.pk,
        )


def move_story(child_ids: Sequence[UUID]) -> Iterator[StoryEntry]:
    """Moves in and out, and who accepted responsibility."""
    edition = edition_for(None)
    for move in Move.objects.filter(case__child_id__in=child_ids).select_related("case"):
        shared = {"child_ids": (move.case.child_id,), "url": move.get_absolute_url(), "record_id": move.pk}
        yield StoryEntry(
            when=move.notified_at,
            kind="move",
            title=f"Move: {label(edition, 'move-kind', move.kind)} ({move.other_authority})",
            text=move.note,
            recorded_at=move.recorded_at,
            **shared,  # type: ignore[arg-type]
        )
        if move.accepted_at:
            yield StoryEntry(
                when=move.accepted_at,
                kind="move",
                title="Responsibility accepted",
                text=f"Accepted by {move.accepted_by}.",
                marks=("decision",),
                **shared,  # type: ignore[arg-type]
            )


def story(child_ids: Sequence[UUID]) -> Iterator[StoryEntry]:
    """All of it. A fixed number of queries, whatever the number of children."""
    yield from plan_story(child_ids)
    yield from core_group_story(child_ids)
    yield from need_story(child_ids)
    yield from move_story(child_ids)
