"""A plan starts; its key worker is appointed, and leaves (CPP-01; WT 4.85, 4.91-4.92)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Practitioner
from holdfast.cases.actions import agree_action, involve
from holdfast.cases.models import Case, Involvement, OfCase
from holdfast.cases.plans.checks import check_key_worker, happened, known_codes
from holdfast.cases.plans.models import ChildProtectionPlan, CoreGroupMember, KeyWorker, PlannedOutcome
from holdfast.cases.plans.outline import Member, Outline
from holdfast.cases.plans.selectors import current_plan, plans_before
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import NotNow, Unacceptable
from holdfast.ledger.openacts import OpenAct

STEP = "child-protection-plan"
KEY_WORKER = "key-worker"
CORE_GROUP = "core-group-member"


def start_plan(
    *,
    by: Actor,
    case: Case,
    at: datetime,
    conference_id: UUID,
    categories: Iterable[str],
    key_worker: Practitioner | None = None,
    core_group: Sequence[Member] = (),
    outcomes: Sequence[Outline] = (),
    previous_plans: int | None = None,
    **told: Any,
) -> ChildProtectionPlan:
    """The child becomes the subject of a plan, by a conference's decision (CPC-11; WT 4.81, 4.85-4.86).

    `told` takes the plan's own words and dates: lead_body, aims, contingency, contact, visits_every_days, child_wishes,
    parents_views, first_core_group_on, next_review_on. Without a key worker the plan starts all the same, and the
    vacancy stands on work lists (GEN-05, CPP-01).
    """
    if current_plan(case.pk) is not None:
        raise NotNow(f"{case.child} has a child protection plan already")
    when = happened(at)
    edition = edition_for(case.authority_id, when)
    chosen = known_codes(edition, "category-of-abuse", categories, field="categories")
    if key_worker is not None:
        check_key_worker(key_worker, case.authority_id)
    with acting("plan.start", by=by, on=[case], happened_at=when) as act:
        plan = ChildProtectionPlan(
            case=case,
            started_at=when,
            conference_id=conference_id,
            initial_categories=chosen,
            latest_categories=list(chosen),
            previous_plans=plans_before(case.child_id, when) if previous_plans is None else previous_plans,
            **told,
        )
        plan.save()
        act.touch(plan, case)
        if key_worker is not None:
            appoint_key_worker(by=by, plan=plan, practitioner=key_worker, at=when)
        join_core_group(by, act, plan, core_group, when)
        for outline in outcomes:
            set_outcome(outline, by=by, act=act, plan=plan, step=STEP, when=when)
    return plan


def begin_plan(
    *, by: Actor, cases: Sequence[Case], at: datetime, because: object = None, **details: Any
) -> ChildProtectionPlan | None:
    """Begin plans where a conference decided it; where there is one already, give that one (WT 4.81).

    Nothing but a conference starts a plan: without its id nothing is begun, and the plan that stands is given.
    """
    plan: ChildProtectionPlan | None = None
    for case in cases:
        plan = current_plan(case.pk)
        if plan is None and details.get("conference_id") is not None:
            wanted = {name: value for name, value in details.items() if name in _TAKEN}
            plan = start_plan(by=by, case=case, at=at, **wanted)
    return plan


_TAKEN = frozenset(
    {
        "conference_id", "categories", "key_worker", "core_group", "outcomes", "previous_plans", "lead_body", "aims",
        "needs", "contingency", "contact", "visits_every_days", "progress_judged", "child_wishes", "parents_views",
        "first_core_group_on", "next_review_on",
    }
)  # fmt: skip


def appoint_key_worker(
    *, by: Actor, plan: ChildProtectionPlan, practitioner: Practitioner, at: datetime | None = None, reason: str = ""
) -> KeyWorker:
    """Name the key worker; the one before leaves the same moment (CPP-01; WT 4.91-4.92).

    Refused for somebody who is not a qualified, experienced social worker of the authority or the NSPCC.
    """
    when = happened(at)
    if not plan.is_current:
        raise NotNow("The plan has ended")
    check_key_worker(practitioner, plan.case.authority_id)
    if when < plan.started_at:
        raise Unacceptable("The plan had not started then", field="at")
    with acting("plan.key-worker", by=by, on=[plan], happened_at=when, reason=reason) as act:
        end_key_worker_post(plan, when)
        post = KeyWorker(plan=plan, practitioner=practitioner, from_at=when, reason=reason.strip())
        post.save()
        plan.key_worker = practitioner
        plan.save()
        involve(by=by, child=plan.case.child, practitioner=practitioner, part=KEY_WORKER, at=when)
        act.touch(post, plan.case)
    return post


def leave_key_worker_post(
    *, by: Actor, plan: ChildProtectionPlan, reason: str, at: datetime | None = None
) -> ChildProtectionPlan:
    """Record that the key worker has left and nobody follows yet: the vacancy raises an alarm (CPP-01; WT 4.91)."""
    when = happened(at)
    if plan.key_worker is None:
        raise NotNow("The plan has no key worker")
    if not reason.strip():
        raise Unacceptable("Say why there is no key worker", field="reason")
    with acting("plan.key-worker", by=by, on=[plan], happened_at=when, reason=reason) as act:
        end_key_worker_post(plan, when)
        plan.key_worker = None
        plan.save()
        act.touch(plan.case)
    return plan


def end_key_worker_post(plan: ChildProtectionPlan, when: datetime) -> None:
    """Close the running post of a key worker, and their involvement, inside an open act."""
    KeyWorker.objects.filter(plan=plan, to_at=None).update(to_at=when)
    Involvement.objects.filter(child=plan.case.child, part=KEY_WORKER, to_at=None).update(to_at=when)


def join_core_group(
    by: Actor, act: OpenAct, plan: ChildProtectionPlan, members: Iterable[Member], when: datetime
) -> None:
    """Add members to the core group, inside an open act; practitioners among them see the child from then on."""
    for member in members:
        row = CoreGroupMember(
            plan=plan,
            practitioner=member.practitioner,
            person=member.person,
            name=member.called,
            role=member.role,
            from_at=when,
        )
        row.save()
        act.touch(row)
        if member.practitioner is not None:
            involve(by=by, child=plan.case.child, practitioner=member.practitioner, part=CORE_GROUP, at=when)


def set_outcome(
    outline: Outline, *, by: Actor, act: OpenAct, plan: OfCase, step: str, when: datetime
) -> PlannedOutcome:
    """Write down a planned outcome and the actions that lead to it, inside an open act (GEN-02, CPP-03; WT 4.100)."""
    case = plan.case
    if not outline.outcome.strip():
        raise Unacceptable("Say what is to be different for the child", field="outcome")
    area = known_codes(
        edition_for(case.authority_id, when), "five-outcomes", filter(None, [outline.area]), field="area"
    )
    outcome = PlannedOutcome(
        case=case,
        step=step,
        record_id=plan.pk,
        need=outline.need.strip(),
        outcome=outline.outcome.strip(),
        area=area[0] if area else "",
        measure=outline.measure.strip(),
        due_on=outline.due_on,
        set_at=when,
    )
    outcome.save()
    act.touch(outcome)
    for planned in outline.actions:
        agree_action(
            by=by,
            case=case,
            step=step,
            record=outcome,
            what=planned.what,
            owner=planned.owner,
            owner_name=planned.owner_name,
            due_on=planned.due_on,
        )
    return outcome
