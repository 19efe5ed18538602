"""What is done in the course of an enquiry, and what others are asked for (ENQ-02..04; WT 4.47-4.53)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Agency, Practitioner
from holdfast.cases.actions import see_child
from holdfast.cases.enquiries.models import STEP, Activity, HelpRequest, Section47Enquiry
from holdfast.cases.models import ChildSeen
from holdfast.cases.recording import moment, one_of, words_of_term
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import NotNow, Unacceptable
from holdfast.guidance import Edition
from holdfast.ledger.corrections import correct
from holdfast.ledger.models import Correction
from holdfast.people.models import Person

INTERVIEW = "child-interview"
WITH_CHILD = (INTERVIEW, "child-observed", "interaction-observed")
"""Activities in which the child is seen: each makes a record of that too (GEN-04; WT 4.49)."""
SEEN = ("alone", "where", "present", "language", "interpreter", "said", "wishes", "observed", "response", "visit_id")
"""What may be told of seeing the child."""


def record_activity(
    *,
    by: Actor,
    enquiry: Section47Enquiry,
    kind: str,
    at: datetime | None = None,
    arranged_for: datetime | None = None,
    whom: str = "",
    person: Person | None = None,
    practitioner: Practitioner | None = None,
    by_name: str = "",
    findings: str = "",
    help_to_take_part: str = "",
    without_parents_knowledge: bool = False,
    ground: str = "",
    ground_reason: str = "",
    **seen: Any,
) -> Activity:
    """Record what was done in an enquiry, or arranged and still awaited (ENQ-02, ENQ-10; WT 4.49-4.53, 4.97).

    With `arranged_for` and no `at` it is awaited; else it was done at `at` (now). Where the child was spoken with or
    observed, `seen` takes the fields of `ChildSeen`. Speaking without a parent's knowledge needs one of the grounds and
    why it applies (ENQ-03; WT 4.52).
    """
    when = None if at is None and arranged_for is not None else moment(at)
    edition = edition_for(enquiry.case.authority_id, enquiry.started_at)
    one_of(edition, "enquiry-activity", kind, field="kind")
    _check_ground(edition, kind, without_parents_knowledge or bool(ground), ground, ground_reason)
    with acting("enquiry.record", by=by, on=[enquiry], happened_at=when) as act:
        activity = Activity(
            case=enquiry.case,
            enquiry=enquiry,
            kind=kind,
            whom=whom.strip() or (person.name if person else ""),
            person=person,
            by_id=practitioner.pk if practitioner else (None if by_name else by.practitioner_id),
            by_name=by_name.strip(),
            arranged_for=arranged_for,
            at=when,
            findings=findings.strip(),
            help_to_take_part=help_to_take_part.strip(),
            ground=ground,
            ground_reason=ground_reason.strip(),
        )
        if when is not None and kind in WITH_CHILD:
            activity.sighting = _sighting(by, activity, edition, seen)
        activity.save()
        act.touch(activity, enquiry.case)
    return activity


def _check_ground(edition: Edition, kind: str, secretly: bool, ground: str, reason: str) -> None:
    if not secretly:
        return
    if kind != INTERVIEW:
        raise Unacceptable("This is asked only where a child was spoken with", field="ground")
    if not ground:
        raise Unacceptable("Choose the ground for speaking to the child without a parent’s knowledge", field="ground")
    one_of(edition, "interview-ground", ground, field="ground")
    if not reason.strip():
        raise Unacceptable("Say why this ground applies", field="ground_reason")


def _sighting(by: Actor, activity: Activity, edition: Edition, seen: dict[str, Any]) -> ChildSeen:
    told = {name: value for name, value in seen.items() if name in SEEN and value not in (None, "")}
    told.setdefault("alone", activity.kind == INTERVIEW)
    told.setdefault("observed", activity.findings)
    if activity.help_to_take_part:
        told.setdefault("interpreter", activity.help_to_take_part)
    if activity.ground:
        words = words_of_term(edition, "interview-ground", activity.ground)
        told["without_parents_knowledge"] = f"{words}. {activity.ground_reason}"
    if activity.by_id:
        told["by_id"] = activity.by_id
    return see_child(
        by=by, case=activity.case, at=activity.at, seen=True, step=STEP, record_id=activity.enquiry_id, **told
    )


def finish_activity(
    *, by: Actor, activity: Activity, at: datetime | None = None, findings: str = "", **seen: Any
) -> Activity:
    """Record that something arranged was done, and what was learnt (ENQ-02, ENQ-10; WT 4.49, 4.97)."""
    if activity.at is not None:
        raise NotNow("This is recorded as done already")
    when = moment(at)
    edition = edition_for(activity.case.authority_id, activity.enquiry.started_at)
    with acting("enquiry.record", by=by, on=[activity], happened_at=when) as act:
        activity.at, activity.findings = when, findings.strip()
        if activity.kind in WITH_CHILD:
            activity.sighting = _sighting(by, activity, edition, seen)
        activity.save()
        act.touch(activity.case)
    return activity


def correct_activity(*, by: Actor, record: Activity, changes: Mapping[str, Any], reason: str) -> list[Correction]:
    """Correct what was recorded of an activity; the record of the child's being seen follows its time (REC-01)."""
    if changes.get("at"):
        moment(changes["at"])
    with acting("enquiry.correct", by=by, on=[record], reason=reason) as act:
        made = correct(record, changes, reason=reason)
        if record.sighting is not None and record.at is not None and record.sighting.at != record.at:
            correct(record.sighting, {"at": record.at}, reason=reason)
        act.touch(record.case)
    return made


