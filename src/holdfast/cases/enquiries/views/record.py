"""The enquiry's record, its beginning and its lead (ENQ-01, ENQ-02, ENQ-10)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.access.door import check, may
from holdfast.access.middleware import ActorRequest
from holdfast.cases.correcting import correction_page
from holdfast.cases.enquiries import actions, selectors
from holdfast.cases.enquiries.forms import BeginForm, LeadForm
from holdfast.cases.enquiries.models import Activity, Section47Enquiry
from holdfast.cases.enquiries.views.shared import chosen_enquiries, edition_of, fetched
from holdfast.cases.models import Case, ChildSeen, Decision
from holdfast.cases.pages import act_page, chosen, looked
from holdfast.cases.recording import words_of_term
from holdfast.cases.selectors import information_on, views_on
from holdfast.cases.strategy.selectors import discussions_of
from holdfast.core.errors import OutOfSight
from holdfast.ledger.selectors import corrections_of
from holdfast.people.models import Person
from holdfast.people.selectors import siblings_of


def _open_cases(request: ActorRequest) -> list[Case]:
    """The open case of the child that the address names, and those of brothers and sisters."""
    try:
        child = Person.objects.get(pk=UUID(request.GET.get("child", "")))
    except (Person.DoesNotExist, ValueError):
        raise OutOfSight("Begin from a child's page") from None
    family = [child.pk, *(sibling.pk for sibling in siblings_of(child))]
    cases = Case.objects.filter(child_id__in=family, authority_id=request.actor.authority_id, closed_at=None)
    held = sorted(cases.select_related("child", "worker", "team"), key=lambda case: case.child_id != child.pk)
    if not held or held[0].child_id != child.pk:
        raise OutOfSight("There is no such record")
    return held


def new(request: ActorRequest) -> HttpResponse:
    """Begin an enquiry without a strategy discussion: a broken curfew, an order made (IMM-07; WT box 1, 4.35)."""
    cases = _open_cases(request)
    check("enquiry.begin", by=request.actor, on=cases)
    form = BeginForm(request.POST or None, cases=cases)

    def save() -> list[Section47Enquiry]:
        held = chosen(cases, form.cleaned_data.get("cases"))
        given = form.cleaned_data
        return actions.begin_enquiry(by=request.actor, cases=held, ground=given["ground"], at=given["at"])

    return act_page(
        request,
        form,
        save,
        title="Begin a section 47 enquiry",
        part="section 47 enquiry",
        cases=cases,
        back=reverse("children:child", kwargs={"pk": cases[0].child_id}),
        done="The enquiry is begun.",
        to=lambda made: made[0].get_absolute_url(),
        intro="Normally a strategy discussion begins it: record that instead if there was one.",
        source="WT 4.42",
    )


def enquiry(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The record: what was done, what is awaited, what was asked of others, the outcome, who was told."""
    record = fetched(request, pk, "enquiry.view")
    looked(request, [record.case], "section 47 enquiry")
    edition = edition_of(record)
    activities = list(record.activities.select_related("by", "sighting"))
    given = information_on([pk]).get(pk, [])
    decisions = list(
        Decision.objects.filter(record_id=pk).select_related("taken_by", "endorsed_by").order_by("-taken_at")
    )
    standing = next((one for one in decisions if one.superseded_at is None), None)
    asked = list(record.help_requests.all())
    corrected = corrections_of([one.pk for one in (*activities, *asked)])

    def label(one: Activity) -> str:
        return words_of_term(edition, "enquiry-activity", one.kind)

    answers = dict(edition.choices("help-request-answer"))
    context = {
        "record": record,
        "cases": [record.case],
        "conduct": words_of_term(edition, "enquiry-conduct", record.conduct),
        "together": selectors.together_with(record)[1:],
        "discussions": list(discussions_of([record.case_id])),
        "done": [(one, label(one), corrected.get(one.pk, [])) for one in activities if one.at],
        "awaited": [(one, label(one), corrected.get(one.pk, [])) for one in activities if not one.at],
        "sightings": ChildSeen.objects.filter(case=record.case, at__gte=record.started_at).count(),
        "help": [(one, answers.get(one.answer, one.answer), corrected.get(one.pk, [])) for one in asked],
        "requests": list(record.conference_requests.select_related("answered_by")),
        "request_answers": dict(edition.choices("conference-request")),
        "standing": standing,
        "earlier": [one for one in decisions if one is not standing],
        "told": selectors.outcome_given(given),
        "informed": [one for one in given if one.what != selectors.OUTCOME_RECORD],
        "heard": views_on([pk]).get(pk, []),
        "reviews": list(record.arrangement_reviews.select_related("by")),
        "prompts": selectors.prompts(record, activities, given, edition),
        "may_record": may("enquiry.record", by=request.actor, on=[record]),
        "may_ask": may("enquiry.request-conference", by=request.actor, on=[record]),
    }
    return render(request, "enquiries/enquiry.html", context)


def lead(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Who leads, for siblings together (ENQ-01; WT 4.47)."""
    record = fetched(request, pk, "enquiry.lead")
    together = [one for one in selectors.together_with(record) if one.is_open or one.pk == record.pk]
    form = LeadForm(request.POST or None, enquiries=together, initial={"lead": record.lead_id})
    return act_page(
        request,
        form,
        lambda: actions.set_lead(
            by=request.actor,
            enquiries=chosen_enquiries(together, form.cleaned_data.get("enquiries")),
            lead=form.cleaned_data["lead"],
            lead_departure=form.cleaned_data["lead_departure"],
        ),
        title="Who leads the enquiry",
        part="section 47 enquiry",
        cases=[record.case],
        back=record.get_absolute_url(),
        done="It is recorded who leads.",
    )


def correct(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Correct the record, with the reason (REC-01; WT 4.131)."""
    record = fetched(request, pk, "enquiry.correct")
    texts = (
        "ground",
        "siblings",
        "evidence",
        "services",
        "monitoring_purpose",
        "monitoring_means",
        "monitored_by",
        "plan",
        "review_on",
    )
    names = ["started_at", *(name for name in texts if getattr(record, name))]
    return correction_page(
        request,
        record,
        names,
        title="Section 47 enquiry",
        back=record.get_absolute_url(),
        correct=actions.correct_enquiry,
    )
