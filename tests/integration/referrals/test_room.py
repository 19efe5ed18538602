"""What the front door tells the clocks, the story and the work lists (REF-02, REF-04..12; WT 4.19-4.23)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from holdfast.access.door import acting
from holdfast.cases import actions as shared
from holdfast.cases.assessments.models import Assessment
from holdfast.cases.models import Case
from holdfast.cases.referrals import actions, room
from holdfast.cases.referrals.letters import facts, states_of
from holdfast.cases.referrals.models import Referral
from holdfast.cases.referrals.selectors import (
    contact_history,
    curfew_breaches,
    earlier_referrals,
    first_received,
)
from holdfast.cases.rooms import ClockFact, all_offers, work_for
from holdfast.clocks.models import ClockRow
from holdfast.core.time import living_at
from holdfast.guidance import load
from tests.integration.referrals.making import (
    MORNING,
    contact_of,
    neighbour_facts,
    new_child,
    referral_of,
)
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


def told(case: Case) -> dict[str, ClockFact]:
    """The facts of one case, by clock."""
    return {fact.clock: fact for fact in facts([case.pk])}


def rows_of(case: Case) -> dict[str, ClockRow]:
    """The clocks of one case."""
    wanted = ("referral-decision", "referral-written-confirmation", "referral-acknowledgement", "referral-chase")
    return {row.clock: row for row in ClockRow.objects.filter(case=case, clock__in=wanted)}


def test_a_telephone_referral_starts_the_decision_and_the_confirmation(cast: Cast) -> None:
    """REF-04, REF-06: each from its own event, on the record that it is about (WT 4.19, 4.20)."""
    referral = referral_of(cast)
    child = referral.children.get()
    clocks = rows_of(child.case)
    assert set(clocks) == {"referral-decision", "referral-written-confirmation"}
    assert (clocks["referral-decision"].record_id, clocks["referral-decision"].due_on) == (child.pk, date(2026, 6, 2))
    assert clocks["referral-written-confirmation"].record_id == referral.pk
    actions.confirm_referral(by=cast.worker.actor, referral=referral, at=MORNING + timedelta(hours=3))
    assert rows_of(child.case)["referral-written-confirmation"].met_at == MORNING + timedelta(hours=3)


def test_a_written_referral_starts_the_acknowledgement_and_the_chase(cast: Cast) -> None:
    """REF-05: asking again meets the chase alone; the acknowledgement meets both (WT 4.19)."""
    referral = referral_of(cast, mode="in-writing")
    case = referral.children.get().case
    assert set(rows_of(case)) == {"referral-decision", "referral-acknowledgement", "referral-chase"}
    asked = MORNING + timedelta(days=4)
    actions.chase_referral(by=cast.teacher.actor, referral=referral, at=asked)
    clocks = rows_of(case)
    assert (clocks["referral-chase"].met_at, clocks["referral-acknowledgement"].met_at) == (asked, None)
    answered = asked + timedelta(hours=1)
    actions.acknowledge_referral(by=cast.worker.actor, referral=referral, how="email", at=answered)
    clocks = rows_of(case)
    assert (clocks["referral-chase"].met_at, clocks["referral-acknowledgement"].met_at) == (asked, answered)


@pytest.mark.parametrize(
    ("source", "mode", "clocks"),
    [
        ("member-of-public", "telephone", {"referral-decision"}),
        ("member-of-public", "in-writing", {"referral-decision", "referral-acknowledgement"}),
        ("social-care", "own-work", {"referral-decision"}),
        ("social-care", "email", {"referral-decision"}),
        ("school", "in-person", {"referral-decision"}),
        ("school", "email", {"referral-decision", "referral-acknowledgement", "referral-chase"}),
    ],
)
def test_which_letters_are_owed_depends_on_who_and_how(cast: Cast, source: str, mode: str, clocks: set[str]) -> None:
    """REF-04, REF-05: professionals confirm; what is written is acknowledged; not among ourselves (WT 4.16, 4.19)."""
    referral = referral_of(cast, referrer=actions.ReferrerFacts(source=source), mode=mode)
    assert set(told(referral.children.get().case)) == clocks
    assert {state.rule.code for state in states_of(referral)} == clocks


def test_the_decision_meets_each_childs_own_clock(cast: Cast) -> None:
    """REF-06: decided for one, the other's still runs (WT 4.20)."""
    referral = referral_of(cast, new_child(cast), new_child(cast, "Tom"))
    first, second = referral.children.all()
    at = MORNING + timedelta(hours=2)
    actions.decide_referral(
        by=cast.worker.actor,
        referral=referral,
        decisions=[actions.ChildDecision(child=first, outcome="no-further-action", reasons="All well")],
        at=at,
    )
    assert rows_of(first.case)["referral-decision"].met_at == at
    assert rows_of(second.case)["referral-decision"].met_at is None


