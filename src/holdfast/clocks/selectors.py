"""Clocks as people see them, and the lists of work that follow (STA-02, STA-04; WT 4.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncMonth
from django.urls import reverse

from holdfast.access.actors import Actor
from holdfast.access.roles import Role
from holdfast.cases.models import AgreedAction, Case, ChildSeen, Decision
from holdfast.clocks.models import ClockRow, LateReason
from holdfast.core.time import now
from holdfast.guidance import EVENTS, ClockRule, load


@dataclass(frozen=True, slots=True)
class ClockView:
    """A clock ready to be shown: what is due, when, how it stands at a moment, and why (GEN-07)."""

    row: ClockRow
    rule: ClockRule
    status: str
    late_reasons: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What is due."""
        return self.rule.label

    @property
    def due(self) -> date | datetime:
        """A day, or an instant for clocks of hours."""
        return self.row.due_on or self.row.due_at

    @property
    def started(self) -> datetime:
        """When it started to run."""
        return self.row.started_at

    @property
    def started_by(self) -> str:
        """What started it, in words."""
        return EVENTS[self.row.started_by]

    @property
    def met_at(self) -> datetime | None:
        """When it was met."""
        return self.row.met_at

    @property
    def late(self) -> bool:
        """Whether it is, or was, late."""
        return self.status in ("overdue", "met-late")

    @property
    def late_reason(self) -> str:
        """The reasons given for lateness."""
        return " ".join(self.late_reasons)

    @property
    def explain_url(self) -> str:
        """Where the reason for lateness is given."""
        row = self.row
        return reverse("clocks:late_reason", args=[row.case_id, row.clock, row.record_id])

    @property
    def needs_reason(self) -> bool:
        """Late, and nobody has said why."""
        return self.late and not self.late_reasons


def status_of(row: ClockRow, as_of: datetime) -> str:
    """How a clock stands at a moment: running, overdue, met, met-late, or stopped."""
    met = row.met_at if row.met_at and row.met_at <= as_of else None
    stopped = row.stopped_at if row.stopped_at and row.stopped_at <= as_of else None
    if met:
        return "met-late" if met > row.due_at else "met"
    if stopped:
        return "stopped"
    return "overdue" if as_of > row.due_at else "running"


def reasons_for(record_ids: Iterable[UUID]) -> Mapping[tuple[UUID, UUID, str], list[str]]:
    """Reasons for lateness by (case, record, clock)."""
    found: dict[tuple[UUID, UUID, str], list[str]] = defaultdict(list)
    for given in LateReason.objects.filter(record_id__in=list(record_ids)).order_by("given_at"):
        found[given.case_id, given.record_id, given.clock].append(given.reason)
    return found


def views_of(rows: Iterable[ClockRow], as_of: datetime | None = None) -> list[ClockView]:
    """Clock rows made ready to be shown. One query, for reasons."""
    moment = as_of or now()
    kept = list(rows)
    reasons = reasons_for({row.record_id for row in kept})
    return [
        ClockView(
            row=row,
            rule=load(row.edition).clock(row.clock, row.started_at.date()),
            status=status_of(row, moment),
            late_reasons=tuple(reasons.get((row.case_id, row.record_id, row.clock), ())),
        )
        for row in kept
    ]


def clocks_of(case_ids: Iterable[UUID], *, running_only: bool = False) -> dict[UUID, list[ClockView]]:
    """Clocks of cases, soonest due first, by case. Two queries."""
    rows = ClockRow.objects.filter(case_id__in=list(case_ids))
    if running_only:
        rows = rows.filter(met_at=None, stopped_at=None)
    found: dict[UUID, list[ClockView]] = defaultdict(list)
    for view in views_of(rows.order_by("due_at")):
        found[view.row.case_id].append(view)
    return found


def running(authority_id: UUID | None = None, *, as_of: datetime | None = None) -> QuerySet[ClockRow]:
    """Clocks that run, or are overdue, at a moment (now unless told), soonest first."""
    moment = as_of or now()
    rows = ClockRow.objects.filter(
        Q(met_at=None) | Q(met_at__gt=moment), Q(stopped_at=None) | Q(stopped_at__gt=moment), started_at__lte=moment
    )
    if authority_id:
        rows = rows.filter(authority_id=authority_id)
    return rows.order_by("due_at", "id")


def running_for(actor: Actor) -> QuerySet[ClockRow]:
    """Running clocks of the cases that an actor holds."""
    return (
        ClockRow.objects.filter(met_at=None, stopped_at=None, case__worker_id=actor.practitioner_id)
        .select_related("case__child")
        .order_by("due_at", "id")
    )


def actions_owned(actor: Actor) -> QuerySet[AgreedAction]:
    """Agreed actions that an actor has still to do, soonest first (GEN-06)."""
    return (
        AgreedAction.objects.filter(owner_id=actor.practitioner_id, done_at=None)
        .select_related("case__child")
        .order_by(F("due_on").asc(nulls_last=True))
    )


def to_endorse(actor: Actor) -> QuerySet[Decision]:
    """Decisions that wait for the actor's endorsement: of their teams, at their level (GEN-11; WT 4.32)."""
    levels = set(actor.roles)
    if Role.SERVICE_MANAGER in levels:
        levels.add(Role.TEAM_MANAGER)
    waiting = Decision.objects.filter(
        endorsement_by_role__in=levels,
        case__authority_id=actor.authority_id,
        endorsed_at=None,
        superseded_at=None,
    ).exclude(taken_by_id=actor.practitioner_id)
    if not actor.holds(Role.SERVICE_MANAGER, Role.DESIGNATED_MANAGER) and actor.team_ids:
        waiting = waiting.filter(case__team_id__in=actor.team_ids)
    return waiting.select_related("case__child", "taken_by").order_by("taken_at")


