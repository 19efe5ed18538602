"""Where people live: moving in, moving out (GEN-08)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.core.errors import NotNow, Unacceptable
from holdfast.core.time import today
from holdfast.people.models import Address, Person, Residence, ResidenceKind

LIVED_IN = (ResidenceKind.HOME, ResidenceKind.PLACEMENT)  # a person has one of each at a time


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
    """Record that people live at an address from a day; their home before ends the same day (GEN-08).

    Raises `Unacceptable` without an address, for a day in the future, and for one before they came to the home that
    they are said to leave.
    """
    movers = list(people)
    if not movers:
        raise Unacceptable("Choose who moves", field="people")
    if from_date and from_date > today():
        raise Unacceptable("The move is in the future: record it when it has happened", field="from_date")
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
            if kind in LIVED_IN:
                if from_date and here.filter(from_date__gt=from_date).exists():
                    raise Unacceptable(f"{person.name} came to the present home after that day", field="from_date")
                here.update(to_date=from_date or today())
            Residence(person=person, address=address, kind=kind, from_date=from_date).save()
        act.touch(address)
    return address


def leave_home(*, by: Actor, people: Iterable[Person], on: date | None = None) -> list[Residence]:
    """Record that people have left where they lived, and that nobody knows yet where they are (GEN-08).

    Raises `NotNow` when none of them has a home on record.
    """
    leavers = list(people)
    day = on or today()
    if day > today():
        raise Unacceptable("The day is in the future: record it when it has happened", field="on")
    with acting("person.move", by=by, on=leavers) as act:
        left = list(Residence.objects.filter(person__in=leavers, kind__in=LIVED_IN, to_date=None))
        if not left:
            raise NotNow("No home is recorded that they could have left")
        for residence in left:
            if residence.from_date and residence.from_date > day:
                raise Unacceptable("They came to this home after that day", field="on")
            residence.to_date = day
            residence.save()
        act.touch(*left)
    return left
