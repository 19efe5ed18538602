"""Holding a conference: quorum, test, views, decisions, what follows (CPC-03, CPC-09..CPC-15; WT 4.69-4.86)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from holdfast.cases.conferences import actions
from holdfast.cases.conferences.deciding import Attended, ForChild
from holdfast.cases.conferences.models import AgencyView, Attendance, Conference, ConferenceChild
from holdfast.cases.conferences.quorum import quorum_of
from holdfast.cases.conferences.selectors import initial_conference_dates, open_conference
from holdfast.cases.models import AgreedAction, Decision, InformationGiven, ViewHeard
from holdfast.cases.plans.models import ChildInNeedPlan, ChildProtectionPlan, PlannedOutcome
from holdfast.cases.selectors import current_decision
from holdfast.core.errors import NotNow, NotPermitted, OutOfSight, Unacceptable
from holdfast.core.time import now
from tests.support.cast import Cast
from tests.support.conferencing import HELD, REVIEWED, convened, everybody_came, held, plan_for, planned, reviewed

pytestmark = pytest.mark.django_db


def test_each_child_is_decided_separately_in_one_conference(cast: Cast) -> None:
    """A plan for one, help for the other (CPC-15, CPC-13; WT 4.75, 4.84)."""
    conference = convened(cast)
    need = ForChild(
        case=cast.sibling_case, decision="no-plan-in-need", continuing_risk=False, reasons="Lives with his father."
    )
    held(cast, conference, plan_for(cast, cast.case), need)
    assert ChildProtectionPlan.objects.get().case == cast.case
    assert ChildInNeedPlan.objects.get().case == cast.sibling_case
    assert {decision.outcome for decision in Decision.objects.all()} == {"plan", "no-plan-in-need"}


def test_a_child_left_undecided_is_named(cast: Cast) -> None:
    """No child is decided by silence (CPC-15; WT 4.75)."""
    with pytest.raises(Unacceptable, match="Jack Thorne"):
        held(cast, convened(cast), plan_for(cast, cast.case))


def test_the_decision_is_the_chairs_whoever_writes_it_down(cast: Cast) -> None:
    """The chair decides the category, the administrator records (CPC-10, GEN-11; WT 4.83, 4.90)."""
    held(cast)
    entry = ConferenceChild.objects.get(case=cast.sibling_case)
    assert entry.categories == ["emotional"]
    decision = current_decision(entry.pk)
    assert decision is not None
    assert decision.taken_by == cast.chair.practitioner
    assert decision.taken_at == HELD


def test_the_plan_takes_over_what_the_conference_decided(cast: Cast) -> None:
    """Key worker, core group, outline, contingency, dates: typed once (CPC-11, GEN-02, CPP-01; WT 4.85-4.86)."""
    plan = planned(cast)
    assert (plan.initial_categories, plan.lead_body, plan.visits_every_days) == (["neglect"], "local-authority", 14)
    assert plan.key_worker == cast.worker.practitioner
    assert {row.name for row in plan.core_group.all()} == {"Wendy Sorrel", "Teresa Vetch", "Rosa Thorne"}
    outcome = PlannedOutcome.objects.get(record_id=plan.pk)
    assert outcome.area == "stay-safe"
    assert AgreedAction.objects.get(record_id=outcome.pk).owner == cast.worker.practitioner
    assert (plan.first_core_group_on, plan.next_review_on) == (date(2026, 4, 10), date(2026, 6, 24))
    assert "not people checking" in plan.parents_views
    assert ConferenceChild.objects.get(case=cast.case).plan == plan


def test_each_agencys_view_and_its_dissent_are_kept(cast: Cast) -> None:
    """The decision rests on the views of all agencies (CPC-09; WT 4.82)."""
    held(cast)
    views = AgencyView.objects.filter(entry__case=cast.case)
    assert {(view.agency_name, view.view, view.dissents) for view in views} == {
        ("Thrift Lane Primary School", "plan", False),
        ("Marram Constabulary", "no-plan", True),
    }


def test_the_childs_and_the_mothers_views_are_records_of_their_own(cast: Cast) -> None:
    """Sought and recorded at each step (GEN-10; WT 4.70, 4.82)."""
    held(cast)
    said = ViewHeard.objects.filter(case=cast.case, step="initial-conference")
    assert {view.person for view in said} == {cast.child, cast.mother}


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"continuing_risk": None}, "continuing_risk", "WT 4.79"),
        ({"test": ""}, "test", "WT 4.80"),
        ({"categories": []}, "categories", "WT 4.83"),
        ({"categories": ["naughtiness"]}, "categories", "category-of-abuse"),
        ({"continuing_risk": False}, "decision", "WT 4.81"),
        ({"decision": "no-plan"}, "decision", "WT 4.81"),
        ({"reasons": " "}, "reasons", "reasons"),
        ({"next_review_on": date(2026, 7, 2)}, "next_review_on", "1/7/2026"),
    ],
)
def test_answers_that_do_not_fit_each_other_are_refused_by_name(
    cast: Cast, change: dict[str, object], field: str, says: str
) -> None:
    """The question, the test, the category and the decision belong together (CPC-09, CPC-10; WT 4.79-4.83)."""
    with pytest.raises(Unacceptable, match=r"Ivy Thorne|naughtiness") as refused:
        held(cast, convened(cast, children=[cast.case]), plan_for(cast, cast.case, **change))
    assert refused.value.field == field
    assert says in refused.value.message
    assert not ChildProtectionPlan.objects.exists()
    assert Conference.objects.get().held_at is None


def test_a_later_review_takes_a_reason(cast: Cast) -> None:
    """A late step takes a reason and is never impossible (CPC-11; WT 4.110)."""
    late = plan_for(cast, cast.case, next_review_on=date(2026, 7, 20), later_review_reason="The chair is in hospital.")
    held(cast, convened(cast, children=[cast.case]), late)
    assert ChildProtectionPlan.objects.get().next_review_on == date(2026, 7, 20)


@pytest.mark.parametrize("who", ["teacher", "manager"])
def test_a_key_worker_is_a_qualified_worker_of_the_lead_body(cast: Cast, who: str) -> None:
    """A teacher is refused, a manager of the authority may be (CPP-01; WT 4.85, 4.91)."""
    child = plan_for(cast, cast.case, key_worker=getattr(cast, who).practitioner)
    conference = convened(cast, children=[cast.case])
    if who == "teacher":
        with pytest.raises(Unacceptable, match=r"WT 4\.91"):
            held(cast, conference, child)
    else:
        held(cast, conference, child)
        assert ChildProtectionPlan.objects.get().key_worker == cast.manager.practitioner


def test_too_few_agencies_need_a_reason_for_going_ahead(cast: Cast) -> None:
    """Children's social care and two others who know the child; the exception is recorded (CPC-03; WT 4.69)."""
    conference = convened(cast)
    rows = [
        Attended(row, Attendance.CAME if row.role != "police" else Attendance.REPORT)
        for row in conference.invitations.all()
    ]
    with pytest.raises(Unacceptable, match=r"WT 4\.69") as refused:
        held(cast, conference, attended=rows)
    assert refused.value.field == "quorum_exception"
    held(cast, conference, attended=rows, quorum_exception="The children are known to no other agency.")
    conference.refresh_from_db()
    assert (conference.quorum_met, conference.quorum_exception) == (
        False,
        "The children are known to no other agency.",
    )


