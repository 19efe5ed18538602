"""Events at the front door: contacts, referrals, the decision within a day (WT 4.12-4.23)."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.demo.script.base import Child, Entry, Event, Key, Statement


@dataclass(frozen=True, kw_only=True)
class Referrer:
    """Who rang or wrote. A member of the public's name is withheld unless they agree (REF-09, WT 4.21)."""

    source: str
    name: str = ""
    practitioner: Key | None = None
    agency: Key | None = None
    relationship: str = ""
    withheld: bool = False


@dataclass(frozen=True, kw_only=True)
class ContactMade(Entry):
    """A call that was not, or not yet, a referral: advice given, or news passed to the allocated worker.

    `children` is empty where no child was named (REF-01, REF-02, WT 4.12, 4.127).
    """

    contact: Key
    referrer: Referrer
    about: str
    advice: str
    outcome: str
    children: tuple[Child, ...] = ()
    passed_to: Key | None = None


@dataclass(frozen=True, kw_only=True)
class ReferralReceived(Event):
    """A concern about these children came in (REF-03, REF-10, REF-11, WT 4.16-4.21). `by` took it down.

    `channel` is telephone, written or in-person; `agreement` is agreed, refused, not-sought or not-known.
    """

    referrer: Referrer
    channel: str
    concern: str
    arose: str
    needs: str
    maltreatment: bool
    foundation: str = ""
    urgent: bool = False
    crime: bool = False
    agreement: str = "not-known"
    agreement_reason: str = ""
    statements: tuple[Statement, ...] = ()
    primary_need: str = ""
    repeat: bool = False


@dataclass(frozen=True, kw_only=True)
class ReferralConfirmed(Event):
    """The professional who rang has put it in writing (REF-04, WT 4.19)."""


@dataclass(frozen=True, kw_only=True)
class ReferralAcknowledged(Event):
    """The authority has acknowledged a written referral (REF-05, WT 4.19)."""


@dataclass(frozen=True, kw_only=True)
class RecordsSearched(Event):
    """Existing records were looked through before the decision (REF-07, WT 4.20)."""

    found: str


@dataclass(frozen=True, kw_only=True)
class PoliceInformed(Event):
    """The police were told of a possible crime against a child (REF-11, WT 4.18)."""

    officer: Key
    note: str


@dataclass(frozen=True, kw_only=True)
class ReferralDecided(Event):
    """What happens next, for each child, with reasons (REF-06, WT 4.20).

    A decision is initial-assessment, referred-elsewhere, advice, no-further-action, or strategy-discussion.
    """

    decisions: tuple[tuple[Child, str], ...]
    reasons: str
    elsewhere: str = ""
    discussed_with_referrer: bool = True


@dataclass(frozen=True, kw_only=True)
class ReferrerTold(Event):
    """What the referrer was told, and how (REF-08, WT 4.22)."""

    told: str
    means: str
