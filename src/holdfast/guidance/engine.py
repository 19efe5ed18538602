"""The clock engine: pure functions of (rule, facts, calendar, as of) (GEN-07, WT 4.2).

Semantics:

- *Working days*: within n working days of X, the day of X in London is day 0; where X fell on a non-working
  day, the next working day is day 1. The clock runs out at the end of the due day in London (WT 4.20, 4.24).
- *Months*: the same day of the month n months on, clamped to the month's end, not rolled over weekends and bank
  holidays; the clock runs out at the end of that day (WT 4.110).
- *Hours* are elapsed hours, across changes of the clocks (WT 4.19, App.1 §16).
- *Days* (of orders) are elapsed days, each as long as any other; the clock runs out at an instant (WT App.1 §16).

A bare date stands for the start of that day in London; for working days and months only the day matters. A
date-time without an offset is refused.
"""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from holdfast.guidance.calendar import (
    LONDON,
    WorkingCalendar,
    end_of_day,
    instant,
    london_day,
    working_calendar,
)
from holdfast.guidance.errors import OutsideCalendar
from holdfast.guidance.model import ClockRule

Status = Literal["not-started", "running", "overdue", "met", "met-late", "stopped"]

_MONTHS_IN_YEAR = len(months.month_name) - 1


def add_months(day: date, count: int) -> date:
    """The same day of the month ``count`` months on, clamped to the month's end (WT 4.110)."""
    years, month_index = divmod(day.month - 1 + count, _MONTHS_IN_YEAR)
    year, month = day.year + years, month_index + 1
    last = months.monthrange(year, month)[1]
    return date(year, month, min(day.day, last))


class CompiledRule:
    """A rule bound to a calendar, for computing many due dates.

    Call it with a start for what ``due`` answers; ``both`` gives the due date and the last instant in time.
    The answers for a day are remembered, so that a million clocks over a few thousand days cost a look-up each.
    """

    __slots__ = ("_by_day", "_calendar", "_elapsed", "rule")

    def __init__(self, rule: ClockRule, calendar: WorkingCalendar) -> None:
        self.rule = rule
        self._calendar = calendar
        self._by_day: dict[date, tuple[date, datetime]] = {}
        self._elapsed: timedelta | None = None
        if rule.unit == "hours":
            self._elapsed = timedelta(hours=rule.limit)
        elif rule.unit == "days":
            self._elapsed = timedelta(days=rule.limit)

    def __call__(self, start: date | datetime) -> date | datetime:
        """The due date (working days, months) or due instant in UTC (hours, days)."""
        return self.both(start)[0]

    @property
    def counts_days(self) -> bool:
        """Whether only the day of the start matters, so that the day in London may be given for the moment."""
        return self._elapsed is None

    def both(self, start: date | datetime) -> tuple[date | datetime, datetime]:
        """What is due, and the last instant (UTC) at which meeting it is in time."""
        try:
            if self._elapsed is not None:
                ends = instant(start) + self._elapsed
                return ends, ends
            day = london_day(start)
            known = self._by_day.get(day)
            if known is None:
                due_day = self._due_day(day)
                known = self._by_day[day] = (due_day, end_of_day(due_day))
        except (OverflowError, ValueError) as error:
            raise OutsideCalendar(f"{start.isoformat()} is too near the end of the years a date can have.") from error
        return known

    def _due_day(self, day: date) -> date:
        if self.rule.unit == "months":
            return add_months(day, self.rule.limit)
        return self._calendar.add(day, self.rule.limit)


@lru_cache(maxsize=512)
def _compiled(rule: ClockRule, calendar: WorkingCalendar) -> CompiledRule:
    return CompiledRule(rule, calendar)


def compile_rule(rule: ClockRule, calendar: WorkingCalendar | None = None) -> CompiledRule:
    """A rule made ready for many starts; the same object for the same rule and calendar."""
    return _compiled(rule, calendar or working_calendar())


def due(rule: ClockRule, start: date | datetime, calendar: WorkingCalendar | None = None) -> date | datetime:
    """When a clock that started at ``start`` runs out.

    A date for working days and months (to the end of that day in London), a UTC date-time for hours and days.
    Raises ``OutsideCalendar`` for working days outside the years known, ``NaiveDatetime`` for a date-time
    without offset.
    """
    return compile_rule(rule, calendar)(start)


@dataclass(frozen=True, slots=True)
class ClockState:
    """A clock as it stands at an instant, with what explains it (GEN-07).

    ``late`` is true when the limit had passed before it was met or stopped, or has passed unmet.
    ``started``, ``due_instant``, ``met_at``, ``stopped_at``, ``as_of`` are UTC; facts after ``as_of`` are not
    known yet, and are left out.
    """

    rule: ClockRule
    started: datetime
    due: date | datetime
    due_instant: datetime
    met_at: datetime | None
    stopped_at: datetime | None
    as_of: datetime
    status: Status
    late: bool

    @property
    def remaining(self) -> timedelta:
        """How long is left at ``as_of``; negative when the limit has passed."""
        return self.due_instant - self.as_of

    @property
    def explanation(self) -> tuple[tuple[str, str], ...]:
        """The parts that explain the clock: rule, source, why, what started it and what meets it."""
        return (
            ("rule", f"{self.rule.limit_text} from {self.rule.runs_from}"),
            ("met_by", self.rule.met_by),
            ("source", str(self.rule.source)),
            ("why", self.rule.why),
        )


def clock_state(
    rule: ClockRule,
    start: date | datetime,
    met_at: date | datetime | None = None,
    stopped_at: date | datetime | None = None,
    *,
    as_of: date | datetime,
    calendar: WorkingCalendar | None = None,
) -> ClockState:
    """How a clock stands at ``as_of`` (STA-02).

    Met at or before the last instant is ``met``; after it ``met-late``. Where a clock was both met and stopped,
    the earlier of the two counts.
    """
    due_at, last = compile_rule(rule, calendar).both(start)
    started, now = instant(start), instant(as_of)
    met = _known(met_at, now)
    stopped = _known(stopped_at, now)
    if met is not None and stopped is not None:
        met, stopped = (met, None) if met <= stopped else (None, stopped)
    status = _status(started, last, met, stopped, now)
    late = (met or stopped or now) > last
    return ClockState(rule, started, due_at, last, met, stopped, now, status, late)


def _known(when: date | datetime | None, now: datetime) -> datetime | None:
    found = None if when is None else instant(when)
    return found if found is not None and found <= now else None


def _status(started: datetime, last: datetime, met: datetime | None, stopped: datetime | None, now: datetime) -> Status:
    if started > now:
        return "not-started"
    if met is not None:
        return "met-late" if met > last else "met"
    if stopped is not None:
        return "stopped"
    return "overdue" if now > last else "running"


def in_london(when: date | datetime) -> date | datetime:
    """A due date as people read it: dates as they are, instants in London's time."""
    return when.astimezone(LONDON) if isinstance(when, datetime) else when


__all__ = [
    "ClockState",
    "CompiledRule",
    "Status",
    "add_months",
    "clock_state",
    "compile_rule",
    "due",
    "in_london",
]
