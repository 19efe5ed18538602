"""Who everybody is around a child."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from holdfast.access.actors import Actor
from holdfast.access.door import fetch, may
from holdfast.access.middleware import ActorRequest
from holdfast.people.known import changes_of
from holdfast.people.models import NameKind, Person, Relationship
from holdfast.people.selectors import Circle, circle_of
from holdfast.people.views.asking import looked
from holdfast.people.words import disability_words, relation_label, responsibility_words, span_words, told
from holdfast.web.components import Row
from holdfast.web.components.words import plain_day


def child(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Who a child is and who is around the child, to be read and printed (GEN-01, GEN-08, GEN-09, REC-01).

    WT 4.36, 4.43: brothers and sisters, the household and everybody related are in sight together.
    """
    person = fetch(Person, pk, "person.view", by=request.actor)
    looked(request, person)
    circle = circle_of(person)
    remembers = may("person.history", by=request.actor, on=[person])
    changes = changes_of(person, circle.relations) if remembers else []
    return render(
        request,
        "people/child.html",
        {
            "child": person,
            "circle": circle,
            "prose": told(person, circle.home, circle.household),
            "details": _details(person),
            "relations": [_relation(one, person) for one in circle.relations],
            "former_names": [one for one in circle.names if one.kind != NameKind.CURRENT],
            "changes": changes,
            "added": [one for one in changes if not one.was],
            "remembers": remembers,
            "can": _can(request.actor, person, circle),
        },
    )


def _details(person: Person) -> list[Row]:
    needs = {True: ", needs an interpreter", False: ", needs no interpreter"}
    interpreter = needs.get(person.interpreter_needed, "") if person.interpreter_needed is not None else ""
    born = plain_day(person.born_on) + (" (estimated)" if person.birth_estimated else "")
    rows = [
        Row("Known as", person.known_as) if person.known_as else None,
        Row("Expected date of birth", plain_day(person.expected_on)) if person.is_unborn else Row("Born", born),
        Row("Died", plain_day(person.died_on)) if person.died_on else None,
        Row("Sex", person.get_sex_display()),
        Row("Language", f"{person.first_language}{interpreter}".removeprefix(", ")),
        Row("Communicates", person.communication),
        Row("Ethnicity", person.get_ethnicity_display()),
        Row("Religion", person.religion),
        Row("Culture and identity", person.culture),
        Row("Disability", disability_words(person.disabilities)),
        Row("Nationality", person.nationality),
        Row("Telephone", person.telephone),
    ]
    return [row for row in rows if row is not None]


def _relation(relationship: Relationship, person: Person) -> dict[str, object]:
    other = relationship.person if relationship.other_id == person.pk else relationship.other
    return {
        "one": relationship,
        "other": other,
        "label": relation_label(relationship, person.pk),
        "responsibility": responsibility_words(relationship),
        "span": span_words(relationship),
        "over": relationship.to_date is not None,
    }


def _can(actor: Actor, person: Person, circle: Circle) -> dict[str, bool]:
    """Which links the page shows; each page that they lead to checks for itself."""
    verbs = {"change": "person.change", "relate": "person.relate", "move": "person.move", "number": "person.identify"}
    can = {name: may(verb, by=actor, on=[person]) for name, verb in verbs.items()}
    can["born"] = person.is_unborn and may("person.born", by=actor, on=[person])
    can["died"] = not person.is_unborn and may("person.died", by=actor, on=[person])
    can["left"] = can["move"] and circle.home is not None
    can["family"] = may("family.gather", by=actor, on=[person])
    return can
