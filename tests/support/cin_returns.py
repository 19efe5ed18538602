"""Invented returns of any size, the same for the same seed: what the census's numbers look like, about nobody."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from holdfast.returns.cin import (
    Assessment,
    ChildRecord,
    CinPlan,
    Conference,
    Episode,
    Header,
    ProtectionPlan,
    Review,
    Section47,
    table,
)
from holdfast.returns.cin.writing import Layout, write

YEAR_END = date(2025, 3, 31)
FIRST_DAY = date(2023, 4, 3)


def write_return(path: Path, how_many: int, *, seed: int = 1, year: int = 2025) -> Path:
    """Write a return of ``how_many`` children to ``path``."""
    header = Header(None, "CIN", year, YEAR_END, "997", "invented", "1", "001", "2025-05-01T09:00:00")
    with path.open("wb") as stream:
        write(stream, header, children(how_many, seed=seed), Layout(year))
    return path


def children(how_many: int, *, seed: int = 1) -> Iterator[ChildRecord]:
    """Children one after the other, each from the seed and their own number."""
    for number in range(how_many):
        yield _Maker(random.Random(f"{seed} {number}")).child(number)


class _Maker:
    """Draws one child's record."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice

    def _code(self, name: str, but: tuple[str, ...] = ()) -> str:
        return self._dice.choice([code.code for code in table(name) if code.code not in but])

    def _after(self, day: date, least: int, most: int) -> date:
        return day + timedelta(days=self._dice.randint(least, most))

    def _in_year(self, day: date) -> date | None:
        return day if day <= YEAR_END else None

    def child(self, number: int) -> ChildRecord:
        """A child; one in fifty is not yet born."""
        dice = self._dice
        unborn = dice.random() < 0.02
        disabled = dice.random() < 0.13
        return ChildRecord(
            line=0,
            la_child_id=f"INV{number:07d}",
            upn_unknown="UN1",
            birth_date=None if unborn else YEAR_END - timedelta(days=dice.randint(30, 6_200)),
            expected_birth_date=YEAR_END + timedelta(days=dice.randint(1, 200)) if unborn else None,
            sex="U" if unborn else dice.choice("MF"),
            ethnicity="NOBT" if unborn else self._code("ethnicity"),
            disabilities=(self._code("disability", but=("NONE",)),) if disabled else (),
            episodes=tuple(self._episodes()),
        )

    def _episodes(self) -> Iterator[Episode]:
        day = self._after(FIRST_DAY, 0, 600)
        for _ in range(2 if self._dice.random() < 0.1 else 1):
            episode = self._episode(day)
            yield episode
            if episode.closed is None:
                return
            day = self._after(episode.closed, 20, 200)
            if day > YEAR_END:
                return

    def _episode(self, referred: date) -> Episode:
        dice = self._dice
        if dice.random() < 0.08:
            return Episode(0, referred, self._code("referral_source"), referral_nfa=True)
        enquiry = self._enquiry(referred) if dice.random() < 0.35 else None
        plan = self._plan(enquiry.conference.held) if enquiry and enquiry.conference else None
        authorised = self._in_year(self._after(referred, 5, 60))
        closed = self._in_year(self._after(referred, 61, 400)) if plan is None or plan.ended else None
        in_need = self._in_year(self._after(referred, 10, 70)) if plan is None and dice.random() < 0.4 else None
        if closed and plan and plan.ended and closed < plan.ended:
            closed = plan.ended
        return Episode(
            line=0,
            referred=referred,
            source=self._code("referral_source"),
            primary_need=self._code("primary_need"),
            closed=closed,
            closure_reason=self._code("reason_for_closure", but=("RC2",)) if closed else None,
            referral_nfa=False,
            assessments=(self._assessment(referred, authorised),),
            cin_plans=(CinPlan(0, in_need, closed if closed and closed >= in_need else None),) if in_need else (),
            section47s=(enquiry,) if enquiry else (),
            plans=(plan,) if plan else (),
        )

    def _assessment(self, referred: date, authorised: date | None) -> Assessment:
        factors = tuple({self._code("assessment_factor", but=("18A", "19A", "21")) for _ in range(3)})
        return Assessment(0, referred, None, authorised, tuple(sorted(factors)) if authorised else ())

    def _enquiry(self, referred: date) -> Section47:
        begun = self._after(referred, 0, 30)
        held = self._in_year(self._after(begun, 8, 25)) if self._dice.random() < 0.35 else None
        return Section47(0, begun, self._after(begun, 20, 22), Conference(0, held) if held else None, held is None)

    def _plan(self, held: date) -> ProtectionPlan:
        category = self._code("category_of_abuse", but=("MUL",))
        ended = self._in_year(self._after(held, 150, 500))
        reviews = []
        day = self._after(held, 70, 95)
        while day <= (ended or YEAR_END):
            reviews.append(Review(0, day))
            day = self._after(day, 150, 185)
        return ProtectionPlan(0, held, ended, category, category, self._dice.choice([0, 0, 0, 1]), tuple(reviews))
