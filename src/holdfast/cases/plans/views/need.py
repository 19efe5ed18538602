"""Child in need plans on screen (CIN-01, CIN-02, CIN-04, CPC-13; WT 4.31, 4.84)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access.door import fetch, may
from holdfast.access.middleware import ActorRequest
from holdfast.cases.correcting import correction_page
from holdfast.cases.models import Case
from holdfast.cases.pages import act_page, chosen, looked
from holdfast.cases.plans import actions
from holdfast.cases.plans.checks import due_day
from holdfast.cases.plans.forms import (
    NeedForm,
    NeedReviewForm,
    NeedStartForm,
    OutcomeRow,
    outlines_from,
    standing_forms,
    standings_from,
)
from holdfast.cases.plans.models import ChildInNeedPlan
from holdfast.cases.plans.selectors import family_cases, outcomes_of
from holdfast.cases.plans.story import label
from holdfast.cases.selectors import edition_for, network_of
from holdfast.core.time import now
from holdfast.web.forms import Rows, attempt

CASES = Case.objects.select_related("child", "authority", "worker", "team")
NEED_PLANS = ChildInNeedPlan.objects.select_related(
    "case__child", "case__authority", "case__worker", "case__team", "lead_worker"
)
CORRECTABLE = ("needs", "family_agreement", "review_on")


def _outcome_rows(request: ActorRequest, case: Case) -> Rows:
    names = [row.practitioner.name for row in network_of(case.child_id)]
    return Rows(
        request,
        OutcomeRow,
        prefix="outcomes",
        one="planned outcome",
        form_kwargs={"edition": edition_for(case.authority_id), "who": names},
        legend=lambda number: f"Planned outcome {number}, and the service for it",
    )


def start_need_plan(request: ActorRequest) -> HttpResponse:
    """Start a plan of help; it can start before the assessment is done (CIN-01, CIN-02; WT 4.4, 4.31)."""
    case = fetch(CASES, request.GET.get("case", ""), "need-plan.start", by=request.actor)
    cases = family_cases(case)
    edition = edition_for(case.authority_id)
    review_on = due_day(case.authority_id, "child-in-need-review", now())
    form = NeedStartForm(request.POST or None, edition=edition, cases=cases, review_on=review_on)
    rows = _outcome_rows(request, case)
    practitioners = [row.practitioner for row in network_of(case.child_id)]

    def save() -> ChildInNeedPlan:
        said = form.cleaned_data
        started = [
            actions.start_need_plan(
                by=request.actor,
                case=one,
                at=said["at"],
                needs=said["needs"],
                family_agreement=said["family_agreement"],
                review_on=said["review_on"],
                outcomes=outlines_from(rows.values, practitioners),
            )
            for one in chosen(cases, said.get("children"))
        ]
        return started[0]

    return act_page(
        request,
        form,
        save,
        rows=[rows],
        title="Start a child in need plan",
        intro=edition.step("child-in-need-plan").purpose,
        source=edition.step("child-in-need-plan").source,
        part="child in need plan",
        cases=cases,
        back=reverse("children:child", kwargs={"pk": case.child_id}),
        done="The plan is started.",
        to=ChildInNeedPlan.get_absolute_url,
    )


def need_plan(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The plan and its reviews as prose (CIN-01, CIN-04; WT 4.31, 4.84)."""
    found = fetch(NEED_PLANS, pk, "plan.view", by=request.actor)
    looked(request, [found.case], "child in need plan")
    edition = edition_for(found.case.authority_id, found.agreed_at)
    reviews = list(found.reviews.all())
    for review in reviews:
        review.outcome_said = label(edition, "child-in-need-plan-outcome", review.outcome)  # type: ignore[attr-defined]
    outcomes = outcomes_of([found.pk])[found.pk]
    for line in outcomes:
        line.outcome.area_said = label(edition, "five-outcomes", line.outcome.area)  # type: ignore[attr-defined]
    context = {
        "plan": found,
        "child": found.case.child,
        "case": found.case,
        "word": edition.word("child-in-need-plan"),
        "outcomes": outcomes,
        "reviews": reviews,
        "ending": label(edition, "closure-reason", found.ending_reason) if found.ending_reason else "",
        "may_write": may("need-plan.work-out", by=request.actor, on=[found]),
    }
    return render(request, "plans/need_plan.html", context)


def work_out_need(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Write down or change what the plan holds (CIN-01; WT 4.31)."""
    found = fetch(NEED_PLANS, pk, "need-plan.work-out", by=request.actor)
    edition = edition_for(found.case.authority_id, found.agreed_at)
    form = NeedForm(request.POST or None, edition=edition, plan=found)
    rows = _outcome_rows(request, found.case)
    practitioners = [row.practitioner for row in network_of(found.case.child_id)]
    return act_page(
        request,
        form,
        lambda: actions.work_out_need_plan(
            by=request.actor, plan=found, outcomes=outlines_from(rows.values, practitioners), **form.cleaned_data
        ),
        rows=[rows],
        title="The child in need plan",
        part="child in need plan",
        cases=[found.case],
        back=found.get_absolute_url(),
        done="The plan is saved.",
    )


def review_need(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Review the plan: what came of it, what the child says (CPC-13, CIN-04; WT 4.84)."""
    found = fetch(NEED_PLANS, pk, "need-plan.review", by=request.actor)
    looked(request, [found.case], "child in need plan")
    edition = edition_for(found.case.authority_id, found.agreed_at)
    review_on = due_day(found.case.authority_id, "child-in-need-review", now())
    form = NeedReviewForm(request.POST or None, edition=edition, review_on=review_on)
    standings = standing_forms(request.POST or None, [(line, "") for line in outcomes_of([found.pk])[found.pk]])
    if request.method == "POST" and all([form.is_valid(), *(one.is_valid() for one in standings)]):
        review = attempt(
            form,
            lambda: actions.review_need_plan(
                by=request.actor, plan=found, standings=standings_from(standings), **form.cleaned_data
            ),
        )
        if review is not None:
            messages.success(request, "The review is recorded.")
            return redirect(found)
    context = {
        "form": form,
        "forms": [form, *standings],
        "standings": standings,
        "title": "Review the child in need plan",
        "cases": [found.case],
        "back": found.get_absolute_url(),
        "source": "WT 4.84",
    }
    return render(request, "plans/judged.html", context)


def correct_need(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Correct a plan; what it said stays beside it (REC-01; WT 4.131)."""
    found = fetch(NEED_PLANS, pk, "record.correct", by=request.actor)
    return correction_page(request, found, CORRECTABLE, title="Child in need plan", back=found.get_absolute_url())
