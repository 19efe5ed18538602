"""A plan ends in five ways; a child moves; help goes on (CPP-08, CPP-09, MOV-01, MOV-02; WT 4.114-4.116)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from holdfast.cases import actions as shared
from holdfast.cases import rooms
from holdfast.cases.actions import Told
from holdfast.cases.conferences.models import Conference
from holdfast.cases.conferences.selectors import invited_to_plan
from holdfast.cases.models import InformationGiven
from holdfast.cases.plans import actions
from holdfast.cases.plans.models import ChildProtectionPlan, Move
from holdfast.cases.plans.selectors import adulthood_day, endings_to_notify, moves_open
from holdfast.core.errors import NotNow, NotPermitted, OutOfSight, Unacceptable
from holdfast.people import actions as people
from tests.support.cast import Cast, founder
from tests.support.conferencing import HELD, REVIEWED, held, plan_for, planned, reviewed

pytestmark = pytest.mark.django_db
MOVED = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("reason", "error", "says"),
    [
        ("review-judgement", NotNow, "Only a review conference"),
        ("transferred", NotNow, "No permanent move"),
        ("eighteen", NotNow, "21/8/2035"),
        ("died", NotNow, "No date of death"),
        ("left-uk", Unacceptable, "for good"),
        ("no-longer-wanted", Unacceptable, "WT 4.114"),
    ],
)
def test_a_plan_does_not_end_without_the_fact_that_ends_it(
    cast: Cast, reason: str, error: type[Exception], says: str
) -> None:
    """Each refusal says what is missing (CPP-08; WT 4.114)."""
    plan = planned(cast)
    with pytest.raises(error, match=says):
        actions.end_plan(by=cast.manager.actor, plan=plan, reason=reason)
    assert ChildProtectionPlan.objects.get().is_current


def test_a_plan_ends_with_the_eighteenth_birthday(cast: Cast) -> None:
    """The age is the edition's (CPP-08; WT 1.18, 4.114)."""
    plan = planned(cast)
    with pytest.raises(NotPermitted):
        actions.end_plan(by=cast.worker.actor, plan=plan, reason="eighteen")
    people.change_person(
        by=cast.worker.actor, person=cast.child, changes={"born_on": date(2008, 5, 3)}, reason="Birth certificate"
    )
    plan = ChildProtectionPlan.objects.select_related("case__child").get()
    assert [item.child_name for item in rooms.work_for(cast.manager.actor, 9) if item.kind == "of-age"] == [
        "Ivy Thorne"
    ]
    with pytest.raises(NotNow):
        actions.end_plan(by=cast.manager.actor, plan=plan, reason="eighteen", at=MOVED - timedelta(days=2))
    actions.end_plan(by=cast.manager.actor, plan=plan, reason="eighteen", at=MOVED)
    assert plan.ended_at == MOVED


def test_the_day_of_coming_of_age_of_a_child_born_on_a_leap_day(cast: Cast) -> None:
    """Jack was born on 29 February 2020 (CPP-08; WT 1.18)."""
    assert adulthood_day(cast.sibling, cast.authority.pk) == date(2038, 3, 1)
    assert adulthood_day(cast.unborn, cast.authority.pk) is None


def test_a_plan_ends_with_the_childs_death(cast: Cast) -> None:
    """Not before it (CPP-08; WT 4.114)."""
    plan = planned(cast)
    people.record_death(by=cast.worker.actor, person=cast.child, died_on=MOVED.date())
    plan = ChildProtectionPlan.objects.select_related("case__child").get()
    with pytest.raises(NotNow):
        actions.end_plan(by=cast.manager.actor, plan=plan, reason="died", at=MOVED - timedelta(days=2))
    actions.end_plan(by=cast.manager.actor, plan=plan, reason="died", at=MOVED)
    assert not ChildProtectionPlan.objects.get().is_current


