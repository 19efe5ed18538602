"""The outcome of an enquiry, who is told, and requests for a conference (ENQ-05..09; WT 4.58-4.65)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Practitioner
from holdfast.cases import rooms
from holdfast.cases.actions import Told, give_information, take_decision
from holdfast.cases.enquiries.models import (
    CONTINUING_RISK,
    MONITORING,
    NO_CONTINUING_RISK,
    NOT_SUBSTANTIATED,
    STEP,
    ArrangementReview,
    ConferenceRequest,
    Section47Enquiry,
)
from holdfast.cases.enquiries.selectors import OUTCOME_RECORD, child_heard
from holdfast.cases.models import Case, Decision, InformationGiven
from holdfast.cases.recording import moment, one_of, unborn_on
from holdfast.cases.selectors import current_decision, edition_for
from holdfast.core.errors import NotNow, Unacceptable
from holdfast.core.time import local_date
from holdfast.ledger.corrections import correct
from holdfast.ledger.models import Correction

NEEDS: Mapping[str, Mapping[str, str]] = {
    NOT_SUBSTANTIATED: {"services": "Say what help and services were considered with the family"},
    MONITORING: {
        "services": "Say what help and services were considered with the family",
        "monitoring_purpose": "Say what is watched, and why",
        "monitoring_means": "Say in what way the child is monitored",
        "monitored_by": "Say by whom the child is monitored",
        "review_on": "Set the day on which the monitoring is reviewed",
    },
    NO_CONTINUING_RISK: {
        "evidence": "Give the evidence that the child is not at continuing risk",
        "plan": "Say what keeps the child safe, who does what, and what happens if it fails",
        "review_on": "Set the day on which the plan is reviewed",
    },
    CONTINUING_RISK: {},
}
"""What each outcome cannot go without. The one that protects the child waits for nothing (GEN-05; WT 4.59-4.65)."""


def conclude(
    *,
    by: Actor,
    enquiries: Sequence[Section47Enquiry],
    outcome: str,
    reasons: str,
    at: datetime | None = None,
    departure: str = "",
    endorsed_at: datetime | None = None,
    **findings: Any,
) -> list[Decision]:
    """Decide the outcome of enquiries: for siblings with the same outcome, typed once (ENQ-05..07; WT 4.58-4.65).

    `findings` are fields of `Section47Enquiry`: evidence, services, monitoring_purpose, monitoring_means, monitored_by,
    plan, review_on. Continuing risk convenes the conference; going without one after harm waits for a qualified
    manager's endorsement. An enquiry in which the child was not heard apart needs `departure` (WT 4.49), unless it is
    to protect the child. A later outcome supersedes an earlier one.
    """
    held, when = list(enquiries), moment(at)
    if not held:
        raise Unacceptable("Choose at least one child", field="enquiries")
    if any(when < enquiry.started_at for enquiry in held):
        raise Unacceptable("The outcome cannot be decided before the enquiry began", field="at")
    _check_needs(held, outcome, findings, departure, when)
    with acting("enquiry.conclude", by=by, on=held, happened_at=when, reason=reasons) as act:
        made = []
        for enquiry in held:
            _keep(enquiry, outcome, findings, when)
            made.append(
                take_decision(
                    by=by,
                    case=enquiry.case,
                    step=STEP,
                    record=enquiry,
                    outcome=outcome,
                    reasons=reasons,
                    departure=departure,
                    at=when,
                    endorsed_at=endorsed_at,
                )
            )
            act.touch(enquiry.case)
        if outcome == CONTINUING_RISK:
            convene(by=by, cases=[enquiry.case for enquiry in held], at=when, because=made[0])
    return made


def _check_needs(
    enquiries: Sequence[Section47Enquiry], outcome: str, findings: Mapping[str, Any], departure: str, at: datetime
) -> None:
    if outcome not in NEEDS:
        raise Unacceptable("Choose the outcome", field="outcome")
    for name, message in NEEDS[outcome].items():
        given = findings.get(name)
        if given is None or (isinstance(given, str) and not given.strip()):
            raise Unacceptable(message, field=name)
    review_on: date | None = findings.get("review_on")
    if review_on is not None and review_on < local_date(at):
        raise Unacceptable("The review lies before the decision", field="review_on")
    if outcome != CONTINUING_RISK and not departure.strip():
        unheard = [enquiry.case.child.name for enquiry in enquiries if not child_heard(enquiry)]
        if unheard:
            names = ", ".join(unheard)
            raise Unacceptable(
                f"{names} has not been spoken with or observed apart from others: record it, or say why not",
                field="departure",
            )


def _keep(enquiry: Section47Enquiry, outcome: str, findings: Mapping[str, Any], at: datetime) -> None:
    kept = {"evidence", *(name for needs in NEEDS.values() for name in needs)}
    if outcome == CONTINUING_RISK:
        kept = {"evidence"}
    for name in kept & findings.keys():
        value = findings[name]
        setattr(enquiry, name, value.strip() if isinstance(value, str) else value)
    enquiry.concluded_at = at
    enquiry.save()


def convene(*, by: Actor, cases: Sequence[Case], at: datetime, because: object) -> None:
    """Begin the conference: pre-birth for children not born yet, initial for the others (WT 4.65, 4.121)."""
    day = local_date(at)
    unborn = [case for case in cases if unborn_on(case.child, day)]
    born = [case for case in cases if case not in unborn]
    for step, together in (("initial-conference", born), ("pre-birth-conference", unborn)):
        if together:
            rooms.begin(step, by=by, cases=together, at=at, because=because)


def tell_outcome(
    *, by: Actor, enquiry: Section47Enquiry, to: Iterable[Told], what: str = OUTCOME_RECORD
) -> list[InformationGiven]:
    """Record who received the outcome's record, or why somebody did not (ENQ-09, GEN-10; WT 4.56, 4.58)."""
    people = list(to)
    if enquiry.concluded_at is None and what == OUTCOME_RECORD:
        raise NotNow("There is no outcome yet: decide it first")
    if not people:
        raise Unacceptable("Choose at least one person or agency", field="to")
    with acting("enquiry.tell", by=by, on=[enquiry]) as act:
        given = give_information(by=by, case=enquiry.case, step=STEP, record=enquiry, what=what, to=people)
        act.touch(enquiry.case)
    return given


