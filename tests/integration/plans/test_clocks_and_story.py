"""What conferences and plans tell the clocks and the story (CPC-12, CPP-02, CPP-06, CPC-13, MOV-01, REC-03)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from holdfast.access.door import acting
from holdfast.cases.conferences import actions as conferences
from holdfast.cases.conferences.facts import facts
from holdfast.cases.conferences.models import Conference, ConferenceChild
from holdfast.cases.conferences.room import tell_story as conference_story
from holdfast.cases.plans import actions
from holdfast.cases.plans.facts import core_group_facts, need_review_facts
from holdfast.cases.plans.models import ChildInNeedPlan, ChildProtectionPlan
from holdfast.cases.plans.outline import Member
from holdfast.cases.plans.story import story
from holdfast.cases.rooms import ClockFact
from tests.support.cast import Cast
from tests.support.conferencing import HELD, REVIEWED, convened, held, plan_for, planned, reviewed

pytestmark = pytest.mark.django_db


def named(found: list[ClockFact], clock: str) -> list[ClockFact]:
    return [fact for fact in found if fact.clock == clock]


def test_circulation_runs_from_the_conference_for_each_child(cast: Cast) -> None:
    """Met when the decision goes out (CPC-12; WT 4.82)."""
    conference = held(cast)
    found = named(list(facts(None)), "conference-decision")
    assert {fact.starts for fact in found} == {(("conference.held", HELD),)}
    assert [fact.met_at for fact in found] == [None, None]
    conferences.circulate_decision(by=cast.administrator.actor, conference=conference, at=HELD + timedelta(hours=5))
    assert named(list(facts([cast.case.pk])), "conference-decision")[0].met_at == HELD + timedelta(hours=5)


def test_each_review_meets_one_clock_and_starts_the_next_until_the_plan_ends(cast: Cast) -> None:
    """First review from the conference, further ones from the last (CPP-06; WT 4.110)."""
    plan = planned(cast)
    first = named(list(facts(None)), "first-review")
    assert [(fact.starts, fact.met_at, fact.record_id) for fact in first] == [((("plan.agreed", HELD),), None, plan.pk)]
    review = reviewed(cast, plan)
    found = list(facts([cast.case.pk]))
    assert named(found, "first-review")[0].met_at == REVIEWED
    second = named(found, "next-review")
    assert [(fact.starts, fact.met_at) for fact in second] == [((("review.last", REVIEWED),), None)]
    assert second[0].record_id == review.children.get().pk
    again = convened(cast, "review", [cast.case])
    later = REVIEWED + timedelta(weeks=10)
    held(cast, again, plan_for(cast, cast.case, decision="end", continuing_risk=False, test=""), held_at=later)
    second = named(list(facts(None)), "next-review")
    assert [fact.met_at for fact in second] == [later]


def test_clocks_of_a_plan_stop_with_it(cast: Cast) -> None:
    """What has ended is not late (CPP-02, CPP-08; WT 4.95, 4.114)."""
    plan = planned(cast)
    ends = HELD + timedelta(days=3)
    actions.end_plan(by=cast.manager.actor, plan=plan, reason="left-uk", note="For good", at=ends)
    for found in (named(list(facts(None)), "first-review"), list(core_group_facts(None))):
        assert [(fact.stopped_at, fact.stopped_why) for fact in found] == [(ends, "the plan ended")]


def test_the_first_core_group_meets_its_clock_for_each_child(cast: Cast) -> None:
    """From the conference (CPP-02; WT 4.95)."""
    held(cast)
    plans = list(ChildProtectionPlan.objects.select_related("case__child"))
    at = HELD + timedelta(days=6)
    actions.hold_core_group(
        by=cast.worker.actor, plans=plans[:1], decided="x", came=[Member(name="Rosa Thorne")], held_at=at
    )
    found = {fact.record_id: fact.met_at for fact in core_group_facts(None)}
    assert found == {plans[0].pk: at, plans[1].pk: None}


def test_reviews_of_a_child_in_need_plan(cast: Cast) -> None:
    """From the plan, then from each review (CPC-13; WT 4.84)."""
    plan = actions.start_need_plan(by=cast.worker.actor, case=cast.case, at=HELD, needs="A bed")
    actions.review_need_plan(by=cast.worker.actor, plan=plan, outcome="continue", came_of_it="x", held_at=REVIEWED)
    found = list(need_review_facts([cast.case.pk]))
    assert [(fact.starts[0][0], fact.met_at) for fact in found] == [
        ("child-in-need.plan-agreed", REVIEWED),
        ("child-in-need.review-last", None),
    ]
    later = REVIEWED + timedelta(days=40)
    actions.review_need_plan(by=cast.worker.actor, plan=plan, outcome="close", came_of_it="x", held_at=later)
    assert [fact.met_at for fact in need_review_facts(None)] == [REVIEWED, later]


def test_the_transfer_conference_runs_from_the_notice(cast: Cast) -> None:
    """Met by our conference, stopped when the move is settled (MOV-01; WT 4.114)."""
    move = actions.notify_move(
        by=cast.worker.actor, case=cast.case, kind="in-permanent", other_authority="Samphire", at=HELD
    )
    found = named(list(facts(None)), "transfer-conference")
    assert [(fact.starts, fact.met_at) for fact in found] == [((("move.notified", HELD),), None)]
    held(
        cast,
        Conference.objects.get(),
        plan_for(cast, cast.case, next_review_on=None),
        chair=cast.chair.practitioner,
        attended=[],
        quorum_exception="Known to nobody here",
        held_at=REVIEWED,
    )
    assert named(list(facts([cast.case.pk])), "transfer-conference")[0].met_at == REVIEWED
    actions.settle_move(by=cast.designated.actor, move=move, why="Here now")


def test_what_is_known_only_from_a_census_starts_no_clock_that_it_cannot_meet(cast: Cast) -> None:
    """A census has no core groups and no circulation; it has reviews (CPP-06, STA-03)."""
    with acting("plan.start", by=cast.designated.actor, on=[cast.case]) as act:
        plan = ChildProtectionPlan(case=cast.case, started_at=HELD, census_only=True)
        plan.save()
        need = ChildInNeedPlan(case=cast.sibling_case, agreed_at=HELD, census_only=True)
        need.save()
        conference = Conference(authority=cast.authority, kind="review", convened_at=REVIEWED, held_at=REVIEWED)
        conference.save()
        ConferenceChild(conference=conference, case=cast.case, plan=plan).save()
        act.touch(plan)
    assert list(core_group_facts(None)) == []
    assert list(need_review_facts(None)) == []
    found = list(facts(None))
    assert {fact.clock for fact in found} == {"first-review", "next-review"}
    assert named(found, "first-review")[0].met_at == REVIEWED


def test_the_story_tells_it_all_at_a_fixed_cost(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Conferences, plans, core groups, reports, reviews, moves (REC-03; WT 4.75)."""
    plan = planned(cast)
    actions.hold_core_group(
        by=cast.worker.actor, plans=[plan], decided="Tuesdays", came=[Member(name="Nan")], held_at=HELD
    )
    actions.report_to_review(by=cast.worker.actor, plan=plan, work_done="x", impact="Sleeps")
    actions.notify_move(by=cast.worker.actor, case=plan.case, kind="out-temporary", other_authority="Samphire")
    reviewed(cast, plan, "end-in-need")
    with django_assert_num_queries(12):
        told = list(story([cast.child.pk, cast.sibling.pk]))
    assert [entry.title for entry in told] == [
        "Child protection plan began",
        "Child protection plan ended: A review judged it no longer needed",
        "Core group met",
        "Core group's report to the review",
        "Child in need plan began",
        "Move: Out, for a time (Samphire)",
    ]
    with django_assert_num_queries(6):
        met = list(conference_story([cast.child.pk]))
    assert {entry.title for entry in met} == {
        "Initial child protection conference",
        "Review child protection conference",
    }
    assert all(entry.child_ids == (cast.child.pk,) for entry in met)
