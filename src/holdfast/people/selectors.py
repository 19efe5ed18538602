"""Queries about people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVectorExact
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from holdfast.people.identifiers import tidy
from holdfast.people.models import (
    PARENTAL,
    Family,
    Identifier,
    Person,
    PersonName,
    RelationKind,
    Relationship,
    Residence,
    ResidenceKind,
    words_of,
)
from holdfast.people.names import plain, sound


def _fitting(word: str) -> Q:
    """That a word begins a word of a name, or sounds like one: both are answered by the indexes of words."""
    fits = Q(SearchVectorExact(words_of("search_plain"), _words_like(f"{word}:*")))
    heard = sound(word)
    if heard and len(word) > 2:
        fits |= Q(SearchVectorExact(words_of("search_sound"), _words_like(heard)))
    return fits


def _named(word: str) -> QuerySet[Person, Any]:
    """Who bears or bore a name with a word: one list of both tables, so that the indexes of both answer it."""
    fits = _fitting(word)
    return Person.objects.filter(fits).values("id").union(PersonName.objects.filter(fits).values("person_id"))


def _compared(word: str) -> Q:
    """That somebody bears or bore a name with a word: for a few people, one by one."""
    fits = _fitting(word)
    return fits | Q(Exists(PersonName.objects.filter(fits, person_id=OuterRef("pk"))))


def _words_like(asked: str) -> SearchQuery:
    return SearchQuery(asked, config="simple", search_type="raw")


def search(words: str = "", *, born_on: date | None = None, number: str = "", postcode: str = "") -> QuerySet[Person]:
    """People who fit what is known: any name they ever had, as spelt or as it sounds; a number; a postcode (REF-07).

    Every word of the name must begin a word of one name (or sound like it). Best used with paging.
    """
    found = Person.objects.all()
    # The longest word, which fewest names have, is looked up; the others are then compared with what it found.
    for place, word in enumerate(sorted(plain(words).split(), key=len, reverse=True)):
        found = found.filter(_compared(word) if place else Q(id__in=_named(word)))
    if born_on:
        found = found.filter(Q(born_on=born_on) | Q(expected_on=born_on))
    if number.strip():
        found = found.filter(id__in=Identifier.objects.filter(value=tidy(number)).values("person_id"))
    if postcode.strip():
        spaced = " ".join(postcode.upper().split())
        found = found.filter(id__in=Residence.objects.filter(address__postcode__istartswith=spaced).values("person_id"))
    return found.order_by("family_name", "given_name", "born_on")


def household_of(person_id: UUID, on: date | None = None) -> list[Person]:
    """The others who live where a person lives (GEN-08; WT 4.36, 4.43, 4.47)."""
    lived_in = Residence.objects.filter(to_date=None).exclude(kind=ResidenceKind.CONTACT)
    homes = lived_in.filter(person_id=person_id).values("address_id")
    together = lived_in.filter(address_id__in=homes).exclude(person_id=person_id)
    return list(Person.objects.filter(id__in=together.values("person_id")).order_by("born_on"))


def relations_of(person_ids: Iterable[UUID]) -> list[Relationship]:
    """Relationships in either direction of people, both ends loaded."""
    ids = list(person_ids)
    return list(
        Relationship.objects.filter(Q(person_id__in=ids) | Q(other_id__in=ids)).select_related("person", "other")
    )


def families_of(person_ids: Iterable[UUID]) -> list[Family]:
    """Families that people belong to."""
    return list(
        Family.objects.filter(members__person_id__in=list(person_ids), members__to_date=None)
        .distinct()
        .order_by("name")
    )


def family_members(family_ids: Iterable[UUID]) -> list[Person]:
    """Everybody in families, children before adults by age at the end of the list."""
    return list(
        Person.objects.filter(families__family_id__in=list(family_ids), families__to_date=None)
        .distinct()
        .order_by("-born_on", "given_name")
    )


def siblings_of(person: Person, relations: Sequence[Relationship] | None = None) -> list[Person]:
    """Brothers and sisters: by relationship, by a shared parent, or children of one family (GEN-08)."""
    known = relations if relations is not None else relations_of([person.id])
    kin = (RelationKind.SIBLING, RelationKind.HALF_SIBLING, RelationKind.STEP_SIBLING)
    ids = {rel.other_id if rel.person_id == person.id else rel.person_id for rel in known if rel.kind in kin}
    parents = {rel.person_id for rel in known if rel.other_id == person.id and rel.kind in PARENTAL}
    shared = Relationship.objects.filter(person_id__in=parents, kind__in=PARENTAL).values("other_id")
    return list(
        Person.objects.filter(Q(id__in=ids) | Q(id__in=shared)).exclude(id=person.id).order_by("born_on").distinct()
    )


def homes_of(person_ids: Iterable[UUID]) -> dict[UUID, list[Residence]]:
    """Where people live and lived, latest first, by person."""
    found: dict[UUID, list[Residence]] = defaultdict(list)
    query = Residence.objects.filter(person_id__in=list(person_ids)).select_related("address")
    for residence in query.order_by(F("to_date").desc(nulls_first=True), F("from_date").desc(nulls_last=True)):
        found[residence.person_id].append(residence)
    return found


def carers_of(child_id: UUID) -> list[Relationship]:
    """Those who are, or were, parent or carer of a child."""
    caring = (*PARENTAL, RelationKind.FOSTER_CARER, RelationKind.GUARDIAN, RelationKind.OTHER_CARER)
    return list(Relationship.objects.filter(other_id=child_id, kind__in=caring).select_related("person"))


@dataclass
class Circle:
    """Everybody around a person, and what is lastingly true of the person (GEN-08, GEN-09; WT 4.36, 4.43)."""

    person: Person
    names: list[PersonName]
    numbers: list[Identifier]
    homes: list[Residence]
    relations: list[Relationship]
    siblings: list[Person]
    household: list[Person]
    families: list[Family]

    @property
    def home(self) -> Residence | None:
        """Where the person lives now."""
        lived_in = (home for home in self.homes if home.to_date is None and home.kind != ResidenceKind.CONTACT)
        return next(lived_in, None)

    @property
    def everybody(self) -> list[Person]:
        """The others around the person, each once: household, brothers and sisters, those related."""
        ends = (one.person if one.other_id == self.person.pk else one.other for one in self.relations)
        others = {one.pk: one for one in (*self.household, *self.siblings, *ends)}
        return list(others.values())


def circle_of(person: Person) -> Circle:
    """Everybody around a person, in a fixed number of queries."""
    relations = relations_of([person.pk])
    relations.sort(key=lambda one: (one.to_date is not None, one.other_id != person.pk, one.kind))
    return Circle(
        person=person,
        names=list(person.names.order_by(F("to_date").desc(nulls_first=True), "kind")),
        numbers=list(person.identifiers.order_by("kind", "recorded_at")),
        homes=homes_of([person.pk])[person.pk],
        relations=relations,
        siblings=siblings_of(person, relations),
        household=household_of(person.pk),
        families=families_of([person.pk]),
    )


def held_by(authority_id: UUID | None) -> QuerySet[Person]:
    """People whose record an authority keeps; nobody for somebody of no authority."""
    return Person.objects.filter(held_by_id=authority_id) if authority_id else Person.objects.none()
