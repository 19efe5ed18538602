"""Queries about plans: who has one, who leads it, how it fares (CPP-01, CPP-05, CPP-10; WT 4.91, 4.100, 4.107)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from django.db.models import QuerySet

from holdfast.access.actors import Actor
from holdfast.cases.models import AgreedAction, Case, ChildSeen
from holdfast.cases.plans.models import (
    ChildInNeedPlan,
    ChildProtectionPlan,
    CoreGroupMeeting,
    Move,
    OutcomeProgress,
    PlannedOutcome,
    Progress,
)
from holdfast.cases.selectors import cases_in_sight, edition_for
from holdfast.core.time import local_date, now, today
from holdfast.people.models import Person
from holdfast.people.selectors import household_of, siblings_of


def current_plan(case_id: UUID) -> ChildProtectionPlan | None:
    """The plan that a case's child is the subject of now."""
    return _plans().filter(case_id=case_id, ended_at=None).first()


def current_plans_of(case_ids: Iterable[UUID]) -> dict[UUID, ChildProtectionPlan]:
    """Plans that stand now, by case."""
    return {plan.case_id: plan for plan in _plans().filter(case_id__in=list(case_ids), ended_at=None)}


def _plans() -> QuerySet[ChildProtectionPlan]:
    return ChildProtectionPlan.objects.select_related("case__child", "case__authority", "key_worker__agency")


def standing_plans(child_ids: Iterable[UUID]) -> QuerySet[ChildProtectionPlan]:
    """Plans that stand now, of children (WT 4.122)."""
    return ChildProtectionPlan.objects.select_related("case").filter(case__child_id__in=list(child_ids), ended_at=None)


def plans_before(child_id: UUID, at: datetime) -> int:
    """How many plans a child was the subject of before a moment, in any case (CPP-10; WT 4.107)."""
    return ChildProtectionPlan.objects.filter(case__child_id=child_id, started_at__lt=at).count()


def current_need_plan(case_id: UUID) -> ChildInNeedPlan | None:
    """The child in need plan that stands for a case."""
    return ChildInNeedPlan.objects.select_related("case__child").filter(case_id=case_id, ended_at=None).first()


def plans_in_force(actor: Actor) -> QuerySet[ChildProtectionPlan]:
    """Children at continuing risk with a plan, those placed here by others included (WT 4.122)."""
    return _plans().select_related("case__team").filter(case__in=cases_in_sight(actor), ended_at=None)


def vacant_key_workers(authority_id: UUID | None = None) -> QuerySet[ChildProtectionPlan]:
    """Plans without a key worker now, longest first: each is an alarm (CPP-01; WT 4.91).

    Of a plan known only from a census it is not known who leads it: that is no vacancy.
    """
    found = _plans().select_related("case__team").filter(ended_at=None, key_worker=None, census_only=False)
    return (found.filter(case__authority_id=authority_id) if authority_id else found).order_by("started_at")


def ended_together(plan: ChildProtectionPlan) -> list[ChildProtectionPlan]:
    """The plan, and those of brothers and sisters that ended with it and of which nobody has been told (GEN-08)."""
    if plan.ended_at is None:
        return [plan]
    kin = [person.pk for person in siblings_of(plan.case.child)]
    others = _plans().filter(case__child__in=kin, case__authority_id=plan.case.authority_id, ended_at=plan.ended_at)
    return [plan, *others.filter(ending_notified_at=None).order_by("case__child__born_on")]


def endings_to_notify(authority_id: UUID | None = None) -> QuerySet[ChildProtectionPlan]:
    """Plans that ended and of which nobody has been told yet (CPP-09; WT 4.115)."""
    found = _plans().filter(ending_notified_at=None, census_only=False).exclude(ended_at=None)
    return (found.filter(case__authority_id=authority_id) if authority_id else found).order_by("ended_at")


def moves_open(authority_id: UUID | None = None) -> QuerySet[Move]:
    """Moves that are not settled, oldest notice first (MOV-02; WT 4.125)."""
    found = Move.objects.select_related("case__child", "plan").filter(ended_at=None)
    return (found.filter(case__authority_id=authority_id) if authority_id else found).order_by("notified_at")


def adulthood_day(child: Person, authority_id: UUID | None, at: datetime | None = None) -> date | None:
    """The day on which a child comes of age, by the edition in force; None where the birth is not known (WT 1.18)."""
    if child.born_on is None:
        return None
    year = child.born_on.year + edition_for(authority_id, at).value("adulthood-age")
    try:
        return child.born_on.replace(year=year)
    except ValueError:  # born on 29 February: of age on the first day after it in another year
        return date(year, child.born_on.month, child.born_on.day - 1) + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """A planned outcome with its actions and how it stood, latest first."""

    outcome: PlannedOutcome
    actions: Sequence[AgreedAction] = ()
    progress: Sequence[OutcomeProgress] = ()

    @property
    def stands(self) -> OutcomeProgress | None:
        """How it stands now."""
        return self.progress[0] if self.progress else None

    @property
    def drifts(self) -> bool:
        """Judged at least once, and not better for it (CPP-10; WT 4.107)."""
        return self.stands is not None and self.stands.stands in (Progress.NOT_MOVING, Progress.WORSE)


