"""Events of child protection conferences, core groups, reviews and the end of plans (WT 4.66-4.116)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from holdfast.demo.script.base import Child, Event, Key, Participant, Statement


@dataclass(frozen=True, kw_only=True)
class PlanAction:
    """One line of a plan: the need, the outcome hoped for, what is done about it, who, by when (CPP-03)."""

    need: str
    outcome: str
    action: str
    who: str
    by: date | None = None
    five_outcome: str = ""
    practitioner: Key | None = None


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """Somebody who came, and whether they have had direct contact with the child (the quorum, WT 4.69)."""

    participant: Participant
    direct_contact: bool
    part_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Absence:
    """Somebody invited who did not come, and whether a written report came instead (CPC-04, WT 4.69)."""

    participant: Participant
    apology: str = ""
    report: bool = False
    excluded: bool = False


@dataclass(frozen=True, kw_only=True)
class AgencyView:
    """What one agency thought: is this child at continuing risk of significant harm? (CPC-09, WT 4.79-4.82)"""

    agency: Key
    participant: str
    at_risk: bool
    view: str
    dissent: bool = False


@dataclass(frozen=True, kw_only=True)
class CoreGroupMember:
    """A member of a core group."""

    participant: Participant


@dataclass(frozen=True, kw_only=True)
class ForChild:
    """What a conference decided for one child (CPC-09..CPC-11, CPC-15, WT 4.75, 4.79-4.86).

    `continuing_risk` is the answer to the question; with it go `plan` (its key), `categories`, `test` (the limb:
    shown-and-likely or likely), the key worker, the core group and the outline plan.
    """

    child: Child
    continuing_risk: bool
    reasons: str
    views: tuple[AgencyView, ...]
    child_view: str
    child_attended: bool = False
    test: Literal["", "shown-and-likely", "likely"] = ""
    plan: Key = ""
    categories: tuple[str, ...] = ()
    key_worker: Key | None = None
    core_group: tuple[CoreGroupMember, ...] = ()
    actions: tuple[PlanAction, ...] = ()
    contingency: str = ""
    visits_every_days: int | None = None
    subsequent: bool = False


@dataclass(frozen=True, kw_only=True)
class ConferenceArranged(Event):
    """A conference has a day, a place and a chair; the day may still lie ahead."""

    conference: Key
    kind: str
    when: datetime
    chair: Key
    invited: tuple[Participant, ...]
    place: str


@dataclass(frozen=True, kw_only=True)
class ConferenceHeld(Event):
    """A conference, one for the family, deciding for each child. `kind` is initial, pre-birth, transfer or review."""

    conference: Key
    kind: str
    chair: Key
    attended: tuple[Attendance, ...]
    absent: tuple[Absence, ...]
    summary: str
    parents_views: str
    decisions: tuple[ForChild, ...]
    statements: tuple[Statement, ...] = ()
    discussion: Key = ""
    quorum_exception: str = ""
    first_core_group: datetime | None = None
    next_review: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewHeld(ConferenceHeld):
    """A review conference (WT 4.110-4.113), with the core group's report (CPP-07)."""

    progress: str = ""
    brought_forward: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionCirculated(Event):
    """The decision went to all who were invited (CPC-12, WT 4.82)."""

    conference: Key


@dataclass(frozen=True, kw_only=True)
class CoreGroupHeld(Event):
    """A core group meeting, with its written note (CPP-02, WT 4.95-4.96). `first` is the one after the conference."""

    plans: tuple[Key, ...]
    first: bool
    attended: tuple[Participant, ...]
    note: str
    decided: str
    next_meeting: date | None = None


@dataclass(frozen=True, kw_only=True)
class PlanEnded(Event):
    """A child protection plan ended in one of the five ways of WT 4.114 (CPP-08). `review` decided it, if one did.

    `reason` is review-decision, transfer-conference, eighteenth-birthday, death or left-the-country.
    """

    plan: Key
    reason: str
    explanation: str
    review: Key = ""
    services: str = ""
