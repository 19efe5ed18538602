"""Child in need plans: begun by a decision, worked out with the family, reviewed, ended (CIN-01, CIN-02, CIN-04)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.cases import rooms
from holdfast.cases.actions import take_decision
from holdfast.cases.models import Case, Decision
from holdfast.cases.plans.actions.starting import set_outcome
from holdfast.cases.plans.actions.working import judge_outcomes
from holdfast.cases.plans.checks import due_day, happened, known_codes
from holdfast.cases.plans.models import ChildInNeedPlan, ChildInNeedReview
from holdfast.cases.plans.outline import Outline, Standing
from holdfast.cases.plans.selectors import current_need_plan
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import NotNow, Unacceptable

STEP = "child-in-need-plan"
REVIEW = "child-in-need-review"
CLOSE = "close"
STRATEGY = "strategy-discussion"


def start_need_plan(
    *,
    by: Actor,
    case: Case,
    at: datetime | None = None,
    because: Decision | None = None,
    needs: str = "",
    family_agreement: str = "",
    outcomes: Sequence[Outline] = (),
    review_on: date | None = None,
) -> ChildInNeedPlan:
    """Start a child in need plan; help can start before the assessment is done (CIN-01, CIN-02; WT 4.4, 4.31, 4.84).

    The review is proposed at the end of what the clock allows, unless a day is given.
    """
    if not case.is_open:
        raise NotNow("The case is closed")
    if current_need_plan(case.pk) is not None:
        raise NotNow(f"{case.child} has a child in need plan already")
    when = happened(at)
    with acting("need-plan.start", by=by, on=[case], happened_at=when) as act:
        plan = ChildInNeedPlan(
            case=case,
            agreed_at=when,
            because_id=because.pk if because else None,
            lead_worker_id=case.worker_id,
            needs=needs.strip(),
            family_agreement=family_agreement.strip(),
            review_on=review_on or due_day(case.authority_id, REVIEW, when),
            detailed_at=when if needs.strip() else None,
        )
        plan.save()
        act.touch(plan, case)
        for outline in outcomes:
            set_outcome(outline, by=by, act=act, plan=plan, step=STEP, when=when)
    return plan


def begin_need_plan(
    *, by: Actor, cases: Sequence[Case], at: datetime, because: object = None, **ignored: Any
) -> ChildInNeedPlan | None:
    """Begin plans where a decision leads to one; where there is one, give that one (WT 4.31, 4.84)."""
    plan: ChildInNeedPlan | None = None
    for case in cases:
        plan = current_need_plan(case.pk) or start_need_plan(
            by=by, case=case, at=at, because=because if isinstance(because, Decision) else None
        )
    return plan


def work_out_need_plan(
    *,
    by: Actor,
    plan: ChildInNeedPlan,
    needs: str,
    family_agreement: str = "",
    outcomes: Sequence[Outline] = (),
    review_on: date | None = None,
    at: datetime | None = None,
) -> ChildInNeedPlan:
    """Write down what the child needs, what the family thinks, who does what, or bring it up to date (WT 4.31)."""
    if not plan.is_current:
        raise NotNow("The plan has ended: it stands as it was")
    if not needs.strip():
        raise Unacceptable("Say what the child needs", field="needs")
    when = happened(at)
    with acting("need-plan.work-out", by=by, on=[plan], happened_at=when) as act:
        plan.needs = needs.strip()
        plan.family_agreement = family_agreement.strip()
        plan.review_on = review_on or plan.review_on
        plan.detailed_at = plan.detailed_at or when
        plan.save()
        for outline in outcomes:
            set_outcome(outline, by=by, act=act, plan=plan, step=STEP, when=when)
        act.touch(plan.case)
    return plan


def review_need_plan(
    *,
    by: Actor,
    plan: ChildInNeedPlan,
    outcome: str,
    came_of_it: str,
    child_said: str = "",
    took_part: str = "",
    standings: Sequence[Standing] = (),
    next_review_on: date | None = None,
    held_at: datetime | None = None,
) -> ChildInNeedReview:
    """Review a plan: what came of it, what the child says, and whether it goes on (CPC-13, CIN-04; WT 4.84).

    `outcome` is a child-in-need-plan-outcome code: 'close' ends the plan, 'strategy-discussion' begins one.
    """
    if not plan.is_current:
        raise NotNow("The plan has ended")
    if not came_of_it.strip():
        raise Unacceptable("Say what came of the help", field="came_of_it")
    when = happened(held_at, field="held_at")
    if when < plan.agreed_at:
        raise Unacceptable("The plan had not started then", field="held_at")
    case = plan.case
    known_codes(edition_for(case.authority_id, when), "child-in-need-plan-outcome", [outcome], field="outcome")
    with acting("need-plan.review", by=by, on=[plan], happened_at=when) as act:
        review = ChildInNeedReview(
            case=case,
            plan=plan,
            held_at=when,
            took_part=took_part.strip(),
            child_said=child_said.strip(),
            came_of_it=came_of_it.strip(),
            outcome=outcome,
            next_review_on=None if outcome == CLOSE else next_review_on or due_day(case.authority_id, REVIEW, when),
        )
        review.save()
        judge_outcomes(act, standings, step=REVIEW, record_id=review.pk, when=when)
        decision = take_decision(
            by=by, case=case, step=REVIEW, record=review, outcome=outcome, reasons=came_of_it, at=when
        )
        if outcome == CLOSE:
            end_need_plan(by=by, plan=plan, reason="needs-met", summary=came_of_it, at=when)
        else:
            plan.review_on = review.next_review_on
            plan.save()
        if outcome == STRATEGY:
            rooms.begin(STRATEGY, by=by, cases=[case], at=when, because=decision)
        act.touch(review, case)
    return review


def end_need_plan(
    *, by: Actor, plan: ChildInNeedPlan, reason: str, summary: str = "", at: datetime | None = None
) -> ChildInNeedPlan:
    """End a plan with what was achieved and what help goes on (CIN-04; WT 4.4). `reason` is a closure-reason code."""
    if not plan.is_current:
        raise NotNow("The plan has ended already")
    when = happened(at)
    known_codes(edition_for(plan.case.authority_id, when), "closure-reason", [reason], field="reason")
    if when < plan.agreed_at:
        raise Unacceptable("The plan cannot end before it started", field="at")
    with acting("need-plan.end", by=by, on=[plan], happened_at=when, reason=summary) as act:
        plan.ended_at = when
        plan.ending_reason = reason
        plan.ending_summary = summary.strip()
        plan.save()
        act.touch(plan.case)
    return plan