def outcomes_of(plan_ids: Iterable[UUID]) -> dict[UUID, list[OutcomeLine]]:
    """Outcomes of plans of any kind, with actions and progress, by plan. Three queries (GEN-02; WT 4.100)."""
    outcomes = list(PlannedOutcome.objects.filter(record_id__in=list(plan_ids)))
    ids = [outcome.pk for outcome in outcomes]
    actions: dict[UUID, list[AgreedAction]] = defaultdict(list)
    for action in AgreedAction.objects.filter(record_id__in=ids).select_related("owner", "case__child"):
        actions[action.record_id].append(action)
    progress: dict[UUID, list[OutcomeProgress]] = defaultdict(list)
    for judged in OutcomeProgress.objects.filter(outcome_id__in=ids).order_by("-at", "-id"):
        progress[judged.outcome_id].append(judged)
    found: dict[UUID, list[OutcomeLine]] = defaultdict(list)
    for outcome in outcomes:
        found[outcome.record_id].append(OutcomeLine(outcome, actions[outcome.pk], progress[outcome.pk]))
    return found


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits to the child as planned and as they were (CPP-05; WT 4.100). Days are whole days."""

    planned_every: int | None
    seen: Sequence[ChildSeen] = ()
    longest_gap: int = 0
    since_seen: int | None = None
    since_seen_alone: int | None = None
    expected: int | None = None
    missed: Sequence[ChildSeen] = field(default_factory=tuple)

    @property
    def overdue(self) -> bool:
        """Whether a visit that was planned has not happened."""
        return bool(self.planned_every and self.since_seen is not None and self.since_seen > self.planned_every)


def visits_of(plan: ChildProtectionPlan) -> Visits:
    """How often the child was to be seen on the plan, and was (CPP-05; WT 4.100). One query."""
    until = plan.ended_at or now()
    rows = list(
        ChildSeen.objects.filter(child_id=plan.case.child_id, at__gte=plan.started_at, at__lte=until)
        .select_related("by")
        .order_by("at")
    )
    seen = [row for row in rows if row.seen]
    days = [local_date(plan.started_at), *(local_date(row.at) for row in seen), local_date(until)]
    alone = [row for row in seen if row.alone]
    length = (days[-1] - days[0]).days
    return Visits(
        planned_every=plan.visits_every_days,
        seen=tuple(reversed(seen)),
        missed=tuple(row for row in reversed(rows) if not row.seen),
        longest_gap=max((later - earlier).days for earlier, later in pairwise(days)),
        since_seen=(days[-1] - days[-2]).days,
        since_seen_alone=(days[-1] - local_date(alone[-1].at)).days if alone else None,
        expected=length // plan.visits_every_days if plan.visits_every_days else None,
    )


@dataclass(frozen=True, slots=True)
class Drift:
    """What says that a plan drifts: how long, how often before, what does not move (CPP-10; WT 4.67, 4.107)."""

    days: int
    previous_plans: int
    not_moving: Sequence[OutcomeLine]
    never_judged: int

    @property
    def visible(self) -> bool:
        """Whether there is something to look at."""
        return bool(self.previous_plans or self.not_moving)


def drift_of(plan: ChildProtectionPlan, outcomes: Sequence[OutcomeLine]) -> Drift:
    """A plan's drift, from its outcomes as `outcomes_of` gives them. No query."""
    standing = [line for line in outcomes if line.outcome.dropped_at is None]
    return Drift(
        days=plan.days(),
        previous_plans=plan.previous_plans or 0,
        not_moving=tuple(line for line in standing if line.drifts),
        never_judged=sum(1 for line in standing if line.stands is None),
    )


def core_groups_of(plan_ids: Iterable[UUID]) -> list[CoreGroupMeeting]:
    """Core group meetings about plans, latest first, with who came."""
    return list(
        CoreGroupMeeting.objects.filter(entries__plan_id__in=list(plan_ids))
        .distinct()
        .prefetch_related("attendance", "entries__case__child")
        .order_by("-held_at")
    )


def family_plans(plan: ChildProtectionPlan) -> list[ChildProtectionPlan]:
    """Plans that began at the same conference and still stand, this one first: brothers and sisters (GEN-08)."""
    if plan.conference_id is None:
        return [plan]
    others = _plans().filter(conference_id=plan.conference_id, ended_at=None).exclude(pk=plan.pk)
    return [plan, *others]


def came_of_age(authority_id: UUID | None, at_most: int) -> list[ChildProtectionPlan]:
    """Plans of those who are no longer children: they end of it, once somebody says so (CPP-08; WT 4.114)."""
    years = edition_for(authority_id).value("adulthood-age")
    day = today()
    try:
        latest = day.replace(year=day.year - years)
    except ValueError:
        latest = day.replace(year=day.year - years, day=day.day - 1)
    found = _plans().filter(ended_at=None, case__child__born_on__lte=latest)
    return list((found.filter(case__authority_id=authority_id) if authority_id else found)[:at_most])


def family_cases(case: Case) -> list[Case]:
    """A case and the open cases of brothers, sisters and the household's other children, this one first (GEN-08)."""
    kin = {person.pk for person in [*siblings_of(case.child), *household_of(case.child_id)]}
    others = Case.objects.filter(child_id__in=kin, authority_id=case.authority_id, closed_at=None)
    return [case, *others.select_related("child", "authority", "worker", "team").exclude(child_id=case.child_id)]
