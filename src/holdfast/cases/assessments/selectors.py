"""Queries about assessments."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from holdfast.cases.assessments.models import Assessment, AssessmentRound
from holdfast.cases.models import Case
from holdfast.guidance import Edition


def latest_completed(child_id: UUID) -> Assessment | None:
    """The last completed assessment of a child, in any case: the next one builds on it (AF-07; WT 4.33)."""
    done = Assessment.objects.filter(case__child_id=child_id, completed_at__isnull=False)
    return done.order_by("-completed_at").first()


def assessments_in(round_: AssessmentRound) -> list[Assessment]:
    """The assessments of a round, eldest child first."""
    return list(
        round_.assessments.select_related(
            "case__child", "case__authority", "case__worker", "case__team", "round__lead", "completed_by", "builds_on"
        ).order_by("case__child__born_on", "id")
    )


def open_assessment(case_id: UUID, step: str | None = None) -> Assessment | None:
    """The assessment that is going on for a case, of a kind or of any."""
    found = Assessment.objects.filter(case_id=case_id, completed_at=None, stopped_at=None)
    return (found.filter(step=step) if step else found).select_related("round").first()


def assessments_of(case_ids: Iterable[UUID]) -> list[Assessment]:
    """Assessments of cases, latest first."""
    return list(
        Assessment.objects.filter(case_id__in=list(case_ids))
        .select_related("case__child", "round__lead", "completed_by")
        .order_by("-started_at")
    )


def kinds_in(edition: Edition) -> list[tuple[str, str]]:
    """The kinds of assessment that an edition has, as (step code, label)."""
    return [
        (code, edition.steps[code].label)
        for code in ("initial-assessment", "core-assessment", "assessment")
        if code in edition.steps
    ]


def unfinished_siblings(round_: AssessmentRound) -> list[Case]:
    """Cases whose assessment in this round is still open."""
    return [assessment.case for assessment in assessments_in(round_) if assessment.is_open]
