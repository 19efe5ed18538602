"""What is done in an enquiry and asked of others (ENQ-02..04, ENQ-10; WT 4.47-4.53)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse

from holdfast.access.door import fetch
from holdfast.access.middleware import ActorRequest
from holdfast.cases.correcting import correction_page
from holdfast.cases.enquiries import actions
from holdfast.cases.enquiries.forms import ActivityForm, FinishForm, HelpAnswerForm, HelpForm, SiblingsForm
from holdfast.cases.enquiries.models import Activity, HelpRequest
from holdfast.cases.enquiries.selectors import together_with
from holdfast.cases.enquiries.views.shared import edition_of, fetched
from holdfast.cases.pages import act_page
from holdfast.cases.recording import words_of_term

OWNED = ("enquiry", "case__child", "case__worker", "case__team")


def activity(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Something done or arranged (ENQ-02, ENQ-03; WT 4.49-4.53)."""
    record = fetched(request, pk, "enquiry.record")
    others = [one for one in together_with(record)[1:] if one.is_open]
    form = ActivityForm(request.POST or None, edition=edition_of(record), others=others)

    def save() -> Any:
        given = dict(form.cleaned_data)
        also = given.pop("also", [])
        shared = given | {"said": "", "wishes": "", "alone": None, "present": record.case.child.name}
        with transaction.atomic():
            done = actions.record_activity(by=request.actor, enquiry=record, **given)
            for one in (each for each in others if str(each.pk) in also):
                actions.record_activity(by=request.actor, enquiry=one, **shared)
        return done

    return act_page(
        request,
        form,
        save,
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


def correct_activity(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Correct what was recorded of an activity (REC-01; WT 4.131)."""
    record = fetch(Activity.objects.select_related("sighting", *OWNED), pk, "enquiry.correct", by=request.actor)
    return correction_page(
        request,
        record,
        ["whom", "by_name", "at" if record.at else "arranged_for", "findings", "help_to_take_part"],
        title=words_of_term(edition_of(record.enquiry), "enquiry-activity", record.kind),
        back=record.enquiry.get_absolute_url(),
        correct=actions.correct_activity,
    )


def correct_help(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Correct a request to an agency, or its answer (REC-01; WT 4.131)."""
    record = fetch(HelpRequest.objects.select_related(*OWNED), pk, "enquiry.correct", by=request.actor)
    answered = ["answered_at", "response", "refusal"] if record.answered_at else []
    return correction_page(
        request,
        record,
        ["asked_of", "what", "asked_at", *answered],
        title=f"Help asked of {record.agency_name}",
        back=record.enquiry.get_absolute_url(),
        verb="enquiry.correct",
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
