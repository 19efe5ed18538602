"""What every change at the front door checks alike."""

from __future__ import annotations

from datetime import datetime

from holdfast.core.errors import Unacceptable
from holdfast.core.time import now
from holdfast.guidance import Edition, UnknownCode


def label_of(edition: Edition, vocabulary: str, code: str, field: str) -> str:
    """A term's label; raises `Unacceptable` beside the field for a code that the edition does not have."""
    try:
        return edition.term(vocabulary, code).label
    except UnknownCode as error:
        raise Unacceptable(str(error), field=field) from None


def not_to_come(moment: datetime, field: str) -> datetime:
    """The moment, unless it has not come yet: raises `Unacceptable` beside the field."""
    if moment > now():
        raise Unacceptable("This time has not come yet", field=field)
    return moment


def not_before(moment: datetime, start: datetime, field: str, what: str) -> datetime:
    """The moment, unless it lies before what it follows or has not come yet.

    People write minutes: what is written within the minute of what it follows comes right after it.
    """
    if moment < start.replace(second=0, microsecond=0):
        raise Unacceptable(f"This is before {what}", field=field)
    return not_to_come(max(moment, start), field)
