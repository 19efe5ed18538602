"""Conferences to read: the list, and one conference as prose (CPC-09..CPC-12; WT 4.82, 4.90)."""

from __future__ import annotations

from datetime import timedelta
from typing import cast
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from holdfast.access.door import check, fetch, look, may
from holdfast.access.middleware import ActorRequest
from holdfast.cases.conferences.models import Conference, ConferenceChild
from holdfast.cases.conferences.room import AHEAD
from holdfast.cases.conferences.selectors import (
    cases_of_conference,
    conferences_in_sight,
    entries_of,
    invitations_of,
    reviews_to_convene,
    to_be_held,
    to_circulate,
)
from holdfast.cases.conferences.words import ChildPart, child_parts
from holdfast.cases.correcting import correction_page
from holdfast.cases.models import OfCase
from holdfast.cases.pages import looked
from holdfast.cases.plans.story import label
from holdfast.cases.selectors import edition_for
from holdfast.core.time import now, today
from holdfast.guidance import ClockState, UnknownCode, clock_state
from holdfast.web.paging import page_of

SHOWN = 50
CORRECTABLE = ("reasons", "how_heard", "child_attended", "progress", "first_core_group_on", "next_review_on")


def conferences(request: ActorRequest) -> HttpResponse:
    """What is to be held, sent out and convened, and what has been held (CPC-12, CPP-06; WT 4.82, 4.110)."""
    check("conference.list", by=request.actor)
    held = conferences_in_sight(request.actor).exclude(held_at=None).order_by("-held_at")
    page = page_of(request, held, per=25)
    waiting = list(to_be_held(request.actor)[:SHOWN])
    sending = list(to_circulate(request.actor)[:SHOWN])
    reviews = list(reviews_to_convene(request.actor, today() + AHEAD)[:SHOWN])
    shown = [*waiting, *sending, *page.items]
    children = [entry.case.child_id for one in shown for entry in one.children.all()]
    look(
        request.actor,
        [*children, *(plan.case.child_id for plan in reviews)],
        "list of conferences",
        request_id=getattr(request, "request_id", ""),
    )
    context = {"page": page, "waiting": waiting, "sending": sending, "reviews": reviews, "soon": timedelta(weeks=1)}
    return render(request, "conferences/list.html", context)


def conference(request: ActorRequest, pk: UUID) -> HttpResponse:
    """One conference: who was there, what each agency thinks, what is decided for each child (WT 4.90)."""
    found = fetch(
        Conference.objects.select_related("chair", "authority", "convened_by"), pk, "conference.view", by=request.actor
    )
    entries = entries_of(found)
    cases = [entry.case for entry in entries]
    looked(request, cases, "conference")
    edition = edition_for(found.authority_id, found.held_at or found.convened_at)
    invitations = invitations_of(found)
    for row in invitations:
        row.role_label = label(edition, "invitee-role", row.role)  # type: ignore[attr-defined]
    parts: list[ChildPart] = child_parts(found, entries, edition)
    return render(
        request,
        "conferences/conference.html",
        {
            "conference": found,
            "step": edition.step(found.step),
            "kind": label(edition, "conference-kind", found.kind),
            "entries": entries,
            "parts": parts,
            "cases": cases,
            "invitations": invitations,
            "family_views": list({view.person_name: view for part in parts for view in part.family}.values()),
            "clock": circulation_clock(found),
            "midwife_missing": found.kind == "pre-birth" and not any(row.role == "midwife" for row in invitations),
            "may_hold": may("conference.hold", by=request.actor, on=[found]),
            "may_arrange": may("conference.convene", by=request.actor, on=[found]),
        },
    )


def circulation_clock(found: Conference) -> ClockState | None:
    """The clock of sending the decision out, where the edition has one (CPC-12; WT 4.82)."""
    if found.held_at is None:
        return None
    try:
        rule = edition_for(found.authority_id, found.held_at).clock("conference-decision")
    except UnknownCode:
        return None
    return clock_state(rule, found.held_at, found.circulated_at, as_of=now())


def correct_child(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Correct what was written down for a child; what it said stays beside it (REC-01; WT 4.131)."""
    entry = fetch(
        ConferenceChild.objects.select_related("case__child", "case__worker", "case__team", "conference"),
        pk,
        "record.correct",
        by=request.actor,
    )
    return correction_page(
        request,
        entry,
        CORRECTABLE,
        title=f"Decision for {entry.case.child.name}",
        back=entry.conference.get_absolute_url(),
    )


def correct_conference(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Correct what was written down of a conference as a whole (REC-01; WT 4.90, 4.131)."""
    found = fetch(Conference.objects.select_related("authority"), pk, "record.correct", by=request.actor)
    return correction_page(
        request,
        cast(OfCase, found),  # it is about several children: the case is given apart
        ("place", "purpose", "summary", "quorum_exception", "midwifery"),
        title="Conference",
        back=found.get_absolute_url(),
        case=cases_of_conference(found)[0],
    )
