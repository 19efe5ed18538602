"""What a Children in Need census return says, as plain values (STA-03; WT 4.124, 4.132).

Codes stay the census's own here ("N1", "RC7"); ``codes`` turns them into Holdfast's terms, so that nothing
outside ``returns`` ever meets them. Every record carries the line of the file on which it begins, counted
from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Header:
    """Who made the return and for which year. Every part may be absent: old software leaves much out.

    ``year`` is the year in which the census year ends; ``authority`` is the three-digit number of the
    authority.
    """

    line: int | None = None
    collection: str = ""
    year: int | None = None
    reference_date: date | None = None
    authority: str = ""
    software: str = ""
    release: str = ""
    serial: str = ""
    written_at: str = ""


@dataclass(frozen=True, slots=True)
class Conference:
    """An initial child protection conference: the return holds only its date (CPC-01)."""

    line: int
    held: date


@dataclass(frozen=True, slots=True)
class Assessment:
    """An assessment under the Framework, with the factors found at its end. Open while ``authorised`` is
    absent.
    """

    line: int
    started: date
    internal_review: date | None = None
    authorised: date | None = None
    factors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CinPlan:
    """The span of a child in need plan (CIN-01)."""

    line: int
    started: date
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Section47:
    """An enquiry under section 47, and the conference that it led to where there was one (ENQ-05)."""

    line: int
    started: date
    conference_target: date | None = None
    conference: Conference | None = None
    conference_not_required: bool | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """One review of a child protection plan (CPP-06)."""

    line: int
    held: date


@dataclass(frozen=True, slots=True)
class ProtectionPlan:
    """A child protection plan, its categories as census codes, and its reviews in the file's order."""

    line: int
    started: date
    ended: date | None = None
    initial_category: str | None = None
    latest_category: str | None = None
    previous_plans: int | None = None
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class Episode:
    """One episode of need, from referral to closure.

    ``conferences`` are those written on the episode itself: a child who moved in with a plan, and all of them
    in some older software. Those written on an enquiry are with the enquiry. ``conference_dates`` has each
    day once.
    """

    line: int
    referred: date
    source: str | None = None
    primary_need: str | None = None
    closed: date | None = None
    closure_reason: str | None = None
    referral_nfa: bool | None = None
    conferences: tuple[Conference, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    cin_plans: tuple[CinPlan, ...] = ()
    section47s: tuple[Section47, ...] = ()
    plans: tuple[ProtectionPlan, ...] = ()

    def conference_dates(self) -> tuple[date, ...]:
        """The days on which an initial conference was held, wherever they are written, oldest first, each
        once.
        """
        on_enquiries = (enquiry.conference for enquiry in self.section47s if enquiry.conference)
        return tuple(sorted({conference.held for conference in (*self.conferences, *on_enquiries)}))


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """One child of the return. ``sex`` is M, F or U, or 9 (not specified, in returns to 2024).

    A child not yet born has ``expected_birth_date`` and no ``birth_date`` (GEN-01). ``la_child_id`` is empty
    only where the return gives a UPN instead.
    """

    line: int
    la_child_id: str
    upn: str = ""
    former_upn: str = ""
    upn_unknown: str | None = None
    birth_date: date | None = None
    expected_birth_date: date | None = None
    sex: str | None = None
    death_date: date | None = None
    ethnicity: str | None = None
    disabilities: tuple[str, ...] = ()
    episodes: tuple[Episode, ...] = ()


Lost = Literal["record", "value"]


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something in the file that was not taken, and why, in words for the person who sent the file.

    ``lost`` is "value" where the record around it came in without it, and "record" where the record could not
    come in; ``within`` then counts what went with it, such as ``{"reviews": 3}``, under the names of the
    import's report. ``child`` is the authority's own number for the child, empty where the file gives none.
    """

    line: int
    element: str
    value: str
    reason: str
    lost: Lost = "value"
    child: str = ""
    within: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was taken as written, and deserves a look."""

    line: int
    element: str
    value: str
    reason: str
    child: str = ""


Entry = Header | ChildRecord | Rejection | Remark
