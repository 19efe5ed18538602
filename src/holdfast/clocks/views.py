"""My work, the team, and the reason for being late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access.door import check, fetch, look, may
from holdfast.access.middleware import ActorRequest
from holdfast.access.roles import Role
from holdfast.agencies.models import Team
from holdfast.agencies.selectors import teams_of
from holdfast.cases.models import Case
from holdfast.cases.rooms import WorkItem, work_for
from holdfast.cases.selectors import cases_in_sight
from holdfast.clocks import actions, selectors
from holdfast.clocks.forms import LateReasonForm
from holdfast.clocks.models import ClockRow
from holdfast.clocks.selectors import ClockView
from holdfast.core.errors import OutOfSight
from holdfast.core.time import local_date, now, start_of, today
from holdfast.web.components.chart import Point, control_chart
from holdfast.web.paging import page_of

LIST_LENGTH = 50  # items of a kind on a work list before 'see all'; a matter of the screen


@dataclass(frozen=True)
class Group:
    """One heading of a work list."""

    heading: str
    clocks: list[ClockView]


def _by_nearness(views: list[ClockView]) -> list[Group]:
    """Late, today, this week, later."""
    this_day = today()
    week_end = this_day + timedelta(weeks=1)
    late = [view for view in views if view.status == "overdue"]
    rest = [view for view in views if view.status != "overdue"]

    def due_day(view: ClockView) -> object:
        return local_date(view.row.due_at)

    return [
        Group("Late", late),
        Group("Due today", [view for view in rest if due_day(view) == this_day]),
        Group("Due in the next seven days", [v for v in rest if this_day < local_date(v.row.due_at) <= week_end]),
        Group("Due later", [v for v in rest if local_date(v.row.due_at) > week_end]),
    ]


def _headings(items: list[WorkItem]) -> dict[str, list[WorkItem]]:
    found: dict[str, list[WorkItem]] = {}
    for item in items:
        found.setdefault(item.heading, []).append(item)
    return found


def my_work(request: ActorRequest) -> HttpResponse:
    """What needs me, why, and by when; and the children whom nobody has seen (design: My work; GEN-04, GEN-07).

    A fixed number of queries, whatever the volume.
    """
    check("work.view", by=request.actor)
    actor = request.actor
    clocks = page_of(request, selectors.running_for(actor), per=LIST_LENGTH)
    cases = list(selectors.with_sightings(Case.objects.filter(worker_id=actor.practitioner_id, closed_at=None))[:200])
    return render(
        request,
        "clocks/my_work.html",
        {
            "page": clocks,
            "groups": _by_nearness(selectors.views_of(clocks)),
            "to_endorse": list(selectors.to_endorse(actor)[:LIST_LENGTH]) if may("decision.endorse", by=actor) else [],
            "actions": list(selectors.actions_owned(actor)[:LIST_LENGTH]),
            "work": _headings(work_for(actor, LIST_LENGTH)),
            "cases": cases,
            "today": today(),
        },
    )


def _chosen_team(request: HttpRequest, actor_teams: frozenset[UUID], teams: list[Team]) -> Team | None:
    wanted = request.GET.get("team", "")
    if wanted == "all":
        return None
    for team in teams:
        if str(team.id) == wanted:
            return team
    if wanted:
        raise OutOfSight("There is no such team")
    return next((team for team in teams if team.id in actor_teams), None)


def _team_cases(request: ActorRequest, team: Team | None) -> QuerySet[Case]:
    cases = cases_in_sight(request.actor).filter(closed_at=None)
    return cases.filter(team=team) if team else cases


def team(request: ActorRequest) -> HttpResponse:
    """A team's allocations, workload, what is late and due, and children not seen (STA-02, STA-04, GEN-04)."""
    check("team.view", by=request.actor)
    teams = list(teams_of(request.actor.agency_id))
    chosen = _chosen_team(request, request.actor.team_ids, teams)
    cases = _team_cases(request, chosen)
    soon = now() + timedelta(weeks=1)
    late = (
        ClockRow.objects.filter(case__in=cases.order_by().values("id"), met_at=None, stopped_at=None, due_at__lt=soon)
        .select_related("case__child", "case__worker")
        .order_by("due_at", "id")
    )
    page = page_of(request, late, per=LIST_LENGTH)
    loads = selectors.workloads(cases, soon)
    return render(
        request,
        "clocks/team.html",
        {
            "teams": teams,
            "team": chosen,
            "workloads": loads,
            "open_cases": sum(one.cases for one in loads),
            "late_count": sum(one.late for one in loads),
            "page": page,
            "clocks": selectors.views_of(page),
            "unallocated": list(selectors.with_sightings(cases.filter(worker=None))[:LIST_LENGTH]),
            "not_seen": list(selectors.with_sightings(cases)[:25]),
            "can_allocate": request.actor.holds(Role.TEAM_MANAGER, Role.SERVICE_MANAGER),
        },
    )


def timeliness(request: ActorRequest) -> HttpResponse:
    """Timeliness of every clock over the last twelve months, each with its control chart (STA-02; WT 4.2)."""
    check("team.view", by=request.actor)
    teams = list(teams_of(request.actor.agency_id))
    chosen = _chosen_team(request, request.actor.team_ids, teams)
    cases = cases_in_sight(request.actor)
    cases = cases.filter(team=chosen) if chosen else cases
    until = now()
    since = start_of(today().replace(day=1) - relativedelta(years=1))
    lines = selectors.timeliness(since, until, cases)
    shown = request.GET.get("clock") or (lines[0].clock if lines else "")
    chart = None
    if any(line.clock == shown for line in lines):
        chart = _chart(shown, next(line.label for line in lines if line.clock == shown), since, cases)
    return render(
        request,
        "clocks/timeliness.html",
        {"teams": teams, "team": chosen, "lines": lines, "shown": shown, "chart": chart, "since": since},
    )


def _chart(clock: str, label: str, since: datetime, cases: QuerySet[Case]) -> object:
    months = selectors.monthly_percent(clock, since, cases)
    points = [Point(f"{month:%b %Y}", 100 * in_time / due) for month, in_time, due in months if due]
    return control_chart(f"{label}: percent met in time, by month", points, unit="%", ceiling=100)


def late_reason(request: ActorRequest, case: UUID, clock: str, record: UUID) -> HttpResponse:
    """Give the reason why a step is or was late (design: clocks that explain themselves)."""
    found = fetch(Case.objects.select_related("child", "authority"), case, "clock.explain", by=request.actor)
    row = ClockRow.objects.filter(case=found, clock=clock, record_id=record).first()
    if row is None:
        raise OutOfSight("There is no such clock")
    look(request.actor, [found.child_id], "clock", request_id=getattr(request, "request_id", ""))
    form = LateReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.explain_lateness(
            by=request.actor, case=found, clock=clock, record_id=record, reason=form.cleaned_data["reason"]
        )
        messages.success(request, "The reason is recorded, and shown with the clock.")
        return redirect(reverse("children:child", kwargs={"pk": found.child_id}))
    (view,) = selectors.views_of([row])
    return render(request, "clocks/late_reason.html", {"form": form, "case": found, "clock": view})