def test_the_quorum_counts_agencies_with_direct_contact_not_heads(cast: Cast) -> None:
    """Family, advisers without contact, and two from one agency do not make it up (CPC-03; WT 4.69)."""
    conference = held(cast)
    rows = list(conference.invitations.select_related("practitioner"))
    quorum = quorum_of(cast.authority.pk, rows)
    assert quorum.met
    assert quorum.others == ("Marram Constabulary", "Thrift Lane Primary School")
    assert "2 of 2" in quorum.says
    for row in rows:
        row.direct_contact = row.role != "police"
    assert not quorum_of(cast.authority.pk, rows).met
    assert not quorum_of(cast.authority.pk, [row for row in rows if row.role != "social-worker"]).authority_there


def test_somebody_kept_out_needs_the_ground(cast: Cast) -> None:
    """The chair decides it, on grounds (CPC-07; WT 4.72)."""
    conference = convened(cast)
    rows = [
        Attended(row, Attendance.EXCLUDED if row.role == "parent" else Attendance.CAME, row.person_id is None)
        for row in conference.invitations.all()
    ]
    with pytest.raises(Unacceptable, match=r"WT 4\.72"):
        held(cast, conference, attended=rows)


def test_a_conference_is_held_by_its_people_and_only_once(cast: Cast) -> None:
    """Chair and administrator hold it; it has a past moment and a chair outside the line (CPC-08; WT 4.73, 4.90)."""
    conference = convened(cast)
    children = [plan_for(cast, cast.case), plan_for(cast, cast.sibling_case)]
    came = everybody_came(conference)
    for who, error in ((cast.worker, NotPermitted), (cast.outsider, OutOfSight)):
        with pytest.raises(error):
            actions.hold_conference(by=who.actor, conference=conference, attended=came, children=children, held_at=HELD)
    with pytest.raises(Unacceptable, match="not come yet"):
        held(cast, conference, held_at=now() + timedelta(hours=1))
    with pytest.raises(Unacceptable, match=r"WT 4\.73"):
        held(cast, conference, chair=cast.manager.practitioner)
    held(cast, conference)
    with pytest.raises(NotNow):
        held(cast, conference)


