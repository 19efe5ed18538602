"""Dates and times as people type them. Pure functions; every error says what to type instead."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from holdfast.core.time import LONDON

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WEEKDAYS = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_NUMERIC = re.compile(r"^(\d{1,2})[\s/.\-]+(\d{1,2})[\s/.\-]+(\d+)$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_COMPACT = re.compile(r"^(\d{2})(\d{2})(\d{4})$")
_WORDS = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[\s/.\-]+(?:of\s+)?([a-z]+)[\s/.,\-]+(\d+)$")
_CLOCK = re.compile(r"^(\d{1,2})(?:[:.\s]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$")
_ZONE = re.compile(r"\s*(bst|gmt)$")


class Unreadable(ValueError):
    """What was typed is no date or time. ``str()`` is a sentence for the person who typed it."""


def read_date(typed: str, *, today: date) -> date:
    """Read ``23/12/2005``, ``23 12 2005``, ``23 Dec 2005``, ``2005-12-23``, ``today``, ``yesterday``.

    Raises :class:`Unreadable`. Two-figure years are refused: a child's century must not be guessed.
    """
    text = " ".join(typed.strip().lower().split())
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if text in near:
        return today + timedelta(days=near[text])
    text = re.sub(rf"^{_WEEKDAYS},?\s+", "", text)
    day, month, year = _parts(text)
    if len(year) != 4:
        raise Unreadable("Write the year with 4 figures, like 23/12/2005")
    return _real_date(int(year), month, day)


def _parts(text: str) -> tuple[int, int, str]:
    if found := _ISO.match(text):
        return int(found[3]), int(found[2]), found[1]
    if found := _NUMERIC.match(text) or _COMPACT.match(text):
        return int(found[1]), int(found[2]), found[3]
    if (found := _WORDS.match(text)) and (month := _month(found[2])):
        return int(found[1]), month, found[3]
    raise Unreadable("Enter a date like 23/12/2005, 23 December 2005 or ‘today’")


def _month(word: str) -> int | None:
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word[:4]) or word == "sept"), None)


def _real_date(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise Unreadable("The month must be between 1 and 12. Write the day first, like 23/12/2005")
    if year < 1900:
        raise Unreadable("The year must be 1900 or later")
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(f"{_MONTHS[month - 1].title()} {year} has no day {day}") from None


def read_time(typed: str, *, now: datetime) -> tuple[time, int | None]:
    """Read ``14:30``, ``1430``, ``2.30pm``, ``9am``, ``noon``, ``midnight``, ``now``.

    Returns the local time and, where ``BST`` or ``GMT`` was added, which of two equal times it is
    (``fold`` 0 or 1). Raises :class:`Unreadable`.
    """
    text = " ".join(typed.strip().lower().split())
    fold: int | None = None
    if zone := _ZONE.search(text):
        fold = 0 if zone[1] == "bst" else 1
        text = text[: zone.start()]
    local = now.astimezone(LONDON)
    named = {
        "now": time(local.hour, local.minute),
        "noon": time(12),
        "midday": time(12),
        "midnight": time(0),
    }
    if text in named:
        return named[text], local.fold if text == "now" else fold
    return _clock_face(text), fold


def _clock_face(text: str) -> time:
    advice = "Enter a time like 14:30, 2.30pm or ‘now’"
    found = _CLOCK.match(text)
    if not found:
        raise Unreadable(advice)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    if not half and found[2] is None:
        raise Unreadable(advice)
    if half:
        if not 1 <= hour <= 12:
            raise Unreadable(advice)
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise Unreadable(advice) from None


def in_london(day: date, clock: time, fold: int | None = None) -> datetime:
    """The moment at which London's clocks showed this; refuses hours that were skipped or came twice.

    Raises :class:`Unreadable` when the clocks jumped over it (March), or when it came twice
    (October) and neither BST nor GMT was said. Returned in Europe/London.
    """
    first = datetime.combine(day, clock, LONDON).replace(fold=0)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    shown = f"{clock:%H:%M}"
    if not _survives(first):
        raise Unreadable(
            f"There was no {shown} on {day.day} {day:%B %Y}: the clocks went forward. Enter 2am or later, or before 1am"
        )
    if fold is None:
        raise Unreadable(
            f"{shown} came twice on {day.day} {day:%B %Y}, when the clocks went back. "
            f"Write ‘{shown} BST’ for the first or ‘{shown} GMT’ for the second"
        )
    return second if fold else first


def _survives(moment: datetime) -> bool:
    there = moment.astimezone(UTC).astimezone(LONDON)
    return there.replace(tzinfo=None) == moment.replace(tzinfo=None)
