"""The end of a plan on screen (CPP-08, CPP-09; WT 4.114-4.116)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from holdfast.access.door import fetch
from holdfast.access.middleware import ActorRequest
from holdfast.cases import rooms
from holdfast.cases.actions import Told
from holdfast.cases.conferences.selectors import invited_to_plan
from holdfast.cases.pages import act_page
from holdfast.cases.plans import actions
from holdfast.cases.plans.forms import EndForm, NotifyForm
from holdfast.cases.plans.models import ChildProtectionPlan
from holdfast.cases.plans.views.protection import PLANS, edition_of


def end(request: ActorRequest, pk: UUID) -> HttpResponse:
    """End a plan in one of the five ways, each checked against the facts (CPP-08; WT 4.114)."""
    found = fetch(PLANS, pk, "plan.end", by=request.actor)
    form = EndForm(request.POST or None, edition=edition_of(found))
    return act_page(
        request,
        form,
        lambda: actions.end_plan(by=request.actor, plan=found, **form.cleaned_data),
        title="End the plan",
        part="child protection plan",
        cases=[found.case],
        back=found.get_absolute_url(),
        done="The plan has ended; the case stays open. Tell those concerned, and settle what help goes on.",
    )


def notify_ending(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Tell those who were invited at first, and settle what help goes on (CPP-09; WT 4.115-4.116)."""
    found = fetch(PLANS, pk, "plan.notify-ending", by=request.actor)
    invited = {row.name: row for row in invited_to_plan(found)}
    form = NotifyForm(request.POST or None, people=list(invited))

    def save() -> ChildProtectionPlan:
        said = form.cleaned_data
        told = set(said["told"])
        why_not = said["why_not"].strip()
        to = [
            Told(
                recipient=name,
                part=row.role,
                how="writing",
                given_at=said["at"],
                withheld_reason="" if name in told else why_not,
                practitioner_id=row.practitioner_id,
                person_id=row.person_id,
            )
            for name, row in invited.items()
            if name in told or why_not
        ]
        plan = actions.notify_ending(
            by=request.actor, plan=found, to=to, services=said["services"], must_tell=list(invited), at=said["at"]
        )
        if said["need_plan"] and found.case.is_open:
            rooms.begin("child-in-need-plan", by=request.actor, cases=[found.case], at=said["at"])
        return plan

    return act_page(
        request,
        form,
        save,
        title="Tell of the end of the plan",
        part="child protection plan",
        cases=[found.case],
        back=found.get_absolute_url(),
        done="It is recorded who was told, and what help goes on.",
    )
