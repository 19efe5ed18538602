"""The conference screen: one page on which a conference is held (CPC-03, CPC-08..CPC-15; WT 4.69-4.86)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from holdfast.access.door import fetch
from holdfast.access.middleware import ActorRequest
from holdfast.access.roles import SOCIAL_WORK
from holdfast.agencies.models import Practitioner
from holdfast.agencies.selectors import holders_of
from holdfast.cases.conferences import actions
from holdfast.cases.conferences.chairing import chair_last_time, possible_chairs
from holdfast.cases.conferences.gathering import attendance_of, for_child
from holdfast.cases.conferences.holding_forms import (
    ChildForm,
    DecisionForm,
    FamilyViewForm,
    MeetingForm,
    OutcomeForm,
    ViewForm,
    plan_fields,
)
from holdfast.cases.conferences.judging import core_group_due, review_due
from holdfast.cases.conferences.models import REVIEW, Conference, ConferenceChild, Invitation
from holdfast.cases.conferences.quorum import Quorum, quorum_of
from holdfast.cases.conferences.selectors import entries_of, invitations_of
from holdfast.cases.conferences.views.arranging import chair_of
from holdfast.cases.models import Case
from holdfast.cases.pages import looked
from holdfast.cases.plans.models import ChildProtectionPlan, CoreGroupReport
from holdfast.cases.plans.selectors import OutcomeLine, outcomes_of
from holdfast.cases.selectors import edition_for
from holdfast.core.time import now
from holdfast.guidance import Edition
from holdfast.web.forms import HoldfastForm, Rows, attempt


@dataclass
class Screen:
    """Everything on the conference screen."""

    conference: Conference
    edition: Edition
    entries: list[ConferenceChild]
    invitations: list[Invitation]
    chairs: list[Practitioner]
    key_workers: list[Practitioner]
    meeting: MeetingForm
    decision: DecisionForm
    children: list[ChildForm]
    rows: dict[str, Rows]

    @property
    def forms(self) -> list[HoldfastForm]:
        """Its forms in the order in which they stand on the page."""
        return [self.meeting, self.decision, *self.children]

    @property
    def pressed(self) -> bool:
        """Whether a row was asked for, or taken away."""
        return any(rows.pressed for rows in self.rows.values())

    def is_valid(self) -> bool:
        """Whether all answers can be read; every error shows at once."""
        return all([*(form.is_valid() for form in self.forms), *(rows.is_valid() for rows in self.rows.values())])

    def quorum(self) -> Quorum:
        """The quorum, as the ticks on the page make it now."""
        data: dict[str, Any] = {
            name: self.meeting[name].value() or [] for name in ("came", "contact", "report", "excluded")
        }
        for one in attendance_of(data, self.invitations):
            one.invitation.attendance = one.attendance
            one.invitation.direct_contact = bool(one.direct_contact)
        return quorum_of(self.conference.authority_id, self.invitations)


def _rows(request: ActorRequest, screen: dict[str, Any]) -> dict[str, Rows]:
    conference, edition, entries = screen["conference"], screen["edition"], screen["entries"]
    invitations: list[Invitation] = screen["invitations"]
    speakers: dict[str, list[str]] = {}
    for row in invitations:
        if row.agency_name:
            speakers.setdefault(row.agency_name, []).append(row.name)
    agencies = [{"agency_name": name, "participant": ", ".join(those)} for name, those in speakers.items()]
    family = [{"name": row.name} for row in invitations if row.person_id or row.role in ("parent", "wider-family")]
    rows = {
        "views": Rows(
            request,
            ViewForm,
            prefix="views",
            one="view",
            initial=agencies,
            form_kwargs={"edition": edition, "entries": entries, "review": conference.kind == REVIEW},
            legend=lambda number: f"Agency {number}",
        ),
        "family": Rows(
            request,
            FamilyViewForm,
            prefix="family",
            one="member of the family",
            initial=family,
            legend=lambda number: f"Member of the family {number}",
        ),
    }
    if conference.kind != REVIEW:
        rows["outcomes"] = Rows(
            request,
            OutcomeForm,
            prefix="outcomes",
            one="planned outcome",
            form_kwargs={"edition": edition, "entries": entries},
            legend=lambda number: f"Planned outcome {number}",
        )
    return rows


def _screen(request: ActorRequest, conference: Conference) -> Screen:
    data = request.POST or None
    entries, invitations = entries_of(conference), invitations_of(conference)
    edition = edition_for(conference.authority_id, conference.convened_at)
    cases = [entry.case for entry in entries]
    chairs = possible_chairs(conference.authority_id, cases)
    if conference.chair is None:
        last = chair_last_time(case.pk for case in cases)
        conference.chair = last if last in chairs else None
    able = holders_of(*SOCIAL_WORK, agency_id=conference.authority_id)
    key_workers = list(able.filter(qualified_social_worker=True, experienced=True))
    when = conference.planned_for or now()
    plan = entries[0].plan
    categories = plan.latest_categories if plan else ()
    decision = DecisionForm(data, conference=conference, edition=edition, categories=categories)
    plan_fields(
        decision,
        conference=conference,
        edition=edition,
        key_workers=key_workers,
        worker=cases[0].worker,
        people=invitations,
        core_group_on=core_group_due(conference.authority_id, when),
        review_on=review_due(conference, when),
    )
    several = len(entries) > 1
    children = [
        ChildForm(
            data, prefix=f"child-{place}", entry=entry, conference=conference, edition=edition, several=several,
            key_workers=key_workers,
        )
        for place, entry in enumerate(entries)
    ]  # fmt: skip
    meeting = MeetingForm(data, conference=conference, invitations=invitations, chairs=chairs, edition=edition)
    made: dict[str, Any] = {
        "conference": conference,
        "edition": edition,
        "entries": entries,
        "invitations": invitations,
    }
    rows = _rows(request, made)
    return Screen(
        **made, chairs=chairs, key_workers=key_workers, meeting=meeting, decision=decision, children=children, rows=rows
    )


def _save(request: ActorRequest, screen: Screen) -> Conference:
    said = screen.meeting.cleaned_data
    rows = {name: each.values for name, each in screen.rows.items()}
    key_workers = {str(one.pk): one for one in screen.key_workers}
    return actions.hold_conference(
        by=request.actor,
        conference=screen.conference,
        held_at=said["held_at"],
        chair=chair_of(said["chair"], screen.chairs),
        attended=attendance_of(said, screen.invitations),
        summary=said["summary"],
        quorum_exception=said["quorum_exception"],
        midwifery=said.get("midwifery", ""),
        children=[
            for_child(
                form.entry,
                common=screen.decision.cleaned_data,
                own=form.cleaned_data,
                rows=rows,
                invitations=screen.invitations,
                key_workers=key_workers,
            )
            for form in screen.children
        ],
    )


@dataclass(frozen=True)
class Report:
    """What the core group reports on a plan, as the conference reads it (CPP-07; WT 4.113)."""

    plan: ChildProtectionPlan
    report: CoreGroupReport | None
    outcomes: list[OutcomeLine]


def reports_for(entries: list[ConferenceChild]) -> list[Report]:
    """The last report and the outcomes of each plan under review. Four queries."""
    plans = [entry.plan for entry in entries if entry.plan is not None]
    lines = outcomes_of(plan.pk for plan in plans)
    latest: dict[UUID, CoreGroupReport] = {}
    for report in CoreGroupReport.objects.filter(plan__in=plans).select_related("written_by").order_by("written_at"):
        latest[report.plan_id] = report
    children: dict[UUID, Case] = {entry.case_id: entry.case for entry in entries}
    for plan in plans:
        plan.case = children[plan.case_id]
    return [Report(plan, latest.get(plan.pk), lines[plan.pk]) for plan in plans]


def hold(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Hold a conference: one page, one button (CPC-15; WT 4.69-4.86)."""
    conference = fetch(Conference.objects.select_related("chair", "authority"), pk, "conference.hold", by=request.actor)
    if not conference.is_open:
        messages.warning(request, "The conference has been held or called off.")
        return redirect(conference)
    screen = _screen(request, conference)
    cases = [entry.case for entry in screen.entries]
    looked(request, cases, "conference")
    if request.method == "POST" and not screen.pressed and screen.is_valid():
        held = attempt(screen.decision, lambda: _refused_beside(screen, lambda: _save(request, screen)))
        if held is not None:
            messages.success(request, "The conference is recorded. Send out the decision next.")
            return redirect(held)
    if screen.pressed:
        for rows in screen.rows.values():
            rows.settle(*screen.forms)
    return render(
        request,
        "conferences/hold.html",
        {
            "conference": conference,
            "screen": screen,
            "cases": cases,
            "forms": screen.forms,
            "rows": list(screen.rows.values()),
            "quorum": screen.quorum(),
            "reports": reports_for(screen.entries) if conference.kind == REVIEW else [],
            "step": screen.edition.step(conference.step),
        },
    )


def _refused_beside(screen: Screen, save: Any) -> Conference:
    """Let a refusal about the meeting stand beside the meeting's field, and not at the top of the decision."""
    from holdfast.core.errors import Unacceptable

    try:
        held: Conference = save()
    except Unacceptable as problem:
        if problem.field in screen.meeting.fields:
            screen.meeting.refuse(problem)
            raise Unacceptable("Nothing is recorded yet: see who was there") from problem
        raise
    return held
