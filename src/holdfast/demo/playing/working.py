"""Plays the open case: assessments, visits, child in need plans, moves, lateness, closing."""

from __future__ import annotations

from collections.abc import Sequence

from holdfast.access.actors import Actor
from holdfast.cases.actions import close_case, endorse_decision, see_child
from holdfast.cases.assessments import actions as assessments
from holdfast.cases.assessments.models import Assessment
from holdfast.cases.models import Decision
from holdfast.cases.plans import actions as plans
from holdfast.cases.plans.models import ChildInNeedPlan
from holdfast.cases.plans.outline import Outline, PlannedAction
from holdfast.clocks.actions import explain_lateness, refresh
from holdfast.clocks.models import ClockRow
from holdfast.demo.playing.stage import FamilyStage, plays
from holdfast.demo.playing.words import ASSESSMENT_OUTCOMES, BEGAN, CLOSURES, FIVE_OUTCOMES
from holdfast.demo.script import (
    AddressChanged,
    AssessmentCompleted,
    AssessmentEndorsed,
    AssessmentStarted,
    CaseClosed,
    ChildBorn,
    ChildInNeedPlanEnded,
    ChildInNeedPlanMade,
    ChildInNeedPlanReviewed,
    ChildSeen,
    LateReason,
    MovedIn,
    MovedOut,
    NewConcern,
    PlanAction,
)
from holdfast.people import actions as people

STEPS = {"initial": "initial-assessment", "core": "core-assessment"}


@plays(AssessmentStarted)
def assessment_started(stage: FamilyStage, event: AssessmentStarted, by: Actor) -> None:
    """An assessment begins; where a decision began it already, its plan is written into it."""
    (child,) = event.children
    case = stage.case(child)
    step = STEPS[event.kind]
    underway = Assessment.objects.filter(case=case, step=step, completed_at=None, stopped_at=None)
    found = underway.select_related("round", "case__child", "case__authority").first()
    if found is None:
        referral = stage.referrals.get(event.referral)
        from_referral = event.kind == "initial" and referral is not None
        assessments.begin_assessment(
            by=by,
            cases=[case],
            step=step,
            began_with=BEGAN[event.prompt] if event.kind == "core" else BEGAN[""],
            clock_from=referral.received_at if from_referral and referral else event.at,
            at=event.at,
            plan=event.plan,
        )
        found = underway.select_related("round", "case__child", "case__authority").get()
    elif not found.round.plan:
        assessments.write_assessment(
            by=by, round_=found.round, common={"plan": event.plan, "lead": case.worker}, children={}
        )
    stage.assessments[event.assessment] = found
    stage.records[step, child] = found.id


@plays(AssessmentCompleted)
def assessment_completed(stage: FamilyStage, event: AssessmentCompleted, by: Actor) -> None:
    """Written, concluded, the next step proposed."""
    one = stage.assessments[event.assessment]
    one = Assessment.objects.select_related("round__lead", "case__child", "case__authority").get(pk=one.pk)
    common = {
        "known_history": event.history,
        "parenting_capacity": event.parenting,
        "family_and_environment": event.environment,
        "lead": one.round.lead or stage.world.practitioners.get(event.by),
    }
    own = {
        "developmental_needs": event.development,
        "analysis": event.analysis,
        "in_need": event.in_need,
        "reasonable_cause": event.significant_harm,
        "factors": list(event.factors),
    }
    assessments.write_assessment(by=by, round_=one.round, common=common, children={one: own})
    assessments.complete_assessments(
        by=by,
        assessments=[one],
        outcome=ASSESSMENT_OUTCOMES[event.kind, event.outcome],
        reasons=event.reasons,
        at=event.at,
        lead_departure="The allocated worker is in her first year, supervised by the team manager",
    )


@plays(AssessmentEndorsed)
def assessment_endorsed(stage: FamilyStage, event: AssessmentEndorsed, by: Actor) -> None:
    """A manager endorses."""
    one = stage.assessments[event.assessment]
    decision = Decision.objects.select_related("case__child").get(record_id=one.pk, superseded_at=None)
    if decision.endorsed_at is None:
        endorse_decision(by=by, decision=decision, note=event.comment, at=event.at)


@plays(ChildSeen)
def child_seen(stage: FamilyStage, event: ChildSeen, by: Actor) -> None:
    """The child was seen, or was not."""
    case = stage.case(event.child)
    present = ", ".join(stage.people[key].name for key in event.present if key in stage.people)
    see_child(
        by=by,
        case=case,
        at=event.at,
        seen=event.seen,
        alone=event.alone if event.seen else None,
        where=event.place,
        present=present,
        said=event.words,
        wishes=event.wishes,
        observed=event.observed,
        language="" if event.language == "English" and not event.means else event.means or event.language,
        interpreter="An interpreter of the service" if event.interpreter else "",
        not_seen_reason=event.not_seen_reason,
        arranged=event.arranged,
    )


@plays(NewConcern)
def new_concern(stage: FamilyStage, event: NewConcern, by: Actor) -> None:
    """News on an open case is a contact that goes to its worker (REF-02, REF-12)."""
    from holdfast.cases.referrals import actions
    from holdfast.cases.referrals.actions import NamedChild, ReferrerFacts

    children = [child for child in event.children if child in stage.cases]
    actions.record_contact(
        by=by,
        authority=stage.world.authority,
        referrer=ReferrerFacts(source="other", name=event.source or "A colleague"),
        concern=event.concern,
        mode="telephone",
        outcome="to-allocated-worker",
        children=[NamedChild(child=stage.people[child]) for child in children],
        received_at=event.at,
    )


