"""What the case itself tells the story: opened and closed, allocated, the child seen (REC-03, GEN-04; WT 6.28)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.urls import reverse

from holdfast.cases.models import Allocation, Case, ChildSeen
from holdfast.cases.rooms import StoryEntry, tells_story


@tells_story("child-seen")
def sightings(child_ids: Sequence[UUID]) -> Iterator[StoryEntry]:
    """Each time the child was seen, or was to be seen and was not: it stands out."""
    query = ChildSeen.objects.filter(child_id__in=child_ids).select_related("by__agency", "child")
    for seen in query:
        if seen.seen:
            how = "seen alone" if seen.alone else "seen"
            marks: tuple[str, ...] = ("seen-alone",) if seen.alone else ("seen",)
        else:
            how, marks = "not seen", ("not-seen",)
        words = f"“{seen.said}” " if seen.said else ""
        yield StoryEntry(
            when=seen.at,
            kind="child-seen",
            title=f"{seen.child.name} {how}" + (f", {seen.where}" if seen.where else ""),
            child_ids=(seen.child_id,),
            text=words + (seen.observed or seen.not_seen_reason),
            url=reverse("children:sighting", kwargs={"pk": seen.pk}),
            by=seen.by.name if seen.by else "",
            agency=seen.by.agency.name if seen.by else "",
            recorded_at=seen.recorded_at,
            marks=marks,
            record_id=seen.pk,
        )


@tells_story("case")
def openings(child_ids: Sequence[UUID]) -> Iterator[StoryEntry]:
    """The case opened and closed."""
    for case in Case.objects.filter(child_id__in=child_ids).select_related("authority"):
        yield StoryEntry(
            when=case.opened_at,
            kind="case",
            title="Case opened",
            child_ids=(case.child_id,),
            agency=case.authority.name,
            recorded_at=case.recorded_at,
            text=f"Placed here by {case.placed_by}" if case.placed_by else "",
            record_id=case.pk,
        )
        if case.closed_at:
            yield StoryEntry(
                when=case.closed_at,
                kind="case",
                title="Case closed",
                child_ids=(case.child_id,),
                agency=case.authority.name,
                text=case.closure_summary,
                record_id=case.pk,
            )


@tells_story("allocation")
def allocations(child_ids: Sequence[UUID]) -> Iterator[StoryEntry]:
    """Who was given the case."""
    query = Allocation.objects.filter(case__child_id__in=child_ids, practitioner__isnull=False)
    for held in query.select_related("practitioner", "case__authority"):
        if held.practitioner is not None:
            yield StoryEntry(
                when=held.from_at,
                kind="allocation",
                title=f"Allocated to {held.practitioner.name}",
                child_ids=(held.case.child_id,),
                text=held.reason,
                agency=held.case.authority.name,
                recorded_at=held.recorded_at,
                record_id=held.pk,
            )
