"""Queries about contacts and referrals that are more than a get."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from holdfast.cases.models import Case, Decision
from holdfast.cases.referrals.models import (
    Contact,
    ContactChild,
    NewConcern,
    Referral,
    ReferredChild,
    SearchMade,
    ThresholdStatement,
)
from holdfast.cases.referrals.words import OWN_STAFF, WRITTEN_MODES
from holdfast.cases.selectors import edition_for
from holdfast.core.time import now, today
from holdfast.people.models import Person


def first_received(case_outer: str = "case_id") -> Subquery:
    """When the referral that each row's case rests on was received (IA-01; WT 4.24).

    Of several referrals in one case it is the first; later ones are new concerns on an open case (WT 4.23).
    """
    found = ReferredChild.objects.filter(case_id=OuterRef(case_outer)).order_by("referral__received_at")
    return Subquery(found.values("referral__received_at")[:1])


def received_for(step_outer: str = "step", began_outer: str = "started_at") -> Subquery:
    """When the referral was received whose decision began each row's step, in the row's case (IA-01; WT 4.23, 4.24).

    It is the latest decided so before the step began: a further referral on an open case can begin its own.
    """
    found = ReferredChild.objects.filter(
        case_id=OuterRef("case_id"), outcome=OuterRef(step_outer), decided_at__lte=OuterRef(began_outer)
    )
    return Subquery(found.order_by("-referral__received_at").values("referral__received_at")[:1])


@dataclass(frozen=True, slots=True)
class CurfewBreach:
    """Information that a child broke a curfew notice, from which an enquiry's clock runs (IMM-07; WT box 1)."""

    case_id: UUID
    child_id: UUID
    authority_id: UUID
    referral_id: UUID
    received_at: datetime


def curfew_breaches(case_ids: Sequence[UUID] | None = None) -> Iterator[CurfewBreach]:
    """Referrals by which a child's breach of a curfew notice became known; None for every case. One query, streamed."""
    found = ReferredChild.objects.filter(referral__contact__curfew_breach=True)
    if case_ids is not None:
        found = found.filter(case_id__in=case_ids)
    rows = found.order_by().values_list(
        "case_id", "child_id", "case__authority_id", "referral_id", "referral__received_at"
    )
    for row in rows.iterator(chunk_size=5000):
        yield CurfewBreach(*row)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier referral of a child: what was decided then and why (REF-14; WT 4.26, 4.127)."""

    referral_id: UUID
    child_id: UUID
    received_at: datetime
    concern: str
    decided: str
    reasons: str
    decided_at: datetime | None
    within_window: bool


def earlier_referrals(
    child_ids: Iterable[UUID], *, authority_id: UUID | None, before: datetime | None = None
) -> dict[UUID, list[Earlier]]:
    """Earlier referrals of children with what was decided before and why, latest first, by child (REF-14).

    `within_window` marks those that the edition counts as recent, seen from `before` (now unless told). Three queries.
    """
    moment = before or now()
    window = edition_for(authority_id, moment).value("rereferral-window")
    since = moment - relativedelta(months=window)
    rows = list(
        ReferredChild.objects.filter(child_id__in=list(child_ids), referral__received_at__lt=moment)
        .select_related("referral__contact")
        .order_by("-referral__received_at")
    )
    reasons = reasons_by_record([row.pk for row in rows])
    found: dict[UUID, list[Earlier]] = defaultdict(list)
    for row in rows:
        received = row.referral.received_at
        found[row.child_id].append(
            Earlier(
                referral_id=row.referral_id,
                child_id=row.child_id,
                received_at=received,
                concern=row.referral.contact.concern,
                decided=row.outcome_label,
                reasons=reasons.get(row.pk, ""),
                decided_at=row.decided_at,
                within_window=received >= since,
            )
        )
    return found


def reasons_by_record(record_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The reasons of the decision that stands on each record. One query."""
    standing = Decision.objects.filter(record_id__in=record_ids, superseded_at=None).order_by("taken_at")
    return dict(standing.values_list("record_id", "reasons"))


def contact_history(child_id: UUID) -> list[Contact]:
    """Every concern that was raised about a child, latest first, whatever became of it (ENY-05; WT 4.127)."""
    named = ContactChild.objects.filter(child_id=child_id).values("contact_id")
    return list(
        Contact.objects.filter(pk__in=named).select_related("referrer", "taken_by", "referral").order_by("-received_at")
    )


