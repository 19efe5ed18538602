"""Changes to what is known of people, their homes, and how they are related."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.core.errors import NotNow, Unacceptable
from holdfast.core.time import today
from holdfast.people.identifiers import nhs_number_valid, tidy, upn_valid
from holdfast.people.models import (
    Address,
    Family,
    FamilyMember,
    Identifier,
    IdentifierKind,
    NameKind,
    Person,
    PersonName,
    RelationKind,
    Relationship,
    Residence,
    ResidenceKind,
)


def register_person(
    *,
    by: Actor,
    given_name: str = "",
    family_name: str = "",
    born_on: date | None = None,
    expected_on: date | None = None,
    held_by_id: UUID | None = None,
    **known: Any,
) -> Person:
    """Register a child, born or not yet, or an adult (GEN-01, GEN-09; WT 4.14).

    `known` takes any other field of `Person`. Raises `Unacceptable` for a birth in the future.
    """
    if born_on and born_on > today():
        raise Unacceptable(
            "The date of birth is in the future. For an unborn child, give the expected date instead",
            field="born_on",
        )
    with acting("person.register", by=by) as act:
        person = Person(
            held_by_id=held_by_id or by.agency_id,
            given_name=given_name.strip(),
            family_name=family_name.strip(),
            born_on=born_on,
            expected_on=None if born_on else expected_on,
            **known,
        )
        person.save()
        if person.given_name or person.family_name:
            _keep_name(person, NameKind.CURRENT)
        act.touch(person)
    return person


def _keep_name(person: Person, kind: NameKind, *, from_date: date | None = None) -> PersonName:
    name = PersonName(
        person=person,
        kind=kind,
        given_name=person.given_name,
        family_name=person.family_name,
        from_date=from_date,
    )
    name.save()
    return name


def change_name(
    *, by: Actor, person: Person, given_name: str, family_name: str, from_date: date | None = None
) -> Person:
    """Give a person a new current name; the one before stays findable as a former name."""
    with acting("person.change", by=by, on=[person]):
        PersonName.objects.filter(person=person, kind=NameKind.CURRENT).update(
            kind=NameKind.FORMER, to_date=from_date or today()
        )
        person.given_name = given_name.strip()
        person.family_name = family_name.strip()
        person.save()
        _keep_name(person, NameKind.CURRENT, from_date=from_date or today())
    return person


def add_name(
    *,
    by: Actor,
    person: Person,
    kind: NameKind | str,
    given_name: str = "",
    family_name: str = "",
    from_date: date | None = None,
    to_date: date | None = None,
) -> PersonName:
    """Record another name of a person: an alias, a former name."""
    with acting("person.change", by=by, on=[person]) as act:
        name = PersonName(
            person=person,
            kind=kind,
            given_name=given_name.strip(),
            family_name=family_name.strip(),
            from_date=from_date,
            to_date=to_date,
        )
        name.save()
        act.touch(name)
    return name


def change_person(*, by: Actor, person: Person, changes: Mapping[str, Any], reason: str = "") -> Person:
    """Change what is known of a person (language, ethnicity, disability, communication …) (GEN-09)."""
    with acting("person.change", by=by, on=[person], reason=reason):
        for field, value in changes.items():
            setattr(person, field, value)
        person.save()
    return person


def record_birth(
    *,
    by: Actor,
    child: Person,
    born_on: date,
    given_name: str = "",
    family_name: str = "",
    sex: str = "",
) -> Person:
    """The child whom the case has followed is born; case and clocks go on as they were (GEN-01; WT 4.14, 4.121)."""
    if child.born_on is not None:
        raise NotNow("The birth of this child is recorded already")
    if born_on > today():
        raise Unacceptable("The date of birth is in the future", field="born_on")
    with acting("person.born", by=by, on=[child]):
        child.born_on = born_on
        child.sex = sex or child.sex
        child.given_name = given_name.strip() or child.given_name
        child.family_name = family_name.strip() or child.family_name
        child.save()
        PersonName.objects.filter(person=child, kind=NameKind.CURRENT).update(kind=NameKind.FORMER, to_date=born_on)
        _keep_name(child, NameKind.CURRENT, from_date=born_on)
    return child


def record_death(*, by: Actor, person: Person, died_on: date) -> Person:
    """Record that a person has died."""
    if died_on > today():
        raise Unacceptable("The date of death is in the future", field="died_on")
    if person.born_on and died_on < person.born_on:
        raise Unacceptable("The date of death is before the date of birth", field="died_on")
    with acting("person.died", by=by, on=[person]):
        person.died_on = died_on
        person.save()
    return person


def check_digit_right(kind: str, value: str) -> bool:
    """Whether a number's check digit is right; numbers without one always are."""
    if kind == IdentifierKind.NHS:
        return nhs_number_valid(value)
    if kind in (IdentifierKind.UPN, IdentifierKind.FORMER_UPN):
        return upn_valid(value)
    return True


