"""A referral's clocks: confirmation, acknowledgement, chase, decision (REF-04, REF-05, REF-06; WT 4.19, 4.20)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from holdfast.cases.referrals.models import Referral, ReferredChild
from holdfast.cases.referrals.words import OWN_STAFF, TELEPHONE, WRITTEN_MODES, kind_of_source
from holdfast.cases.rooms import ClockFact
from holdfast.cases.selectors import adopted_editions, edition_on
from holdfast.core.time import local_date, now
from holdfast.guidance import ClockRule, ClockState, Edition, UnknownCode, clock_state, due

Start = tuple[str, datetime]


class Letters(NamedTuple):
    """What has passed between the referrer and us: enough to know which clocks run, without a record loaded."""

    source: str
    mode: str
    received_at: datetime
    sent_at: datetime | None
    confirmed_at: datetime | None
    acknowledged_at: datetime | None
    chased_at: datetime | None

    def clocks(self) -> Iterator[tuple[str, Start, datetime | None]]:
        """(clock, what started it, what met it) of what passes between us, apart from the decision (REF-04, REF-05).

        What comes to light among our own staff is neither confirmed nor acknowledged to ourselves (WT 4.16).
        """
        professional = kind_of_source(self.source) == "professional" and self.source != OWN_STAFF
        if professional and self.mode == TELEPHONE:
            start = ("referral.professional-telephone", self.received_at)
            yield "referral-written-confirmation", start, self.confirmed_at
        if self.mode in WRITTEN_MODES and self.source != OWN_STAFF:
            yield "referral-acknowledgement", ("referral.written-received", self.received_at), self.acknowledged_at
            if professional:
                answers = [at for at in (self.acknowledged_at, self.chased_at) if at]
                sent = ("referral.written-sent", self.sent_at or self.received_at)
                yield "referral-chase", sent, min(answers, default=None)


COLUMNS = (
    "id",
    "case_id",
    "child_id",
    "case__authority_id",
    "case__closed_at",
    "decided_at",
    "referral_id",
    "referral__contact__referrer__source",
    "referral__contact__mode",
    "referral__received_at",
    "referral__sent_at",
    "referral__confirmed_at",
    "referral__acknowledged_at",
    "referral__chased_at",
)


def facts(case_ids: Sequence[UUID] | None = None) -> Iterator[ClockFact]:
    """What starts and meets a referral's clocks, of cases or all; one query, streamed (REF-04, REF-05, REF-06).

    The decision's clock is the child's own; the letters' clocks are the referral's, in each child's case.
    """
    # Known only from a census, which tells neither how a referral came nor when it was decided.
    found = ReferredChild.objects.exclude(referral__contact__mode="")
    if case_ids is not None:
        found = found.filter(case_id__in=case_ids)
    rows = found.order_by().values_list(*COLUMNS)
    for key, case, child, authority, closed, decided, referral, *letters in rows.iterator(chunk_size=5000):
        passed = Letters(*letters)
        received = ("referral.received", passed.received_at)
        clocks = [("referral-decision", received, decided, key)]
        clocks += [(*clock, referral) for clock in passed.clocks()]
        for code, start, met, record in clocks:
            stopped = closed if met is None else None
            yield ClockFact(
                clock=code,
                case_id=case,
                child_id=child,
                authority_id=authority,
                starts=(start,),
                record_id=record,
                met_at=met,
                stopped_at=stopped,
                stopped_why="the case was closed" if stopped else "",
            )


def letters_of(referral: Referral) -> Letters:
    """The letters of a loaded referral."""
    return Letters(
        source=referral.contact.referrer.source,
        mode=referral.contact.mode,
        received_at=referral.received_at,
        sent_at=referral.sent_at,
        confirmed_at=referral.confirmed_at,
        acknowledged_at=referral.acknowledged_at,
        chased_at=referral.chased_at,
    )


class Editions:
    """The edition in force on any day for one authority, asked of the database once."""

    def __init__(self, authority_id: UUID | None) -> None:
        self._adopted = adopted_editions(authority_id)

    def on(self, moment: datetime) -> Edition:
        """The edition that binds what started at a moment."""
        return edition_on(self._adopted, local_date(moment))

    def state(self, clock: str, start: datetime, met: datetime | None) -> ClockState | None:
        """How a clock stands now; None where the edition has no such clock."""
        try:
            rule = self.on(start).clock(clock, local_date(start))
        except UnknownCode:
            return None
        return clock_state(rule, start, met, as_of=now())

    def due(self, clock: str, start: datetime) -> date | datetime | None:
        """When a clock that started then runs out; None where the edition has no such clock."""
        try:
            return due(self.on(start).clock(clock, local_date(start)), start)
        except UnknownCode:
            return None


def states_of(referral: Referral) -> list[ClockState]:
    """The clocks of a referral as they stand, for its page: the decision's, then the letters' (GEN-07). One query."""
    if not referral.contact.mode:
        return []
    editions = Editions(referral.authority_id)
    stated = [editions.state("referral-decision", referral.received_at, referral.decided_at)]
    stated += [editions.state(code, start[1], met) for code, start, met in letters_of(referral).clocks()]
    return [state for state in stated if state is not None]


def chase_due(referrals: Iterable[Referral]) -> list[tuple[Referral, ClockRule]]:
    """Those of a partner's referrals for which it is time to ask again, and by which rule (REF-05; WT 4.19)."""
    wanted = []
    for referral in referrals:
        for code, start, met in letters_of(referral).clocks():
            state = Editions(referral.authority_id).state(code, start[1], met)
            if code == "referral-chase" and state is not None and state.status == "overdue":
                wanted.append((referral, state.rule))
    return wanted
