"""Beginning, writing, completing, reopening assessments (IA-01..07; WT 4.24-4.33, 4.97)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Practitioner
from holdfast.cases import rooms
from holdfast.cases.actions import take_decision
from holdfast.cases.assessments.models import Assessment, AssessmentRound, BeganWith
from holdfast.cases.assessments.selectors import latest_completed
from holdfast.cases.models import Case, Decision
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import NotNow, NotPermitted, Unacceptable
from holdfast.core.time import now
from holdfast.guidance import UnknownCode

STARTS_AT_ONCE = frozenset({"core-assessment", "assessment"})  # steps that a decision here begins by itself


def begin_assessment(
    *,
    by: Actor,
    cases: Sequence[Case],
    step: str,
    began_with: BeganWith | str,
    clock_from: datetime | None = None,
    at: datetime | None = None,
    lead: Practitioner | None = None,
    plan: str = "",
) -> AssessmentRound:
    """Begin an assessment of children together; each has their own findings and outcome (IA-02, AF-05).

    A child who has an assessment of this kind open keeps it. `clock_from` is the moment that starts the clock
    (the start itself unless told). Raises `Unacceptable` for a kind that the edition in force does not have.
    """
    when = at or now()
    if when > now():
        raise Unacceptable("An assessment cannot start in the future", field="at")
    if not cases:
        raise Unacceptable("Choose at least one child", field="cases")
    authority = cases[0].authority
    try:
        edition_for(authority.id, when).step(step)
    except UnknownCode as error:
        raise Unacceptable(str(error), field="step") from None
    running = Assessment.objects.filter(case__in=cases, step=step, completed_at=None, stopped_at=None)
    underway = {assessment.case_id: assessment for assessment in running.select_related("round")}
    fresh = [case for case in cases if case.id not in underway]
    if not fresh:
        return underway[cases[0].id].round
    with acting("assessment.begin", by=by, on=fresh, happened_at=when) as act:
        round_ = AssessmentRound(
            authority=authority,
            step=step,
            started_at=when,
            lead=lead or next((case.worker for case in fresh if case.worker), None),
            plan=plan.strip(),
        )
        round_.save()
        for case in fresh:
            assessment = Assessment(
                case=case,
                round=round_,
                step=step,
                started_at=when,
                began_with=began_with,
                clock_from=clock_from or when,
                builds_on=latest_completed(case.child_id),
            )
            assessment.save()
            act.touch(assessment)
        act.touch(round_)
    return round_


def write_assessment(
    *,
    by: Actor,
    round_: AssessmentRound,
    common: Mapping[str, Any],
    children: Mapping[Assessment, Mapping[str, Any]],
) -> AssessmentRound:
    """Write what is common, and what is each child's own. What stood there before is kept by history (REC-01).

    Raises `NotNow` for a child whose assessment is completed: it is reopened, or corrected, instead.
    """
    with acting("assessment.write", by=by, on=[round_]) as act:
        for field, value in common.items():
            setattr(round_, field, value)
        round_.save()
        for assessment, answers in children.items():
            if not assessment.is_open:
                raise NotNow(f"The assessment of {assessment.case.child.name} is completed: reopen it to write in it")
            for field, value in answers.items():
                setattr(assessment, field, value)
            assessment.save()
            act.touch(assessment, assessment.case)
    return round_


def check_lead(round_: AssessmentRound) -> None:
    """A qualified social worker leads, or the reason why not is on record (IA-02; WT 4.26)."""
    qualified = round_.lead is not None and round_.lead.qualified_social_worker
    if not qualified and not round_.lead_departure.strip():
        raise Unacceptable(
            "A qualified social worker leads an assessment. Name one, or say why nobody qualified does",
            field="lead_departure",
        )


def complete_assessments(
    *,
    by: Actor,
    assessments: Iterable[Assessment],
    outcome: str,
    reasons: str,
    at: datetime | None = None,
    departure: str = "",
    lead_departure: str = "",
    answers: Mapping[str, Any] | None = None,
) -> list[Decision]:
    """Complete the assessments of one or several children with the same outcome, each with a decision of its own.

    `outcome` is a decision of the step in the edition; a manager endorses it (IA-06, IA-07; WT 4.30, 4.32).
    What it leads to and can begin at once, begins. `answers` are fields common to all children (in need, cause).
    """
    when = at or now()
    chosen = list(assessments)
    if when > now():
        raise Unacceptable("The assessment cannot be completed in the future", field="at")
    if not chosen:
        raise Unacceptable("Choose at least one child", field="children")
    round_ = chosen[0].round
    if lead_departure.strip():
        round_.lead_departure = lead_departure.strip()
    check_lead(round_)
    decisions = []
    with acting("assessment.complete", by=by, on=chosen, happened_at=when, reason=reasons) as act:
        round_.save()
        for assessment in chosen:
            _finish(assessment, by, when, answers or {})
            decisions.append(
                take_decision(
                    by=by,
                    case=assessment.case,
                    step=assessment.step,
                    record=assessment,
                    outcome=outcome,
                    reasons=reasons,
                    departure=departure,
                    at=when,
                )
            )
            act.touch(assessment.case)
        _begin_next(by, chosen, decisions, when)
    return decisions


def _finish(assessment: Assessment, by: Actor, when: datetime, answers: Mapping[str, Any]) -> None:
    if not assessment.is_open:
        raise NotNow(f"The assessment of {assessment.case.child.name} is completed already")
    if when < assessment.started_at:
        raise Unacceptable("The assessment cannot be completed before it started", field="at")
    for field, value in answers.items():
        setattr(assessment, field, value)
    assessment.completed_at = when
    assessment.completed_by_id = by.practitioner_id
    assessment.save()


def _begin_next(by: Actor, chosen: list[Assessment], decisions: list[Decision], when: datetime) -> None:
    cases = [assessment.case for assessment in chosen]
    edition = edition_for(cases[0].authority_id, when)
    rule = edition.step(decisions[0].step).decision(decisions[0].outcome)
    for step in rule.leads_to:
        if step in STARTS_AT_ONCE:
            rooms.begin(
                step,
                by=by,
                cases=cases,
                at=when,
                because=decisions[0],
                began_with=BeganWith.INITIAL_ENDED,
                clock_from=when,
            )


def reopen_assessment(*, by: Actor, assessment: Assessment, reason: str, verb: str = "assessment.reopen") -> Assessment:
    """Take an assessment up again: its clock runs on from where it began, and the decision no longer stands."""
    if assessment.is_open:
        raise NotNow("The assessment is open")
    if not reason.strip():
        raise Unacceptable("Say why the assessment is reopened", field="reason")
    with acting(verb, by=by, on=[assessment], reason=reason) as act:
        Decision.objects.filter(record_id=assessment.id, superseded_at=None).update(superseded_at=now())
        assessment.completed_at = None
        assessment.completed_by = None
        assessment.stopped_at = None
        assessment.stopped_reason = ""
        assessment.save()
        act.touch(assessment.case)
    return assessment


def return_assessment(*, by: Actor, assessment: Assessment, reason: str) -> Assessment:
    """A manager does not endorse yet: the assessment goes back to its writer with what is missing (IA-07; WT 4.32)."""
    endorsed = Decision.objects.filter(record_id=assessment.id, superseded_at=None, endorsed_at__isnull=False)
    if endorsed.exists():
        raise NotNow("The outcome is endorsed already: reopen the assessment instead")
    if assessment.completed_by_id is not None and assessment.completed_by_id == by.practitioner_id:
        raise NotPermitted("Somebody other than the writer reads and returns an assessment")
    return reopen_assessment(by=by, assessment=assessment, reason=reason, verb="assessment.return")


def stop_assessment(*, by: Actor, assessment: Assessment, reason: str, at: datetime | None = None) -> Assessment:
    """Stop an assessment that is no longer needed (the child has moved, died, or an enquiry took it up)."""
    if not assessment.is_open:
        raise NotNow("The assessment is not open")
    if not reason.strip():
        raise Unacceptable("Say why the assessment is stopped", field="reason")
    with acting("assessment.stop", by=by, on=[assessment], reason=reason) as act:
        assessment.stopped_at = at or now()
        assessment.stopped_reason = reason.strip()
        assessment.save()
        act.touch(assessment.case)
    return assessment
