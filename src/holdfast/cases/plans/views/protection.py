"""Child protection plans on screen: the list, the plan, its detail, its key worker (CPP-01, CPP-03..CPP-05, CPP-10)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from holdfast.access.door import check, fetch, look, may
from holdfast.access.middleware import ActorRequest
from holdfast.access.roles import SOCIAL_WORK
from holdfast.agencies.models import Practitioner
from holdfast.agencies.selectors import holders_of
from holdfast.cases.correcting import correction_page
from holdfast.cases.pages import act_page, looked
from holdfast.cases.plans import actions
from holdfast.cases.plans.forms import CopyForm, DetailForm, DropForm, KeyWorkerForm, OutcomeRow, outlines_from
from holdfast.cases.plans.models import ChildProtectionPlan, PlannedOutcome
from holdfast.cases.plans.selectors import core_groups_of, drift_of, outcomes_of, plans_in_force, visits_of
from holdfast.cases.plans.story import label
from holdfast.cases.selectors import edition_for, information_on
from holdfast.guidance import Edition
from holdfast.people.selectors import carers_of
from holdfast.web.forms import Rows
from holdfast.web.paging import page_of, sorting_of

PLANS = ChildProtectionPlan.objects.select_related(
    "case__child", "case__authority", "case__worker", "case__team", "key_worker__agency"
)
CORRECTABLE = (
    "aims", "needs", "contact", "visits_every_days", "progress_judged", "contingency", "child_wishes", "parents_views",
    "preference_not_taken", "agreement", "first_core_group_on", "next_review_on", "previous_plans",
)  # fmt: skip
SORTS = {
    "name": ("case__child__family_name", "case__child__given_name"),
    "since": "started_at",
    "review": "next_review_on",
    "worker": "key_worker__name",
}


def edition_of(plan: ChildProtectionPlan) -> Edition:
    """The edition by which a plan is judged: the one in force when it started."""
    return edition_for(plan.case.authority_id, plan.started_at)


def in_words(edition: Edition, codes: list[str]) -> str:
    """Categories in words."""
    return ", ".join(label(edition, "category-of-abuse", code) for code in codes)


def plans(request: ActorRequest) -> HttpResponse:
    """All children with a plan: since when, under whom, how often before (ENY-01, CPP-10; WT 4.122)."""
    check("plan.list", by=request.actor)
    sorting = sorting_of(request, SORTS, default="since")
    found = plans_in_force(request.actor)
    if request.GET.get("key_worker") == "vacant":
        found = found.filter(key_worker=None)
    page = page_of(request, found.order_by(*sorting.order_by), per=25)
    edition = edition_for(request.actor.authority_id)
    for one in page.items:
        one.categories_said = in_words(edition, one.latest_categories)
    look(
        request.actor,
        [one.case.child_id for one in page.items],
        "list of plans",
        request_id=getattr(request, "request_id", ""),
    )
    return render(request, "plans/list.html", {"page": page, "sorting": sorting})


def plan(request: ActorRequest, pk: UUID) -> HttpResponse:
    """One child's plan as prose (CPP-03..CPP-05, CPP-10; WT 4.99-4.102)."""
    found = fetch(PLANS, pk, "plan.view", by=request.actor)
    looked(request, [found.case], "child protection plan")
    edition = edition_of(found)
    outcomes = outcomes_of([found.pk])[found.pk]
    for line in outcomes:
        line.outcome.area_said = label(edition, "five-outcomes", line.outcome.area)  # type: ignore[attr-defined]
    return render(
        request,
        "plans/plan.html",
        {
            "plan": found,
            "child": found.case.child,
            "case": found.case,
            "word": edition.word("child-protection-plan"),
            "key_worker_word": edition.word("key-worker"),
            "initial_categories": in_words(edition, found.initial_categories),
            "latest_categories": in_words(edition, found.latest_categories),
            "ending": label(edition, "plan-ending-reason", found.ending_reason) if found.ending_reason else "",
            "outcomes": outcomes,
            "drift": drift_of(found, outcomes),
            "visits": visits_of(found),
            "core_groups": core_groups_of([found.pk]),
            "members": list(found.core_group.filter(to_at=None).select_related("practitioner__agency")),
            "reports": list(found.reports.select_related("written_by")),
            "key_workers": list(found.key_workers.select_related("practitioner")),
            "given": information_on([found.pk])[found.pk],
            "may_write": may("plan.work-out", by=request.actor, on=[found]),
            "may_report": may("plan.report", by=request.actor, on=[found]),
            "may_manage": may("plan.key-worker", by=request.actor, on=[found]),
            "may_end": may("plan.end", by=request.actor, on=[found]),
            "may_tell": may("plan.notify-ending", by=request.actor, on=[found]),
        },
    )