def review_arrangement(
    *,
    by: Actor,
    enquiry: Section47Enquiry,
    finding: str,
    next_on: date | None = None,
    at: datetime | None = None,
) -> ArrangementReview:
    """Review the monitoring, or the plan made without a conference (ENQ-06, ENQ-07; WT 4.60, 4.63).

    Without `next_on` the arrangement has ended. A new concern of harm is a new referral or strategy discussion.
    """
    when = moment(at)
    if not finding.strip():
        raise Unacceptable("Say what the review found", field="finding")
    if next_on is not None and next_on <= local_date(when):
        raise Unacceptable("The next review lies ahead", field="next_on")
    with acting("enquiry.record", by=by, on=[enquiry], happened_at=when) as act:
        review = ArrangementReview(
            case=enquiry.case,
            enquiry=enquiry,
            at=when,
            by_id=by.practitioner_id,
            finding=finding.strip(),
            next_on=next_on,
        )
        review.save()
        enquiry.review_on = next_on
        enquiry.save()
        act.touch(review, enquiry.case)
    return review


def request_conference(
    *,
    by: Actor,
    enquiry: Section47Enquiry,
    reasons: str,
    asked_by: str = "",
    practitioner: Practitioner | None = None,
    agency_name: str = "",
    backed_by: str = "",
    backed_as: str = "",
    at: datetime | None = None,
) -> ConferenceRequest:
    """Record a professional's request for a conference, and who backs it (ENQ-08; WT 4.64).

    Without a name it is the request of whoever records it.
    """
    when = moment(at)
    if not reasons.strip():
        raise Unacceptable("Say why a conference is needed", field="reasons")
    if bool(backed_by.strip()) != bool(backed_as):
        raise Unacceptable("Say who backs the request, and as what", field="backed_as" if backed_by else "backed_by")
    if backed_as:
        edition = edition_for(enquiry.case.authority_id, enquiry.started_at)
        one_of(edition, "request-backing", backed_as, field="backed_as")
    mine = not asked_by.strip() and practitioner is None
    with acting("enquiry.request-conference", by=by, on=[enquiry], happened_at=when, reason=reasons) as act:
        request = ConferenceRequest(
            case=enquiry.case,
            enquiry=enquiry,
            asked_by=asked_by.strip() or (practitioner.name if practitioner else by.name),
            practitioner_id=practitioner.pk if practitioner else (by.practitioner_id if mine else None),
            agency_name=agency_name.strip() or (by.agency_name if mine else ""),
            asked_at=when,
            reasons=reasons.strip(),
            backed_by=backed_by.strip(),
            backed_as=backed_as,
        )
        request.save()
        act.touch(request, enquiry.case)
    return request


def answer_request(
    *, by: Actor, request: ConferenceRequest, answer: str, reasons: str = "", at: datetime | None = None
) -> ConferenceRequest:
    """Answer a request for a conference; agreed, it is convened (ENQ-08; WT 4.64).

    A request that a senior manager or a named or designated professional backs is normally agreed: another answer
    needs reasons, and so does every refusal. Differences go to the Board's own way of resolving them.
    """
    when = moment(at)
    if request.answer == "agreed":
        raise NotNow("The request has been agreed")
    one_of(edition_for(request.case.authority_id, when), "conference-request", answer, field="answer")
    if answer != "agreed" and not reasons.strip():
        backed = f"{request.backed_by} backs this request, so it is normally agreed. " if request.is_backed else ""
        raise Unacceptable(f"{backed}Give the reasons for the answer", field="reasons")
    with acting("enquiry.answer-request", by=by, on=[request], happened_at=when, reason=reasons) as act:
        request.answer, request.answered_at = answer, when
        request.answered_by_id, request.answer_reasons = by.practitioner_id, reasons.strip()
        request.save()
        act.touch(request.case)
        if answer == "agreed":
            because = current_decision(request.enquiry_id, request.case_id)
            convene(by=by, cases=[request.case], at=when, because=because)
    return request


def correct_enquiry(
    *, by: Actor, record: Section47Enquiry, changes: Mapping[str, Any], reason: str
) -> list[Correction]:
    """Correct the record of an enquiry; what it said stays beside it (REC-01; WT 4.129-4.131)."""
    for name in ("started_at", "discussed_at"):
        if changes.get(name):
            moment(changes[name], field=name)
    with acting("enquiry.correct", by=by, on=[record], reason=reason) as act:
        made = correct(record, changes, reason=reason)
        act.touch(record.case)
    return made
