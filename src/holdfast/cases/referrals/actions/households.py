"""The people whom a concern is about, from what is known at the door; gaps block nothing (GEN-05, GEN-09)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Agency
from holdfast.cases.referrals.actions.contacts import NamedChild
from holdfast.core.time import today
from holdfast.people.actions import gather_family, move_home, register_person, relate
from holdfast.people.models import Family, Person
from holdfast.people.names import plain
from holdfast.people.selectors import families_of, relations_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChild:
    """A child who is not known yet, as told; `age` (whole years) serves where the date of birth is not known.

    `known` takes further fields of a person: sex, ethnicity, religion, first_language, disabilities … (GEN-09).
    """

    given_name: str = ""
    family_name: str = ""
    born_on: date | None = None
    age: int | None = None
    expected_on: date | None = None
    school: str = ""
    gp: str = ""
    known: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAdult:
    """A parent, carer or other adult, and what they are to the children."""

    given_name: str = ""
    family_name: str = ""
    relation: str = ""
    parental_responsibility: bool | None = None
    born_on: date | None = None
    telephone: str = ""
    lives_here: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where the family lives, typed once."""

    line1: str = ""
    town: str = ""
    postcode: str = ""

    @property
    def given(self) -> bool:
        """Whether enough was said to be an address."""
        return bool(self.line1.strip() or self.postcode.strip())


def gather_household(
    *,
    by: Actor,
    authority: Agency,
    known: Sequence[Person] = (),
    new: Sequence[NewChild] = (),
    adults: Sequence[NewAdult] = (),
    home: Home | None = None,
) -> list[NamedChild]:
    """Register the children and adults who are new, relate them, and say where they live (GEN-08, GEN-09; WT 4.14).

    A child without a family name has the name of the first brother or sister who has one. An adult who is already
    on record as the carer of one of the children is not registered again. Returns every child, the known first.
    """
    with acting("contact.record", by=by, on=[authority]):
        names = [*(child.family_name for child in new), *(person.family_name for person in known)]
        family_name = next(filter(None, names), "")
        born = [_register_child(by, authority, child, family_name) for child in new]
        children = [*known, *(person for person, _ in born)]
        carers = _carers(by, authority, children, adults, family_name)
        if home and home.given and children:
            living = [*children, *(person for person, adult in carers if adult.lives_here)]
            move_home(by=by, people=living, line1=home.line1, town=home.town, postcode=home.postcode)
        together = [*children, *(person for person, _ in carers)]
        if born and len(together) > 1:
            gather_family(by=by, people=together, family=_family_of(known))
    told = [NamedChild(child=person, school=child.school, gp=child.gp) for person, child in born]
    return [*(NamedChild(child=person) for person in known), *told]


def _register_child(by: Actor, authority: Agency, child: NewChild, family_name: str) -> tuple[Person, NewChild]:
    guessed = child.born_on is None and child.age is not None and child.expected_on is None
    born_on = today() - relativedelta(years=child.age or 0) if guessed else child.born_on
    person = register_person(
        by=by,
        given_name=child.given_name,
        family_name=child.family_name or family_name,
        born_on=born_on,
        birth_estimated=guessed,
        expected_on=child.expected_on,
        held_by_id=authority.pk,
        **child.known,
    )
    return person, child


def _carers(
    by: Actor, authority: Agency, children: Sequence[Person], adults: Sequence[NewAdult], family_name: str
) -> list[tuple[Person, NewAdult]]:
    """The adults, found among the children's relations or registered, and related to each child."""
    on_record = {plain(rel.person.name): rel.person for rel in relations_of([child.pk for child in children])}
    carers = []
    for adult in adults:
        called = plain(f"{adult.given_name} {adult.family_name or family_name}")
        person = on_record.get(called) or register_person(
            by=by,
            given_name=adult.given_name,
            family_name=adult.family_name or family_name,
            born_on=adult.born_on,
            telephone=adult.telephone,
            held_by_id=authority.pk,
        )
        for child in children if adult.relation else ():
            relate(
                by=by,
                person=person,
                other=child,
                kind=adult.relation,
                parental_responsibility=adult.parental_responsibility,
            )
        carers.append((person, adult))
    return carers


def _family_of(known: Sequence[Person]) -> Family | None:
    return next(iter(families_of([person.pk for person in known])), None)
