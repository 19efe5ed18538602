"""The end of a plan on screen (CPP-08, CPP-09; WT 4.114-4.116)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse

from holdfast.access.door import fetch
from holdfast.access.middleware import ActorRequest
from holdfast.cases import rooms
from holdfast.cases.actions import Told
from holdfast.cases.conferences.models import Invitation
from holdfast.cases.conferences.selectors import invited_to_plan
from holdfast.cases.pages import act_page, chosen
from holdfast.cases.plans import actions
from holdfast.cases.plans.forms import EndForm, NotifyForm
from holdfast.cases.plans.models import ChildProtectionPlan
from holdfast.cases.plans.selectors import ended_together
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
    """Tell those invited at first, and settle what help goes on, once for siblings (CPP-09; WT 4.115-4.116)."""
    found = fetch(PLANS, pk, "plan.notify-ending", by=request.actor)
    plans = ended_together(found)
    invited = {plan.pk: {row.name: row for row in invited_to_plan(plan)} for plan in plans}
    form = NotifyForm(request.POST or None, people=list(invited[found.pk]), plans=plans)

    def save() -> ChildProtectionPlan:
        said = form.cleaned_data
        cases = chosen([plan.case for plan in plans], said.get("children"))
        with transaction.atomic():
            for plan in (one for one in plans if one.case in cases):
                _notify(request, plan, said, invited[plan.pk])
        return found

    return act_page(
        request,
        form,
        save,
        title="Tell of the end of the plan",
        part="child protection plan",
        cases=[plan.case for plan in plans],
        back=found.get_absolute_url(),
        done="It is recorded who was told, and what help goes on.",
    )


def _notify(
    request: ActorRequest, plan: ChildProtectionPlan, said: dict[str, Any], invited: dict[str, Invitation]
) -> None:
    """Record who was told of the end of one child's plan, and begin the help that was asked for."""
    told, why_not = set(said["told"]), said["why_not"].strip()
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
    actions.notify_ending(
        by=request.actor, plan=plan, to=to, services=said["services"], must_tell=list(invited), at=said["at"]
    )
    if said["need_plan"] and plan.case.is_open:
        rooms.begin("child-in-need-plan", by=request.actor, cases=[plan.case], at=said["at"])
