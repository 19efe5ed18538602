"""The family: brothers and sisters side by side."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access.door import fetch, look
from holdfast.access.middleware import ActorRequest
from holdfast.cases.models import Case
from holdfast.cases.rooms import Mark, marks_of
from holdfast.cases.selectors import sightings_of
from holdfast.chronology.selectors import sees_everything
from holdfast.clocks.selectors import ClockView, clocks_of
from holdfast.core.time import today
from holdfast.guidance import load
from holdfast.people.models import Family, Person
from holdfast.people.selectors import families_of, family_members, homes_of, relations_of
from holdfast.web.components import Beside, Row, Tag
from holdfast.web.components.words import age_words, near_words

ADULTHOOD = "adulthood-age"


def of_child(request: ActorRequest, pk: UUID) -> HttpResponse:
    """A child's family page; the child's own page says so when there is no family on record."""
    person = fetch(Person, pk, "person.view", by=request.actor)
    found = families_of([person.id])
    if found:
        return redirect("children:family", pk=found[0].id)
    look(request.actor, [person.id], "family", request_id=getattr(request, "request_id", ""))
    return _page(request, None, [person])


def family(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Brothers and sisters side by side, the adults, who lives where (GEN-08; design: the family)."""
    found = fetch(Family, pk, "person.view", by=request.actor)
    members = family_members([found.id])
    look(request.actor, [one.id for one in members], "family", request_id=getattr(request, "request_id", ""))
    return _page(request, found, members)


def is_child(person: Person) -> bool:
    """Under eighteen, or not yet born, or of an age that nobody has given but with no sign of being grown (WT 1.18)."""
    age = person.age_on(today())
    return person.is_unborn or (age is not None and age < _adulthood())


def _adulthood() -> int:
    return load("working-together-2005").value(ADULTHOOD)


def _page(request: ActorRequest, found: Family | None, members: list[Person]) -> HttpResponse:
    cases: dict[UUID, Case] = {}
    query = Case.objects.filter(child_id__in=[one.id for one in members]).select_related("worker", "team")
    for case in query.order_by("opened_at"):
        cases[case.child_id] = case
    children = [one for one in members if is_child(one) or one.id in cases]
    adults = [one for one in members if one not in children]
    full = sees_everything(request.actor)
    clocks = clocks_of([case.id for case in cases.values() if case.is_open], running_only=True) if full else {}
    marks = marks_of([one.id for one in children])
    seen = sightings_of([one.id for one in children])
    columns = [
        _column(one, cases.get(one.id), marks[one.id], clocks, next((s.at for s in seen[one.id] if s.seen), None))
        for one in children
    ]
    return render(
        request,
        "children/family.html",
        {
            "family": found,
            "columns": columns,
            "adults": adults,
            "relations": relations_of([one.id for one in members]),
            "homes": homes_of([one.id for one in members]),
            "members": members,
            "full": full,
        },
    )


def _column(
    child: Person, case: Case | None, marks: list[Mark], clocks: dict[UUID, list[ClockView]], seen: object
) -> Beside:
    status = "Never open" if case is None else "Open" if case.is_open else "Closed"
    rows = [
        Row("Case", status),
        Row("Social worker", case.worker.name if case and case.worker else "Not allocated"),
        Row("Last seen", near_words(seen) if seen else "Not yet born" if child.is_unborn else "Not seen yet"),
        Row("Language", child.first_language or "Not recorded"),
        Row("Communicates", child.communication or "Nothing recorded"),
    ]
    return Beside(
        name=child.name,
        url=reverse("children:child", kwargs={"pk": child.id}),
        age=age_words(child.born_on, child.expected_on),
        tags=[Tag(mark.text, mark.tone) for mark in marks],
        rows=rows,
        clocks=clocks.get(case.id, []) if case else [],
    )