def last_seen(case_outer: str = "child_id") -> Subquery:
    """When the child of a case was last seen."""
    seen = ChildSeen.objects.filter(child_id=OuterRef(case_outer), seen=True).order_by("-at")
    return Subquery(seen.values("at")[:1])


def last_seen_alone(case_outer: str = "child_id") -> Subquery:
    """When the child of a case was last seen alone."""
    seen = ChildSeen.objects.filter(child_id=OuterRef(case_outer), seen=True, alone=True).order_by("-at")
    return Subquery(seen.values("at")[:1])


def with_sightings(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with when their child was last seen, longest ago (or never) first (GEN-04)."""
    return (
        cases.annotate(last_seen=last_seen(), last_seen_alone=last_seen_alone())
        .select_related("child", "worker", "team")
        .order_by(F("last_seen").asc(nulls_first=True), "opened_at")
    )


@dataclass
class Workload:
    """What one worker of a team carries (STA-04)."""

    practitioner_id: UUID | None
    name: str
    cases: int = 0
    due_week: int = 0
    late: int = 0
    never_seen: int = 0


@dataclass
class TeamPicture:
    """A team's work at a moment."""

    workloads: list[Workload] = field(default_factory=list)
    late: int = 0
    open_cases: int = 0


def workloads(cases: QuerySet[Case], until: datetime) -> list[Workload]:
    """Workload by worker over open cases; unallocated last (STA-04; JCI1). Three queries.

    `until` is the moment before which a running clock counts as soon due.
    """
    loads: dict[UUID | None, Workload] = {}
    for worker_id, name, count in (
        cases.order_by("worker__name").values_list("worker_id", "worker__name").annotate(n=Count("id"))
    ):
        loads[worker_id] = Workload(worker_id, name or "Not allocated", cases=count)
    moment = now()
    for worker_id, late, soon in (
        ClockRow.objects.filter(case__in=cases.order_by().values("id"), met_at=None, stopped_at=None, due_at__lt=until)
        .order_by()
        .values_list("case__worker_id")
        .annotate(late=Count("id", filter=Q(due_at__lt=moment)), soon=Count("id", filter=Q(due_at__gte=moment)))
    ):
        load_ = loads.setdefault(worker_id, Workload(worker_id, "Not allocated"))
        load_.late, load_.due_week = late, soon
    unseen = cases.order_by().filter(~Exists(ChildSeen.objects.filter(child_id=OuterRef("child_id"), seen=True)))
    for worker_id, count in unseen.values_list("worker_id").annotate(n=Count("id")):
        loads.setdefault(worker_id, Workload(worker_id, "Not allocated")).never_seen = count
    return sorted(loads.values(), key=lambda one: (one.practitioner_id is None, one.name))


@dataclass(frozen=True, slots=True)
class Timeliness:
    """How many clocks of a kind fell due in a period, and how many of them were met in time (STA-02)."""

    clock: str
    label: str
    source: str
    due: int
    met_in_time: int
    met_late: int
    still_open: int

    @property
    def percent(self) -> int | None:
        """Percent met in time of those that fell due; None when none did."""
        return round(100 * self.met_in_time / self.due) if self.due else None


def fallen_due(since: datetime, until: datetime, cases: QuerySet[Case] | None = None) -> QuerySet[ClockRow]:
    """Clocks that fell due in a period and were not stopped before."""
    rows = ClockRow.objects.filter(due_at__gte=since, due_at__lt=until).filter(
        Q(stopped_at=None) | Q(stopped_at__gt=F("due_at"))
    )
    return rows.filter(case__in=cases.order_by().values("id")) if cases is not None else rows


def timeliness(since: datetime, until: datetime, cases: QuerySet[Case] | None = None) -> list[Timeliness]:
    """Timeliness of each clock over a period, for some cases or all (STA-02; WT 4.2; JCI1). One query."""
    in_time = Q(met_at__lte=F("due_at"))
    counted = (
        fallen_due(since, until, cases)
        .order_by()
        .values("clock")
        .annotate(
            due=Count("id"),
            in_time=Count("id", filter=in_time),
            late=Count("id", filter=Q(met_at__gt=F("due_at"))),
            edition=Max("edition"),
        )
    )
    found = []
    for row in counted:
        rule = load(row["edition"]).clock(row["clock"])
        found.append(
            Timeliness(
                clock=row["clock"],
                label=rule.label,
                source=str(rule.source),
                due=row["due"],
                met_in_time=row["in_time"],
                met_late=row["late"],
                still_open=row["due"] - row["in_time"] - row["late"],
            )
        )
    return sorted(found, key=lambda one: one.label)


def monthly_percent(clock: str, since: datetime, cases: QuerySet[Case] | None = None) -> list[tuple[date, int, int]]:
    """(month, met in time, fell due) of one clock since a moment, by month: for a control chart. One query."""
    counted = (
        fallen_due(since, now(), cases)
        .filter(clock=clock)
        .annotate(month=TruncMonth("due_at"))
        .order_by("month")
        .values_list("month")
        .annotate(in_time=Count("id", filter=Q(met_at__lte=F("due_at"))), due=Count("id"))
    )
    return [(month.date(), in_time, due) for month, in_time, due in counted]
