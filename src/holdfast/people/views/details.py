"""Changing what is known of a person: details, names, birth, death, numbers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from holdfast.access.door import fetch
from holdfast.access.middleware import ActorRequest
from holdfast.core.errors import Unacceptable
from holdfast.people import actions
from holdfast.people.forms import AliasForm, BirthForm, DeathForm, DetailsForm, NameForm, NumberForm
from holdfast.people.models import Person
from holdfast.people.views.asking import ask


def details(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Change what is lastingly true of a person; what it said before stays readable (GEN-09, REC-01; WT 4.43)."""
    person = fetch(Person, pk, "person.change", by=request.actor)
    form = DetailsForm(request.POST or None, person=person)

    def save() -> Person:
        changes = form.changes(person)
        if not changes:
            raise Unacceptable("Nothing has been changed: change at least one answer, or go back")
        reason = form.cleaned_data["reason"]
        return actions.change_person(by=request.actor, person=person, changes=changes, reason=reason)

    done = f"What is known of {person.name} is changed."
    return ask(request, person, form, save, title=f"What is known of {person.name}", done=done)


def name(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Give a person a new current name; the one before is kept and still found (REC-01)."""
    person = fetch(Person, pk, "person.change", by=request.actor)
    form = NameForm(request.POST or None, initial={"given_name": person.given_name, "family_name": person.family_name})

    def save() -> Person:
        said = form.cleaned_data
        if (said["given_name"], said["family_name"]) == (person.given_name, person.family_name):
            raise Unacceptable("This is the name on record", field="given_name")
        return actions.change_name(by=request.actor, person=person, **said)

    done = "The name is changed. The one before is kept, and is still found."
    return ask(request, person, form, save, title=f"Change the name of {person.name}", done=done)


def alias(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record another name of a person (REC-01, REF-07)."""
    person = fetch(Person, pk, "person.change", by=request.actor)
    form = AliasForm(request.POST or None)

    def save() -> Any:
        return actions.add_name(by=request.actor, person=person, **form.cleaned_data)

    return ask(request, person, form, save, title=f"Another name of {person.name}", done="The name is added.")


def birth(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The birth of a child whom the case has followed: the same person goes on (GEN-01; WT 4.14, 4.121)."""
    person = fetch(Person, pk, "person.born", by=request.actor)
    if person.born_on is not None and request.method == "GET":
        messages.warning(request, "The birth of this child is recorded already.")
        return redirect("people:child", pk=person.pk)
    form = BirthForm(request.POST or None, initial={"family_name": person.family_name})

    def save() -> Person:
        return actions.record_birth(by=request.actor, child=person, **form.cleaned_data)

    done = "The birth is recorded. The case goes on."
    return ask(request, person, form, save, title="Record the birth", done=done)


def death(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record that a person has died."""
    person = fetch(Person, pk, "person.died", by=request.actor)
    form = DeathForm(request.POST or None)

    def save() -> Person:
        return actions.record_death(by=request.actor, person=person, died_on=form.cleaned_data["died_on"])

    title = f"Record the death of {person.name}"
    return ask(request, person, form, save, title=title, done="The death is recorded.")


def number(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record a number that a person is known by; a wrong check digit is told, and kept if it is what was given."""
    person = fetch(Person, pk, "person.identify", by=request.actor)
    form = NumberForm(request.POST or None)

    def save() -> Any:
        return actions.identify(by=request.actor, person=person, **form.cleaned_data)

    return ask(request, person, form, save, title=f"A number of {person.name}", done="The number is added.")
