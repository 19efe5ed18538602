"""Events in the life of an open case: allocation, assessment, the child seen, plans for a child in need, moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from holdfast.demo.script.base import Child, Event, Key, Participant
from holdfast.demo.script.conferences import PlanAction


@dataclass(frozen=True, kw_only=True)
class Allocated(Event):
    """The case has a social worker; a later allocation replaces an earlier one."""

    worker: Key
    team: Key
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class AssessmentStarted(Event):
    """An initial or core assessment began, with its plan (IA-02, ENQ-01, WT 4.26, 4.97). One per child.

    `kind` is initial or core; `prompt` says what a core assessment runs from: initial-assessment,
    strategy-discussion or new-information.
    """

    assessment: Key
    kind: str
    plan: str
    prompt: str = ""


@dataclass(frozen=True, kw_only=True)
class AssessmentCompleted(Event):
    """What was found in the three domains, the two questions answered, the next step proposed (IA-04..IA-07).

    `outcome` is not-in-need, in-need, core-assessment, strategy-discussion, or (core) services, conference, closed.
    """

    assessment: Key
    kind: str
    development: str
    parenting: str
    environment: str
    history: str
    analysis: str
    in_need: bool
    significant_harm: bool
    outcome: str
    reasons: str
    factors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AssessmentEndorsed(Event):
    """A manager has endorsed the outcome; `told` is whom it was confirmed to in writing (IA-07, WT 4.32)."""

    assessment: Key
    comment: str
    told: str = ""


@dataclass(frozen=True, kw_only=True)
class ChildSeen(Event):
    """One visit to one child: seen or not, alone or not, in the child's own words (GEN-04, IA-03, WT 4.27)."""

    seen: bool
    alone: bool = False
    place: str = ""
    purpose: str = ""
    present: tuple[Key, ...] = ()
    words: str = ""
    wishes: str = ""
    observed: str = ""
    language: str = "English"
    interpreter: bool = False
    means: str = ""
    not_seen_reason: str = ""
    arranged: str = ""

    @property
    def child(self) -> Child:
        """The one child."""
        return self.children[0]


@dataclass(frozen=True, kw_only=True)
class NewConcern(Event):
    """New information on an open case, and whether a strategy discussion follows (REF-12, WT 4.23)."""

    concern: str
    source: str
    strategy_discussion: bool
    reasons: str


@dataclass(frozen=True, kw_only=True)
class ChildInNeedPlanMade(Event):
    """A child in need plan agreed with the family (CIN-01, WT 4.31, 4.84). One per child."""

    plan: Key
    needs: tuple[str, ...]
    actions: tuple[PlanAction, ...]
    family_views: str
    review_by: date


@dataclass(frozen=True, kw_only=True)
class ChildInNeedPlanReviewed(Event):
    """A review of a child in need plan, with who came."""

    plan: Key
    attended: tuple[Participant, ...]
    progress: str
    decision: str
    next_review: date | None = None


@dataclass(frozen=True, kw_only=True)
class ChildInNeedPlanEnded(Event):
    """A child in need plan came to its end, and why."""

    plan: Key
    reason: str


@dataclass(frozen=True, kw_only=True)
class ChildBorn(Event):
    """An unborn child was born (GEN-01)."""

    born: date
    given: str
    sex: str
    nhs: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AddressChanged(Event):
    """Some of the family moved within the area or just outside, or to an address that must stay private."""

    people: tuple[Key, ...]
    address: Key
    private: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class MovedIn(Event):
    """A child came to live here from another authority's area (MOV-01, MOV-02, WT 4.114, 4.125)."""

    other_authority: str
    temporary: bool
    placed: bool = False
    with_plan: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class MovedOut(Event):
    """A child left for another area, for a while or for good."""

    other_authority: str
    temporary: bool
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class LateReason(Event):
    """Why a step was late. `clock` is a clock code of the guidance; `about` is the step's key."""

    clock: str
    about: Key
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Event):
    """The authority's work with these children ended (CIN-04): reason, and what came of it for the five outcomes."""

    reason: str
    summary: str
    outcomes: tuple[tuple[str, str], ...] = ()
