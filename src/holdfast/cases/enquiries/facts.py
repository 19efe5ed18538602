"""What enquiries tell the clocks: the conference's, and the curfew notice's (ENQ-05, IMM-07; WT 4.67, box 1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, Lead

from holdfast.cases.conferences.selectors import initial_conference_dates
from holdfast.cases.enquiries.models import WITHOUT_CONFERENCE, ConferenceRequest, Section47Enquiry
from holdfast.cases.enquiries.timing import conference_timing
from holdfast.cases.models import Decision
from holdfast.cases.referrals.models import NewConcern, ReferredChild
from holdfast.cases.rooms import ClockFact
from holdfast.cases.strategy.models import StrategyChild

INITIATING, LAST = "strategy.initiating", "strategy.last"
CURFEW = "curfew.information-received"
CLOSED = "the case was closed"


def timed(case_ids: Sequence[UUID] | None) -> QuerySet[Section47Enquiry]:
    """Enquiries with what their clocks need, case by case: one query, streamed."""
    taken = Decision.objects.filter(pk=OuterRef(OuterRef("because_id"))).values("record_id")
    began = StrategyChild.objects.filter(pk__in=taken).values("discussion__held_at")[:1]
    held = StrategyChild.objects.filter(case_id=OuterRef("case_id")).values("discussion__held_at")
    standing = Decision.objects.filter(record_id=OuterRef("pk"), superseded_at=None).order_by("-taken_at")
    agreed = ConferenceRequest.objects.filter(enquiry_id=OuterRef("pk"), answer="agreed")
    enquiries = Section47Enquiry.objects.all()
    if case_ids is not None:
        enquiries = enquiries.filter(case_id__in=list(case_ids))
    return enquiries.annotate(
        initiating=Coalesce(Subquery(began), F("discussed_at")),
        discussions=ArraySubquery(held),
        outcome=Subquery(standing.values("outcome")[:1]),
        decided_at=Subquery(standing.values("taken_at")[:1]),
        conference_agreed=Exists(agreed),
        next_starts=Window(Lead("started_at"), partition_by=F("case_id"), order_by=F("started_at").asc()),
    ).order_by("case_id", "started_at")


COLUMNS = (
    "pk",
    "case_id",
    "case__child_id",
    "case__authority_id",
    "case__closed_at",
    "started_at",
    "initiating",
    "discussions",
    "outcome",
    "decided_at",
    "conference_agreed",
    "concluded_at",
    "next_starts",
)


def conference_facts(case_ids: Sequence[UUID] | None) -> Iterator[ClockFact]:
    """The conference of each enquiry: from its strategy discussion, until held or no longer called for (WT 4.67).

    The initiating discussion stands first: by its day the edition is found that binds the enquiry. The clock stops when
    the outcome is that no conference is needed, unless a request for one was agreed (WT 4.64).
    """
    dates = _Dates(initial_conference_dates(None if case_ids is None else list(case_ids)))
    for row in timed(case_ids).values(*COLUMNS).iterator():
        timing = conference_timing(
            initiating=row["initiating"],
            started_at=row["started_at"],
            discussions=row["discussions"],
            conferences=dates.of(row["case_id"]),
            next_starts=row["next_starts"],
        )
        if timing is None:
            continue
        stopped, why = _stopped(row)
        yield ClockFact(
            clock="initial-conference",
            case_id=row["case_id"],
            child_id=row["case__child_id"],
            authority_id=row["case__authority_id"],
            starts=((INITIATING, timing.initiating), (LAST, timing.last)),
            record_id=row["pk"],
            met_at=timing.met_at,
            stopped_at=None if timing.met_at else stopped,
            stopped_why="" if timing.met_at else why,
        )


def _stopped(row: dict[str, object]) -> tuple[datetime | None, str]:
    ends: list[tuple[datetime, str]] = []
    decided, closed = row["decided_at"], row["case__closed_at"]
    if row["outcome"] in WITHOUT_CONFERENCE and not row["conference_agreed"] and isinstance(decided, datetime):
        ends.append((decided, "the enquiry’s outcome calls for no conference"))
    concluded = row["concluded_at"]
    if row["outcome"] is None and isinstance(concluded, datetime):
        # Known only from a census: it says that no conference was needed, and not what the enquiry found.
        ends.append((concluded, "the enquiry ended without a conference"))
    if isinstance(closed, datetime):
        ends.append((closed, CLOSED))
    return min(ends, default=(None, ""))


class _Dates:
    """Conference dates by case, read along with enquiries in the same order: nothing is held in memory for long."""

    def __init__(self, dates: Iterator[tuple[UUID, list[datetime]]]) -> None:
        self._dates = dates
        self._next = next(dates, None)

    def of(self, case_id: UUID) -> list[datetime]:
        """The dates of a case; cases are asked for in order of their identifiers."""
        while self._next is not None and self._next[0] < case_id:
            self._next = next(self._dates, None)
        return self._next[1] if self._next is not None and self._next[0] == case_id else []


def curfew_facts(case_ids: Sequence[UUID] | None) -> Iterator[ClockFact]:
    """A child broke a curfew notice: the enquiry is started within the time that the Act sets (IMM-07; WT box 1)."""
    started = (
        Section47Enquiry.objects.filter(case_id=OuterRef("case_id"))
        .filter(Q(concluded_at=None) | Q(concluded_at__gt=OuterRef("informed_at")))
        .order_by("started_at")
        .values("started_at")[:1]
    )
    sources: tuple[tuple[QuerySet[ReferredChild] | QuerySet[NewConcern], str, str], ...] = (
        (
            ReferredChild.objects.filter(referral__contact__curfew_breach=True),
            "referral_id",
            "referral__received_at",
        ),
        (NewConcern.objects.filter(contact__curfew_breach=True), "contact_id", "contact__received_at"),
    )
    owner = ("case_id", "case__child_id", "case__authority_id", "case__closed_at")
    for query, record, received in sources:
        wanted = query if case_ids is None else query.filter(case_id__in=list(case_ids))
        rows = wanted.annotate(informed_at=F(received)).annotate(begun=Subquery(started))
        for key, informed, begun, case, child, authority, closed in rows.values_list(
            record, "informed_at", "begun", *owner
        ).iterator():
            unmet = begun is None and closed is not None
            yield ClockFact(
                clock="curfew-enquiry",
                case_id=case,
                child_id=child,
                authority_id=authority,
                starts=((CURFEW, informed),),
                record_id=key,
                met_at=max(begun, informed) if begun else None,
                stopped_at=closed if unmet else None,
                stopped_why=CLOSED if unmet else "",
            )
