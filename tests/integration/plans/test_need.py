"""Child in need plans and their reviews (CIN-01, CIN-02, CIN-04, CPC-13; WT 4.4, 4.31, 4.84)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from holdfast.cases import rooms
from holdfast.cases.models import Decision
from holdfast.cases.plans import actions
from holdfast.cases.plans.models import ChildInNeedPlan
from holdfast.cases.plans.outline import Outline, PlannedAction, Standing
from holdfast.cases.plans.selectors import current_need_plan, outcomes_of
from holdfast.core.errors import NotNow, NotPermitted, OutOfSight, Unacceptable
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db
AGREED = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)


def begun(cast: Cast) -> ChildInNeedPlan:
    return actions.start_need_plan(
        by=cast.worker.actor,
        case=cast.case,
        at=AGREED,
        needs="Somewhere to play",
        family_agreement="Rosa agrees",
        outcomes=[
            Outline(
                outcome="Ivy has friends round",
                area="enjoy-and-achieve",
                actions=(PlannedAction("Play scheme", owner_name="Children's centre", due_on=date(2026, 4, 1)),),
            )
        ],
    )


def test_a_decision_begins_a_plan_for_each_child_once(cast: Cast) -> None:
    """From the assessment; services can start while it goes on (CIN-01, CIN-02; WT 4.4, 4.31)."""
    cases = [cast.case, cast.sibling_case]
    for _ in range(2):
        rooms.begin("child-in-need-plan", by=cast.worker.actor, cases=cases, at=AGREED, because=None)
    assert ChildInNeedPlan.objects.count() == 2
    plan = current_need_plan(cast.case.pk)
    assert plan is not None
    assert (plan.lead_worker, plan.review_on) == (cast.worker.practitioner, date(2026, 9, 10))


def test_needs_services_who_when_and_the_five_outcomes(cast: Cast) -> None:
    """What the plan holds (CIN-01, GEN-02; WT 4.31)."""
    plan = begun(cast)
    line = outcomes_of([plan.pk])[plan.pk][0]
    assert (line.outcome.area, line.actions[0].owner_name) == ("enjoy-and-achieve", "Children's centre")
    actions.work_out_need_plan(
        by=cast.worker.actor, plan=plan, needs="Somewhere to play, a bed", review_on=date(2026, 6, 1)
    )
    plan.refresh_from_db()
    assert (plan.needs, plan.review_on) == ("Somewhere to play, a bed", date(2026, 6, 1))
    with pytest.raises(Unacceptable):
        actions.work_out_need_plan(by=cast.worker.actor, plan=plan, needs=" ")
    with pytest.raises(NotPermitted):
        actions.work_out_need_plan(by=cast.teacher.actor, plan=plan, needs="x")
    with pytest.raises(OutOfSight):
        actions.work_out_need_plan(by=cast.outsider.actor, plan=plan, needs="x")


def test_a_review_says_what_came_of_it_and_goes_on(cast: Cast) -> None:
    """Reviewed in time, the next day proposed from the clock (CPC-13; WT 4.84)."""
    plan = begun(cast)
    outcome = outcomes_of([plan.pk])[plan.pk][0].outcome
    held_at = AGREED + timedelta(weeks=12)
    review = actions.review_need_plan(
        by=cast.worker.actor,
        plan=plan,
        outcome="continue",
        came_of_it="Goes to the scheme twice a week",
        child_said="I like it",
        standings=[Standing(outcome.pk, "moving")],
        held_at=held_at,
    )
    assert review.next_review_on == date(2026, 12, 2)
    assert Decision.objects.get(record_id=review.pk).outcome == "continue"
    plan.refresh_from_db()
    assert plan.review_on == date(2026, 12, 2)


def test_a_review_can_close_the_plan_with_what_was_achieved(cast: Cast) -> None:
    """Outcomes against the five (CIN-04; WT 4.4, 4.84)."""
    plan = begun(cast)
    actions.review_need_plan(by=cast.worker.actor, plan=plan, outcome="close", came_of_it="Friends every week")
    plan.refresh_from_db()
    assert (plan.ending_reason, plan.ending_summary) == ("needs-met", "Friends every week")
    with pytest.raises(NotNow):
        actions.review_need_plan(by=cast.worker.actor, plan=plan, outcome="close", came_of_it="Again")
    with pytest.raises(NotNow):
        actions.end_need_plan(by=cast.worker.actor, plan=plan, reason="needs-met")


def test_what_a_review_refuses(cast: Cast) -> None:
    """Its words, its moment, its decision (CPC-13; WT 4.84)."""
    plan = begun(cast)
    for change in ({"came_of_it": " "}, {"outcome": "shrug"}, {"held_at": AGREED - timedelta(days=1)}):
        said = {"outcome": "continue", "came_of_it": "x", **change}
        with pytest.raises(Unacceptable):
            actions.review_need_plan(by=cast.worker.actor, plan=plan, **said)  # type: ignore[arg-type]
    with pytest.raises(Unacceptable, match="closure-reason"):
        actions.end_need_plan(by=cast.worker.actor, plan=plan, reason="bored")


def test_one_plan_at_a_time_and_only_on_an_open_case(cast: Cast) -> None:
    """The plan that stands is gone on with (CIN-01)."""
    begun(cast)
    with pytest.raises(NotNow, match="already"):
        begun(cast)
