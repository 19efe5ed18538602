"""Events of immediate protection, strategy discussions and section 47 enquiries (WT 4.35-4.65)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from holdfast.demo.script.base import Event, Key, Participant


@dataclass(frozen=True, kw_only=True)
class UrgentAction(Event):
    """Protection first, paperwork after (IMM-01..IMM-07, WT 4.36-4.40).

    `measure` is alleged-perpetrator-left, voluntary-move, police-protection or emergency-protection-order.
    """

    action: Key
    measure: str
    what: str
    reason: str
    agency: Key
    legal_advice: str = ""
    other_children: str = ""


@dataclass(frozen=True, kw_only=True)
class UrgentActionEnded(Event):
    """How an urgent measure ended: child-returned, order-made, lapsed, discharged, or replaced by agreement."""

    action: Key
    how: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Who will do what by when (GEN-06, STR-03)."""

    what: str
    who: str
    by: date | None = None
    practitioner: Key | None = None


@dataclass(frozen=True, kw_only=True)
class StrategyDiscussion(Event):
    """What the agencies shared and decided (STR-01..STR-04, WT 4.41-4.44). `means` is telephone or meeting."""

    discussion: Key
    means: str
    participants: tuple[Participant, ...]
    shared: str
    enquiry: bool
    conduct: str
    decisions: tuple[Decision, ...]
    immediate: str
    family_told: str
    criminal_investigation: str = ""
    legal_action: str = ""
    wishes_how: str = ""
    interpreter: str = ""
    other_children: str = ""
    medical: str = ""
    reasons: str = ""


@dataclass(frozen=True, kw_only=True)
class StrategyRecordCirculated(Event):
    """The record of a strategy discussion went to all who took part (STR-05, WT 4.44)."""

    discussion: Key


@dataclass(frozen=True, kw_only=True)
class EnquiryStarted(Event):
    """A section 47 enquiry began, after this discussion. One per child."""

    enquiry: Key
    discussion: Key
    single_or_joint: str


@dataclass(frozen=True, kw_only=True)
class InformationRequested(Event):
    """Another agency was asked for help with an enquiry, and what it answered (ENQ-04, WT 4.48)."""

    enquiry: Key
    agency: Key
    asked: str
    answered: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class EnquiryConcluded(Event):
    """What the enquiry found (ENQ-05..ENQ-09, WT 4.58-4.65).

    `outcome` is not-substantiated, substantiated-not-continuing or substantiated-continuing.
    """

    enquiry: Key
    outcome: str
    findings: str
    reasons: str
    child_view: str = ""
    parents_view: str = ""
    services: str = ""


@dataclass(frozen=True, kw_only=True)
class EnquiryEndorsed(Event):
    """A manager has endorsed the outcome; the written outcome went to `told` (ENQ-07, ENQ-09)."""

    enquiry: Key
    comment: str
    told: str = ""
