"""The time. Everything asks here, so that a demonstration or a test can live on another day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_pretended: ContextVar[datetime | None] = ContextVar("pretended_time", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _pretended.get() or datetime.now(UTC)


def today() -> date:
    """Today's date in England."""
    return now().astimezone(LONDON).date()


def local_date(moment: datetime) -> date:
    """The date in England of an aware moment."""
    return moment.astimezone(LONDON).date()


def start_of(day: date) -> datetime:
    """Midnight at the start of a day in England, as UTC."""
    return datetime.combine(day, time.min, LONDON).astimezone(UTC)


@contextmanager
def living_at(moment: datetime) -> Iterator[None]:
    """Within the block it is `moment`. For the demonstration authority and for tests."""
    token = _pretended.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pretended.reset(token)