def test_an_adjourned_conference_is_convened_afresh_and_does_not_meet_the_clock(cast: Cast) -> None:
    """Not decided, so not held in time; once for all who wait (CPC-01; WT 4.67, 4.69)."""
    conference = convened(cast)
    children = [
        ForChild(case=case, decision="adjourned", continuing_risk=None, reasons="Only the social worker came.")
        for case in (cast.case, cast.sibling_case)
    ]
    held(cast, conference, *children, attended=[])
    again = open_conference(cast.case.pk, "initial")
    assert again is not None
    assert again == open_conference(cast.sibling_case.pk, "initial")
    assert dict(initial_conference_dates([cast.case.pk])) == {}
    held(cast, again, held_at=REVIEWED, attended=[], quorum_exception="Nobody else knows them.")
    assert dict(initial_conference_dates()) == {cast.case.pk: [REVIEWED], cast.sibling_case.pk: [REVIEWED]}


def test_a_child_who_has_a_plan_is_reviewed_not_planned_twice(cast: Cast) -> None:
    """One plan at a time (CPP-08; WT 4.112)."""
    planned(cast)
    again = convened(cast, children=[cast.case])
    with pytest.raises(NotNow, match="review"):
        held(cast, again, plan_for(cast, cast.case))


def test_a_review_goes_on_with_a_plan_or_ends_it(cast: Cast) -> None:
    """Asked explicitly at every review (CPP-06, CPP-08; WT 4.110-4.114)."""
    plan = planned(cast)
    reviewed(cast, plan, "continue-changed", categories=["neglect", "emotional"])
    plan.refresh_from_db()
    assert (plan.latest_categories, plan.next_review_on) == (["neglect", "emotional"], date(2026, 12, 1))
    assert plan.initial_categories == ["neglect"]
    second = convened(cast, "review", [cast.case])
    end = ForChild(case=cast.case, decision="end-in-need", continuing_risk=False, reasons="An adult is home at night.")
    held(cast, second, end, held_at=REVIEWED + timedelta(weeks=8))
    plan.refresh_from_db()
    assert (plan.ending_reason, plan.key_worker) == ("review-judgement", cast.worker.practitioner)
    assert plan.ending_record_id == second.children.get().pk
    # Help is not withdrawn with the plan (CPP-09; WT 4.116).
    assert ChildInNeedPlan.objects.get(case=cast.case).ended_at is None
    cast.case.refresh_from_db()
    assert cast.case.is_open


def test_the_decision_is_circulated_to_everybody_invited_for_each_child(cast: Cast) -> None:
    """To those who came and those who did not; the reason where not (CPC-12; WT 4.82)."""
    conference = convened(cast)
    with pytest.raises(NotNow):
        actions.circulate_decision(by=cast.administrator.actor, conference=conference)
    held(cast, conference)
    police = conference.invitations.get(role="police")
    actions.circulate_decision(
        by=cast.administrator.actor, conference=conference, withheld={police.pk: "Left the force"}, at=HELD
    )
    told = InformationGiven.objects.filter(case=cast.sibling_case, what="conference-decision")
    assert {(row.recipient, row.withheld_reason) for row in told} == {
        ("Rosa Thorne", ""),
        ("Wendy Sorrel", ""),
        ("Teresa Vetch", ""),
        ("Pat Constable", "Left the force"),
    }
    conference.refresh_from_db()
    assert conference.circulated_at == HELD
    with pytest.raises(NotNow):
        actions.circulate_decision(by=cast.administrator.actor, conference=conference)


def test_minutes_leave_out_whoever_was_kept_out(cast: Cast) -> None:
    """Except for any part from which they were excluded (CPC-12; WT 4.90)."""
    conference = convened(cast)
    rows = [
        Attended(row, "excluded" if row.role == "parent" else "came", row.person_id is None, "Threats to the teacher")
        for row in conference.invitations.all()
    ]
    held(cast, conference, attended=rows)
    actions.send_minutes(by=cast.administrator.actor, conference=conference)
    mother = InformationGiven.objects.get(case=cast.case, what="conference-record", recipient="Rosa Thorne")
    assert mother.withheld_reason == "Threats to the teacher"
    with pytest.raises(NotNow):
        actions.send_minutes(by=cast.administrator.actor, conference=conference)
