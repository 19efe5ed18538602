"""Acting at once, and the record of it (IMM-01, IMM-02, IMM-06, IMM-07, GEN-05)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access.door import check, fetch, may
from holdfast.access.middleware import ActorRequest
from holdfast.cases.correcting import correction_page
from holdfast.cases.models import Case, Decision
from holdfast.cases.pages import act_page, chosen, looked
from holdfast.cases.protection import actions, selectors
from holdfast.cases.protection.forms import LaterForm, NextForm, UrgentForm
from holdfast.cases.protection.models import Measure, Responsibility, UrgentAction
from holdfast.cases.protection.views.shared import cases_of, edition_of
from holdfast.cases.selectors import edition_for
from holdfast.ledger.selectors import corrections_of
from holdfast.people.models import Person
from holdfast.people.selectors import siblings_of
from holdfast.web.forms import attempt


def urgent(request: ActorRequest) -> HttpResponse:
    """Three facts, for children chosen before, of a referral, or named here (GEN-05; WT 4.13, 4.36)."""
    check("protection.begin", by=request.actor)
    referral, children = _asked_for(request)
    for child in children:
        check("protection.act", by=request.actor, on=[child])
    cases = list(Case.objects.filter(child__in=children, closed_at=None).select_related("child", "worker", "team"))
    looked(request, cases, "urgent action")
    siblings = _siblings(request, children)
    form = UrgentForm(request.POST or None, children=children, siblings=siblings)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        wanted = set(given.get("children") or ())
        done = attempt(
            form,
            lambda: actions.act_urgently(
                by=request.actor,
                what=given["what"],
                at=given["at"],
                children=[child for child in (*children, *siblings) if str(child.pk) in wanted],
                names=given["names"].split(","),
                referral_id=referral,
            ),
        )
        if done is not None:
            messages.success(request, "The urgent action is recorded. Add the rest when the children are safe.")
            return redirect(done)
    return render(request, "protection/urgent.html", {"form": form, "cases": cases, "children": children})


def _asked_for(request: ActorRequest) -> tuple[UUID | None, list[Person]]:
    """The children that the address names; a malformed name is passed over: nothing stands in the way here."""
    keys = [key for key in map(_key, request.GET.getlist("child")) if key]
    referral = _key(request.GET.get("referral", ""))
    found = list(Person.objects.filter(pk__in=keys))
    if referral:
        found += Person.objects.filter(cases__referrals__referral_id=referral).distinct()
    return referral, list(dict.fromkeys(found))


def _siblings(request: ActorRequest, children: list[Person]) -> list[Person]:
    """Brothers and sisters of the children, to be ticked if they are protected too (IMM-06, GEN-08; WT 4.36)."""
    found = {sibling.pk: sibling for child in children for sibling in siblings_of(child)}
    named = {child.pk for child in children}
    grown = edition_for(request.actor.authority_id).value("adulthood-age")
    near = [one for key, one in found.items() if key not in named and selectors.is_child(one, grown)]
    return [one for one in near if may("protection.act", by=request.actor, on=[one])]


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def action(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The record: what was done, what is still to add, what keeps the children safe, what follows."""
    record = fetch(
        UrgentAction.objects.select_related("authority", "recorded_by"), pk, "protection.view", by=request.actor
    )
    cases = cases_of(record)
    looked(request, cases, "urgent action")
    edition = edition_of(record)
    measures = list(Measure.objects.filter(action=record).select_related("case__child", "extends", "extension"))
    unfollowed = set(selectors.unfollowed([case.pk for case in cases]).values_list("case_id", flat=True))
    discussed = selectors.discussed_since(record)
    requests = list(Responsibility.objects.filter(action=record).select_related("case__child"))
    corrected = corrections_of([one.pk for one in (*measures, *requests)])
    context: dict[str, Any] = {
        "record": record,
        "cases": cases,
        "measures": [(view, corrected.get(view.measure.pk, [])) for view in selectors.measure_views(measures)],
        "ends": dict(edition.choices("protection-end")),
        "missing": selectors.still_to_add(record, measures, edition),
        "others": selectors.others_to_consider(cases, edition),
        "requests": [(one, corrected.get(one.pk, [])) for one in requests],
        "decisions": list(Decision.objects.filter(record_id__in=[e.pk for e in record.children.all()])),
        "to_follow": [case for case in cases if case.pk in unfollowed],
        "to_discuss": [case for case in cases if case.pk not in discussed],
        "may_record": may("protection.add", by=request.actor, on=[record]),
    }
    return render(request, "protection/action.html", context)


def add(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What was not asked while it was urgent (GEN-05; WT 4.13)."""
    record = fetch(UrgentAction, pk, "protection.add", by=request.actor)
    form = LaterForm(request.POST or None, action=record, edition=edition_of(record))
    return act_page(
        request,
        form,
        lambda: actions.add_to_action(by=request.actor, action=record, **form.cleaned_data),
        title="Add to the record of urgent action",
        part="urgent action",
        cases=cases_of(record),
        back=record.get_absolute_url(),
        done="The record is completed.",
    )


def decide(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What follows the urgent action (IMM-07; WT 4.37, 4.40)."""
    record = fetch(UrgentAction, pk, "protection.decide", by=request.actor)
    cases = cases_of(record)
    form = NextForm(request.POST or None, cases=cases, edition=edition_of(record))

    def where_to(made: list[Decision]) -> str:
        if made[0].outcome != "strategy-discussion":
            return record.get_absolute_url()
        children = "&".join(f"child={decision.case.child_id}" for decision in made)
        return f"{reverse('strategy:new')}?{children}"

    return act_page(
        request,
        form,
        lambda: actions.decide_next(
            by=request.actor,
            action=record,
            outcome=form.cleaned_data["outcome"],
            cases=chosen(cases, form.cleaned_data.get("cases")),
            reasons=form.cleaned_data["reasons"],
        ),
        title="What follows the urgent action",
        part="urgent action",
        cases=cases,
        back=record.get_absolute_url(),
        done="The decision is recorded.",
        to=where_to,
        intro="Urgent action is only for the moment. Enquiries show what the children need next.",
        source="WT 4.40",
    )


def correct_action(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Correct what was recorded, with the reason (REC-01; WT 4.131)."""
    record = fetch(UrgentAction, pk, "protection.correct", by=request.actor)
    names = ["what", "at", *(name for name in actions.LATER if getattr(record, name) not in (None, ""))]
    return correction_page(
        request,
        record,  # type: ignore[arg-type]  # of several cases: the action touches them all
        names,
        title="Urgent action",
        back=record.get_absolute_url(),
        correct=actions.correct_action,
        case=cases_of(record)[0],
    )
