"""What enquiries tell the rest of the house: clocks, story, work, how they begin (ENQ-01..10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.urls import reverse

from holdfast.access.actors import Actor
from holdfast.cases.enquiries import actions, facts, selectors
from holdfast.cases.enquiries.models import STEP, Activity, Section47Enquiry
from holdfast.cases.models import Case, Decision
from holdfast.cases.protection.selectors import concerns
from holdfast.cases.recording import words_of_term
from holdfast.cases.rooms import (
    ClockFact,
    Offer,
    StoryEntry,
    WorkItem,
    begins,
    heeds,
    keeps_open,
    offers,
    tells_clocks,
    tells_story,
    tells_work,
)
from holdfast.cases.selectors import edition_for

begins(STEP)(actions.begin_enquiry)
heeds("strategy-discussion")(actions.follow_discussion)
keeps_open(STEP)(selectors.why_open)


def _url_of(case: Case) -> str:
    return f"{reverse('enquiries:new')}?child={case.child_id}"


def _going_on(case: Case) -> tuple[str, str] | None:
    """The open enquiry about the child, to go on with instead of beginning another."""
    found = Section47Enquiry.objects.filter(case=case, concluded_at=None).first()
    return ("Go on with the section 47 enquiry", found.get_absolute_url()) if found else None


offers(
    Offer(step=STEP, label="Begin a section 47 enquiry", url=_url_of, verb="enquiry.begin", going_on=_going_on),
)


def _ask_url(case: Case) -> str:
    enquiry = selectors.enquiries_of([case.pk]).first()
    return reverse("enquiries:ask_conference", args=[enquiry.pk]) if enquiry else _url_of(case)


offers(
    Offer(
        step="conference-request",
        label="Ask for a child protection conference",
        url=_ask_url,
        verb="enquiry.request-conference",
        available=lambda case: case.is_open and selectors.enquiries_of([case.pk]).exists(),
    )
)


@tells_clocks(STEP)
def clock_facts(case_ids: Sequence[UUID] | None) -> Iterator[ClockFact]:
    """The conference that may follow, and the enquiry that a broken curfew notice calls for."""
    yield from facts.conference_facts(case_ids)
    yield from facts.curfew_facts(case_ids)


@tells_story(STEP)
def story(child_ids: Sequence[UUID]) -> Iterator[StoryEntry]:
    """Enquiries begun, what was done in them, and their outcome."""
    enquiries = {
        enquiry.pk: enquiry
        for enquiry in Section47Enquiry.objects.filter(case__child_id__in=child_ids).select_related(
            "case", "lead__agency"
        )
    }
    for enquiry in enquiries.values():
        yield StoryEntry(
            when=enquiry.started_at,
            kind=STEP,
            title="Section 47 enquiry begins",
            child_ids=(enquiry.case.child_id,),
            text=enquiry.ground,
            url=enquiry.get_absolute_url(),
            by=enquiry.lead.name if enquiry.lead else "",
            agency=enquiry.lead.agency.name if enquiry.lead else "",
            recorded_at=enquiry.recorded_at,
            record_id=enquiry.pk,
        )
    yield from _done(enquiries)
    decided = Decision.objects.filter(record_id__in=list(enquiries), superseded_at=None)
    for decision in decided.select_related("taken_by__agency"):
        enquiry = enquiries[decision.record_id]
        yield StoryEntry(
            when=decision.taken_at,
            kind=STEP,
            title=f"Section 47 enquiry: {decision.outcome_label}",
            child_ids=(enquiry.case.child_id,),
            text=decision.reasons,
            url=enquiry.get_absolute_url(),
            by=decision.taken_by.name if decision.taken_by else "",
            agency=decision.taken_by.agency.name if decision.taken_by else "",
            recorded_at=decision.recorded_at,
            marks=("decision",),
            record_id=enquiry.pk,
        )


def _done(enquiries: dict[UUID, Section47Enquiry]) -> Iterator[StoryEntry]:
    """What was done, unless the story of the child's being seen tells it already."""
    edition = edition_for(None)
    done = Activity.objects.filter(enquiry_id__in=list(enquiries), at__isnull=False, sighting=None)
    for activity in done.select_related("by__agency", "case"):
        assert activity.at is not None
        label = words_of_term(edition, "enquiry-activity", activity.kind)
        yield StoryEntry(
            when=activity.at,
            kind="enquiry-activity",
            title=label + (f": {activity.whom}" if activity.whom else ""),
            child_ids=(activity.case.child_id,),
            text=activity.findings,
            url=enquiries[activity.enquiry_id].get_absolute_url(),
            by=activity.by.name if activity.by else activity.by_name,
            agency=activity.by.agency.name if activity.by else "",
            recorded_at=activity.recorded_at,
            record_id=activity.pk,
        )


def _item(kind: str, heading: str, title: str, enquiry: Section47Enquiry, **more: object) -> WorkItem:
    return WorkItem(
        kind=kind,
        heading=heading,
        title=title,
        url=enquiry.get_absolute_url(),
        child_name=enquiry.case.child.name,
        case_id=enquiry.case_id,
        **more,  # type: ignore[arg-type]
    )


@tells_work("enquiry-outcome-to-give")
def to_tell(actor: Actor, at_most: int) -> Iterable[WorkItem]:
    """Outcomes that family and agencies have not received (ENQ-09; WT 4.58)."""
    for enquiry in selectors.not_told().filter(concerns(actor))[:at_most]:
        yield _item(
            "enquiry-outcome-to-give",
            "Outcomes of enquiries to give",
            "Give the outcome to family and agencies",
            enquiry,
            why="Those involved receive the record, in particular before any conference.",
            source="WT 4.58",
        )


@tells_work("enquiry-review")
def reviews(actor: Actor, at_most: int) -> Iterable[WorkItem]:
    """Monitoring, and plans without a conference, that are to be reviewed (ENQ-06, ENQ-07; WT 4.60, 4.63)."""
    for enquiry in selectors.to_review().filter(concerns(actor))[:at_most]:
        yield _item(
            "enquiry-review",
            "After an enquiry: to be reviewed",
            "Review the monitoring" if enquiry.monitoring_purpose else "Review the plan made without a conference",
            enquiry,
            due=enquiry.review_on,
            why="What was arranged instead of a conference is looked at again on the day that was set.",
            source="WT 4.60, 4.63",
        )


@tells_work("conference-request")
def requests(actor: Actor, at_most: int) -> Iterable[WorkItem]:
    """Professionals who asked for a conference and wait for the answer (ENQ-08; WT 4.64)."""
    for request in selectors.unanswered_requests().filter(concerns(actor))[:at_most]:
        yield WorkItem(
            kind="conference-request",
            heading="Conferences asked for",
            title=f"{request.asked_by} asks for a conference",
            url=request.enquiry.get_absolute_url(),
            child_name=request.case.child.name,
            case_id=request.case_id,
            why="A request that a senior manager or a named or designated professional backs is normally agreed.",
            source="WT 4.64",
            urgent=request.is_backed,
        )
