"""Changes to what is known of a person: their names, birth, death, numbers, and what is lastingly true of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.core.errors import NotNow, Unacceptable
from holdfast.core.time import today
from holdfast.people.identifiers import nhs_number_valid, tidy, upn_valid
from holdfast.people.models import Identifier, IdentifierKind, NameKind, Person, PersonName, Sex

# What was said of these rests on a document or on the person: another answer needs its reason (REC-01).
WITH_REASON = ("born_on", "sex")


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
    """Give a person a new current name; the one before stays findable as a former name (REC-01)."""
    if not (given_name.strip() or family_name.strip()):
        raise Unacceptable("Enter the new name", field="given_name")
    if from_date and from_date > today():
        raise Unacceptable("The name is used from a day in the future: record it then", field="from_date")
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
    if not (given_name.strip() or family_name.strip()):
        raise Unacceptable("Enter the name", field="given_name")
    if from_date and to_date and to_date < from_date:
        raise Unacceptable("The name cannot end before it began", field="to_date")
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
    """Change what is known of a person (language, ethnicity, disability, communication …) (GEN-09; WT 4.43, 9.18).

    What it said before stays readable (REC-01). A date of birth or a sex that was recorded is replaced by another
    only with the `reason`. Raises `Unacceptable` for that, and for a birth in the future.
    """
    born = changes.get("born_on", person.born_on)
    if born and born > today():
        raise Unacceptable("The date of birth is in the future", field="born_on")
    if born and person.died_on and person.died_on < born:
        raise Unacceptable("The date of birth is after the date of death", field="born_on")
    if not reason.strip() and any(_replaces(person, name, changes) for name in WITH_REASON):
        raise Unacceptable("Say how it is known that what was recorded is wrong", field="reason")
    with acting("person.change", by=by, on=[person], reason=reason):
        for field, value in changes.items():
            setattr(person, field, value)
        person.save()
    return person


def _replaces(person: Person, name: str, changes: Mapping[str, Any]) -> bool:
    was = getattr(person, name)
    return name in changes and was not in (None, "", Sex.UNKNOWN) and changes[name] != was


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
    """Record that a person has died. A date that was recorded before stays readable (REC-01)."""
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
    if not number:
        raise Unacceptable("Enter the number", field="value")
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
