"""From a fact and the editions that an authority adopted to a clock: pure, and quick enough for a million."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from holdfast.cases.models import EditionInForce
from holdfast.cases.rooms import ClockFact
from holdfast.core.time import local_date
from holdfast.guidance import (
    CompiledRule,
    Edition,
    OutsideCalendar,
    UnknownCode,
    compile_rule,
    editions,
    load,
)


class MadeClock(NamedTuple):
    """A clock as made from a fact; the fields of `ClockRow`."""

    fact: ClockFact
    edition: str
    started_by: str
    started_at: datetime
    due_at: datetime
    due_on: date | None


class _Ready(NamedTuple):
    """A clock of an edition made ready for what starts on a day: which events start it, and when it is due."""

    from_events: tuple[str, ...]
    compiled: CompiledRule
    counts_days: bool


class ClockMaker:
    """Makes clocks, remembering each authority's editions and each rule made ready."""

    def __init__(self, adopted: Iterable[tuple[UUID, date, str]]) -> None:
        """`adopted`: (authority, in force from, edition code), in any order."""
        self._adopted: dict[int, tuple[list[date], list[Edition]]] = {}  # a UUID's number is looked up far quicker
        for authority, since, code in sorted(adopted, key=lambda row: (str(row[0]), row[1])):
            days, found = self._adopted.setdefault(authority.int, ([], []))
            days.append(since)
            found.append(load(code))
        self._first = load(editions()[0])
        self._ready: dict[tuple[str, str, date], _Ready | None] = {}

    def edition_on(self, authority: UUID, day: date) -> Edition:
        """The edition that binds an authority on a day."""
        days, found = self._adopted.get(authority.int, ((), ()))
        place = bisect_right(days, day)
        return found[place - 1] if place else self._first

    def _make_ready(self, edition: Edition, clock: str, day: date) -> _Ready | None:
        ready = None
        with suppress(UnknownCode):
            rule = edition.clock(clock, day)
            compiled = compile_rule(rule)
            ready = _Ready(rule.from_events, compiled, compiled.counts_days)
        self._ready[edition.code, clock, day] = ready
        return ready

    def make(self, fact: ClockFact) -> MadeClock | None:
        """The clock that a fact starts; None where the edition in force at its start has no such clock.

        Days outside the working calendar's years have no clock: that is said in the import's report.
        """
        event, at = fact.starts[0]
        day = local_date(at)
        edition = self.edition_on(fact.authority_id, day)
        try:
            ready = self._ready[edition.code, fact.clock, day]
        except KeyError:
            ready = self._make_ready(edition, fact.clock, day)
        if ready is None:
            return None
        if event not in ready.from_events:
            start = next((start for start in fact.starts if start[0] in ready.from_events), None)
            if start is None:
                return None
            event, at = start
            day = local_date(at)
        try:
            due, last = ready.compiled.both(day if ready.counts_days else at)
        except OutsideCalendar:
            return None
        return MadeClock(fact, edition.code, event, at, last, due if ready.counts_days else None)


def maker_for(authority_ids: Iterable[UUID] | None = None) -> ClockMaker:
    """A maker that knows what authorities (all unless told) have adopted. One query."""
    adopted = EditionInForce.objects.all()
    if authority_ids is not None:
        adopted = adopted.filter(authority_id__in=list(authority_ids))
    return ClockMaker(adopted.values_list("authority_id", "from_date", "edition"))


def clocks_from(facts: Iterable[ClockFact], maker: ClockMaker) -> Iterator[MadeClock]:
    """The clocks that facts make."""
    for fact in facts:
        made = maker.make(fact)
        if made is not None:
            yield made
