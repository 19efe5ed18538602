"""Moving in and moving out, for several members of a family at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from holdfast.access.door import fetch, may
from holdfast.access.middleware import ActorRequest
from holdfast.people import actions
from holdfast.people.forms import LeftForm, MoveForm
from holdfast.people.models import Person
from holdfast.people.selectors import circle_of, homes_of
from holdfast.people.views.asking import ask


def home(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Where a child and others of the family live from a day: typed once for all of them (GEN-08; WT 4.36).

    The household is chosen beforehand, with the brothers and sisters who have no other home on record.
    """
    person = fetch(Person, pk, "person.move", by=request.actor)
    circle = circle_of(person)
    people = [person, *(one for one in circle.everybody if may("person.move", by=request.actor, on=[one]))]
    elsewhere = {key for key, homes in homes_of([one.pk for one in circle.siblings]).items() if homes}
    kin = [one for one in circle.siblings if not one.is_unborn and one.pk not in elsewhere]
    together = {one.pk for one in (person, *circle.household, *kin)}
    chosen = [one for one in people if one.pk in together]
    form = MoveForm(request.POST or None, people=people, chosen=chosen)

    def save() -> Any:
        said = dict(form.cleaned_data)
        keys = set(said.pop("people"))
        return actions.move_home(by=request.actor, people=[one for one in people if str(one.pk) in keys], **said)

    return ask(request, person, form, save, title="A new address", done="The address is recorded.")


def left(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record who left the home, when nobody knows yet for where (GEN-08)."""
    person = fetch(Person, pk, "person.move", by=request.actor)
    others = circle_of(person).household
    people = [person, *(one for one in others if may("person.move", by=request.actor, on=[one]))]
    form = LeftForm(request.POST or None, people=people, chosen=[person])

    def save() -> Any:
        keys = set(form.cleaned_data["people"])
        leavers = [one for one in people if str(one.pk) in keys]
        return actions.leave_home(by=request.actor, people=leavers, on=form.cleaned_data["on"])

    return ask(request, person, form, save, title="Left the home", done="It is recorded that they left.")
