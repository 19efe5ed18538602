"""What each step of the pathway offers to the rest of the house, without being known by it.

A step's package states these in its `room.py`: what it tells the clocks, what it tells the story, what can be
begun from a child's page, and how it is begun when another step's decision leads to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.module_loading import autodiscover_modules

from holdfast.access.actors import Actor
from holdfast.cases.models import Case


class ClockFact(NamedTuple):
    """That something started a clock of a case, and what met or stopped it, if anything did.

    `clock` is a clock code of some edition; an edition that has no such clock passes the fact over. `starts` holds
    (event code, moment) pairs: the edition's rule picks the event that it runs from ('strategy.last' or
    'strategy.initiating'). `record_id` is the record that is to be done in time; one clock of a code for each record.
    """

    clock: str
    case_id: UUID
    child_id: UUID
    authority_id: UUID
    starts: tuple[tuple[str, datetime], ...]
    record_id: UUID
    met_at: datetime | None = None
    stopped_at: datetime | None = None
    stopped_why: str = ""


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """One thing that happened, as the story tells it (REC-03; WT 4.75)."""

    when: datetime
    kind: str
    title: str
    child_ids: tuple[UUID, ...]
    text: str = ""
    url: str = ""
    by: str = ""
    agency: str = ""
    recorded_at: datetime | None = None
    marks: tuple[str, ...] = ()  # 'seen', 'seen-alone', 'not-seen', 'urgent', 'decision', 'late', 'corrected'
    record_id: UUID | None = None
    people: tuple[tuple[str, str], ...] = ()  # (name, role) of those who took part


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be begun from a child's page."""

    step: str
    label: str
    url: Callable[[Case], str]
    verb: str
    available: Callable[[Case], bool] = lambda case: case.is_open
    urgent: bool = False
    going_on: Callable[[Case], tuple[str, str] | None] = lambda case: None
    """What to do instead, and where, when the step has begun already; asked only of what is suggested next."""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """Something that needs somebody, beside the clocks: what, about whom, by when, and where it is done."""

    kind: str  # 'new-concern', 'report', 'vacancy' …: one heading of a work list each
    heading: str
    title: str
    url: str
    child_name: str = ""
    case_id: UUID | None = None
    due: datetime | date | None = None
    why: str = ""
    source: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that everybody who opens a child's page must see in the identity bar.

    `tone`: calm, good, note, warn, quiet. With `warning` it is a sentence of its own under the name.
    """

    text: str
    tone: str = "note"
    warning: bool = False


IdentitySource = Callable[[Sequence[UUID]], Mapping[UUID, Sequence[Mark]]]
WorkSource = Callable[[Actor, int], Iterable[WorkItem]]
Heeder = Callable[..., Any]
WhyOpen = Callable[[Case], str]
FactSource = Callable[[Sequence[UUID] | None], Iterator[ClockFact]]
StorySource = Callable[[Sequence[UUID]], Iterable[StoryEntry]]
Starter = Callable[..., Any]


@dataclass
class _Registry:
    facts: dict[str, FactSource] = field(default_factory=dict)
    story: dict[str, StorySource] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    starters: dict[str, Starter] = field(default_factory=dict)
    work: dict[str, WorkSource] = field(default_factory=dict)
    heeders: dict[str, Heeder] = field(default_factory=dict)
    whys_open: dict[str, WhyOpen] = field(default_factory=dict)
    identity: dict[str, IdentitySource] = field(default_factory=dict)
    found: bool = False


_rooms = _Registry()


def tells_clocks(step: str) -> Callable[[FactSource], FactSource]:
    """Register where a step's clock facts come from: called with case ids, or None for every case.

    With None it must stream (server-side cursor, no query per case): it is read for the whole authority.
    """

    def register(source: FactSource) -> FactSource:
        _rooms.facts[step] = source
        return source

    return register


def tells_story(step: str) -> Callable[[StorySource], StorySource]:
    """Register where a step's story entries come from: called with child ids; a fixed number of queries."""

    def register(source: StorySource) -> StorySource:
        _rooms.story[step] = source
        return source

    return register