def outlines(actions_: Sequence[PlanAction], stage: FamilyStage) -> list[Outline]:
    """Planned outcomes with the actions that lead to them, gathered by outcome."""
    gathered: dict[tuple[str, str, str], list[PlannedAction]] = {}
    for one in actions_:
        key = (one.need, one.outcome, FIVE_OUTCOMES.get(one.five_outcome, "stay-safe"))
        owner = stage.world.practitioners.get(one.practitioner or "")
        gathered.setdefault(key, []).append(
            PlannedAction(what=one.action, owner=owner, owner_name="" if owner else one.who, due_on=one.by)
        )
    return [
        Outline(outcome=outcome, need=need, area=area, actions=tuple(steps))
        for (need, outcome, area), steps in gathered.items()
    ]


@plays(ChildInNeedPlanMade)
def need_plan_made(stage: FamilyStage, event: ChildInNeedPlanMade, by: Actor) -> None:
    """A plan agreed with the family."""
    (child,) = event.children
    case = stage.case(child)
    told = {
        "needs": "\n".join(event.needs),
        "family_agreement": event.family_views,
        "outcomes": outlines(event.actions, stage),
        "review_on": event.review_by,
    }
    plan = ChildInNeedPlan.objects.filter(case=case, ended_at=None).select_related("case__child").first()
    if plan is None:
        plan = plans.start_need_plan(by=by, case=case, at=event.at, **told)  # type: ignore[arg-type]
    else:
        plan = plans.work_out_need_plan(by=by, plan=plan, at=event.at, **told)  # type: ignore[arg-type]
    stage.need_plans[event.plan] = plan
    stage.records["child-in-need-review", child] = plan.pk


@plays(ChildInNeedPlanReviewed)
def need_plan_reviewed(stage: FamilyStage, event: ChildInNeedPlanReviewed, by: Actor) -> None:
    """The plan is reviewed."""
    plan = stage.need_plans[event.plan]
    outcome = "change" if "new" in event.decision or "change" in event.decision else "continue"
    plans.review_need_plan(
        by=by,
        plan=plan,
        outcome=outcome,
        came_of_it=event.progress,
        took_part=", ".join(one.name for one in event.attended),
        next_review_on=event.next_review,
        held_at=event.at,
    )


@plays(ChildInNeedPlanEnded)
def need_plan_ended(stage: FamilyStage, event: ChildInNeedPlanEnded, by: Actor) -> None:
    """The plan came to its end."""
    plan = ChildInNeedPlan.objects.select_related("case__child", "case__authority").get(
        pk=stage.need_plans[event.plan].pk
    )
    if plan.ended_at is None:
        reason = "declined" if "no longer wants" in event.reason else "needs-met"
        plans.end_need_plan(by=by, plan=plan, reason=reason, summary=event.reason, at=event.at)


@plays(ChildBorn)
def child_born(stage: FamilyStage, event: ChildBorn, by: Actor) -> None:
    """The child whom the case followed is born (GEN-01)."""
    (child,) = event.children
    person = stage.people[child]
    people.record_birth(by=by, child=person, born_on=event.born, given_name=event.given, sex=event.sex)
    if event.nhs:
        people.identify(by=by, person=person, kind="nhs", value=event.nhs, accept_wrong=True)


@plays(AddressChanged)
def address_changed(stage: FamilyStage, event: AddressChanged, by: Actor) -> None:
    """A move of home was entered with the family's homes when it was registered."""


@plays(MovedIn)
def moved_in(stage: FamilyStage, event: MovedIn, by: Actor) -> None:
    """A child came from elsewhere (MOV-01, MOV-02)."""
    for case in stage.open_cases(event.children):
        kind = "in-temporary" if event.temporary else "in-permanent"
        plans.notify_move(by=by, case=case, kind=kind, other_authority=event.other_authority, at=event.at)


@plays(MovedOut)
def moved_out(stage: FamilyStage, event: MovedOut, by: Actor) -> None:
    """A child left for elsewhere (MOV-02)."""
    for case in stage.open_cases(event.children):
        kind = "out-temporary" if event.temporary else "out-permanent"
        plans.notify_move(by=by, case=case, kind=kind, other_authority=event.other_authority, at=event.at)


@plays(LateReason)
def late_reason(stage: FamilyStage, event: LateReason, by: Actor) -> None:
    """Why a step was late, on the clock that it concerns."""
    for child in event.children:
        case = stage.cases.get(child)
        if case is None:
            continue
        refresh([case.pk])
        row = ClockRow.objects.filter(case=case, clock=event.clock, started_at__lte=event.at).last()
        if row is not None:
            explain_lateness(
                by=by, case=case, clock=event.clock, record_id=row.record_id, reason=event.reason, at=event.at
            )


@plays(CaseClosed)
def case_closed(stage: FamilyStage, event: CaseClosed, by: Actor) -> None:
    """The authority's work with the child ends (CIN-04)."""
    summary = event.summary + "".join(f"\n{outcome}: {words}" for outcome, words in event.outcomes)
    for child in event.children:
        case = stage.cases.pop(child, None)
        if case is not None:
            case.refresh_from_db()
            if case.is_open:
                close_case(by=by, case=case, reason=CLOSURES.get(event.reason, "other"), summary=summary, at=event.at)
