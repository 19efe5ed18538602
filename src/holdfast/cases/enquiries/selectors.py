"""Queries of section 47 enquiries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from holdfast.access.actors import Actor
from holdfast.cases.enquiries.models import (
    CONTINUING_RISK,
    OUTSTANDING,
    STEP,
    Activity,
    ConferenceRequest,
    HelpRequest,
    Section47Enquiry,
)
from holdfast.cases.models import Case, ChildSeen, Decision, InformationGiven
from holdfast.cases.recording import ask_of, unborn_on
from holdfast.cases.strategy.models import StrategyChild
from holdfast.core.time import local_date, now
from holdfast.guidance import Ask, Edition

HEARD = ("child-interview", "child-observed")


def child_heard(enquiry: Section47Enquiry) -> bool:
    """Whether the child was spoken with or observed apart from others in this enquiry (ENQ-02; WT 4.49, 4.50).

    A child not yet born is not asked for.
    """
    if unborn_on(enquiry.case.child, local_date(now())):
        return True
    done = Activity.objects.filter(enquiry=enquiry, kind__in=HEARD, at__isnull=False)
    alone = ChildSeen.objects.filter(case=enquiry.case, at__gte=enquiry.started_at, seen=True, alone=True)
    return done.exists() or alone.exists()


def enquiries_of(case_ids: Iterable[UUID]) -> QuerySet[Section47Enquiry]:
    """The enquiries of cases, latest first."""
    return Section47Enquiry.objects.filter(case_id__in=list(case_ids)).select_related("case__child", "lead")


def open_enquiry(case_id: UUID) -> Section47Enquiry | None:
    """The enquiry about a child that has no outcome yet."""
    return enquiries_of([case_id]).filter(concluded_at=None).first()


def together_with(enquiry: Section47Enquiry) -> list[Section47Enquiry]:
    """The enquiry with those about brothers and sisters that began with it (GEN-08; WT 4.47)."""
    if enquiry.family_group is None:
        return [enquiry]
    others = Section47Enquiry.objects.filter(family_group=enquiry.family_group).exclude(pk=enquiry.pk)
    return [enquiry, *others.select_related("case__child", "case__worker", "case__team", "lead")]


def outstanding(activities: Iterable[Activity]) -> list[Activity]:
    """Specialist examinations and assessments that are still awaited; nothing waits for them (ENQ-10; WT 4.97)."""
    return [one for one in activities if one.is_outstanding and one.kind in OUTSTANDING]


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something that an enquiry always or nearly always has, and this one has not yet (GEN-07)."""

    code: str
    label: str
    why: Ask | None


def prompts(
    enquiry: Section47Enquiry,
    activities: Sequence[Activity],
    given: Sequence[InformationGiven],
    edition: Edition,
) -> list[Prompt]:
    """What is missing from an enquiry, each with its paragraph (ENQ-01, ENQ-02, ENQ-09; WT 4.47-4.58)."""
    done = {one.kind for one in activities if one.at is not None}
    unborn = unborn_on(enquiry.case.child, local_date(now()))
    wanted: list[tuple[str, str, str, bool]] = [
        ("lead", "Nobody leads the enquiry yet", "child-interviewed", enquiry.lead_id is None),
        (
            "child",
            "The child has not been spoken with or observed apart from others",
            "child-interviewed",
            not child_heard(enquiry),
        ),
        ("parents", "No parent or carer has been spoken with", "parents-interviewed", "parent-interview" not in done),
        (
            "interaction",
            "Parents and child have not been seen together",
            "parents-interviewed",
            not unborn and "interaction-observed" not in done,
        ),
        ("siblings", "Nothing is said of brothers, sisters and other children", "siblings", not enquiry.siblings),
        (
            "informed",
            "Nobody in the family has been told, or given in writing, what the enquiry is for",
            "family-informed",
            not given,
        ),
    ]
    return [Prompt(code, label, ask_of(edition, STEP, ask)) for code, label, ask, missing in wanted if missing]


def outcome_given(given: Iterable[InformationGiven]) -> list[InformationGiven]:
    """Those who received the record of the outcome, or from whom it was withheld (ENQ-09; WT 4.58)."""
    return [one for one in given if one.what == OUTCOME_RECORD]


OUTCOME_RECORD = "Outcome of the section 47 enquiry"


def not_told() -> QuerySet[Section47Enquiry]:
    """Concluded enquiries of open cases whose outcome was given to nobody, those before a conference first (ENQ-09).

    Those taken over from another system, of which only the time of the discussion is known, are left out.
    """
    told = InformationGiven.objects.filter(record_id=OuterRef("pk"), what=OUTCOME_RECORD)
    risk = Decision.objects.filter(record_id=OuterRef("pk"), outcome=CONTINUING_RISK, superseded_at=None)
    return (
        Section47Enquiry.objects.filter(concluded_at__isnull=False, discussed_at=None, case__closed_at=None)
        .exclude(Exists(told))
        .annotate(before_conference=Exists(risk))
        .select_related("case__child")
        .order_by("-before_conference", "concluded_at")
    )


def to_review() -> QuerySet[Section47Enquiry]:
    """Monitoring and plans without a conference, by the day of their review (ENQ-06, ENQ-07; WT 4.60-4.63)."""
    return (
        Section47Enquiry.objects.filter(review_on__isnull=False, case__closed_at=None)
        .select_related("case__child")
        .order_by("review_on")
    )


def unanswered_requests() -> QuerySet[ConferenceRequest]:
    """Requests for a conference that wait for an answer, oldest first (ENQ-08; WT 4.64)."""
    return ConferenceRequest.objects.filter(answer="").select_related("case__child", "enquiry").order_by("asked_at")


def unanswered_help(case_ids: Iterable[UUID]) -> QuerySet[HelpRequest]:
    """Requests to other agencies that wait for an answer (ENQ-04; WT 4.48)."""
    return HelpRequest.objects.filter(case_id__in=list(case_ids), answer="waiting").order_by("asked_at")


def is_party(actor: Actor, enquiry: Section47Enquiry) -> bool:
    """Whether somebody of another agency took part in discussing it, was asked for help, or received the outcome.

    They have the right to what they took part in; that a child is enquired about is not told to others (WT 4.58, 4.64).
    """
    if actor.practitioner_id is None:
        return False
    discussed = StrategyChild.objects.filter(
        case_id=enquiry.case_id, discussion__participants__practitioner_id=actor.practitioner_id
    )
    told = InformationGiven.objects.filter(
        record_id=enquiry.pk, practitioner_id=actor.practitioner_id, withheld_reason=""
    )
    asked = HelpRequest.objects.filter(enquiry=enquiry, agency_id=actor.agency_id)
    return discussed.exists() or told.exists() or asked.exists()


def why_open(case: Case) -> str:
    """Why a case cannot be closed while an enquiry has no outcome; nothing otherwise."""
    if Section47Enquiry.objects.filter(case=case, concluded_at=None).exists():
        return "A section 47 enquiry has no outcome yet: decide it first"
    return ""
