"""Plays conferences, plans, core groups, reviews and the end of plans (CPC, CPP)."""

from __future__ import annotations

from holdfast.access.actors import Actor
from holdfast.access.roles import Role
from holdfast.cases.conferences import actions as conferences
from holdfast.cases.conferences.deciding import Attended, FamilyView, Invited, View
from holdfast.cases.conferences.deciding import ForChild as Decided
from holdfast.cases.conferences.models import Attendance, Conference
from holdfast.cases.conferences.selectors import cases_of_conference
from holdfast.cases.plans import actions as plans
from holdfast.cases.plans.models import ChildProtectionPlan
from holdfast.cases.plans.outline import Member
from holdfast.demo.playing.stage import FamilyStage, plays
from holdfast.demo.playing.words import PLAN_ENDS, TESTS, invited_as
from holdfast.demo.playing.working import outlines
from holdfast.demo.script import (
    ConferenceArranged,
    ConferenceHeld,
    CoreGroupHeld,
    DecisionCirculated,
    ForChild,
    Participant,
    PlanEnded,
    ReviewHeld,
)


def _invited(stage: FamilyStage, one: Participant, *, direct: bool = False) -> Invited:
    practitioner, person, kind = stage.named(one)
    return Invited(
        role=invited_as(one.role, kind, person is not None or practitioner is None),
        name="" if practitioner or person else one.name,
        reason=one.role,
        practitioner=practitioner,
        person=person,
        direct_contact=direct,
    )


def _member(stage: FamilyStage, one: Participant) -> Member:
    practitioner, person, _ = stage.named(one)
    role = "professional" if practitioner else "family-member"
    return Member(name="" if practitioner or person else one.name, role=role, practitioner=practitioner, person=person)


def _underway(stage: FamilyStage, children: tuple[str, ...], kind: str) -> Conference | None:
    cases = stage.open_cases(children)
    kinds = ("initial", "pre-birth") if kind in ("initial", "pre-birth") else (kind,)
    waiting = Conference.objects.filter(children__case__in=cases, held_at=None, cancelled_at=None, kind__in=kinds)
    return waiting.distinct().first()


@plays(ConferenceArranged)
def arranged(stage: FamilyStage, event: ConferenceArranged, by: Actor) -> None:
    """A conference has a day, a place and a chair."""
    chair = stage.world.practitioners[event.chair]
    conference = _underway(stage, event.children, event.kind)
    if conference is None:
        conference = conferences.convene_conference(
            by=by,
            kind=event.kind,
            cases=stage.open_cases(event.children),
            at=event.at,
            planned_for=event.when,
            place=event.place,
            chair=chair,
        )
    else:
        if event.kind != "review":
            conferences.join_conference(
                by=by, conference=conference, cases=stage.open_cases(event.children), at=event.at
            )
        conferences.arrange_conference(
            by=by, conference=conference, planned_for=event.when, place=event.place, chair=chair
        )
    conferences.invite(
        by=by, conference=conference, invited=[_invited(stage, one) for one in event.invited], at=event.at
    )
    stage.conferences[event.conference] = conference


@plays(ConferenceHeld)
def held(stage: FamilyStage, event: ConferenceHeld, by: Actor) -> None:
    """A conference decides for each child."""
    conference = stage.conferences.get(event.conference) or _underway(stage, event.children, event.kind)
    if conference is None:
        conference = conferences.convene_conference(
            by=by, kind=event.kind, cases=stage.open_cases(event.children), at=event.at
        )
        stage.conferences[event.conference] = conference
    if event.kind != "review":
        conferences.join_conference(by=by, conference=conference, cases=stage.open_cases(event.children), at=event.at)
    about = {case.pk for case in cases_of_conference(conference)}
    chair = stage.endorser(Role.CONFERENCE_CHAIR, by)
    come = [_invited(stage, one.participant, direct=one.direct_contact) for one in event.attended]
    away = [_invited(stage, one.participant) for one in event.absent]
    conferences.invite(by=by, conference=conference, invited=[*come, *away], at=event.at)
    rows = {row.name: row for row in conference.invitations.all()}
    attended = [
        Attended(rows[one.called], Attendance.CAME, direct_contact=one.direct_contact)
        for one in come
        if one.called in rows
    ]
    attended += [Attended(rows[one.called], Attendance.ABSENT) for one in away if one.called in rows]
    conferences.hold_conference(
        by=chair,
        conference=conference,
        attended=attended,
        children=[
            _decided(stage, event, one)
            for one in event.decisions
            if one.child in stage.cases and stage.cases[one.child].pk in about
        ],
        held_at=event.at,
        chair=stage.world.practitioners[event.chair],
        summary=event.summary,
        quorum_exception=event.quorum_exception or "Few agencies know the children yet; the conference could not wait",
        midwifery="Invited, and there" if event.kind == "pre-birth" else "",
    )
    for one in event.decisions:
        plan = ChildProtectionPlan.objects.filter(case=stage.cases.get(one.child)).order_by("-started_at").first()
        if plan is not None and one.plan:
            stage.plans[one.plan] = plan


