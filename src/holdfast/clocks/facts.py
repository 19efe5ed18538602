"""From a fact and the editions that an authority adopted to a clock: pure, and quick enough for a million."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from holdfast.cases.models import EditionInForce
from holdfast.cases.rooms import ClockFact
from holdfast.core.time import local_date
from holdfast.guidance import (
    ClockRule,
    CompiledRule,
    Edition,
    OutsideCalendar,
    UnknownCode,
    compile_rule,
    editions,
    load,
)


@dataclass(frozen=True, slots=True)
class MadeClock:
    """A clock as made from a fact; the fields of `ClockRow`."""

    fact: ClockFact
    edition: str
    started_by: str
    started_at: datetime
    due_at: datetime
    due_on: date | None


class ClockMaker:
    """Makes clocks, remembering each authority's editions and each rule made ready."""

    def __init__(self, adopted: Iterable[tuple[UUID, date, str]]) -> None:
        """`adopted`: (authority, in force from, edition code), in any order."""
        self._adopted: dict[UUID, tuple[list[date], list[Edition]]] = {}
        for authority, since, code in sorted(adopted, key=lambda row: (str(row[0]), row[1])):
            days, found = self._adopted.setdefault(authority, ([], []))
            days.append(since)
            found.append(load(code))
        self._first = load(editions()[0])
        self._ready: dict[tuple[str, str, date], tuple[ClockRule, CompiledRule] | None] = {}

    def edition_on(self, authority: UUID, day: date) -> Edition:
        """The edition that binds an authority on a day."""
        days, found = self._adopted.get(authority, ((), ()))
        place = bisect_right(days, day)
        return found[place - 1] if place else self._first

    def _rule(self, edition: Edition, clock: str, day: date) -> tuple[ClockRule, CompiledRule] | None:
        key = (edition.code, clock, day)
        if key not in self._ready:
            try:
                rule = edition.clock(clock, day)
            except UnknownCode:
                self._ready[key] = None
            else:
                self._ready[key] = (rule, compile_rule(rule))
        return self._ready[key]

    def make(self, fact: ClockFact) -> MadeClock | None:
        """The clock that a fact starts; None where the edition in force at its start has no such clock.

        Days outside the working calendar's years have no clock: that is said in the import's report.
        """
        day = local_date(fact.starts[0][1])
        edition = self.edition_on(fact.authority_id, day)
        ready = self._rule(edition, fact.clock, day)
        if ready is None:
            return None
        rule, compiled = ready
        start = self._start(rule, fact.starts)
        if start is None:
            return None
        try:
            due, last = compiled.both(start[1])
        except OutsideCalendar:
            return None
        due_on = None if isinstance(due, datetime) else due
        return MadeClock(fact, edition.code, start[0], start[1], last, due_on)

    @staticmethod
    def _start(rule: ClockRule, starts: Sequence[tuple[str, datetime]]) -> tuple[str, datetime] | None:
        for event, at in starts:
            if event in rule.from_events:
                return event, at
        return None


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