def test_a_plan_ends_with_lasting_departure_from_the_uk(cast: Cast) -> None:
    """With when, where to, and how it is known (CPP-08; WT 4.114)."""
    plan = planned(cast)
    actions.end_plan(
        by=cast.designated.actor, plan=plan, reason="left-uk", note="To Poland on 2 May for good; school there wrote."
    )
    assert "Poland" in ChildProtectionPlan.objects.get().ending_note
    with pytest.raises(NotNow, match="has ended"):
        actions.end_plan(by=cast.manager.actor, plan=plan, reason="left-uk", note="x")


def moved_out(cast: Cast, plan: ChildProtectionPlan) -> Move:
    return actions.notify_move(
        by=cast.worker.actor,
        case=plan.case,
        kind="out-permanent",
        other_authority="Samphire Children's Services",
        at=MOVED,
        moved_on=MOVED.date(),
    )


def test_our_plan_stands_until_the_receiving_authority_has_held_its_conference_and_accepted(cast: Cast) -> None:
    """Notice moves nothing, acceptance alone ends nothing (MOV-01, IMM-05, CPP-08; WT 4.39, 4.114)."""
    plan = planned(cast)
    move = moved_out(cast, plan)
    assert move.plan == plan
    with pytest.raises(NotNow, match="not held its conference"):
        actions.end_plan(by=cast.manager.actor, plan=plan, reason="transferred")
    with pytest.raises(NotPermitted):
        actions.accept_responsibility(by=cast.worker.actor, move=move, accepted_by="Olive Faraway, Samphire")
    actions.record_receiving_conference(
        by=cast.manager.actor, move=move, held_at=MOVED + timedelta(days=10), decided="A plan there"
    )
    with pytest.raises(NotNow, match="accepts responsibility"):
        actions.end_plan(by=cast.manager.actor, plan=plan, reason="transferred")
    with pytest.raises(Unacceptable):
        actions.accept_responsibility(by=cast.manager.actor, move=move, accepted_by=" ")
    actions.accept_responsibility(
        by=cast.manager.actor, move=move, accepted_by="Olive Faraway, Samphire", at=MOVED + timedelta(days=11)
    )
    actions.end_plan(by=cast.manager.actor, plan=plan, reason="transferred")
    assert plan.ending_record_id == move.pk


def test_a_conference_of_the_other_authority_comes_after_the_notice_of_a_lasting_move_out(cast: Cast) -> None:
    """It is theirs, about a child who has left for good (MOV-01; WT 4.114)."""
    plan = planned(cast)
    move = moved_out(cast, plan)
    with pytest.raises(Unacceptable, match="before the notice"):
        actions.record_receiving_conference(
            by=cast.manager.actor, move=move, held_at=MOVED - timedelta(days=1), decided="x"
        )
    with pytest.raises(Unacceptable, match="decided"):
        actions.record_receiving_conference(
            by=cast.manager.actor, move=move, held_at=MOVED + timedelta(days=1), decided=" "
        )
    inward = actions.notify_move(
        by=cast.worker.actor, case=cast.sibling_case, kind="in-temporary", other_authority="Samphire", at=MOVED
    )
    with pytest.raises(NotNow):
        actions.record_receiving_conference(by=cast.manager.actor, move=inward, held_at=MOVED, decided="x")


def test_a_lasting_move_in_convenes_our_conference_a_stay_does_not(cast: Cast) -> None:
    """Within the clock from the notice (MOV-01, MOV-02; WT 4.114, 4.125)."""
    actions.notify_move(
        by=cast.designated.actor, case=cast.case, kind="in-temporary", other_authority="Samphire", at=MOVED
    )
    assert not Conference.objects.exists()
    actions.notify_move(
        by=cast.designated.actor, case=cast.case, kind="in-permanent", other_authority="Samphire", at=MOVED
    )
    conference = Conference.objects.get()
    assert conference.kind == "transfer"
    held(cast, conference, plan_for(cast, cast.case, next_review_on=None), attended=[], chair=cast.chair.practitioner,
         quorum_exception="Known to nobody here yet", held_at=MOVED + timedelta(days=7))  # fmt: skip
    assert ChildProtectionPlan.objects.get().conference_id == conference.pk


