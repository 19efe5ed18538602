"""What a search at the front door finds: who they are, whose case is open, what was decided before (REF-07, REF-14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from holdfast.cases.models import Case
from holdfast.cases.referrals.models import SearchMade
from holdfast.cases.referrals.selectors import Earlier, earlier_referrals, known_children
from holdfast.cases.selectors import edition_for
from holdfast.core.time import today
from holdfast.people.models import PARENTAL, FamilyMember, Person, RelationKind, Relationship
from holdfast.people.selectors import homes_of, search

SIBLINGS = (RelationKind.SIBLING, RelationKind.HALF_SIBLING, RelationKind.STEP_SIBLING)


@dataclass
class Known:
    """A person who was found, with what is known to children's social care."""

    person: Person
    is_child: bool
    home: str = ""
    case: Case | None = None
    closed: int = 0
    earlier: Sequence[Earlier] = ()

    @property
    def recent(self) -> list[Earlier]:
        """Earlier referrals within the edition's window (REF-14)."""
        return [one for one in self.earlier if one.within_window]


@dataclass
class Match:
    """A person who fits, with brothers and sisters or, for an adult, children: chosen together (GEN-08; WT 4.36)."""

    known: Known
    kin: list[Known] = field(default_factory=list)
    family_above: bool = False  # their brothers, sisters or children are shown already


def by_age(known: Known) -> tuple[bool, date, str]:
    """For sorting: the eldest first, those not yet born or without a date of birth last."""
    born = known.person.born_on
    return born is None, born or date.min, known.person.name


def people_found(made: SearchMade) -> QuerySet[Person]:
    """The people whom a search finds among those whom its authority has on record (REF-07; WT 4.20)."""
    if not (made.words or made.born_on or made.number or made.postcode):
        return Person.objects.none()
    found = search(made.words, born_on=made.born_on, number=made.number, postcode=made.postcode)
    return found.filter(pk__in=known_children(made.authority_id).values("pk"))


def kin_of(person_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Brothers and sisters of children, children of adults, and those of the same family. Three queries."""
    ids = set(person_ids)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    direct = list(Relationship.objects.filter(other_id__in=ids).values_list("person_id", "other_id", "kind")) + list(
        Relationship.objects.filter(person_id__in=ids).values_list("person_id", "other_id", "kind")
    )
    parents: dict[UUID, set[UUID]] = defaultdict(set)
    for person, other, kind in direct:
        if kind in SIBLINGS:
            found[person].add(other)
            found[other].add(person)
        elif kind in PARENTAL:
            found[person].add(other)
            parents[other].add(person)
    shared = Relationship.objects.filter(
        person_id__in={p for all_ in parents.values() for p in all_}, kind__in=PARENTAL
    )
    children: dict[UUID, set[UUID]] = defaultdict(set)
    for person, other in shared.values_list("person_id", "other_id"):
        children[person].add(other)
    for child in ids:
        for parent in parents.get(child, ()):
            found[child] |= children[parent]
    return {one: found[one] - {one} for one in ids}


def with_family(person_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """`kin_of`, and the other members of the families that people are shown in. Four queries."""
    ids = set(person_ids)
    found = kin_of(ids)
    families = FamilyMember.objects.filter(person_id__in=ids).values("family_id")
    members: dict[UUID, set[UUID]] = defaultdict(set)
    for family, person in FamilyMember.objects.filter(family_id__in=families).values_list("family_id", "person_id"):
        members[family].add(person)
    for together in members.values():
        for one in together & ids:
            found[one] |= together - {one}
    return found


def describe(people: Iterable[Person], authority_id: UUID | None) -> dict[UUID, Known]:
    """What is known of people, by person. A fixed number of queries."""
    by_id = {person.pk: person for person in people}
    grown = edition_for(authority_id).value("adulthood-age")
    day = today()
    known = {}
    for person in by_id.values():
        age = person.age_on(day)
        known[person.pk] = Known(person, is_child=person.is_unborn if age is None else age < grown)
    cases = Case.objects.filter(child_id__in=by_id, authority_id=authority_id).select_related("worker", "team")
    for case in cases.order_by("opened_at"):
        one = known[case.child_id]
        one.is_child = one.is_child or (case.is_open and one.person.born_on is None)
        if case.is_open:
            one.case = case
        else:
            one.closed += 1
    for key, earlier in earlier_referrals(by_id, authority_id=authority_id).items():
        known[key].earlier = earlier
    for key, homes in homes_of(by_id).items():
        now_at = [home for home in homes if home.to_date is None]
        known[key].home = str(now_at[0]) if now_at else ""
    return known


def matches_of(people: Sequence[Person], authority_id: UUID | None) -> list[Match]:
    """Each person who was found, with their kin under them; nobody is shown twice. A fixed number of queries."""
    kin = with_family(person.pk for person in people)
    ids = {person.pk for person in people}
    others = Person.objects.filter(pk__in={key for found in kin.values() for key in found} - ids)
    known = describe([*people, *others], authority_id)
    shown: set[UUID] = set()
    found = []
    for person in people:
        if person.pk in shown:
            continue
        near = [known[key] for key in kin[person.pk] if key in known and key not in shown]
        children = sorted((one for one in near if one.is_child), key=by_age)
        shown |= {person.pk, *(one.person.pk for one in children)}
        found.append(Match(known[person.pk], children, family_above=not children and bool(kin[person.pk])))
    return found


def family_choices(chosen: Sequence[Person], authority_id: UUID | None) -> list[Known]:
    """The chosen children first, then their brothers and sisters: all can be ticked on one form (GEN-08; WT 4.36)."""
    kin = with_family(person.pk for person in chosen)
    ids = {key for found in kin.values() for key in found} - {person.pk for person in chosen}
    known = describe([*chosen, *Person.objects.filter(pk__in=ids)], authority_id)
    near = sorted((known[key] for key in ids if known[key].is_child), key=by_age)
    return [*(known[person.pk] for person in chosen), *near]
