"""What is done in an enquiry and asked of others (ENQ-02..04, ENQ-10; WT 4.47-4.53)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from holdfast.access.door import fetch
from holdfast.access.middleware import ActorRequest
from holdfast.cases.enquiries import actions
from holdfast.cases.enquiries.forms import ActivityForm, FinishForm, HelpAnswerForm, HelpForm, SiblingsForm
from holdfast.cases.enquiries.models import Activity, HelpRequest
from holdfast.cases.enquiries.views.shared import edition_of, fetched
from holdfast.cases.pages import act_page
from holdfast.cases.recording import words_of_term

OWNED = ("enquiry", "case__child", "case__worker", "case__team")


def activity(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Something done or arranged (ENQ-02, ENQ-03; WT 4.49-4.53)."""
    record = fetched(request, pk, "enquiry.record")
    form = ActivityForm(request.POST or None, edition=edition_of(record))
    return act_page(
        request,
        form,
        lambda: actions.record_activity(by=request.actor, enquiry=record, **form.cleaned_data),
        title="Record part of the enquiry",
        part="section 47 enquiry",
        cases=[record.case],
        back=record.get_absolute_url(),
        done="It is recorded.",
    )


def finish(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Something arranged was done (ENQ-10; WT 4.97)."""
    record = fetch(Activity.objects.select_related(*OWNED), pk, "enquiry.record", by=request.actor)
    form = FinishForm(request.POST or None, activity=record)
    label = words_of_term(edition_of(record.enquiry), "enquiry-activity", record.kind)
    return act_page(
        request,
        form,
        lambda: actions.finish_activity(by=request.actor, activity=record, **form.cleaned_data),
        title=f"{label}: done",
        part="section 47 enquiry",
        cases=[record.case],
        back=record.enquiry.get_absolute_url(),
        done="It is recorded as done.",
    )


def siblings(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Brothers, sisters and other children (GEN-08; WT 4.47)."""
    record = fetched(request, pk, "enquiry.record")
    form = SiblingsForm(request.POST or None)
    return act_page(
        request,
        form,
        lambda: actions.note_siblings(by=request.actor, enquiry=record, siblings=form.cleaned_data["siblings"]),
        title="Brothers, sisters and other children",
        part="section 47 enquiry",
        cases=[record.case],
        back=record.get_absolute_url(),
        done="It is recorded.",
    )


def help_asked(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Help asked of another agency (ENQ-04; WT 4.48)."""
    record = fetched(request, pk, "enquiry.ask-help")
    form = HelpForm(request.POST or None, edition=edition_of(record))
    return act_page(
        request,
        form,
        lambda: actions.ask_help(by=request.actor, enquiry=record, **form.cleaned_data),
        title="Ask another agency for help",
        part="section 47 enquiry",
        cases=[record.case],
        back=record.get_absolute_url(),
        done="The request is recorded.",
    )


def help_answered(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What the agency answered (ENQ-04; WT 4.48)."""
    record = fetch(HelpRequest.objects.select_related(*OWNED), pk, "enquiry.ask-help", by=request.actor)
    form = HelpAnswerForm(request.POST or None, edition=edition_of(record.enquiry))
    return act_page(
        request,
        form,
        lambda: actions.answer_help(by=request.actor, request=record, **form.cleaned_data),
        title=f"The answer of {record.agency_name}",
        part="section 47 enquiry",
        cases=[record.case],
        back=record.enquiry.get_absolute_url(),
        done="The answer is recorded.",
    )
