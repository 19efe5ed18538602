"""Makes the whole script: three years of a fictional authority, the same for the same seed and day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from holdfast.demo.authority import build
from holdfast.demo.contacts import contacts
from holdfast.demo.dice import Dice
from holdfast.demo.families import Need, build_family
from holdfast.demo.numbers import Numbers
from holdfast.demo.particular import particular_needs
from holdfast.demo.prose import Prose
from holdfast.demo.script import FamilyScript, ReferralReceived, Script
from holdfast.demo.signature import signature_families
from holdfast.demo.telling import Order, Stage, tell_family
from holdfast.demo.telling.course import draw_outcome
from holdfast.demo.worktime import DAY, Hours, at

SEED = 1989
REFERRALS_PER_YEAR = 900
YEARS = 3
START_OF_DAY = time(9)
FULL_DAYS = 365  # routine visits and core groups of longer ago are thinned out
AGAIN = 0.36  # how often a closed family comes back, so that the national share of repeat referrals results
OLDEST_EXPLOITED = ("10-to-15", "16-and-over")
Month = tuple[int, int]


def generate(
    seed: int = SEED, *, today: date, referrals_per_year: int = REFERRALS_PER_YEAR, years: int = YEARS
) -> Script:
    """The script of the authority up to the morning of `today`.

    `referrals_per_year` counts children, as the national tables do. Raises ValueError when it is not positive.
    """
    if referrals_per_year <= 0 or years <= 0:
        raise ValueError("there must be some referrals and some years")
    maker = _Maker(seed, today, referrals_per_year, years)
    families = list(maker.families())
    return Script(
        seed=seed,
        today=today,
        authority=maker.stage.cast.authority,
        families=tuple(families),
        contacts=tuple(contacts(maker.stage, families, referrals_per_year, years)),
    )


@dataclass
class _Maker:
    """Makes families month by month until each month has its referrals."""

    seed: int
    today: date
    volume: int
    years: int
    counted: Counter[Month] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        cast = build(self.seed, self.today, self.volume, self.years)
        self.dice = Dice(self.seed, "families")
        self.stage = Stage(
            seed=self.seed,
            now=at(self.today, START_OF_DAY),
            cast=cast,
            hours=Hours(self.today),
            prose=Prose(Dice(self.seed, "prose")),
            numbers=Numbers(cast.authority.number),
            full_from=self.today - FULL_DAYS * DAY,
            again=AGAIN,
        )

    def families(self) -> Iterator[FamilyScript]:
        """Every family: first those that must be there, and then as many as the rates ask for."""
        number = 0
        yield from map(self._count, signature_families(self.stage))
        for need, order in particular_needs(self.today, self.stage.hours):
            yield self._tell(need, order)
        for month, wanted in self._months():
            while self.counted[month] < wanted:
                number += 1
                dice = self.dice.stream(f"need-{number}")
                start = self._day(month, dice)
                outcome = draw_outcome(dice)
                yield self._tell(*self._ordinary(f"f{number:04d}", start, outcome, dice))

    def _months(self) -> list[tuple[Month, float]]:
        """Each month of the years with how many children are to be referred in it."""
        weights = self.dice.rates.weights["month"]
        total = sum(weights.values())
        first = self.today.replace(day=1)
        found = []
        for back in range(self.years * 12, -1, -1):
            index = first.year * 12 + first.month - 1 - back
            year, month = divmod(index, 12)
            share = weights[month + 1] / total * self.volume
            if back == 0:
                share *= self.today.day / 30
            found.append(((year, month + 1), share))
        return found

    def _day(self, month: Month, dice: Dice) -> date:
        """A day of that month, not after yesterday."""
        first = date(month[0], month[1], 1)
        following = (first + timedelta(days=31)).replace(day=1)
        last = min(following, self.today + DAY) - DAY
        return first + dice.between(0, (last - first).days) * DAY

    def _ordinary(self, key: str, start: date, outcome: str, dice: Dice) -> tuple[Need, Order]:
        """A family like many others."""
        rates = dice.rates
        planned = outcome == "plan"
        category = dice.by_rate("category") if planned else ""
        circumstance = dice.weighted(rates.by_category[category]) if planned else dice.by_rate("circumstance")
        categories = {"": (), "multiple": ("neglect", "emotional")}.get(category, (category,))
        ages = dice.one(OLDEST_EXPLOITED) if circumstance == "exploitation" else ""
        if circumstance in {"disabled-child", "sexual-abuse", "emotional-abuse"}:
            ages = dice.weighted({"1-to-4": 1, "5-to-9": 3, "10-to-15": 4})
        kinds = tuple(kind for kind, chance in (("twins", 0.02), ("private-address", 0.0)) if dice.chance(chance))
        if circumstance == "domestic-abuse" and dice.chance(0.25):
            kinds += ("private-address",)
        need = Need(key=key, start=start, circumstance=circumstance, planned=planned, ages=ages, kinds=kinds)
        return need, Order(start=start, outcome=outcome, categories=categories)

    def _tell(self, need: Need, order: Order) -> FamilyScript:
        """Build and tell one family, and count its referrals."""
        dice = self.dice.stream(need.key)
        household = build_family(need, self.stage.cast, self.stage.numbers, dice)
        return self._count(tell_family(self.stage, household, order, dice.stream("story")))

    def _count(self, told: FamilyScript) -> FamilyScript:
        """Count a family's referrals towards their months."""
        for event in told.events:
            if isinstance(event, ReferralReceived):
                self.counted[event.at.year, event.at.month] += len(event.children)
        return told


def moment_of(script: Script) -> datetime:
    """When the script ends: the morning of its today."""
    return at(script.today, START_OF_DAY)