def contact_record() -> QuerySet[Contact]:
    """Contacts with all that their page shows."""
    concerns = NewConcern.objects.select_related("case__child", "case__authority", "passed_to")
    return (
        Contact.objects.select_related("authority", "referrer__practitioner", "taken_by", "referral")
        .prefetch_related(Prefetch("children", ContactChild.objects.select_related("child")))
        .prefetch_related(Prefetch("searches", SearchMade.objects.select_related("made_by")))
        .prefetch_related(Prefetch("new_concerns", concerns))
    )


def referral_record() -> QuerySet[Referral]:
    """Referrals with all that their page shows."""
    children = ReferredChild.objects.select_related("child", "case__child", "case__worker", "case__team")
    return (
        Referral.objects.select_related(
            "authority", "contact__authority", "contact__referrer__practitioner", "contact__taken_by"
        )
        .prefetch_related(Prefetch("children", children))
        .prefetch_related(Prefetch("contact__searches", SearchMade.objects.select_related("made_by")))
        .prefetch_related(Prefetch("contact__children", ContactChild.objects.select_related("child")))
    )


def contacts_of(authority_id: UUID | None) -> QuerySet[Contact]:
    """An authority's contacts, latest first, ready for a list."""
    return (
        Contact.objects.filter(authority_id=authority_id)
        .select_related("referrer", "taken_by", "referral")
        .prefetch_related(Prefetch("children", ContactChild.objects.select_related("child")))
        .order_by("-received_at", "pk")
    )


def referrals_waiting(authority_id: UUID | None) -> QuerySet[Referral]:
    """Referrals of which at least one child's next step is not decided, longest waiting first (REF-06; WT 4.20)."""
    return (
        Referral.objects.filter(authority_id=authority_id, decided_at=None)
        .select_related("contact__referrer", "contact__taken_by")
        .prefetch_related(Prefetch("children", ReferredChild.objects.select_related("child", "case__worker")))
        .order_by("received_at", "pk")
    )


def contacts_waiting(authority_id: UUID | None) -> QuerySet[Contact]:
    """What partners wrote and nobody has taken in, longest waiting first (REF-05; WT 4.19)."""
    return (
        Contact.objects.filter(authority_id=authority_id, outcome="")
        .select_related("referrer")
        .order_by("received_at", "pk")
    )


@dataclass(frozen=True, slots=True)
class DoorCounts:
    """How much waits at the door."""

    to_take_in: int
    to_decide: int
    to_acknowledge: int
    to_tell: int
    received_today: int


def door_counts(authority_id: UUID | None, since: datetime) -> DoorCounts:
    """What waits at the front door; letters that are owed are counted for the last year. Five counts by index."""
    contacts = Contact.objects.filter(authority_id=authority_id)
    referrals = Referral.objects.filter(authority_id=authority_id)
    recent = referrals.filter(received_at__gte=since - relativedelta(years=1), contact__taken_by__isnull=False)
    written = recent.filter(acknowledged_at=None, contact__mode__in=WRITTEN_MODES)
    return DoorCounts(
        to_take_in=contacts.filter(outcome="").count(),
        to_decide=referrals.filter(decided_at=None).count(),
        to_acknowledge=written.exclude(contact__referrer__source=OWN_STAFF).count(),
        to_tell=recent.filter(decided_at__isnull=False, told_at=None, not_told="").count(),
        received_today=contacts.filter(received_at__gte=since).count(),
    )


def thresholds_of(authority_id: UUID | None) -> list[ThresholdStatement]:
    """Every statement of the criteria for referral, the latest first (REF-13; WT 3.20, 4.15)."""
    return list(ThresholdStatement.objects.filter(authority_id=authority_id).select_related("written_by"))


def thresholds_on(authority_id: UUID | None, day: date | None = None) -> ThresholdStatement | None:
    """The criteria for referral in force on a day (today unless told) (REF-13)."""
    stated = ThresholdStatement.objects.filter(authority_id=authority_id, from_date__lte=day or today())
    return stated.order_by("-from_date", "-recorded_at").first()


def own_contacts(practitioner_id: UUID) -> QuerySet[Contact]:
    """What a partner referred in writing themselves, latest first; nothing of anybody else's (REF-01, REF-05)."""
    return (
        Contact.objects.filter(referrer__practitioner_id=practitioner_id)
        .select_related("authority", "referrer", "referral")
        .prefetch_related("referral__children")
        .order_by("-received_at", "pk")
    )


def known_children(authority_id: UUID | None) -> QuerySet[Person]:
    """People whom an authority has on record: whom it keeps, or had a case of."""
    had = Case.objects.filter(child_id=OuterRef("pk"), authority_id=authority_id)
    return Person.objects.filter(Q(held_by_id=authority_id) | Exists(had))