def tells_work(kind: str) -> Callable[[WorkSource], WorkSource]:
    """Register what a step puts on work lists: called with the actor and how many at most, soonest first.

    A fixed number of queries (one is best), at any volume. What has a clock is on the list already.
    """

    def register(source: WorkSource) -> WorkSource:
        _rooms.work[kind] = source
        return source

    return register


def work_for(actor: Actor, at_most: int) -> list[WorkItem]:
    """Everything that the steps put on an actor's work list, urgent first."""
    items = [item for source in _rooms.work.values() for item in source(actor, at_most)]
    return sorted(items, key=lambda item: not item.urgent)


def tells_identity(kind: str) -> Callable[[IdentitySource], IdentitySource]:
    """Register what a step puts in the identity bar ('child protection plan: neglect', an order that expires).

    Called with child ids; one query, whatever their number.
    """

    def register(source: IdentitySource) -> IdentitySource:
        _rooms.identity[kind] = source
        return source

    return register


def marks_of(child_ids: Sequence[UUID]) -> dict[UUID, list[Mark]]:
    """What the steps put in children's identity bars, by child."""
    found: dict[UUID, list[Mark]] = {child: [] for child in child_ids}
    for source in _rooms.identity.values():
        for child, marks in source(child_ids).items():
            found.setdefault(child, []).extend(marks)
    return found


def offers(offer: Offer) -> Offer:
    """Register something that can be begun from a child's page."""
    _rooms.offers[offer.step] = offer
    return offer


def begins(step: str) -> Callable[[Starter], Starter]:
    """Register the action that begins a step when another step's decision leads to it.

    It is called as `starter(by=..., cases=[...], at=..., because=<Decision or None>, **details)` inside the
    deciding act, and returns the record that it began.
    """

    def register(starter: Starter) -> Starter:
        _rooms.starters[step] = starter
        return starter

    return register


def begin(step: str, *, by: Actor, cases: Sequence[Case], at: datetime, because: object = None, **details: Any) -> Any:
    """Begin a step for cases; None when no room begins it by itself (a person does, from the child's page)."""
    starter = _rooms.starters.get(step)
    return starter(by=by, cases=cases, at=at, because=because, **details) if starter else None


def heeds(step: str) -> Callable[[Heeder], Heeder]:
    """Register what a lasting record does when `step` decides about it: a plan heeds its review (WT 4.112).

    It is called as `heeder(by=..., case=..., at=..., because=<Decision>, **details)` inside the deciding act.
    """

    def register(heeder: Heeder) -> Heeder:
        _rooms.heeders[step] = heeder
        return heeder

    return register


def heed(step: str, *, by: Actor, case: Case, at: datetime, because: object = None, **details: Any) -> Any:
    """Let the record that a step decided about follow the decision; None when none heeds it."""
    heeder = _rooms.heeders.get(step)
    return heeder(by=by, case=case, at=at, because=because, **details) if heeder else None


def keeps_open(step: str) -> Callable[[WhyOpen], WhyOpen]:
    """Register what stands against closing a case: a sentence for people, or nothing (CPP-08)."""

    def register(why: WhyOpen) -> WhyOpen:
        _rooms.whys_open[step] = why
        return why

    return register


def reasons_to_stay_open(case: Case) -> list[str]:
    """What stands against closing a case, in words."""
    return [said for why in _rooms.whys_open.values() if (said := why(case))]


def clock_facts(case_ids: Sequence[UUID] | None = None) -> Iterator[ClockFact]:
    """All clock facts, of given cases or of every case."""
    for source in _rooms.facts.values():
        yield from source(case_ids)


def story_of(child_ids: Sequence[UUID]) -> list[StoryEntry]:
    """Everything that happened to children, latest first."""
    entries = [entry for source in _rooms.story.values() for entry in source(child_ids)]
    return sorted(entries, key=lambda entry: entry.when, reverse=True)


def all_offers() -> Mapping[str, Offer]:
    """What can be begun, by step."""
    return _rooms.offers


def discover() -> None:
    """Import every app's `room.py`, once."""
    if not _rooms.found:
        _rooms.found = True
        autodiscover_modules("room")