plays(ReviewHeld)(held)


def _decision(event: ConferenceHeld, one: ForChild) -> str:
    if event.kind == "review":
        return "continue" if one.continuing_risk else "end-in-need"
    return "plan" if one.continuing_risk else "no-plan-in-need"


def _decided(stage: FamilyStage, event: ConferenceHeld, one: ForChild) -> Decided:
    new = event.kind != "review" and one.continuing_risk
    worker = stage.world.practitioners.get(one.key_worker or "")
    return Decided(
        case=stage.cases[one.child],
        decision=_decision(event, one),
        continuing_risk=one.continuing_risk,
        reasons=one.reasons,
        test=TESTS[one.test] if one.continuing_risk else "",
        categories=list(one.categories) if one.continuing_risk else [],
        views=[
            View(
                agency_name=stage.world.agencies[view.agency].name
                if view.agency in stage.world.agencies
                else view.agency,
                view="plan" if view.at_risk else "no-plan",
                participant=view.participant,
                words=view.view,
                dissents=view.dissent,
            )
            for view in one.views
        ],
        family_views=[FamilyView(name="The parents", view=event.parents_views)] if event.parents_views else [],
        child_attended=one.child_attended,
        how_heard=one.child_view,
        child_view=one.child_view,
        progress=event.progress if isinstance(event, ReviewHeld) else "",
        lead_body="local-authority" if new else "",
        key_worker=worker if new and worker and worker.qualified_social_worker else None,
        core_group=[_member(stage, member.participant) for member in one.core_group] if new else [],
        outcomes=outlines(one.actions, stage) if new else [],
        contingency=one.contingency if new else "",
        visits_every_days=one.visits_every_days if new else None,
        first_core_group_on=event.first_core_group.date() if new and event.first_core_group else None,
        next_review_on=event.next_review if one.continuing_risk else None,
        later_review_reason="The school holidays" if one.continuing_risk and event.next_review else "",
    )


@plays(DecisionCirculated)
def decision_circulated(stage: FamilyStage, event: DecisionCirculated, by: Actor) -> None:
    """The decision went to all invited (CPC-12)."""
    conferences.circulate_decision(
        by=stage.endorser(Role.CONFERENCE_ADMINISTRATOR, by),
        conference=stage.conferences[event.conference],
        at=event.at,
    )


@plays(CoreGroupHeld)
def core_group(stage: FamilyStage, event: CoreGroupHeld, by: Actor) -> None:
    """The core group met, and wrote down what it decided (CPP-02)."""
    standing = [stage.plans[key] for key in event.plans if key in stage.plans]
    fresh = ChildProtectionPlan.objects.select_related("case__child", "case__authority").filter(
        pk__in=[plan.pk for plan in standing], ended_at=None
    )
    if not fresh:
        return
    plans.hold_core_group(
        by=by,
        plans=list(fresh),
        decided=f"{event.note}\n{event.decided}".strip(),
        came=[_member(stage, one) for one in event.attended],
        held_at=event.at,
        next_meeting_on=event.next_meeting,
    )


@plays(PlanEnded)
def plan_ended(stage: FamilyStage, event: PlanEnded, by: Actor) -> None:
    """A plan ended: by the review that decided it, or in one of the other four ways (CPP-08)."""
    known = stage.plans.get(event.plan)
    if known is None:
        return
    plan = ChildProtectionPlan.objects.select_related("case__child", "case__authority").get(pk=known.pk)
    if plan.ended_at is None and event.reason in PLAN_ENDS:
        plans.end_plan(by=by, plan=plan, reason=PLAN_ENDS[event.reason], note=event.explanation, at=event.at)
