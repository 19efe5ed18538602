"""Who is what to whom, and who lives where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from holdfast.demo.dice import Dice
from holdfast.demo.families.adults import Adults
from holdfast.demo.places import home
from holdfast.demo.script import Address, Person, Relationship, Residence

if TYPE_CHECKING:
    from holdfast.demo.families.build import Need

DAY = timedelta(days=1)


def relationships(adults: Adults, children: tuple[Person, ...]) -> tuple[Relationship, ...]:
    """Every tie between these people, each told once."""
    found: list[Relationship] = []
    for child in children:
        found.append(Relationship(person=adults.mother.key, kind="mother", to=child.key, responsibility=True))
        found += _fathers(adults, child)
        for one in adults.grandparents:
            found.append(Relationship(person=one.key, kind="grandparent", to=child.key))
        for one in adults.foster:
            found.append(Relationship(person=one.key, kind="foster-carer", to=child.key))
    found += _siblings(adults, children)
    couple = adults.partner or adults.father
    if couple is not None:
        kind = "former-partner" if couple is adults.absent or adults.absent is adults.mother else "partner"
        found.append(Relationship(person=couple.key, kind=kind, to=adults.mother.key))
    if adults.partner is not None and adults.father is not None:
        found.append(Relationship(person=adults.father.key, kind="former-partner", to=adults.mother.key))
    return tuple(found)


def _fathers(adults: Adults, child: Person) -> list[Relationship]:
    """Father or step-parent of one child; an unmarried father does not always have parental responsibility."""
    if adults.partner is not None and child.key not in adults.step_children:
        return [Relationship(person=adults.partner.key, kind="father", to=child.key, responsibility=True)]
    found = []
    if adults.father is not None:
        married = adults.father.family in {adults.mother.family, child.family}
        found.append(Relationship(person=adults.father.key, kind="father", to=child.key, responsibility=married))
    if adults.partner is not None:
        found.append(Relationship(person=adults.partner.key, kind="parents-partner", to=child.key))
    return found


def _siblings(adults: Adults, children: tuple[Person, ...]) -> list[Relationship]:
    """Each pair once, the elder named first."""
    found = []
    for number, elder in enumerate(children):
        for younger in children[number + 1 :]:
            same = (elder.key in adults.step_children) == (younger.key in adults.step_children)
            kind = "sibling" if same or adults.partner is None else "half-sibling"
            found.append(Relationship(person=elder.key, kind=kind, to=younger.key))
    return found


def residences(
    need: Need, adults: Adults, children: tuple[Person, ...], town: str, dice: Dice
) -> tuple[tuple[Address, ...], tuple[Residence, ...]]:
    """Homes, and who lived in which since when: the family's now, one before it, and the absent parent's."""
    now = home(f"{need.key}-h1", dice, town)
    if adults.shape == "foster":
        now = replace(now, kind="foster-home")
    elif "service-family" in need.kinds:
        now = replace(now, kind="service-quarters")
    moved_in = need.start - dice.between(90, 1500) * DAY
    homes = [now]
    lived: list[Residence] = []
    private = "private-address" in need.kinds
    before = home(f"{need.key}-h2", dice) if dice.chance(0.6) and adults.shape != "foster" else None
    if before is not None:
        homes.append(before)
    for one in _together(adults, children):
        lived += [replace(stay, private=private) for stay in _one(one, now, before, moved_in)]
    if adults.absent is not None:
        away = home(f"{need.key}-h3", dice, outside=adults.shape == "foster" or dice.chance(0.3))
        homes.append(away)
        lived.append(Residence(person=adults.absent.key, address=away.key, since=moved_in, private=False))
    return tuple(homes), tuple(lived)


def _together(adults: Adults, children: tuple[Person, ...]) -> list[Person]:
    """Those who live in the family home."""
    grown = [one for one in adults.everyone() if one is not adults.absent]
    if adults.shape in ("grandparents", "three-generations", "foster"):
        grown = [one for one in grown if one is not adults.father]
    if adults.shape == "foster":
        grown = list(adults.foster)
    return [child for child in children if child.born is not None] + grown


def _one(one: Person, now: Address, before: Address | None, moved_in: date) -> list[Residence]:
    """One person's homes; a child younger than the move has lived here since birth."""
    since = max(moved_in, one.born or moved_in)
    found = [Residence(person=one.key, address=now.key, since=since)]
    if before is not None and (one.born is None or one.born < moved_in - DAY):
        begun = max(moved_in - 700 * DAY, one.born or moved_in)
        found.insert(0, Residence(person=one.key, address=before.key, since=begun, until=moved_in - DAY))
    return found
