"""Key worker, detailed plan, core groups, reports, drift (CPP-01..CPP-05, CPP-07, CPP-10; WT 4.91-4.102, 4.113)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from holdfast.cases import actions as shared
from holdfast.cases import rooms
from holdfast.cases.models import InformationGiven, Involvement
from holdfast.cases.plans import actions
from holdfast.cases.plans.models import ChildProtectionPlan, CoreGroupMeeting, KeyWorker
from holdfast.cases.plans.outline import Member, Outline, Standing
from holdfast.cases.plans.selectors import (
    core_groups_of,
    drift_of,
    outcomes_of,
    plans_before,
    plans_in_force,
    vacant_key_workers,
    visits_of,
)
from holdfast.core.errors import NotNow, NotPermitted, OutOfSight, Unacceptable
from tests.support.cast import Cast
from tests.support.conferencing import HELD, convened, held, plan_for, planned, reviewed

pytestmark = pytest.mark.django_db


def test_only_a_conference_starts_a_plan(cast: Cast) -> None:
    """A core assessment that feeds the plan gives the one that stands, and starts none (CPP-08; WT 4.81, 4.98)."""
    assert rooms.begin("child-protection-plan", by=cast.chair.actor, cases=[cast.case], at=HELD) is None
    plan = planned(cast)
    assert rooms.begin("child-protection-plan", by=cast.chair.actor, cases=[plan.case], at=HELD) == plan


def test_a_key_worker_follows_another_without_a_gap(cast: Cast) -> None:
    """Named, always (CPP-01; WT 4.91)."""
    plan = planned(cast)
    later = HELD + timedelta(days=20)
    actions.appoint_key_worker(
        by=cast.manager.actor, plan=plan, practitioner=cast.second_worker.practitioner, at=later, reason="Maternity"
    )
    first, second = KeyWorker.objects.filter(plan=plan)
    assert (first.to_at, second.from_at, second.to_at) == (later, later, None)
    assert ChildProtectionPlan.objects.get().key_worker == cast.second_worker.practitioner


def test_a_vacancy_raises_an_alarm_until_it_is_filled(cast: Cast) -> None:
    """Never vacant without alarm: on managers' and the worker's lists (CPP-01; WT 4.91; JCI1)."""
    plan = planned(cast)
    assert not vacant_key_workers(cast.authority.pk).exists()
    with pytest.raises(Unacceptable, match="why"):
        actions.leave_key_worker_post(by=cast.manager.actor, plan=plan, reason="")
    actions.leave_key_worker_post(by=cast.manager.actor, plan=plan, reason="Left the authority")
    assert list(vacant_key_workers(cast.authority.pk)) == [plan]
    assert not vacant_key_workers(cast.other_authority.pk).exists()
    for who in (cast.manager, cast.worker, cast.designated):
        alarms = [item for item in rooms.work_for(who.actor, 10) if item.kind == "vacancy"]
        assert [(item.child_name, item.urgent) for item in alarms] == [("Ivy Thorne", True)]
    assert not [item for item in rooms.work_for(cast.second_worker.actor, 10) if item.kind == "vacancy"]
    with pytest.raises(NotNow):
        actions.leave_key_worker_post(by=cast.manager.actor, plan=plan, reason="Again")
    actions.appoint_key_worker(by=cast.manager.actor, plan=plan, practitioner=cast.worker.practitioner)
    assert not vacant_key_workers().exists()


def test_a_plan_without_a_key_worker_starts_all_the_same(cast: Cast) -> None:
    """Protection does not wait for a name; the alarm stands (GEN-05, CPP-01)."""
    held(cast, convened(cast, children=[cast.case]), plan_for(cast, cast.case, key_worker=None))
    assert vacant_key_workers(cast.authority.pk).count() == 1


def test_the_plan_is_worked_out_and_kept_up_to_date(cast: Cast) -> None:
    """Needs, outcomes, contact, progress, contingency, wishes, views (CPP-03, CPP-04; WT 4.99-4.101)."""
    plan = planned(cast)
    actions.work_out_plan(
        by=cast.worker.actor,
        plan=plan,
        details={"needs": "Sleep, company", "contact": "Weekly at home", "preference_not_taken": "No visits: unsafe"},
        outcomes=[Outline(outcome="Ivy is at school by nine", area="enjoy-and-achieve")],
    )
    plan.refresh_from_db()
    assert plan.detailed_at is not None
    assert (plan.needs, plan.preference_not_taken) == ("Sleep, company", "No visits: unsafe")
    assert len(outcomes_of([plan.pk])[plan.pk]) == 2
    with pytest.raises(Unacceptable):
        actions.work_out_plan(by=cast.worker.actor, plan=plan, details={"ended_at": None})
    with pytest.raises(Unacceptable, match="five-outcomes"):
        actions.add_outcome(by=cast.worker.actor, plan=plan, outline=Outline(outcome="x", area="be-rich"))
    with pytest.raises(NotPermitted):
        actions.work_out_plan(by=cast.teacher.actor, plan=plan, details={})
    with pytest.raises(OutOfSight):
        actions.work_out_plan(by=cast.outsider.actor, plan=plan, details={})


def test_a_dropped_outcome_stays_with_its_reason(cast: Cast) -> None:
    """Nothing is lost (REC-01; WT 4.96)."""
    plan = planned(cast)
    outcome = outcomes_of([plan.pk])[plan.pk][0].outcome
    with pytest.raises(Unacceptable):
        actions.drop_outcome(by=cast.worker.actor, outcome=outcome, reason=" ")
    actions.drop_outcome(by=cast.worker.actor, outcome=outcome, reason="Grandmother moved in")
    assert outcomes_of([plan.pk])[plan.pk][0].outcome.dropped_reason == "Grandmother moved in"
    with pytest.raises(NotNow):
        actions.drop_outcome(by=cast.worker.actor, outcome=outcome, reason="Again")


def test_the_family_has_the_plan_in_its_language_and_knows_how_to_complain(cast: Cast) -> None:
    """A written copy, and the right to complain (CPP-04, GEN-10; WT 4.101-4.102)."""
    plan = planned(cast)
    with pytest.raises(Unacceptable):
        actions.give_plan_copy(by=cast.worker.actor, plan=plan, to=[])
    actions.give_plan_copy(by=cast.worker.actor, plan=plan, to=["Rosa Thorne"], language="Polish", complaints_told=True)
    given = InformationGiven.objects.filter(record_id=plan.pk)
    assert {(row.what, row.language) for row in given} == {("plan-copy", "Polish"), ("complaints", "Polish")}


def test_a_core_group_is_recorded_once_for_brothers_and_sisters(cast: Cast) -> None:
    """Decisions noted, plan updated, what differs by child (CPP-02, GEN-08; WT 4.95-4.96)."""
    held(cast)
    plans = list(ChildProtectionPlan.objects.select_related("case__child"))
    outcome = outcomes_of([plans[0].pk])[plans[0].pk][0].outcome
    meeting = actions.hold_core_group(
        by=cast.worker.actor,
        plans=plans,
        decided="The neighbour has the children on Tuesdays.",
        came=[Member(practitioner=cast.worker.practitioner), Member(person=cast.mother)],
        missing=[Member(name="Teresa Vetch")],
        held_at=HELD + timedelta(days=6),
        notes={plans[0].pk: "Ivy wants to walk home alone."},
        standings=[Standing(outcome.pk, "moving", "Two nights out of seven")],
        next_meeting_on=date(2026, 5, 6),
    )
    assert CoreGroupMeeting.objects.get() == meeting
    assert {entry.note for entry in meeting.entries.all()} == {"Ivy wants to walk home alone.", ""}
    assert core_groups_of([plans[1].pk]) == [meeting]
    assert {(row.name, row.came) for row in meeting.attendance.all()} == {
        ("Wendy Sorrel", True),
        ("Rosa Thorne", True),
        ("Teresa Vetch", False),
    }


def test_a_core_group_needs_its_note_its_children_and_a_plan_that_stands(cast: Cast) -> None:
    """There is a written note of decisions (CPP-02; WT 4.96)."""
    plan = planned(cast)
    came = [Member(name="Rosa Thorne")]
    with pytest.raises(Unacceptable, match="decided"):
        actions.hold_core_group(by=cast.worker.actor, plans=[plan], decided=" ", came=came)
    with pytest.raises(Unacceptable, match="children"):
        actions.hold_core_group(by=cast.worker.actor, plans=[], decided="x", came=came)
    with pytest.raises(Unacceptable, match="not started"):
        actions.hold_core_group(
            by=cast.worker.actor, plans=[plan], decided="x", came=came, held_at=HELD - timedelta(days=1)
        )
    with pytest.raises(NotPermitted):
        actions.hold_core_group(by=cast.teacher.actor, plans=[plan], decided="x", came=came)


def test_who_joins_the_core_group_sees_the_child_and_who_leaves_it_does_not(cast: Cast) -> None:
    """Membership follows the plan (CPP-02; WT 4.93)."""
    plan = planned(cast)
    involved = Involvement.objects.filter(child=cast.child, part="core-group-member", to_at=None)
    assert {row.practitioner for row in involved} == {cast.worker.practitioner, cast.teacher.practitioner}
    members = actions.change_core_group(
        by=cast.worker.actor,
        plan=plan,
        members=[Member(practitioner=cast.worker.practitioner), Member(practitioner=cast.partner.practitioner)],
    )
    assert {row.name for row in members} == {"Wendy Sorrel", "Pat Constable"}
    assert {row.practitioner for row in involved.all()} == {cast.worker.practitioner, cast.partner.practitioner}


def test_the_core_groups_report_says_what_changed_for_the_child(cast: Cast) -> None:
    """Work done, and impact against planned outcomes (CPP-07; WT 4.113)."""
    plan = planned(cast)
    with pytest.raises(Unacceptable, match="changed for the child"):
        actions.report_to_review(by=cast.worker.actor, plan=plan, work_done="Visits", impact="")
    outcome = outcomes_of([plan.pk])[plan.pk][0].outcome
    with pytest.raises(Unacceptable, match="stands"):
        actions.report_to_review(
            by=cast.worker.actor, plan=plan, work_done="x", impact="y", standings=[Standing(outcome.pk, "green")]
        )
    report = actions.report_to_review(
        by=cast.worker.actor,
        plan=plan,
        work_done="Six visits",
        impact="Ivy sleeps",
        standings=[Standing(outcome.pk, "achieved", "Unannounced visits")],
    )
    stands = outcomes_of([plan.pk])[plan.pk][0].stands
    assert stands is not None
    assert (stands.stands, stands.record_id) == ("achieved", report.pk)


def test_drift_is_visible(cast: Cast) -> None:
    """Length on plan, repeat plans, outcomes that do not move (CPP-10; WT 4.67, 4.107)."""
    plan = planned(cast)
    line = outcomes_of([plan.pk])[plan.pk]
    assert drift_of(plan, line).never_judged == 1
    actions.report_to_review(
        by=cast.worker.actor,
        plan=plan,
        work_done="Visits",
        impact="None",
        standings=[Standing(line[0].outcome.pk, "not-moving")],
    )
    drift = drift_of(plan, outcomes_of([plan.pk])[plan.pk])
    assert (len(drift.not_moving), drift.previous_plans, drift.visible) == (1, 0, True)
    assert drift.days == plan.days() > 200
    reviewed(cast, plan, "end")
    again = convened(cast, children=[cast.case])
    held(cast, again, plan_for(cast, cast.case, next_review_on=None), held_at=HELD + timedelta(weeks=20))
    second = ChildProtectionPlan.objects.get(ended_at=None)
    assert second.previous_plans == plans_before(cast.child.pk, second.started_at) == 1


def test_visits_as_they_were_stand_beside_visits_as_planned(cast: Cast) -> None:
    """Planned frequency against actual, seen alone or not (CPP-05; WT 4.100, 10.9)."""
    plan = planned(cast)
    for days, alone in ((10, False), (50, True)):
        shared.see_child(by=cast.worker.actor, case=cast.case, at=HELD + timedelta(days=days), alone=alone, said="Hi")
    shared.see_child(
        by=cast.worker.actor, case=cast.case, at=HELD + timedelta(days=60), seen=False, not_seen_reason="Nobody in"
    )
    visits = visits_of(plan)
    assert (len(visits.seen), len(visits.missed)) == (2, 1)
    assert visits.since_seen == visits.since_seen_alone == plan.days() - 50
    assert visits.longest_gap >= 40
    assert visits.overdue
    assert visits.expected == plan.days() // 14


def test_the_list_of_children_with_a_plan_is_each_authoritys_own(cast: Cast) -> None:
    """A list of all children at continuing risk (ENY-01; WT 4.122)."""
    plan = planned(cast)
    assert list(plans_in_force(cast.manager.actor)) == [plan]
    assert list(plans_in_force(cast.teacher.actor)) == [plan]
    assert not plans_in_force(cast.outsider.actor).exists()
