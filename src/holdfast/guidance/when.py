"""Reading a date or a date-time that a person typed.

A date is ``2005-12-23``; a date-time is ``2005-12-23T16:40``, with or without seconds and an offset (``Z``,
``+01:00``). Without an offset it means London's time. In the hour that comes twice in autumn it means the first
of the two: a clock then runs out earlier rather than later. A time in the hour that is left out in spring never
was, and is refused.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from holdfast.guidance.calendar import LONDON
from holdfast.guidance.errors import UnreadableWhen

_DATE_LENGTH = len("2005-12-23")


def parse_when(text: str) -> date | datetime:
    """The date, or the instant in UTC, that ``text`` says. Raises ``UnreadableWhen``."""
    wanted = text.strip()
    try:
        if len(wanted) == _DATE_LENGTH:
            return date.fromisoformat(wanted)
        found = datetime.fromisoformat(wanted)
    except ValueError as error:
        raise UnreadableWhen(
            f"'{text}' is no date: write it as 2005-12-23, or with a time as 2005-12-23T16:40."
        ) from error
    try:
        return from_london(found) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError as error:
        raise UnreadableWhen(f"'{text}' is too near the end of the years a date can have.") from error


def from_london(local: datetime) -> datetime:
    """The instant of a London time without offset: the first of two, refused where there was none."""
    meant = local.replace(tzinfo=LONDON, fold=0).astimezone(UTC)
    if meant.astimezone(LONDON).replace(tzinfo=None, fold=0) != local.replace(fold=0):
        raise UnreadableWhen(
            f"{local.isoformat(sep=' ', timespec='minutes')} never was in London: the clocks went forward past it."
        )
    return meant
