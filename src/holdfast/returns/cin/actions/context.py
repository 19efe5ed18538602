"""What the writing of one return has at hand: the act, the return, the words of the edition in force on a
day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from dateutil.relativedelta import relativedelta

from holdfast.agencies.models import Agency
from holdfast.cases.selectors import adopted_editions, edition_on
from holdfast.core.time import start_of
from holdfast.guidance import Edition, UnknownCode
from holdfast.ledger.openacts import OpenAct
from holdfast.returns.cin.records import Header
from holdfast.returns.models import ReturnTaken

FROM_A_RETURN = "From the children in need return"


@dataclass
class Taking:
    """One return being read in. ``cases`` are those whose clocks must be made anew at its end."""

    act: OpenAct
    authority: Agency
    header: Header
    taken: ReturnTaken
    cases: dict[UUID, None] = field(default_factory=dict)
    _labels: dict[tuple[str, str, str], str | None] = field(default_factory=dict)

    @cached_property
    def adopted(self) -> list[tuple[date, str]]:
        """The editions that the authority adopted, by date."""
        return adopted_editions(self.authority.pk)

    @cached_property
    def because(self) -> str:
        """Where the facts come from, as the records say it."""
        year = f" of {self.header.year}" if self.header.year else ""
        return f"{FROM_A_RETURN}{year}"

    def edition(self, day: date) -> Edition:
        """The edition in force on a day."""
        return edition_on(self.adopted, day)

    def decision_label(self, day: date, step: str, outcome: str) -> str | None:
        """What the edition in force calls a decision of a step; ``None`` where it has no such decision."""
        edition = self.edition(day)
        key = (edition.code, step, outcome)
        if key not in self._labels:
            self._labels[key] = _label(edition, step, outcome)
        return self._labels[key]

    def first_decision(self, day: date, step: str, outcomes: tuple[str, ...]) -> tuple[str, str]:
        """The first of the outcomes that the edition in force has, with its label; empty where it has none."""
        for outcome in outcomes:
            label = self.decision_label(day, step, outcome)
            if label is not None:
                return outcome, label
        return "", ""

    def has_step(self, day: date, step: str) -> bool:
        """Whether the edition in force has a step of this code."""
        edition = self.edition(day)
        key = (edition.code, step, "")
        if key not in self._labels:
            self._labels[key] = _step(edition, step)
        return self._labels[key] is not None

    def in_census_year(self, day: date) -> bool:
        """Whether a day lies in the year that the return covers, so that all that followed it is in the
        return.
        """
        last = self.header.reference_date
        return last is not None and last - relativedelta(years=1) < day <= last


def moment(day: date) -> datetime:
    """The start of a day: the census knows no time of day."""
    return start_of(day)


def _label(edition: Edition, step: str, outcome: str) -> str | None:
    try:
        return edition.step(step).decision(outcome).label
    except UnknownCode:
        return None


def _step(edition: Edition, step: str) -> str | None:
    try:
        return edition.step(step).code
    except UnknownCode:
        return None
