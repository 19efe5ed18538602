"""Which authority answers for a child found here (IMM-05; WT 4.39)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from holdfast.access.door import fetch
from holdfast.access.middleware import ActorRequest
from holdfast.cases.correcting import correction_page
from holdfast.cases.pages import act_page, chosen
from holdfast.cases.protection import actions
from holdfast.cases.protection.forms import AnswerAuthorityForm, AskAuthorityForm, ConfirmForm
from holdfast.cases.protection.models import Responsibility, UrgentAction
from holdfast.cases.protection.views.shared import cases_of

REQUESTS = Responsibility.objects.select_related("case__child", "case__worker", "case__team", "action")
ACTS = "Until the other authority explicitly accepts, we go on acting."


def ask_authority(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Another authority is asked to take over."""
    record = fetch(UrgentAction, pk, "protection.responsibility", by=request.actor)
    cases = cases_of(record)
    form = AskAuthorityForm(request.POST or None, cases=cases, initial={"authority_name": record.responsible_elsewhere})

    def save() -> list[Responsibility]:
        given = dict(form.cleaned_data)
        held = chosen(cases, given.pop("cases", None))
        return actions.ask_responsibility(by=request.actor, action=record, cases=held, **given)

    return act_page(
        request,
        form,
        save,
        title="Ask another authority to accept responsibility",
        part="urgent action",
        cases=cases,
        back=record.get_absolute_url(),
        done="The request is recorded.",
        intro=ACTS,
        source="WT 4.39",
    )


def answer_authority(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What the other authority answered."""
    record = fetch(REQUESTS.all(), pk, "protection.responsibility", by=request.actor)
    form = AnswerAuthorityForm(request.POST or None)
    return act_page(
        request,
        form,
        lambda: actions.answer_responsibility(by=request.actor, request=record, **form.cleaned_data),
        title=f"The answer of {record.authority_name}",
        part="urgent action",
        cases=[record.case],
        back=record.action.get_absolute_url(),
        done="The answer is recorded.",
        intro=ACTS,
        source="WT 4.39",
    )


def correct_authority(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Correct what was asked or answered (REC-01; WT 4.131)."""
    record = fetch(REQUESTS.all(), pk, "protection.correct", by=request.actor)
    given = ("asked_of", "accepted_at", "accepted_by", "refused_at", "refusal", "confirmed_at", "confirmation")
    return correction_page(
        request,
        record,
        ["authority_name", "asked_at", *(name for name in given if getattr(record, name))],
        title=f"Responsibility of {record.authority_name}",
        back=record.action.get_absolute_url(),
        verb="protection.correct",
    )


def confirm_authority(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The acceptance came in writing."""
    record = fetch(REQUESTS.all(), pk, "protection.responsibility", by=request.actor)
    form = ConfirmForm(request.POST or None)
    return act_page(
        request,
        form,
        lambda: actions.confirm_responsibility(by=request.actor, request=record, **form.cleaned_data),
        title=f"Written confirmation by {record.authority_name}",
        part="urgent action",
        cases=[record.case],
        back=record.action.get_absolute_url(),
        done="The written confirmation is recorded.",
    )
