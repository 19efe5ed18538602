"""Working days in England, and the ends of days in London.

A working day is Monday to Friday without England's bank holidays (WT 4.20 and every "working days" of the
guidance). The years known are 2000 to five ahead of the current year: further out, one-off bank holidays are
not yet proclaimed, and an answer would be a guess, so it raises ``OutsideCalendar``.

Guidance has no clock of its own: the current year comes from one place, ``use_today``. The tables are built
once for a year and make a due date two list look-ups.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from holdfast.guidance.errors import NaiveDatetime, OutsideCalendar

LONDON = ZoneInfo("Europe/London")

FIRST_YEAR = 2000
YEARS_AHEAD = 5
_WEEKDAYS = range(5)

_injected: dict[str, Callable[[], date]] = {"today": date.today}


def use_today(today: Callable[[], date]) -> None:
    """Inject where the current day comes from (the one clock of the whole application)."""
    _injected["today"] = today


class WorkingCalendar:
    """England's working days from 1 January 2000 to the end of a year.

    ``rank[i]`` is how many working days there are up to and including the i-th day of the calendar, so that
    the n-th working day after it is ``days[rank[i] + n - 1]``, whatever day it is itself: the day is day 0,
    and if it is no working day, the next working day is day 1.
    """

    __slots__ = ("bank_holidays", "base", "days", "last_year", "limit", "rank")

    def __init__(self, last_year: int) -> None:
        self.last_year = last_year
        years = range(FIRST_YEAR, last_year + 1)
        found = holidays.country_holidays("GB", subdiv="ENG", years=years)
        self.bank_holidays: dict[date, str] = {day: str(found[day]) for day in sorted(found)}
        self.base = date(FIRST_YEAR, 1, 1).toordinal()
        self.limit = date(last_year + 1, 1, 1).toordinal() - self.base
        self.days: list[date] = []
        self.rank: list[int] = []
        for offset in range(self.limit):
            day = date.fromordinal(self.base + offset)
            if day.weekday() in _WEEKDAYS and day not in self.bank_holidays:
                self.days.append(day)
            self.rank.append(len(self.days))

    def is_working_day(self, day: date) -> bool:
        """Whether ``day`` is a working day; ``OutsideCalendar`` outside the years known."""
        self._check(day)
        return day.weekday() in _WEEKDAYS and day not in self.bank_holidays

    def add(self, day: date, working_days: int) -> date:
        """The n-th working day after ``day`` (day 0); ``OutsideCalendar`` outside the years known."""
        offset = day.toordinal() - self.base
        if not 0 <= offset < self.limit:
            raise self._outside(day)
        position = self.rank[offset] + working_days - 1
        if not 0 <= position < len(self.days):
            raise OutsideCalendar(
                f"{working_days} working days after {day.isoformat()} is beyond {self.last_year}: "
                f"England's bank holidays are known for {FIRST_YEAR} to {self.last_year}."
            )
        return self.days[position]

    def between(self, after: date, until: date) -> int:
        """How many working days lie after ``after`` up to and including ``until`` (negative if earlier)."""
        self._check(after)
        self._check(until)
        return bisect_right(self.days, until) - bisect_right(self.days, after)

    def next_working_day(self, day: date) -> date:
        """``day`` itself when it is a working day, else the first one after it."""
        self._check(day)
        position = bisect_left(self.days, day)
        if position == len(self.days):
            raise self._outside(day)
        return self.days[position]

    def _check(self, day: date) -> None:
        if not FIRST_YEAR <= day.year <= self.last_year:
            raise self._outside(day)

    def _outside(self, day: date) -> OutsideCalendar:
        return OutsideCalendar(
            f"{day.isoformat()} is outside the calendar: England's bank holidays are known for "
            f"{FIRST_YEAR} to {self.last_year}."
        )


@lru_cache(maxsize=8)
def calendar_until(last_year: int) -> WorkingCalendar:
    """The calendar that ends with ``last_year``, built once."""
    return WorkingCalendar(last_year)


def working_calendar(current_year: int | None = None) -> WorkingCalendar:
    """The calendar as it stands in ``current_year`` (the injected today's year when not given)."""
    year = _injected["today"]().year if current_year is None else current_year
    return calendar_until(year + YEARS_AHEAD)


def london_day(when: date | datetime) -> date:
    """The day in London on which ``when`` falls; a bare date is that day."""
    if not isinstance(when, datetime):
        return when
    if when.tzinfo is None:
        raise _naive(when)
    return when.astimezone(LONDON).date()


def instant(when: date | datetime) -> datetime:
    """``when`` as a UTC instant; a bare date is the start of that day in London."""
    if isinstance(when, datetime):
        if when.tzinfo is None:
            raise _naive(when)
        return when.astimezone(UTC)
    return start_of_day(when)


@lru_cache(maxsize=65536)
def start_of_day(day: date) -> datetime:
    """The first instant of a day in London, in UTC."""
    return datetime.combine(day, time.min, LONDON).astimezone(UTC)


@lru_cache(maxsize=65536)
def end_of_day(day: date) -> datetime:
    """The last instant of a day in London, in UTC: a working-day clock runs out here."""
    return start_of_day(day + timedelta(days=1)) - timedelta.resolution


def _naive(when: datetime) -> NaiveDatetime:
    return NaiveDatetime(f"{when.isoformat()} has no offset from UTC: which instant it means cannot be told.")
