"""Measures: begun, completed, extended, ended, corrected (IMM-03, IMM-04)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from holdfast.access.door import fetch
from holdfast.access.middleware import ActorRequest
from holdfast.cases.correcting import correction_page
from holdfast.cases.pages import act_page, chosen
from holdfast.cases.protection import actions, selectors
from holdfast.cases.protection.forms import CompleteMeasureForm, EndForm, ExtendForm, MeasureForm
from holdfast.cases.protection.models import Measure, UrgentAction
from holdfast.cases.protection.views.shared import back_to, cases_of, edition_of
from holdfast.cases.selectors import edition_for

MEASURES = Measure.objects.select_related("case__child", "case__worker", "case__team", "action")


def measure(request: ActorRequest, pk: UUID) -> HttpResponse:
    """A measure for the children whom the urgent action protects (IMM-03; WT 4.38, 4.55)."""
    record = fetch(UrgentAction, pk, "protection.measure", by=request.actor)
    cases, edition = cases_of(record), edition_of(record)
    form = MeasureForm(request.POST or None, cases=cases, edition=edition, initial={"started_at": record.at})

    def save() -> list[Measure]:
        given = dict(form.cleaned_data)
        held = chosen(cases, given.pop("cases", None))
        return actions.start_measure(by=request.actor, cases=held, action=record, at=given.pop("started_at"), **given)

    return act_page(
        request,
        form,
        save,
        title="What keeps the children safe",
        part="urgent action",
        cases=cases,
        back=record.get_absolute_url(),
        done="The measure is recorded.",
    )


def complete_measure(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What was left blank on a measure (IMM-04; WT 4.38)."""
    record = fetch(MEASURES.all(), pk, "protection.measure", by=request.actor)
    edition = edition_for(record.case.authority_id, record.started_at)
    form = CompleteMeasureForm(request.POST or None, measure=record, edition=edition)
    label = selectors.measure_views([record])[0].label
    return act_page(
        request,
        form,
        lambda: actions.complete_measure(by=request.actor, measure=record, **form.cleaned_data),
        title=f"Add to the record: {label}",
        part="urgent action",
        cases=[record.case],
        back=back_to(record),
        done="The record is completed.",
    )


def extend(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The court extended an emergency protection order (WT App.1 §16)."""
    record = fetch(MEASURES.all(), pk, "protection.extend", by=request.actor)
    form = ExtendForm(request.POST or None)
    return act_page(
        request,
        form,
        lambda: actions.extend_order(by=request.actor, measure=record, **form.cleaned_data),
        title="Extend the emergency protection order",
        part="urgent action",
        cases=[record.case],
        back=back_to(record),
        done="The extension is recorded. It runs from the end of the order’s own time.",
        intro="An order can be extended once.",
        source="WT App.1 §16",
    )


def end(request: ActorRequest, pk: UUID) -> HttpResponse:
    """How a measure ended, and what keeps the child safe now (WT 4.40)."""
    record = fetch(MEASURES.all(), pk, "protection.end", by=request.actor)
    edition = edition_for(record.case.authority_id, record.started_at)
    view = selectors.measure_views([record])[0]
    form = EndForm(request.POST or None, edition=edition)
    return act_page(
        request,
        form,
        lambda: actions.end_measure(by=request.actor, measure=record, **form.cleaned_data),
        title=f"{view.label}: record the end",
        part="urgent action",
        cases=[record.case],
        back=back_to(record),
        done="The end of the measure is recorded.",
    )


def correct_measure(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Correct a measure, with the reason (REC-01; WT 4.131)."""
    record = fetch(MEASURES.all(), pk, "protection.correct", by=request.actor)
    names = ["started_at", "until", "reason", "made_by", "excluded", "place"]
    if record.ended_at:
        names += ["ended_at", "end_note"]
    return correction_page(
        request,
        record,
        names,
        title=selectors.measure_views([record])[0].label,
        back=back_to(record),
        verb="protection.correct",
    )