def identify(
    *,
    by: Actor,
    person: Person,
    kind: IdentifierKind | str,
    value: str,
    accept_wrong: bool = False,
) -> Identifier:
    """Record a number that a person is known by.

    A wrong check digit is refused, so that a slip of the finger is noticed, unless `accept_wrong` says that this
    is what was given.
    """
    number = tidy(value)
    checks = check_digit_right(kind, number)
    if not checks and not accept_wrong:
        label = IdentifierKind(kind).label
        raise Unacceptable(
            f"This is not a valid {label}: its check digit does not fit. Check each figure", field="value"
        )
    with acting("person.identify", by=by, on=[person]) as act:
        identifier, _ = Identifier.objects.get_or_create(
            person=person,
            kind=kind,
            value=number,
            defaults={
                "checks": checks,
                "issuer_id": person.held_by_id if kind == IdentifierKind.LOCAL else None,
            },
        )
        act.touch(identifier)
    return identifier


def move_home(
    *,
    by: Actor,
    people: Iterable[Person],
    line1: str,
    line2: str = "",
    town: str = "",
    postcode: str = "",
    from_date: date | None = None,
    kind: ResidenceKind | str = ResidenceKind.HOME,
) -> Address:
    """Record that people live at an address from a day; their home before ends the same day (GEN-08)."""
    movers = list(people)
    if not line1.strip() and not postcode.strip():
        raise Unacceptable("Enter the house and street, or at least the postcode", field="line1")
    with acting("person.move", by=by, on=movers) as act:
        address, _ = Address.objects.get_or_create(
            line1=line1.strip(),
            line2=line2.strip(),
            town=town.strip(),
            postcode=" ".join(postcode.upper().split()),
        )
        for person in movers:
            here = Residence.objects.filter(person=person, kind=kind, to_date=None)
            if here.filter(address=address).exists():
                continue
            if kind in (ResidenceKind.HOME, ResidenceKind.PLACEMENT):
                here.update(to_date=from_date or today())
            Residence(person=person, address=address, kind=kind, from_date=from_date).save()
        act.touch(address)
    return address


def relate(
    *,
    by: Actor,
    person: Person,
    other: Person,
    kind: RelationKind | str,
    parental_responsibility: bool | None = None,
    responsibility_by: str = "",
    from_date: date | None = None,
    to_date: date | None = None,
) -> Relationship:
    """Record that `person` is the `kind` of `other`. The same relationship twice is recorded once."""
    if person.pk == other.pk:
        raise Unacceptable("Nobody is related to themselves", field="person")
    with acting("person.relate", by=by, on=[person, other]) as act:
        relationship = Relationship.objects.filter(
            person=person, other=other, kind=kind, to_date=None
        ).first() or Relationship(person=person, other=other, kind=kind)
        relationship.parental_responsibility = parental_responsibility
        relationship.responsibility_by = responsibility_by
        relationship.from_date = from_date
        relationship.to_date = to_date
        relationship.save()
        act.touch(relationship)
    return relationship


def gather_family(*, by: Actor, people: Iterable[Person], name: str = "", family: Family | None = None) -> Family:
    """Show people together as a family; adds to `family` when given, else starts one (GEN-08)."""
    members = list(people)
    if not members and family is None:
        raise Unacceptable("A family needs at least one person", field="people")
    with acting("family.gather", by=by, on=members) as act:
        if family is None:
            called = name.strip() or next(filter(None, (p.family_name for p in members)), "Family")
            family = Family(held_by_id=members[0].held_by_id, name=called)
            family.save()
        for person in members:
            FamilyMember.objects.get_or_create(family=family, person=person)
        act.touch(family)
    return family
