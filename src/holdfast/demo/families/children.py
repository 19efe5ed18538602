"""The children of a family: ages that fit together, names, numbers, needs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from holdfast.demo.dice import Dice
from holdfast.demo.names import Culture, family_name, given_name
from holdfast.demo.numbers import Numbers
from holdfast.demo.script import Person, Sex

if TYPE_CHECKING:
    from holdfast.demo.families.build import Need

YEAR = 365.25
BANDS = {
    "unborn": (-120, -30),
    "under-1": (10, 330),
    "1-to-4": (370, 1790),
    "5-to-9": (1830, 3620),
    "10-to-15": (3660, 5800),
    "16-and-over": (5850, 6330),
}  # days since birth; before birth below nothing
SPACING = (400, 1300)  # days between brothers and sisters
GROWN = 6500  # days: nearly eighteen years
BESIDES = 0.8  # of the national share: the rest is in families whose circumstance is a disabled child
FAR_FUTURE = 120  # days: no child is followed before about the fifth month of pregnancy


def make_children(need: Need, count: int, common: Culture, numbers: Numbers, dice: Dice) -> tuple[Person, ...]:
    """The children, the eldest first."""
    band = need.ages or dice.by_rate("age-of-child-with-plan" if need.planned else "age-of-child")
    ages = _ages(need, count, dice.between(*BANDS[band]), dice)
    maker = _Maker(need, family_name(common.names, dice), common, numbers, dice)
    children = [maker.child(number, age) for number, age in enumerate(ages, start=1)]
    if need.circumstance == "disabled-child" and not any(child.disabilities for child in children):
        children[0] = _disabled(children[0], dice)
    return tuple(children)


def _ages(need: Need, count: int, first: int, dice: Dice) -> list[int]:
    """Ages in days at the start of the story, the eldest first; twins share one."""
    ages = [first]
    while len(ages) < count:
        gap = dice.between(*SPACING)
        older = max(ages) + gap
        younger = min(ages) - gap
        fits_older, fits_younger = older < GROWN, younger > 30
        if fits_older and (dice.chance(0.5) or not fits_younger):
            ages.append(older)
        elif fits_younger:
            ages.append(younger)
        else:
            break
    if "unborn-sibling" in need.kinds:
        ages.append(-dice.between(40, 110))
    if "twins" in need.kinds:
        ages.append(max(min(ages), 30) if min(ages) > 0 else min(ages))
    return sorted(ages, reverse=True)


@dataclass
class _Maker:
    """Makes the children of one family, with different names."""

    need: Need
    surname: str
    common: Culture
    numbers: Numbers
    dice: Dice
    taken: set[str] = field(default_factory=set)

    def child(self, number: int, age: int) -> Person:
        """One child, that many days old; one with fewer than none is not yet born."""
        key = f"{self.need.key}-c{number}"
        return self._unborn(key, age) if age < 0 else self._born(key, age)

    def _unborn(self, key: str, age: int) -> Person:
        return Person(
            key=key,
            given="",
            family=self.surname,
            sex="unknown",
            child=True,
            expected=self.need.start + timedelta(days=min(-age, FAR_FUTURE)),
            ethnicity=self.common.ethnicity,
            religion=self.common.religion,
            identifiers=(("local", self.numbers.local()),),
        )

    def _born(self, key: str, age: int) -> Person:
        sex: Sex = "female" if self.dice.happens("female") else "male"
        born = self.need.start - timedelta(days=age)
        home_language = age < 5 * YEAR
        child = Person(
            key=key,
            given=given_name(self.common.names, sex, False, self.dice, self.taken),
            family=self.surname,
            sex=sex,
            child=True,
            born=born,
            ethnicity=self.common.ethnicity,
            religion=self.common.religion,
            language=self.common.language if home_language else "English",
            identifiers=_identifiers(born, self.need.start, self.numbers),
        )
        able = self.need.circumstance == "disabled-child" or age < 2 * YEAR
        share = self.dice.rates.shares["disability"] * BESIDES
        return _disabled(child, self.dice) if not able and self.dice.chance(share) else child


def _identifiers(born: date, start: date, numbers: Numbers) -> tuple[tuple[str, str], ...]:
    """Local and NHS numbers, and a pupil number from the age of four."""
    known = [("local", numbers.local()), ("nhs", numbers.nhs())]
    entered = born.year + (4 if born.month < 9 else 5)
    if (start - born).days > 4.5 * YEAR and entered <= start.year:
        known.append(("upn", numbers.upn(entered)))
    return tuple(known)


def _disabled(child: Person, dice: Dice) -> Person:
    """The child with one or two disabilities, and how they communicate."""
    found = tuple(dict.fromkeys(dice.by_rate("disability") for _ in range(dice.between(1, 2))))
    ways = {
        "autism": "Short sentences and a visual timetable; dislikes being hurried",
        "communication": "Uses symbols and some signs; a communication book comes with them",
        "hearing": "British Sign Language",
        "learning": "Needs time, plain words and pictures",
    }
    way = next((ways[one] for one in found if one in ways), "")
    return replace(child, disabilities=found, communication=way)
