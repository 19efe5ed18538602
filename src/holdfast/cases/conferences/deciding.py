"""What is said and decided at a conference, before it is written down: the values that actions take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.agencies.models import Practitioner
from holdfast.cases.conferences.models import Attendance, Invitation
from holdfast.cases.models import Case
from holdfast.cases.plans.outline import Member, Outline
from holdfast.people.models import Person


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody to invite: in what role, and why they have something to bring (CPC-02; WT 4.68)."""

    role: str
    name: str = ""
    reason: str = ""
    practitioner: Practitioner | None = None
    person: Person | None = None
    agency_name: str = ""
    direct_contact: bool = False

    @property
    def called(self) -> str:
        """The name to keep."""
        known = self.practitioner or self.person
        return self.name or (known.name if known else "")


@dataclass(frozen=True, slots=True)
class Attended:
    """How somebody invited took part (CPC-03; WT 4.69). `direct_contact` None keeps what the invitation says."""

    invitation: Invitation
    attendance: str = Attendance.CAME
    direct_contact: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """One agency's view of one child (CPC-09; WT 4.82). `view` is an agency-view code; `dissents` from the decision."""

    agency_name: str
    view: str
    participant: str = ""
    words: str = ""
    dissents: bool = False
    invitation: Invitation | None = None


@dataclass(frozen=True, slots=True)
class FamilyView:
    """What a member of the family thinks, or why it was not asked (GEN-10; WT 4.82, 4.101)."""

    name: str = ""
    view: str = ""
    person: Person | None = None
    not_asked_reason: str = ""


@dataclass(frozen=True, slots=True)
class ForChild:
    """What the conference decided for one child (CPC-09..CPC-11, CPC-15; WT 4.75, 4.79-4.86, 4.112).

    `decision` is a decision code of the conference's step. With a plan go categories, the limb of the test, key worker,
    core group, outline and dates; a day for the review later than the clock allows takes `later_review_reason`.
    """

    case: Case
    decision: str
    continuing_risk: bool | None
    reasons: str
    test: str = ""
    categories: Sequence[str] = ()
    views: Sequence[View] = ()
    family_views: Sequence[FamilyView] = ()
    child_attended: bool | None = None
    how_heard: str = ""
    child_view: str = ""
    progress: str = ""
    lead_body: str = ""
    key_worker: Practitioner | None = None
    core_group: Sequence[Member] = ()
    outcomes: Sequence[Outline] = ()
    aims: str = ""
    contingency: str = ""
    contact: str = ""
    visits_every_days: int | None = None
    previous_plans: int | None = None
    first_core_group_on: date | None = None
    next_review_on: date | None = None
    later_review_reason: str = ""
    departure: str = ""