def test_a_move_is_on_the_designated_managers_list_until_it_is_settled(cast: Cast) -> None:
    """Movements are managed (MOV-02, ENY-06; WT 4.125)."""
    move = moved_out(cast, planned(cast))
    assert [item.kind for item in rooms.work_for(cast.designated.actor, 9) if item.kind == "move"] == ["move"]
    assert list(moves_open(cast.authority.pk)) == [move]
    with pytest.raises(Unacceptable):
        actions.settle_move(by=cast.designated.actor, move=move, why="")
    with pytest.raises(OutOfSight):
        actions.settle_move(by=cast.outsider.actor, move=move, why="x")
    actions.settle_move(by=cast.designated.actor, move=move, why="The family came back")
    assert not moves_open().exists()
    with pytest.raises(NotNow):
        actions.settle_move(by=cast.designated.actor, move=move, why="Again")


@pytest.mark.parametrize(("kind", "authority"), [("sideways", "Samphire"), ("in-permanent", " ")])
def test_a_move_has_a_kind_of_the_edition_and_another_authority(cast: Cast, kind: str, authority: str) -> None:
    """Temporary or permanent, in or out (MOV-02; WT 4.125)."""
    with pytest.raises(Unacceptable):
        actions.notify_move(by=cast.worker.actor, case=cast.case, kind=kind, other_authority=authority)


def test_everybody_invited_at_first_is_told_that_the_plan_has_ended(cast: Cast) -> None:
    """At least those invited to the first conference; services are not withdrawn (CPP-09; WT 4.115-4.116)."""
    plan = planned(cast)
    with pytest.raises(NotNow, match="not ended"):
        actions.notify_ending(by=cast.worker.actor, plan=plan, to=[], services="x")
    reviewed(cast, plan, "end")
    plan = ChildProtectionPlan.objects.select_related("case__child").get()
    assert list(endings_to_notify(cast.authority.pk)) == [plan]
    assert [item.kind for item in rooms.work_for(cast.administrator.actor, 9) if item.kind == "plan-ended"]
    must = [row.name for row in invited_to_plan(plan)]
    assert len(must) == 4
    to = [Told(recipient=name) for name in must]
    with pytest.raises(Unacceptable, match=must[-1]):
        actions.notify_ending(by=cast.worker.actor, plan=plan, to=to[:-1], services="Youth club", must_tell=must)
    with pytest.raises(Unacceptable, match="help that goes on"):
        actions.notify_ending(by=cast.worker.actor, plan=plan, to=to, services=" ", must_tell=must)
    actions.notify_ending(by=cast.worker.actor, plan=plan, to=to, services="Youth club", must_tell=must, at=REVIEWED)
    assert InformationGiven.objects.filter(what="plan-ended").count() == 4
    assert not endings_to_notify().exists()


def test_a_case_with_a_plan_is_not_closed(cast: Cast) -> None:
    """The plan ends first, and the case stays open after it (CPP-08, CPP-09; WT 4.114, 4.116)."""
    plan = planned(cast)
    with pytest.raises(NotNow, match=r"WT 4\.114"):
        shared.close_case(by=cast.worker.actor, case=plan.case, reason="needs-met")
    reviewed(cast, plan, "end")
    plan.case.refresh_from_db()
    assert plan.case.is_open
    shared.close_case(by=founder(cast.authority.pk), case=plan.case, reason="needs-met")


def test_a_temporary_stay_elsewhere_changes_nothing(cast: Cast) -> None:
    """The plan stays ours (MOV-02; WT 4.125)."""
    plan = planned(cast)
    actions.notify_move(by=cast.worker.actor, case=plan.case, kind="out-temporary", other_authority="Samphire", at=HELD)
    with pytest.raises(NotNow, match="No permanent move"):
        actions.end_plan(by=cast.manager.actor, plan=plan, reason="transferred")
