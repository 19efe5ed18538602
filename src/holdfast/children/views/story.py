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
from holdfast.children.forms import ChronologyFilter
from holdfast.children.selectors import story_for
from holdfast.children.tabs import tabs_for
from holdfast.core.time import local_date
from holdfast.people.models import Family, Person
from holdfast.people.selectors import family_members
from holdfast.web.components.words import code_words
from holdfast.web.paging import page_of


def _narrowed(request: ActorRequest, entries: Sequence[StoryEntry]) -> tuple[ChronologyFilter, list[StoryEntry]]:
    kinds = sorted({(entry.kind, code_words(entry.kind)) for entry in entries}, key=lambda pair: pair[1])
    agencies = sorted({entry.agency for entry in entries if entry.agency})
    form = ChronologyFilter(request.GET or None, kinds=kinds, agencies=agencies)
    if not form.is_bound or not form.is_valid():
        return form, list(entries)
    asked = form.cleaned_data

    def fits(entry: StoryEntry) -> bool:
        day = local_date(entry.when)
        return (
            (not asked["kind"] or entry.kind == asked["kind"])
            and (not asked["agency"] or entry.agency == asked["agency"])
            and (not asked["since"] or day >= asked["since"])
            and (not asked["until"] or day <= asked["until"])
        )

    return form, [entry for entry in entries if fits(entry)]


def chronology(request: ActorRequest, pk: UUID) -> HttpResponse:
    """A child's chronology across agencies; each time the child was seen stands out (REC-03, GEN-04)."""
    person = fetch(Person, pk, "person.view", by=request.actor)
    look(request.actor, [person.id], "chronology", request_id=getattr(request, "request_id", ""))
    form, entries = _narrowed(request, story_for(request.actor, [person.id]))
    cases = cases_of(person.id)
    return render(
        request,
        "children/chronology.html",
        {
            "child": person,
            "case": cases[0] if cases else None,
            "filter": form,
            "page": page_of(request, entries, per=100),
            "tabs": tabs_for(person, "chronology", request.actor),
        },
    )


def family_chronology(request: ActorRequest, pk: UUID) -> HttpResponse:
    """One chronology of all children of a family (REC-03; WT 6.28)."""
    family = fetch(Family, pk, "person.view", by=request.actor)
    members = family_members([family.id])
    look(request.actor, [one.id for one in members], "chronology", request_id=getattr(request, "request_id", ""))
    form, entries = _narrowed(request, story_for(request.actor, [one.id for one in members]))
    return render(
        request,
        "children/family_chronology.html",
        {
            "family": family,
            "filter": form,
            "page": page_of(request, entries, per=100),
            "names": {one.id: one.name for one in members},
        },
    )
