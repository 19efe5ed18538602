"""Saying who somebody is to a child: found on record, or registered in the same breath."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from holdfast.access.door import check, fetch, look
from holdfast.access.middleware import ActorRequest
from holdfast.core.errors import OutOfSight
from holdfast.people import actions
from holdfast.people.forms import FamilyForm
from holdfast.people.models import Person, Relationship
from holdfast.people.relating import NEW, FindForm, RelateForm, RelationshipForm
from holdfast.people.selectors import Circle, circle_of, held_by, search
from holdfast.people.views.asking import ask, looked
from holdfast.web.forms import attempt

AT_MOST = 20  # people offered to choose from; more ask for a narrower search


def relate(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Say who somebody is to a child (GEN-08, REF-07; WT 4.36).

    What is searched for is posted, and stands in no address. Those around the child are offered without a search;
    somebody new is registered on the same page, after a search that found them nowhere.
    """
    person = fetch(Person, pk, "person.relate", by=request.actor)
    looked(request, person)
    near = _not_yet_related(person, circle_of(person))
    posted = request.POST if request.method == "POST" else None
    relating = posted is not None and "relate" in posted
    find = FindForm(posted, auto_id="find_%s")
    found: list[Person] = []
    searched = posted is not None and find.is_valid()
    if searched:
        found = _found(request, person, find.cleaned_data)
    elif relating:
        find = FindForm(auto_id="find_%s")
    people = list({one.pk: one for one in (*found, *near)}.values())
    form = RelateForm(
        posted if relating else None,
        child=person,
        found=people[: AT_MOST + len(near)],
        register=searched,
        initial=_carried(find, nobody=not found) if searched else {},
    )
    if relating and form.is_valid():
        chosen = next((one for one in people if str(one.pk) == form.cleaned_data["who"]), None)
        if attempt(form, lambda: _bring_in(request, person, chosen, form)) is not None:
            messages.success(request, "It is recorded who they are.")
            return redirect("people:child", pk=person.pk)
    context = {
        "child": person,
        "find": find,
        "form": form if (people or searched) else None,
        "forms": [find] if not relating else [],
        "searched": searched,
        "found": len(found),
        "too_many": len(found) > AT_MOST,
    }
    return render(request, "people/relate.html", context)


def _not_yet_related(person: Person, circle: Circle) -> list[Person]:
    related = {end for one in circle.relations if one.to_date is None for end in (one.person_id, one.other_id)}
    return [one for one in circle.everybody if one.pk not in related]


def _found(request: ActorRequest, person: Person, asked: dict[str, Any]) -> list[Person]:
    fitting = search(asked["q"], born_on=asked["born"], number=asked["number"])
    mine = held_by(request.actor.authority_id).exclude(pk=person.pk)
    found = list(fitting.filter(pk__in=mine.values("pk"))[: AT_MOST + 1])
    look(request.actor, [one.pk for one in found], "search", request_id=getattr(request, "request_id", ""))
    return found


def _carried(find: FindForm, *, nobody: bool) -> dict[str, Any]:
    """What was searched for travels on, and begins the answers about somebody new."""
    asked = find.cleaned_data
    born: date | None = asked["born"]
    given, _, family = asked["q"].strip().rpartition(" ")
    return {
        "who": NEW if nobody else None,
        "q": asked["q"],
        "born": born.isoformat() if born else "",
        "number": asked["number"],
        "new_given": given or family,
        "new_family": family if given else "",
        "new_born": born,
    }


def _bring_in(request: ActorRequest, person: Person, chosen: Person | None, form: RelateForm) -> Relationship:
    new = form.somebody_new() if form.cleaned_data["who"] == NEW else None
    return actions.bring_in(by=request.actor, child=person, other=chosen, new=new, **form.relation())


def relationship(request: ActorRequest, pk: UUID, to: UUID) -> HttpResponse:
    """Change what is known of a relationship, or end it; what it said before is kept (GEN-08, REC-01)."""
    person = fetch(Person, pk, "person.relate", by=request.actor)
    found = Relationship.objects.select_related("person", "other").filter(pk=to).first()
    if found is None or person.pk not in (found.person_id, found.other_id):
        raise OutOfSight("There is no such relationship")
    check("person.relate", by=request.actor, on=[found.person, found.other])
    form = RelationshipForm(request.POST or None, relationship=found)

    def save() -> Relationship:
        return actions.change_relationship(by=request.actor, relationship=found, **form.cleaned_data)

    title = f"{found.person.name} and {found.other.name}"
    return ask(request, person, form, save, title=title, done="The relationship is changed.")


def family(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Who is shown together as a family; those around the child are offered (GEN-08; WT 4.36)."""
    person = fetch(Person, pk, "family.gather", by=request.actor)
    circle = circle_of(person)
    of = circle.families[0] if circle.families else None
    members = [one.person for one in of.members.filter(to_date=None).select_related("person")] if of else []
    people = list({one.pk: one for one in (person, *members, *circle.everybody)}.values())
    people = [one for one in people if one.held_by_id == person.held_by_id]
    form = FamilyForm(
        request.POST or None,
        people=people,
        chosen=members or people,
        initial={"name": of.name if of else person.family_name},
    )

    def save() -> Any:
        keys, name = set(form.cleaned_data["people"]), form.cleaned_data["name"]
        chosen = [one for one in people if str(one.pk) in keys]
        gone = [one for one in members if str(one.pk) not in keys]
        return actions.gather_family(by=request.actor, people=chosen, name=name, family=of, without=gone)

    return ask(request, person, form, save, title="The family", done="The family is saved.")