def _names(plan: ChildProtectionPlan) -> list[str]:
    return [member.name for member in plan.core_group.filter(to_at=None)]


def _practitioners(plan: ChildProtectionPlan) -> list[Practitioner]:
    members = plan.core_group.filter(to_at=None).exclude(practitioner=None).select_related("practitioner")
    return [member.practitioner for member in members if member.practitioner]


def work_out(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Work the plan out, or bring it up to date (CPP-03, CPP-04; WT 4.92, 4.96, 4.100)."""
    found = fetch(PLANS, pk, "plan.work-out", by=request.actor)
    edition = edition_of(found)
    form = DetailForm(request.POST or None, plan=found, edition=edition)
    rows = Rows(
        request,
        OutcomeRow,
        prefix="outcomes",
        one="planned outcome",
        form_kwargs={"edition": edition, "who": _names(found)},
        legend=lambda number: f"A further planned outcome {number}",
    )

    def save() -> ChildProtectionPlan:
        return actions.work_out_plan(
            by=request.actor,
            plan=found,
            details=form.cleaned_data,
            outcomes=outlines_from(rows.values, _practitioners(found)),
        )

    return act_page(
        request,
        form,
        save,
        rows=[rows],
        title="The plan in detail",
        part="child protection plan",
        cases=[found.case],
        back=found.get_absolute_url(),
        done="The plan is saved.",
    )


def key_worker(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Appoint the key worker, or say that the post is vacant (CPP-01; WT 4.91-4.92)."""
    found = fetch(PLANS, pk, "plan.key-worker", by=request.actor)
    able = list(
        holders_of(*SOCIAL_WORK, agency_id=found.case.authority_id)
        .filter(qualified_social_worker=True, experienced=True)
        .select_related("agency")
    )
    form = KeyWorkerForm(request.POST or None, able=able, edition=edition_of(found))

    def save() -> object:
        said = form.cleaned_data
        chosen = next((one for one in able if str(one.pk) == said["practitioner"]), None)
        if chosen is None:
            return actions.leave_key_worker_post(by=request.actor, plan=found, reason=said["reason"], at=said["at"])
        return actions.appoint_key_worker(
            by=request.actor, plan=found, practitioner=chosen, reason=said["reason"], at=said["at"]
        )

    return act_page(
        request,
        form,
        save,
        title="Key worker",
        intro="Every child with a plan has a named key worker: a qualified, experienced social worker.",
        source="WT 4.91",
        part="child protection plan",
        cases=[found.case],
        back=found.get_absolute_url(),
        done="The key worker is recorded.",
    )


def copy(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record that the family has the plan in writing, in its language (CPP-04; WT 4.101-4.102)."""
    found = fetch(PLANS, pk, "plan.copy", by=request.actor)
    people = list(dict.fromkeys(carer.person.name for carer in carers_of(found.case.child_id)))
    if not found.case.child.is_unborn:
        people.append(found.case.child.name)
    form = CopyForm(
        request.POST or None, people=people, language=found.case.child.first_language, edition=edition_of(found)
    )
    return act_page(
        request,
        form,
        lambda: actions.give_plan_copy(by=request.actor, plan=found, **form.cleaned_data),
        title="Written copy of the plan",
        part="child protection plan",
        cases=[found.case],
        back=found.get_absolute_url(),
        done="It is recorded who has the plan.",
    )


def drop(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Give up a planned outcome, with the reason (WT 4.96)."""
    outcome = fetch(
        PlannedOutcome.objects.select_related("case__child", "case__worker", "case__team"),
        pk,
        "plan.work-out",
        by=request.actor,
    )
    back = f"/{'plans' if outcome.step == 'child-protection-plan' else 'child-in-need-plans'}/{outcome.record_id}/"
    form = DropForm(request.POST or None)
    return act_page(
        request,
        form,
        lambda: actions.drop_outcome(by=request.actor, outcome=outcome, **form.cleaned_data),
        title=f"Drop: {outcome.outcome}",
        part="plan",
        cases=[outcome.case],
        back=back,
        done="The outcome is dropped, and stays on record with the reason.",
    )


def correct_plan(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Correct a plan; what it said stays beside it (REC-01; WT 4.131)."""
    found = fetch(PLANS, pk, "record.correct", by=request.actor)
    return correction_page(request, found, CORRECTABLE, title="Child protection plan", back=found.get_absolute_url())
