"""Urgent action, measures, responsibility (IMM-01..07, GEN-05, GEN-08; WT 4.36-4.40, 4.55, App.1 §16)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from holdfast.cases import rooms
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.models import Case, Decision
from holdfast.cases.protection import actions, selectors
from holdfast.cases.protection.models import Measure, ProtectedChild, Responsibility, UrgentAction
from holdfast.cases.selectors import edition_for
from holdfast.clocks.models import ClockRow
from holdfast.core.errors import NotNow, NotPermitted, OutOfSight, Unacceptable
from holdfast.core.time import living_at, now
from holdfast.guidance import load
from holdfast.ledger.models import Act, Correction
from holdfast.people.models import Person
from tests.support.breaking import assert_nothing_is_kept
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 3, 6, 17, 55, tzinfo=UTC)


def acted(cast: Cast, **more: Any) -> UrgentAction:
    """An urgent action on a Friday evening, for both siblings."""
    given = {"what": "Police took Ivy and Jack to the ward", "at": FRIDAY, "children": [cast.child, cast.sibling]}
    return actions.act_urgently(by=cast.worker.actor, **(given | more))


def measured(cast: Cast, kind: str = "police-protection", **more: Any) -> list[Measure]:
    """A measure for both siblings."""
    given = {"cases": [cast.case, cast.sibling_case], "kind": kind, "at": FRIDAY}
    return actions.start_measure(by=cast.worker.actor, **(given | more))


def test_three_facts_are_enough(cast: Cast) -> None:
    """GEN-05, IMM-01: what, when, whom; everything else is asked for afterwards (WT 4.13, 4.36)."""
    action = acted(cast)
    assert {entry.case for entry in action.children.all()} == {cast.case, cast.sibling_case}
    act = Act.objects.get(verb="protection.act")
    assert (act.actor_name, act.happened_at) == ("Wendy Sorrel", FRIDAY)
    missing = {one.field for one in selectors.still_to_add(action, [], edition_for(cast.authority.pk, FRIDAY))}
    assert {"measure", "who_acted", "planned_with_others", "other_children", "family_told"} <= missing
    assert "legal_advice" not in missing, "asked for once a court is involved"


def test_it_works_for_a_child_without_a_case_and_for_one_whom_nobody_knows(cast: Cast) -> None:
    """IMM-01: before anything else is recorded (WT 4.36)."""
    action = acted(cast, children=[cast.unborn], names=["unknown baby"])
    cases = Case.objects.filter(urgent_entries__action=action)
    assert {case.child.name for case in cases} == {"Unborn child Thorne", "unknown baby"}
    baby = Person.objects.get(given_name="unknown")
    assert (baby.family_name, baby.held_by) == ("baby", cast.authority)
    assert all(case.opened_at == FRIDAY for case in cases)


def test_only_the_three_facts_can_be_missed(cast: Cast) -> None:
    """GEN-05: and each says which it is (WT 4.13)."""
    for more, field in (
        ({"what": " "}, "what"),
        ({"children": []}, "names"),
        ({"at": now() + timedelta(days=1)}, "at"),
    ):
        with pytest.raises(Unacceptable) as refused:
            acted(cast, **more)
        assert refused.value.field == field
    assert not UrgentAction.objects.exists()


def test_who_may_act(cast: Cast) -> None:
    """Those of another authority see nothing, other offices are refused (design: Access)."""
    with pytest.raises(OutOfSight):
        actions.act_urgently(by=cast.outsider.actor, what="Moved", children=[cast.child])
    for wrong in (cast.sysadmin, cast.auditor, cast.teacher):
        with pytest.raises(NotPermitted):
            actions.act_urgently(by=wrong.actor, what="Moved", children=[cast.child])


def test_the_rest_is_added_afterwards_and_corrected_with_a_reason(cast: Cast) -> None:
    """GEN-05, IMM-02, IMM-06: blanks are filled; what was said is corrected beside itself (WT 4.37, 4.131)."""
    action = acted(cast)
    actions.add_to_action(by=cast.worker.actor, action=action, legal_advice="Duty solicitor, 18:30", other_children="")
    assert UrgentAction.objects.get(pk=action.pk).legal_advice == "Duty solicitor, 18:30"
    with pytest.raises(Unacceptable, match="correct it"):
        actions.add_to_action(by=cast.worker.actor, action=action, legal_advice="None")
    with pytest.raises(Unacceptable, match="Nothing has been added"):
        actions.add_to_action(by=cast.worker.actor, action=action)
    actions.correct_action(by=cast.worker.actor, record=action, changes={"what": "To the clinic"}, reason="Wrong ward")
    assert Correction.objects.get(record_id=action.pk).was == "Police took Ivy and Jack to the ward"


def test_planned_action_and_action_alone_are_told_apart(cast: Cast) -> None:
    """IMM-02: who acts alone says why, and a discussion follows as soon as possible (WT 4.37)."""
    action = acted(cast, planned_with_others=False)
    missing = {one.field for one in selectors.still_to_add(action, [], edition_for(cast.authority.pk, FRIDAY))}
    assert "alone_reason" in missing
    assert selectors.discussed_since(action) == set()


def test_police_protection_runs_by_its_clock_and_asks_for_the_reason(cast: Cast) -> None:
    """IMM-03, IMM-04: by elapsed hours, over a weekend; the reason is asked for, not demanded (WT 4.38, App.1 §16)."""
    action = acted(cast)
    ivy, _ = measured(cast, action=action)
    clock = ClockRow.objects.get(record_id=ivy.pk)
    limit = timedelta(hours=load("working-together-2005").clock("police-protection").limit)
    assert (clock.clock, clock.started_by) == ("police-protection", "police-protection.taken")
    assert clock.due_at == FRIDAY + limit
    edition = edition_for(cast.authority.pk, FRIDAY)
    assert "reason" in {one.field for one in selectors.still_to_add(action, [ivy], edition)}
    actions.complete_measure(by=cast.worker.actor, measure=ivy, reason="No magistrate could be reached")
    assert "reason" not in {one.field for one in selectors.still_to_add(action, [ivy], edition)}


def test_what_protects_the_child_is_in_the_identity_bar(cast: Cast) -> None:
    """IMM-03: on every page of the child, and it does not vanish when its time runs out (WT App.1 §16)."""
    measured(cast)
    with living_at(FRIDAY + timedelta(hours=1)):
        (mark,) = rooms.marks_of([cast.child.pk])[cast.child.pk]
        assert mark.text == "Police protection until Monday 9 March 2026 at 5:55pm"
        (live,) = selectors.live_measures([cast.child.pk])[cast.child.pk]
        assert not live.has_run_out
    (mark,) = rooms.marks_of([cast.child.pk])[cast.child.pk]
    assert mark.warning
    assert "ran out" in mark.text


def test_a_court_may_set_a_shorter_time(cast: Cast) -> None:
    """IMM-03: the sooner of the two counts; an agreement without a day has no end of its own (WT 4.38)."""
    soon = FRIDAY + timedelta(days=2)
    (order,) = measured(cast, "emergency-protection-order", until=soon, cases=[cast.case])
    (away,) = measured(cast, "perpetrator-leaves", cases=[cast.case])
    edition = edition_for(cast.authority.pk, FRIDAY)
    assert selectors.expiry_of(order, edition) == soon
    assert selectors.expiry_of(away, edition) is None
    assert not ClockRow.objects.filter(record_id=away.pk).exists()


def test_an_order_is_extended_once_and_from_the_end_of_its_own_time(cast: Cast) -> None:
    """IMM-03: eight days, then up to seven more, and no second extension (WT App.1 §16)."""
    (order,) = measured(cast, "emergency-protection-order", cases=[cast.case])
    rules = load("working-together-2005").clocks
    ends = FRIDAY + timedelta(days=rules["emergency-protection-order"].limit)
    granted = ends - timedelta(days=1)
    extension = actions.extend_order(by=cast.worker.actor, measure=order, at=granted, made_by="Family court")
    assert extension.started_at == ends
    assert ClockRow.objects.get(record_id=order.pk).met_at == granted
    clock = ClockRow.objects.get(record_id=extension.pk)
    assert clock.started_by == "epo.first-ended"
    assert clock.due_at == ends + timedelta(days=rules["emergency-protection-extension"].limit)
    for measure in (order, extension):
        with pytest.raises(NotNow):
            actions.extend_order(by=cast.worker.actor, measure=measure, at=granted)


def test_an_order_that_ran_out_cannot_be_extended(cast: Cast) -> None:
    """IMM-03: and an extension is not recorded as a measure of its own (WT App.1 §16)."""
    (order,) = measured(cast, "emergency-protection-order", cases=[cast.case])
    with pytest.raises(Unacceptable, match="had run out"):
        actions.extend_order(by=cast.worker.actor, measure=order)
    with pytest.raises(Unacceptable) as refused:
        measured(cast, "emergency-protection-extension")
    assert refused.value.field == "kind"


def test_a_measure_ends_once(cast: Cast) -> None:
    """IMM-03: lapse, discharge or return meets the clock, late or not (WT 4.40)."""
    ivy, jack = measured(cast)
    home = FRIDAY + timedelta(hours=20)
    actions.end_measure(by=cast.worker.actor, measure=ivy, how="returned", at=home, note="With grandmother")
    assert ClockRow.objects.get(record_id=ivy.pk).met_at == home
    assert ClockRow.objects.get(record_id=jack.pk).met_at is None
    with pytest.raises(NotNow):
        actions.end_measure(by=cast.worker.actor, measure=ivy, how="returned")
    for how, field in (("order-extended", "how"), ("nothing", "how")):
        with pytest.raises(Unacceptable) as refused:
            actions.end_measure(by=cast.worker.actor, measure=jack, how=how)
        assert refused.value.field == field
    with pytest.raises(Unacceptable, match="before it started"):
        actions.end_measure(by=cast.worker.actor, measure=jack, how="lapsed", at=FRIDAY - timedelta(hours=1))


def test_measures_refuse_what_cannot_be(cast: Cast) -> None:
    """IMM-03: an unknown measure, no child, an end before the start (WT 4.38)."""
    for kind, more, field in (
        ("hope", {}, "kind"),
        ("voluntary-move", {"cases": []}, "cases"),
        ("voluntary-move", {"until": FRIDAY}, "until"),
    ):
        with pytest.raises(Unacceptable) as refused:
            measured(cast, kind, **more)
        assert refused.value.field == field


def test_a_case_is_not_closed_over_a_live_order(cast: Cast) -> None:
    """IMM-03: first it is recorded how it ended, and what keeps the child safe (WT 4.40)."""
    (order,) = measured(cast, "emergency-protection-order", cases=[cast.case])
    assert any("order" in why for why in rooms.reasons_to_stay_open(cast.case))
    actions.end_measure(by=cast.worker.actor, measure=order, how="lapsed")
    assert not any("order" in why for why in rooms.reasons_to_stay_open(cast.case))


def test_responsibility_moves_only_on_explicit_acceptance(cast: Cast) -> None:
    """IMM-05: by somebody named, and confirmed in writing afterwards (WT 4.39)."""
    action = acted(cast)
    (request,) = actions.ask_responsibility(
        by=cast.worker.actor, action=action, cases=[cast.case], authority_name="Samphire", at=FRIDAY
    )
    assert request.standing == "asked"
    with pytest.raises(NotNow, match="has not accepted"):
        actions.confirm_responsibility(by=cast.worker.actor, request=request, confirmation="A letter")
    with pytest.raises(Unacceptable, match="who answered"):
        actions.answer_responsibility(by=cast.worker.actor, request=request, accepted=True, answered_by=" ")
    accepted = FRIDAY + timedelta(hours=2)
    actions.answer_responsibility(
        by=cast.worker.actor, request=request, accepted=True, answered_by="Olive Faraway", at=accepted
    )
    assert request.standing == "accepted"
    decision = Decision.objects.get(outcome="other-authority")
    assert decision.record_id == ProtectedChild.objects.get(action=action, case=cast.case).pk
    (item,) = [one for one in rooms.work_for(cast.worker.actor, 10) if one.kind == "responsibility"]
    assert "in writing" in item.title
    actions.confirm_responsibility(by=cast.worker.actor, request=request, confirmation="E-mail of 7 March")
    assert request.standing == "confirmed"
    assert not [one for one in rooms.work_for(cast.worker.actor, 10) if one.kind == "responsibility"]
    with pytest.raises(NotNow):
        actions.answer_responsibility(by=cast.worker.actor, request=request, accepted=False, answered_by="X")


def test_a_refusal_leaves_responsibility_here(cast: Cast) -> None:
    """IMM-05: the authority where the child is found goes on acting (WT 4.39)."""
    action = acted(cast)
    (request,) = actions.ask_responsibility(
        by=cast.worker.actor, action=action, cases=[cast.case], authority_name="Samphire", at=FRIDAY
    )
    with pytest.raises(Unacceptable, match="before the request"):
        actions.answer_responsibility(
            by=cast.worker.actor, request=request, accepted=True, answered_by="X", at=FRIDAY - timedelta(hours=1)
        )
    actions.answer_responsibility(by=cast.worker.actor, request=request, accepted=False, answered_by="Duty, Samphire")
    assert Responsibility.objects.get().standing == "refused"
    assert not Decision.objects.filter(outcome="other-authority").exists()
    assert selectors.unfollowed([cast.case.pk]).exists()


def test_urgent_action_is_followed_by_enquiries(cast: Cast) -> None:
    """IMM-07: a prompt on the work list until enquiries begin for each child (WT 4.40)."""
    action = acted(cast)
    items = [one for one in rooms.work_for(cast.worker.actor, 10) if one.kind == "urgent-action"]
    assert {item.child_name for item in items} == {"Ivy Thorne", "Jack Thorne"}
    assert all(item.urgent and item.source == "WT 4.40" for item in items)
    actions.decide_next(by=cast.worker.actor, action=action, outcome="enquiry", cases=[cast.case], at=FRIDAY)
    enquiry = Section47Enquiry.objects.get(case=cast.case)
    assert (enquiry.started_at, enquiry.ground) == (FRIDAY, "Police took Ivy and Jack to the ward")
    assert [entry.case for entry in selectors.unfollowed()] == [cast.sibling_case]


def test_a_discussion_is_decided_on_but_convened_by_people(cast: Cast) -> None:
    """IMM-02: nothing begins by itself; a child who was not concerned is refused (WT 4.37)."""
    action = acted(cast, children=[cast.child])
    actions.decide_next(by=cast.worker.actor, action=action, outcome="strategy-discussion")
    assert not Section47Enquiry.objects.exists()
    with pytest.raises(Unacceptable):
        actions.decide_next(by=cast.worker.actor, action=action, outcome="enquiry", cases=[cast.sibling_case])


def test_other_children_are_in_sight(cast: Cast) -> None:
    """IMM-06, GEN-08: brothers and sisters, the unborn child too, and no adults (WT 4.36)."""
    acted(cast, children=[cast.child])
    edition = edition_for(cast.authority.pk, FRIDAY)
    assert {child.pk for child in selectors.others_to_consider([cast.case], edition)} == {
        cast.sibling.pk,
        cast.unborn.pk,
    }


def test_the_story_tells_what_was_done_and_how_it_ended(cast: Cast) -> None:
    """REC-03: siblings have the same event, and each their own measure (WT 4.36)."""
    action = acted(cast)
    ivy, _ = measured(cast, action=action)
    actions.end_measure(by=cast.worker.actor, measure=ivy, how="returned", at=FRIDAY + timedelta(hours=1))
    entries = [entry for entry in rooms.story_of([cast.child.pk]) if "urgent" in entry.marks]
    assert entries[0].title == "Police protection ends"
    assert {entry.title for entry in entries[1:]} == {"Police protection begins", "Urgent action"}
    (told,) = [entry for entry in entries if entry.record_id == action.pk]
    assert set(told.child_ids) == {cast.child.pk, cast.sibling.pk}


Doing = Callable[[Cast, UrgentAction, Measure, Responsibility], Any]
DOINGS: dict[str, Doing] = {
    "act": lambda cast, action, measure, request: acted(cast),
    "add": lambda cast, action, measure, request: actions.add_to_action(
        by=cast.worker.actor, action=action, danger="Fire"
    ),
    "correct": lambda cast, action, measure, request: actions.correct_action(
        by=cast.worker.actor, record=action, changes={"what": "Else"}, reason="Wrong"
    ),
    "measure": lambda cast, action, measure, request: measured(cast, "voluntary-move"),
    "complete": lambda cast, action, measure, request: actions.complete_measure(
        by=cast.worker.actor, measure=measure, place="Ward 4"
    ),
    "extend": lambda cast, action, measure, request: actions.extend_order(
        by=cast.worker.actor, measure=measure, at=FRIDAY
    ),
    "end": lambda cast, action, measure, request: actions.end_measure(
        by=cast.worker.actor, measure=measure, how="lapsed"
    ),
    "ask": lambda cast, action, measure, request: actions.ask_responsibility(
        by=cast.worker.actor, action=action, cases=[cast.case], authority_name="Samphire"
    ),
    "answer": lambda cast, action, measure, request: actions.answer_responsibility(
        by=cast.worker.actor, request=request, accepted=True, answered_by="O"
    ),
    "next": lambda cast, action, measure, request: actions.decide_next(
        by=cast.worker.actor, action=action, outcome="enquiry"
    ),
}


@pytest.mark.parametrize("name", DOINGS)
def test_nothing_is_kept_when_the_ledger_breaks(name: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """REC-01: each action keeps all or nothing."""
    action = acted(cast)
    (measure,) = measured(cast, "emergency-protection-order", cases=[cast.case])
    (request,) = actions.ask_responsibility(
        by=cast.worker.actor, action=action, cases=[cast.case], authority_name="Samphire"
    )
    counts = (UrgentAction.objects.count(), Measure.objects.count(), Section47Enquiry.objects.count())
    assert_nothing_is_kept(monkeypatch, lambda: DOINGS[name](cast, action, measure, request))
    assert counts == (UrgentAction.objects.count(), Measure.objects.count(), Section47Enquiry.objects.count())
    assert UrgentAction.objects.get(pk=action.pk).what == "Police took Ivy and Jack to the ward"
    assert Measure.objects.get(pk=measure.pk).is_live


@pytest.mark.parametrize("name", [name for name in DOINGS if name != "act"])
def test_another_authority_finds_nothing(name: str, cast: Cast) -> None:
    """Default deny (design: Access)."""
    action = acted(cast)
    (measure,) = measured(cast, "emergency-protection-order", cases=[cast.case])
    (request,) = actions.ask_responsibility(
        by=cast.worker.actor, action=action, cases=[cast.case], authority_name="Samphire"
    )
    cast.worker = cast.outsider
    with pytest.raises(OutOfSight):
        DOINGS[name](cast, action, measure, request)
    cast.worker = cast.sysadmin
    with pytest.raises(NotPermitted):
        DOINGS[name](cast, action, measure, request)
