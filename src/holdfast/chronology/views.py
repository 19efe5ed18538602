"""The chronology of a child, and of a family (REC-03; WT 4.75, 6.26, 6.28)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from holdfast.access.door import fetch, look
from holdfast.access.middleware import ActorRequest
from holdfast.cases.rooms import StoryEntry
from holdfast.cases.selectors import cases_of
from holdfast.chronology.forms import ChronologyFilter
from holdfast.chronology.selectors import narrowed, story_for
from holdfast.people.models import Family, Person
from holdfast.people.selectors import family_members
from holdfast.web.components.words import code_words
from holdfast.web.paging import page_of


def _narrowed(
    request: ActorRequest, entries: Sequence[StoryEntry], people: Sequence[Person]
) -> tuple[ChronologyFilter, list[StoryEntry]]:
    kinds = sorted({(entry.kind, code_words(entry.kind)) for entry in entries}, key=lambda pair: pair[1])
    agencies = sorted({entry.agency for entry in entries if entry.agency})
    names = [(str(person.id), person.name) for person in people]
    form = ChronologyFilter(request.GET or None, kinds=kinds, agencies=agencies, people=names)
    if not form.is_bound or not form.is_valid():
        return form, list(entries)
    asked = dict(form.cleaned_data)
    person = asked.pop("person", "")
    return form, narrowed(entries, person=UUID(person) if person else None, **asked)


def chronology(request: ActorRequest, pk: UUID) -> HttpResponse:
    """A child's chronology across agencies; each time the child was seen stands out (REC-03, GEN-04)."""
    person = fetch(Person, pk, "person.view", by=request.actor)
    look(request.actor, [person.id], "chronology", request_id=getattr(request, "request_id", ""))
    form, entries = _narrowed(request, story_for(request.actor, [person.id]), [person])
    cases = cases_of(person.id)
    return render(
        request,
        "chronology/child.html",
        {
            "child": person,
            "case": cases[0] if cases else None,
            "filter": form,
            "page": page_of(request, entries, per=100),
        },
    )


def family_chronology(request: ActorRequest, pk: UUID) -> HttpResponse:
    """One chronology of all children of a family (REC-03; WT 6.28)."""
    family = fetch(Family, pk, "person.view", by=request.actor)
    members = family_members([family.id])
    look(request.actor, [one.id for one in members], "chronology", request_id=getattr(request, "request_id", ""))
    form, entries = _narrowed(request, story_for(request.actor, [one.id for one in members]), members)
    return render(
        request,
        "chronology/family.html",
        {
            "family": family,
            "filter": form,
            "page": page_of(request, entries, per=100),
            "names": {one.id: one.name for one in members},
        },
    )
