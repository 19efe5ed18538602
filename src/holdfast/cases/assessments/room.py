"""What assessments tell the rest of the house."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case as Choice
from django.db.models import F, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from holdfast.access.actors import Actor
from holdfast.cases.assessments import actions
from holdfast.cases.assessments.models import Assessment, AssessmentRound, BeganWith
from holdfast.cases.models import Case, Decision
from holdfast.cases.referrals.selectors import first_received, received_for
from holdfast.cases.rooms import ClockFact, Offer, StoryEntry, begins, offers, tells_clocks, tells_story

COLUMNS = (
    "id",
    "case_id",
    "case__child_id",
    "case__authority_id",
    "case__closed_at",
    "step",
    "began_with",
    "start",
    "completed_at",
    "stopped_at",
)


@tells_clocks("assessments")
def clock_facts(case_ids: Sequence[UUID] | None) -> Iterator[ClockFact]:
    """One clock for each assessment: from the referral, the ended assessment, the strategy discussion, or the news.

    The moment of the referral and of the strategy discussion is read where it is kept, so that a date corrected
    there moves the clock here (IA-01, ENQ-01; WT 4.24, 4.75, 4.97).
    """
    from holdfast.cases.strategy.selectors import initiating

    kept = Choice(
        When(began_with=BeganWith.REFERRAL, then=Coalesce(received_for(), first_received())),
        When(began_with=BeganWith.STRATEGY, then=initiating()),
    )
    found = Assessment.objects.annotate(start=Coalesce(kept, F("clock_from")))
    if case_ids is not None:
        found = found.filter(case_id__in=case_ids)
    rows = found.order_by().values_list(*COLUMNS)
    for key, case, child, authority, closed, step, began, start, done, stopped in rows.iterator(chunk_size=5000):
        yield ClockFact(
            clock=step,
            case_id=case,
            child_id=child,
            authority_id=authority,
            starts=((began, start),),
            record_id=key,
            met_at=done,
            stopped_at=stopped or (closed if done is None else None),
            stopped_why="The assessment was stopped" if stopped else "The case was closed" if closed else "",
        )


@tells_story("assessments")
def story(child_ids: Sequence[UUID]) -> Iterator[StoryEntry]:
    """Each assessment begun, and completed with its outcome."""
    found = list(
        Assessment.objects.filter(case__child_id__in=child_ids).select_related(
            "case__authority", "round__lead", "completed_by"
        )
    )
    standing = Decision.objects.filter(record_id__in=[one.id for one in found], superseded_at=None)
    outcomes = {decision.record_id: decision for decision in standing}
    for one in found:
        url = reverse("assessments:round", kwargs={"pk": one.round_id})
        name = one.step.replace("-", " ").capitalize()
        lead = one.round.lead.name if one.round.lead else ""
        yield StoryEntry(
            when=one.started_at,
            kind=one.step,
            title=f"{name} begun",
            child_ids=(one.case.child_id,),
            url=url,
            by=lead,
            agency=one.case.authority.name,
            recorded_at=one.recorded_at,
            record_id=one.id,
        )
        if one.completed_at:
            decision = outcomes.get(one.id)
            yield StoryEntry(
                when=one.completed_at,
                kind=one.step,
                title=f"{name} completed" + (f": {decision.outcome_label}" if decision else ""),
                child_ids=(one.case.child_id,),
                text=decision.reasons if decision else one.analysis,
                url=url,
                by=one.completed_by.name if one.completed_by else lead,
                agency=one.case.authority.name,
                marks=("decision",),
                record_id=one.id,
            )


def _begin(
    step: str,
    default: BeganWith,
    *,
    by: Actor,
    cases: Sequence[Case],
    at: datetime,
    because: object = None,
    **details: Any,
) -> AssessmentRound:
    began = details.get("began_with")
    if began is None and isinstance(because, Decision):
        began = BeganWith.STRATEGY if because.step == "strategy-discussion" else default
    return actions.begin_assessment(
        by=by,
        cases=cases,
        step=step,
        began_with=began or default,
        clock_from=details.get("clock_from"),
        at=at,
    )


@begins("initial-assessment")
def begin_initial(**given: Any) -> AssessmentRound:
    """Begin the initial assessment that a decision on the referral leads to (IA-01; WT 4.20, 4.24)."""
    return _begin("initial-assessment", BeganWith.REFERRAL, **given)


@begins("core-assessment")
def begin_core(**given: Any) -> AssessmentRound:
    """Begin the core assessment that a decision leads to (ENQ-01; WT 4.23, 4.31, 4.47)."""
    return _begin("core-assessment", BeganWith.NEW_INFORMATION, **given)


@begins("assessment")
def begin_single(**given: Any) -> AssessmentRound:
    """Begin the one assessment of a later edition."""
    return _begin("assessment", BeganWith.REFERRAL, **given)


def _going_on(case: Case, step: str) -> tuple[str, str] | None:
    """The open assessment of the case, to go on with instead of beginning another."""
    found = Assessment.objects.filter(case=case, step=step, completed_at=None, stopped_at=None).first()
    if found is None:
        return None
    name = step.replace("-", " ")
    return f"Go on with the {name}", reverse("assessments:round", kwargs={"pk": found.round_id})


for _step, _label in (
    ("initial-assessment", "Begin an initial assessment"),
    ("core-assessment", "Begin a core assessment"),
    ("assessment", "Begin an assessment"),
):
    offers(
        Offer(
            step=_step,
            label=_label,
            url=lambda case, step=_step: reverse("assessments:begin", kwargs={"pk": case.id, "step": step}),  # type: ignore[misc]
            verb="assessment.begin",
            going_on=lambda case, step=_step: _going_on(case, step),  # type: ignore[misc]
        )
    )
