"""The outcome of an enquiry, who is told, and requests for a conference (ENQ-05..09; WT 4.56-4.65)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from holdfast.access.door import acting, fetch
from holdfast.access.middleware import ActorRequest
from holdfast.cases.actions import Told, hear_view
from holdfast.cases.enquiries import actions, selectors
from holdfast.cases.enquiries.forms import (
    ArrangementForm,
    InformForm,
    OutcomeForm,
    RequestAnswerForm,
    RequestForm,
    TellForm,
)
from holdfast.cases.enquiries.models import ConferenceRequest, Section47Enquiry
from holdfast.cases.enquiries.views.shared import ENQUIRIES, chosen_enquiries, edition_of, fetched
from holdfast.cases.pages import act_page
from holdfast.cases.selectors import network_of
from holdfast.cases.strategy.models import Participant
from holdfast.people.selectors import carers_of


def outcome(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Decide the outcome, for brothers and sisters with the same one together (ENQ-05..07)."""
    record = fetched(request, pk, "enquiry.conclude")
    together = [one for one in selectors.together_with(record) if one.is_open or one.pk == record.pk]
    form = OutcomeForm(request.POST or None, enquiries=together, edition=edition_of(record))

    def save() -> Any:
        given = dict(form.cleaned_data)
        held = chosen_enquiries(together, given.pop("enquiries", None))
        return actions.conclude(by=request.actor, enquiries=held, **given)

    return act_page(
        request,
        form,
        save,
        title="Outcome of the enquiry",
        part="section 47 enquiry",
        cases=[record.case],
        back=record.get_absolute_url(),
        done="The outcome is recorded. Now give it to family and agencies.",
    )


def _recipients(record: Section47Enquiry) -> dict[str, Told]:
    """Parents, the child, and everybody who works with the child or took part in discussing it (WT 4.58)."""
    people: dict[str, Told] = {}
    for relation in carers_of(record.case.child_id):
        people[f"p{relation.person_id}"] = Told(relation.person.name, part="parent", person_id=relation.person_id)
    child = record.case.child
    if not child.is_unborn:
        people[f"p{child.pk}"] = Told(child.name, part="child", person_id=child.pk)
    for involvement in network_of(child.pk):
        one = involvement.practitioner
        people[f"w{one.pk}"] = Told(f"{one.name}, {one.agency.name}", part=involvement.part, practitioner_id=one.pk)
    parties = Participant.objects.filter(discussion__children__case=record.case).distinct()
    for party in parties:
        key = f"w{party.practitioner_id}" if party.practitioner_id else f"n{party.name}"
        name = f"{party.name}, {party.agency_name}" if party.agency_name else party.name
        people.setdefault(key, Told(name, part=party.role, practitioner_id=party.practitioner_id))
    return people


