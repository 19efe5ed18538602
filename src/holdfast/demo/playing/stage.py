"""Where a script is played: the records that its keys stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from holdfast.access.actors import Actor
from holdfast.agencies.models import Agency, Practitioner, Team
from holdfast.cases.assessments.models import Assessment
from holdfast.cases.conferences.models import Conference
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.models import Case
from holdfast.cases.plans.models import ChildInNeedPlan, ChildProtectionPlan
from holdfast.cases.protection.models import Measure
from holdfast.cases.referrals.models import Referral
from holdfast.cases.strategy.models import StrategyDiscussion
from holdfast.core.time import local_date
from holdfast.demo.script import Participant
from holdfast.people.models import Person


@dataclass
class World:
    """The authority, its partners and everybody who works there."""

    authority: Agency
    agencies: dict[str, Agency] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    practitioners: dict[str, Practitioner] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    managers: dict[str, Actor] = field(default_factory=dict)  # by social worker: who endorses what they decide

    def actor(self, key: str) -> Actor:
        """Who acts: the practitioner, or for somebody of another agency the authority's duty worker who wrote it."""
        return self.actors.get(key) or next(iter(self.actors.values()))


@dataclass
class FamilyStage:
    """One family while its story is played."""

    world: World
    people: dict[str, Person] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    referrals: dict[str, Referral] = field(default_factory=dict)
    assessments: dict[str, Assessment] = field(default_factory=dict)
    discussions: dict[str, StrategyDiscussion] = field(default_factory=dict)
    enquiries: dict[str, Section47Enquiry] = field(default_factory=dict)
    measures: dict[str, list[Measure]] = field(default_factory=dict)
    conferences: dict[str, Conference] = field(default_factory=dict)
    plans: dict[str, ChildProtectionPlan] = field(default_factory=dict)
    need_plans: dict[str, ChildInNeedPlan] = field(default_factory=dict)
    records: dict[tuple[str, str], UUID] = field(default_factory=dict)  # (clock, key or child) of late steps
    refused: Counter[str] = field(default_factory=Counter)

    def case(self, child: str) -> Case:
        """The child's open case. Raises KeyError when there is none."""
        return self.cases[child]

    def open_cases(self, children: tuple[str, ...]) -> list[Case]:
        """The open cases of children, of those who have one."""
        return [self.cases[child] for child in children if child in self.cases]

    def review_day(self, at: datetime) -> date:
        """A day on which an arrangement is looked at again: some weeks on."""
        return local_date(at) + timedelta(weeks=8)

    def endorser(self, role: str, other: Actor) -> Actor:
        """Somebody who holds the role that endorses; `other` when nobody does."""
        return next((actor for actor in self.world.actors.values() if role in actor.roles), other)

    def named(self, participant: Participant) -> tuple[Practitioner | None, Person | None, str]:
        """Who a participant is: a practitioner, a member of the family, or neither; and the kind of agency."""
        practitioner = self.world.practitioners.get(participant.practitioner or "")
        person = self.people.get(participant.person or "")
        return practitioner, person, practitioner.agency.kind if practitioner else ""


Play = Callable[[FamilyStage, Any, Actor], None]
_plays: dict[type, Play] = {}
E = TypeVar("E")


def plays(kind: type[E]) -> Callable[[Callable[[FamilyStage, E, Actor], None]], Callable[..., None]]:
    """Register how a kind of event is played."""

    def register(play: Callable[[FamilyStage, E, Actor], None]) -> Callable[..., None]:
        _plays[kind] = play
        return play

    return register


def play_for(kind: type) -> Play | None:
    """How a kind of event is played."""
    return _plays.get(kind)
