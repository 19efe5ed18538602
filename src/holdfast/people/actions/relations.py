"""How people are related, and who is shown together as a family (GEN-08)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.core.errors import Unacceptable
from holdfast.core.time import today
from holdfast.people.actions.homes import move_home
from holdfast.people.actions.persons import register_person
from holdfast.people.models import (
    MUTUAL,
    Family,
    FamilyMember,
    Person,
    RelationKind,
    Relationship,
    Residence,
    ResidenceKind,
)


def _dates_right(from_date: date | None, to_date: date | None) -> None:
    for day, name in ((from_date, "from_date"), (to_date, "to_date")):
        if day and day > today():
            raise Unacceptable("The day is in the future: record it when it has come", field=name)
    if from_date and to_date and to_date < from_date:
        raise Unacceptable("It cannot end before it began", field="to_date")


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
    """Record that `person` is the `kind` of `other` (GEN-08; WT 4.36).

    The same relationship twice is recorded once, in whichever direction where it is mutual; what is given adds to
    what is known of it, and what is left out takes nothing away.
    """
    if person.pk == other.pk:
        raise Unacceptable("Nobody is related to themselves", field="person")
    _dates_right(from_date, to_date)
    with acting("person.relate", by=by, on=[person, other]) as act:
        same = Q(person=person, other=other)
        if kind in MUTUAL:
            same |= Q(person=other, other=person)
        found = Relationship.objects.filter(same, kind=kind, to_date=None).first()
        relationship = found or Relationship(person=person, other=other, kind=kind)
        if parental_responsibility is not None:
            relationship.parental_responsibility = parental_responsibility
        relationship.responsibility_by = responsibility_by.strip() or relationship.responsibility_by
        relationship.from_date = from_date or relationship.from_date
        relationship.to_date = to_date or relationship.to_date
        relationship.save()
        act.touch(relationship)
    return relationship


def change_relationship(*, by: Actor, relationship: Relationship, **says: Any) -> Relationship:
    """Change what is known of a relationship, or end it with `to_date`; what it said before is kept (REC-01).

    `says` takes `kind`, `parental_responsibility`, `responsibility_by`, `from_date`, `to_date`.
    """
    _dates_right(says.get("from_date", relationship.from_date), says.get("to_date", relationship.to_date))
    with acting("person.relate", by=by, on=[relationship.person, relationship.other]) as act:
        for name in ("kind", "parental_responsibility", "responsibility_by", "from_date", "to_date"):
            if name in says:
                setattr(relationship, name, says[name])
        relationship.save()
        act.touch(relationship)
    return relationship


def bring_in(
    *,
    by: Actor,
    child: Person,
    kind: RelationKind | str,
    other: Person | None = None,
    new: dict[str, Any] | None = None,
    turned: bool = False,
    lives_there: bool = False,
    **about: Any,
) -> Relationship:
    """Record who somebody is to a child, registering them first where they are not on record: one act (GEN-08).

    `other` is on record; `new` holds the fields of `register_person` otherwise. They are the `kind` of the child;
    `turned` says that the child is the `kind` of them. `lives_there` gives them the child's home. They join the
    child's family. `about` is what `relate` takes.
    """
    if other is None and not any((new or {}).values()):
        raise Unacceptable("Choose who it is, or enter the name of somebody new", field="who")
    with acting("person.relate", by=by, on=[child]):
        who = other or register_person(by=by, held_by_id=child.held_by_id, **(new or {}))
        first, second = (child, who) if turned else (who, child)
        relationship = relate(by=by, person=first, other=second, kind=kind, **about)
        if lives_there:
            _share_home(by=by, of=child, who=who)
        family = Family.objects.filter(members__person=child, members__to_date=None).first()
        if family is not None:
            gather_family(by=by, people=[who], family=family)
    return relationship


def _share_home(*, by: Actor, of: Person, who: Person) -> None:
    lived_in = Residence.objects.filter(person=of, to_date=None).exclude(kind=ResidenceKind.CONTACT)
    home = lived_in.select_related("address").order_by("kind").first()
    if home is None:
        raise Unacceptable(f"No home is recorded for {of.name} yet", field="lives_there")
    place = home.address
    move_home(
        by=by,
        people=[who],
        line1=place.line1,
        line2=place.line2,
        town=place.town,
        postcode=place.postcode,
        kind=home.kind,
    )


def gather_family(
    *,
    by: Actor,
    people: Iterable[Person],
    name: str = "",
    family: Family | None = None,
    without: Iterable[Person] = (),
) -> Family:
    """Show people together as a family; adds to `family` when given, else starts one (GEN-08).

    Those in `without` are no longer shown with it; that they were stays on record.
    """
    members, leavers = list(people), list(without)
    if not members and family is None:
        raise Unacceptable("A family needs at least one person", field="people")
    with acting("family.gather", by=by, on=[*members, *leavers]) as act:
        if family is None:
            called = name.strip() or next(filter(None, (p.family_name for p in members)), "Family")
            family = Family(held_by_id=members[0].held_by_id, name=called)
            family.save()
        elif name.strip() and name.strip() != family.name:
            family.name = name.strip()
            family.save()
        for person in members:
            FamilyMember.objects.update_or_create(family=family, person=person, defaults={"to_date": None})
        FamilyMember.objects.filter(family=family, person__in=leavers, to_date=None).update(to_date=today())
        act.touch(family)
    return family
