"""Dates, ages and roles in British words (GEN-04). London's days; plain text out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.timezone import is_aware

from holdfast.core.time import LONDON, today

_WEEK = timedelta(weeks=1)
_TOLD_IN_YEARS_FROM = 10
"""From this age on, months are no longer told."""


def role_words(roles: Iterable[str] | None) -> str:
    """``{'team-manager'}`` -> ``Team manager``; several are joined with commas."""
    return ", ".join(code_words(role) for role in sorted(roles or ()))


def code_words(code: Any) -> str:
    """``met-late`` -> ``Met late``."""
    text = str(code).replace("_", " ").replace("-", " ").strip()
    return text[:1].upper() + text[1:]


def local(value: datetime) -> datetime:
    """A moment as London's clocks show it; naive ones as they are."""
    return value.astimezone(LONDON) if is_aware(value) else value


def day_of(value: Any) -> date | None:
    """The London day of a date or a moment; None for anything else."""
    if isinstance(value, datetime):
        return local(value).date()
    return value if isinstance(value, date) else None


def day_words(value: Any) -> str:
    """``Friday 6 January 2006``; empty for no date."""
    day = day_of(value)
    return f"{day:%A} {day.day} {day:%B %Y}" if day else ""


def plain_day(value: Any) -> str:
    """``6 January 2006``; empty for no date."""
    day = day_of(value)
    return f"{day.day} {day:%B %Y}" if day else ""


def short_day(value: Any) -> str:
    """``6 Jan 2006``, for tables; empty for no date."""
    day = day_of(value)
    return f"{day.day} {day:%b %Y}" if day else ""


def clock_words(value: datetime) -> str:
    """``2:30pm``, ``9am``, ``midday``, ``midnight``."""
    at = local(value)
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    half = "am" if at.hour < 12 else "pm"
    minutes = f":{at.minute:02d}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{half}"


def moment_words(value: Any) -> str:
    """``Friday 6 January 2006 at 2:30pm``; a date without time gives the day alone."""
    if isinstance(value, datetime):
        return f"{day_words(value)} at {clock_words(value)}"
    return day_words(value)


def near_words(value: Any, on: date | None = None) -> str:
    """``today``, ``yesterday``, ``in 3 days``, ``2 weeks ago``: how far from today (London)."""
    day = day_of(value)
    if day is None:
        return ""
    gap = (day - (on or today())).days
    named = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if gap in named:
        return named[gap]
    size = _span_words(abs(gap), day, on or today())
    return f"in {size}" if gap > 0 else f"{size} ago"


def _span_words(days: int, day: date, on: date) -> str:
    between = relativedelta(max(day, on), min(day, on))
    if between.years >= 2:
        return count(between.years, "year")
    if between.years or between.months >= 2:
        return count(between.years * 12 + between.months, "month")
    if days >= 2 * _WEEK.days:
        return count(days // _WEEK.days, "week")
    return count(days, "day")


def count(number: int, one: str, many: str | None = None) -> str:
    """``1 child``, ``3 children``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def age_words(born: date | None, expected: date | None = None, on: date | None = None) -> str:
    """``3 years 2 months``; ``unborn, expected 4 May 2027``; ``age not known``."""
    day = on or today()
    if born is None:
        return f"unborn, expected {plain_day(expected)}" if expected else "age not known"
    if born > day:
        return f"unborn, expected {plain_day(born)}"
    age = relativedelta(day, born)
    if age.years >= _TOLD_IN_YEARS_FROM:
        return count(age.years, "year")
    if age.years:
        return count(age.years, "year") + (f" {count(age.months, 'month')}" if age.months else "")
    if age.months:
        return count(age.months, "month")
    days = (day - born).days
    return count(days // _WEEK.days, "week") if days >= 2 * _WEEK.days else count(days, "day")


def age_of(person: Any, on: date | None = None) -> str:
    """The age of a person (``born`` or ``date_of_birth``, ``expected``), or of a date of birth."""
    if isinstance(person, date) or person is None:
        return age_words(day_of(person), on=on)
    born = first_of(person, "born", "date_of_birth", "born_on", "birth_date")
    expected = first_of(person, "expected", "expected_date", "expected_on", "expected_date_of_birth")
    died = day_of(first_of(person, "died", "died_on", "date_of_death"))
    if died and born:
        return f"died {plain_day(died)}, aged {age_words(day_of(born), on=died)}"
    return age_words(day_of(born), day_of(expected), on=on)


def first_of(thing: Any, *names: str) -> Any:
    """The first of these attributes (or keys) that has a value."""
    for name in names:
        value = thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)
        if value not in (None, ""):
            return value() if callable(value) else value
    return None