def tell(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Who received the record of the outcome, for brothers and sisters at once (ENQ-09, GEN-08; WT 4.58)."""
    record = fetched(request, pk, "enquiry.tell")
    people = _recipients(record)
    concluded = [one for one in selectors.together_with(record) if one.pk == record.pk or not one.is_open]
    offered = [(key, told.recipient) for key, told in people.items()]
    form = TellForm(request.POST or None, people=offered, edition=edition_of(record), enquiries=concluded)

    def save() -> Any:
        chosen = chosen_enquiries(concluded, form.cleaned_data.get("enquiries"))
        with transaction.atomic():
            for one in chosen:
                told = _told(form.cleaned_data, people, record, one)
                actions.tell_outcome(by=request.actor, enquiry=one, to=told)
        return chosen

    return act_page(
        request,
        form,
        save,
        title="Give the outcome",
        part="section 47 enquiry",
        cases=[one.case for one in concluded],
        back=record.get_absolute_url(),
        done="It is recorded who has the outcome.",
        intro="Family and agencies receive the record, in particular before any conference.",
        source="WT 4.58",
    )


def _told(
    given: dict[str, Any], people: dict[str, Told], record: Section47Enquiry, about: Section47Enquiry
) -> list[Told]:
    """Those who were ticked; a child who was ticked stands for each child in that child's own enquiry."""
    more: dict[str, Any] = {"how": given["how"], "language": given["language"], "given_at": given["at"]}
    told = []
    for one in (people[key] for key in given["to"]):
        own = one.person_id == record.case.child_id
        child = about.case.child
        if own and child.is_unborn:
            continue
        name, person = (child.name, child.pk) if own else (one.recipient, one.person_id)
        told.append(Told(name, one.part, practitioner_id=one.practitioner_id, person_id=person, **more))
    told += [Told(name.strip(), **more) for name in given["others"].split(",") if name.strip()]
    if given["withheld_from"]:
        told.append(Told(given["withheld_from"], withheld_reason=given["withheld_reason"]))
    return told


def inform(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What the family was told of the enquiry, and what they think of it (GEN-08, GEN-10; WT 4.56)."""
    record = fetched(request, pk, "enquiry.tell")
    together = selectors.together_with(record)
    form = InformForm(request.POST or None, enquiries=together)

    def save() -> Any:
        given = form.cleaned_data
        told = Told(given["recipient"], how=given["how"], language=given["language"], given_at=given["at"])
        chosen = chosen_enquiries(together, given.get("enquiries"))
        with acting("enquiry.tell", by=request.actor, on=chosen):
            for one in chosen:
                if given["view"]:
                    hear_view(
                        by=request.actor,
                        case=one.case,
                        step="section-47-enquiry",
                        record=one,
                        person_name=given["recipient"],
                        view=given["view"],
                        at=given["at"],
                    )
                actions.tell_outcome(by=request.actor, enquiry=one, to=[told], what=given["what"])
        return chosen

    return act_page(
        request,
        form,
        save,
        title="What the family was told",
        part="section 47 enquiry",
        cases=[one.case for one in together],
        back=record.get_absolute_url(),
        done="It is recorded.",
        intro="Purpose, course and possible outcomes, and where advice and support are found, in writing.",
        source="WT 4.56",
    )


def review(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The review of monitoring, or of a plan without a conference (ENQ-06, ENQ-07; WT 4.60, 4.63)."""
    record = fetched(request, pk, "enquiry.record")
    form = ArrangementForm(request.POST or None)
    return act_page(
        request,
        form,
        lambda: actions.review_arrangement(by=request.actor, enquiry=record, **form.cleaned_data),
        title="Review what was arranged",
        part="section 47 enquiry",
        cases=[record.case],
        back=record.get_absolute_url(),
        done="The review is recorded.",
    )


def ask_conference(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Anybody involved asks for a conference, whether or not they may read the enquiry (ENQ-08; WT 4.64)."""
    record = fetch(ENQUIRIES.all(), pk, "enquiry.request-conference", by=request.actor)
    form = RequestForm(request.POST or None, edition=edition_of(record))
    reads = request.actor.authority_id is not None or selectors.is_party(request.actor, record)
    child = reverse("children:child", kwargs={"pk": record.case.child_id})
    return act_page(
        request,
        form,
        lambda: actions.request_conference(by=request.actor, enquiry=record, **form.cleaned_data),
        title="Ask for a child protection conference",
        part="section 47 enquiry",
        cases=[record.case],
        back=record.get_absolute_url() if reads else child,
        done="The request is recorded.",
        intro="Everybody involved may ask, with serious concerns that the child would otherwise not be safe.",
        source="WT 4.64",
    )


def answer_conference(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The answer to a request for a conference (ENQ-08; WT 4.64)."""
    source = ConferenceRequest.objects.select_related("enquiry", "case__child", "case__worker", "case__team")
    record = fetch(source, pk, "enquiry.answer-request", by=request.actor)
    form = RequestAnswerForm(request.POST or None, edition=edition_of(record.enquiry))
    return act_page(
        request,
        form,
        lambda: actions.answer_request(by=request.actor, request=record, **form.cleaned_data),
        title=f"Answer {record.asked_by}’s request for a conference",
        part="section 47 enquiry",
        cases=[record.case],
        back=record.enquiry.get_absolute_url(),
        done="The answer is recorded.",
    )