def note_siblings(*, by: Actor, enquiry: Section47Enquiry, siblings: str) -> Section47Enquiry:
    """Add what was considered for brothers, sisters and other children: their needs and safety (GEN-08; WT 4.47)."""
    if not siblings.strip():
        raise Unacceptable("Say what was considered for the other children", field="siblings")
    with acting("enquiry.record", by=by, on=[enquiry]) as act:
        enquiry.siblings = "\n\n".join(filter(None, (enquiry.siblings, siblings.strip())))
        enquiry.save()
        act.touch(enquiry.case)
    return enquiry


def ask_help(
    *,
    by: Actor,
    enquiry: Section47Enquiry,
    what: str,
    agency: Agency | None = None,
    agency_name: str = "",
    asked_of: str = "",
    duty: str = "s47",
    at: datetime | None = None,
) -> HelpRequest:
    """Record that another agency was asked for help, and under which section (ENQ-04; WT 4.48, App.1 §11)."""
    when = moment(at)
    name = agency.name if agency else agency_name.strip()
    if not name:
        raise Unacceptable("Say which agency was asked", field="agency_name")
    if not what.strip():
        raise Unacceptable("Say what was asked for", field="what")
    one_of(edition_for(enquiry.case.authority_id, enquiry.started_at), "help-duty", duty, field="duty")
    with acting("enquiry.ask-help", by=by, on=[enquiry], happened_at=when) as act:
        request = HelpRequest(
            case=enquiry.case,
            enquiry=enquiry,
            agency=agency,
            agency_name=name,
            asked_of=asked_of.strip(),
            duty=duty,
            what=what.strip(),
            asked_at=when,
        )
        request.save()
        act.touch(request, enquiry.case)
    return request


def answer_help(
    *,
    by: Actor,
    request: HelpRequest,
    answer: str,
    response: str = "",
    refusal: str = "",
    at: datetime | None = None,
) -> HelpRequest:
    """Record what an agency answered; a refusal with why (ENQ-04; WT 4.48, App.1 §11)."""
    when = moment(at)
    if request.answer in ("given", "refused"):
        raise NotNow("This request has been answered")
    edition = edition_for(request.case.authority_id, request.enquiry.started_at)
    one_of(edition, "help-request-answer", answer, field="answer")
    if when < request.asked_at:
        raise Unacceptable("The answer cannot come before the request", field="at")
    if answer == "refused" and not refusal.strip():
        raise Unacceptable("Say why the agency refused", field="refusal")
    with acting("enquiry.ask-help", by=by, on=[request], happened_at=when) as act:
        request.answer, request.answered_at = answer, when
        request.response, request.refusal = response.strip(), refusal.strip()
        request.save()
        act.touch(request.case)
    return request