def test_a_case_that_closes_stops_the_letters_that_are_owed(cast: Cast) -> None:
    """REF-04: facts of closed cases stay, stopped with the case (WT 4.19)."""
    referral = referral_of(cast)
    case = referral.children.get().case
    closed = MORNING + timedelta(hours=6)
    shared.close_case(by=cast.worker.actor, case=case, reason="moved", at=closed)
    fact = told(case)["referral-written-confirmation"]
    assert (fact.met_at, fact.stopped_at, fact.stopped_why) == (None, closed, "the case was closed")


def test_facts_are_streamed_in_one_query(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """STA-02: however many cases there are (WT 4.2)."""
    for number in range(3):
        referral_of(cast, new_child(cast, f"Nell {number}"))
    with django_assert_num_queries(1):
        assert len(list(facts(None))) == 6


def test_the_referral_that_a_case_rests_on_is_its_first(cast: Cast) -> None:
    """IA-01: an initial assessment is counted from it; a later one is a new concern (WT 4.23, 4.24)."""
    nell = new_child(cast)
    referral_of(cast, nell)
    referral_of(cast, nell, received_at=MORNING + timedelta(days=9))
    received = dict(Case.objects.annotate(received=first_received("pk")).values_list("child_id", "received"))
    assert (received[nell.pk], received[cast.child.pk]) == (MORNING, None)


def test_each_initial_assessment_is_counted_from_its_own_referral(cast: Cast) -> None:
    """IA-01: a further referral on an open case can begin another; neither moves the other's clock (WT 4.23, 4.24)."""
    nell, june = new_child(cast), MORNING + timedelta(days=30)
    for received in (MORNING, june):
        referral = referral_of(cast, nell, received_at=received)
        child = referral.children.get()
        actions.decide_referral(
            by=cast.worker.actor,
            referral=referral,
            decisions=[actions.ChildDecision(child=child, outcome="initial-assessment", reasons="Needs a look")],
            at=received + timedelta(hours=2),
        )
        with acting("case.open", by=cast.worker.actor, on=[child.case]) as act:
            Assessment.objects.filter(case=child.case).update(stopped_at=received + timedelta(days=1))
            act.touch(child.case)
    clocks = ClockRow.objects.filter(case=child.case, clock="initial-assessment").order_by("started_at")
    assert [clock.started_at for clock in clocks] == [MORNING, june]


def test_the_breach_of_a_curfew_notice_is_told(cast: Cast) -> None:
    """IMM-07: the information from which the enquiry's clock runs (WT box 1)."""
    referral_of(cast)
    referral = referral_of(cast, cast.child, curfew_breach=True)
    for breaches in (list(curfew_breaches(None)), list(curfew_breaches([cast.case.pk]))):
        (breach,) = breaches
        assert (breach.case_id, breach.child_id, breach.referral_id, breach.received_at) == (
            cast.case.pk,
            cast.child.pk,
            referral.pk,
            MORNING,
        )


def test_what_counts_as_referred_before_is_the_editions(cast: Cast) -> None:
    """REF-14: the window is a value of the edition; older ones are shown too (WT 4.26, 4.127)."""
    nell = new_child(cast)
    referral_of(cast, nell, received_at=datetime(2024, 6, 1, 9, 30, tzinfo=UTC))
    referral_of(cast, nell, received_at=datetime(2026, 3, 3, 9, 30, tzinfo=UTC))
    found = earlier_referrals([nell.pk], authority_id=cast.authority.pk, before=MORNING)[nell.pk]
    assert [(one.received_at.year, one.within_window) for one in found] == [(2026, True), (2024, False)]
    assert load("working-together-2005").cited_value("rereferral-window").value == 12


def test_every_concern_about_a_child_is_in_its_history(cast: Cast) -> None:
    """ENY-05: contacts that led to nothing, too (WT 4.127)."""
    nell = new_child(cast)
    contact = contact_of(cast, nell, received_at=MORNING - timedelta(days=2))
    referral = referral_of(cast, nell)
    contact_of(cast)
    assert contact_history(nell.pk) == [referral.contact, contact]


def test_the_story_tells_it_without_naming_a_public_referrer(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """REF-09, REC-03: contact, referral, decision, new concern; a fixed number of queries (WT 4.21, 4.75)."""
    referral = referral_of(cast, cast.child, referrer=neighbour_facts(), urgent=True)
    actions.decide_referral(
        by=cast.worker.actor,
        referral=referral,
        decisions=[
            actions.ChildDecision(child=referral.children.get(), outcome="pass-to-allocated-worker", reasons="Known")
        ],
        at=MORNING + timedelta(hours=1),
    )
    contact_of(cast, cast.child, referrer=neighbour_facts())
    with django_assert_num_queries(5):
        story = list(room.story([cast.child.pk, cast.sibling.pk]))
    assert {entry.kind for entry in story} == KINDS
    assert not any("Gladys" in f"{entry.title} {entry.text} {entry.people}" for entry in story)
    assert next(entry for entry in story if entry.kind == "referral").marks == ("urgent",)


KINDS = {"contact", "referral", "referral-decision", "new-concern"}


def kinds_for(cast: Cast, who: str) -> dict[str, int]:
    """How many things of each of this room's kinds are on somebody's work list."""
    ours = {"new-concern", "referral-to-decide", "police-to-tell", "referrer-to-tell", "ask-again"}
    counted: dict[str, int] = {}
    for item in work_for(getattr(cast, who).actor, 50):
        if item.kind in ours:
            counted[item.kind] = counted.get(item.kind, 0) + 1
    return counted


def test_work_lists_hold_what_waits_at_the_door(cast: Cast) -> None:
    """REF-02, REF-06, REF-08, REF-11, REF-12: for who took it, whose case it is, and the manager (WT 4.18-4.23)."""
    referral = referral_of(cast, possible_crime=True)
    contact_of(cast, cast.child, outcome="to-allocated-worker", urgent=True)
    assert kinds_for(cast, "worker") == {"new-concern": 1, "referral-to-decide": 1, "police-to-tell": 1}
    assert kinds_for(cast, "manager") == {"referral-to-decide": 1}
    assert kinds_for(cast, "second_worker") == {}
    assert kinds_for(cast, "outsider") == {}
    first = work_for(cast.worker.actor, 50)[0]
    assert first.urgent
    assert first.source.startswith("WT ")
    actions.decide_referral(
        by=cast.manager.actor,
        referral=referral,
        decisions=[
            actions.ChildDecision(child=referral.children.get(), outcome="no-further-action", reasons="All well")
        ],
    )
    actions.tell_police(by=cast.worker.actor, contact=referral.contact, not_told="Nothing in it")
    assert kinds_for(cast, "worker") == {"new-concern": 1, "referrer-to-tell": 1}
    actions.tell_referrer(by=cast.worker.actor, referral=Referral.objects.get(), told="All is well")
    assert kinds_for(cast, "worker") == {"new-concern": 1}


def test_a_concern_on_a_case_without_a_worker_is_the_teams(cast: Cast) -> None:
    """REF-02, REF-12: nobody's case is everybody's (WT 4.12, 4.23)."""
    referral = referral_of(cast)
    contact_of(cast, referral.children.get().child, outcome="to-allocated-worker")
    assert kinds_for(cast, "second_worker") == {"new-concern": 1}


def test_a_partner_is_prompted_to_ask_again(cast: Cast) -> None:
    """REF-05: when the time for an acknowledgement has gone by, not before, and once (WT 4.19)."""
    referral = referral_of(cast, mode="in-writing")
    with living_at(MORNING + timedelta(days=2)):
        assert kinds_for(cast, "teacher") == {}
    assert kinds_for(cast, "teacher") == {"ask-again": 1}
    assert kinds_for(cast, "partner") == {}
    actions.chase_referral(by=cast.teacher.actor, referral=referral)
    assert kinds_for(cast, "teacher") == {}


def test_a_new_concern_can_be_recorded_from_every_childs_page(cast: Cast) -> None:
    """REF-12: open case or closed; a closed one is a re-referral (WT 4.23)."""
    offer = all_offers()["referral"]
    assert offer.available(cast.case)
    assert offer.url(cast.case).endswith(f"?child={cast.child.pk}")
