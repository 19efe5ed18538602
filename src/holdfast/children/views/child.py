"""The child: story, clocks, people, plan."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from holdfast.access.door import fetch, look
from holdfast.access.middleware import ActorRequest
from holdfast.cases.selectors import cases_of, decisions_of_child
from holdfast.cases.templatetags.cases import identity_of
from holdfast.children.selectors import picture_of
from holdfast.children.tabs import tabs_for
from holdfast.chronology.selectors import sees_everything
from holdfast.core.errors import NotPermitted
from holdfast.people.models import Person


def child(request: ActorRequest, pk: UUID) -> HttpResponse:
    """A child's page (design: the child; GEN-04, GEN-07, GEN-08, REC-03). A fixed number of queries."""
    person = fetch(Person, pk, "person.view", by=request.actor)
    look(request.actor, [person.id], "overview", request_id=getattr(request, "request_id", ""))
    picture = picture_of(person, request.actor)
    return render(
        request,
        "children/child.html",
        {
            "child": person,
            "picture": picture,
            "case": picture.case,
            "who": identity_of(person, picture.case, picture.marks),
            "tabs": tabs_for(person, "overview", request.actor),
            "full": sees_everything(request.actor),
        },
    )


def decisions(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What was decided about a child before, by whom, and why (GEN-11, REF-14; WT 4.127, 4.131)."""
    person = fetch(Person, pk, "person.view", by=request.actor)
    if not sees_everything(request.actor):
        raise NotPermitted("Decisions are read by those who hold the case")
    look(request.actor, [person.id], "decisions", request_id=getattr(request, "request_id", ""))
    cases = cases_of(person.id)
    return render(
        request,
        "children/decisions.html",
        {
            "child": person,
            "case": cases[0] if cases else None,
            "cases": cases,
            "decisions": decisions_of_child(person.id),
            "tabs": tabs_for(person, "decisions", request.actor),
        },
    )
