"""What happens next: decided for each child, with reasons, and begun (REF-06, REF-12, GEN-11; WT 4.20, 4.22, 4.23)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from holdfast.cases.models import Case, Decision
from holdfast.cases.referrals import actions
from holdfast.cases.referrals.actions import ChildDecision
from holdfast.cases.referrals.models import NewConcern, Referral, ReferredChild
from holdfast.cases.referrals.words import (
    CHILD_SOURCES,
    CLOSED_AT_THE_DOOR,
    CLOSED_HANDED_ON,
    CLOSURE,
    FAMILY_SOURCES,
    HANDED_ON,
    NOT_SOUGHT,
    NOTHING_MORE,
    OWN_FORM,
    OWN_STAFF,
    PUBLIC_SOURCES,
    STRATEGY,
    TAKEN_AS_REFERRAL,
    TELEPHONE,
    TO_WORKER,
    WRITTEN_MODES,
)
from holdfast.core.errors import NotNow, NotPermitted, OutOfSight, Unacceptable
from holdfast.guidance import editions, load
from tests.integration.referrals.making import MORNING, contact_of, new_child, referral_of
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=4)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[Case], dict[str, Any]]]:
    """What the decisions begin, in place of the other steps."""
    found: list[tuple[str, list[Case], dict[str, Any]]] = []

    def begin(step: str, *, cases: list[Case], **more: Any) -> None:
        found.append((step, list(cases), more))

    monkeypatch.setattr("holdfast.cases.rooms.begin", begin)
    return found


def decide(cast: Cast, referral: Referral, *outcomes: str, **more: Any) -> list[Decision]:
    """Decide for each child in turn."""
    reasons = more.pop("reasons", "Known to the school")
    departure = more.pop("departure", "")
    return actions.decide_referral(
        by=more.pop("by", cast.worker.actor),
        referral=referral,
        decisions=[
            ChildDecision(child=child, outcome=outcome, reasons=reasons, departure=departure)
            for child, outcome in zip(referral.children.all(), outcomes, strict=False)
        ],
        at=more.pop("at", LATER),
        **more,
    )


def test_an_assessment_begins_once_for_brothers_and_sisters(cast: Cast, begun: list[Any]) -> None:
    """REF-06: the step that the decision names begins at once, for all of whom it was decided (WT 4.20)."""
    referral = referral_of(cast, new_child(cast), new_child(cast, "Tom"))
    taken = decide(cast, referral, "initial-assessment", "initial-assessment", worker=None)
    ((step, cases, more),) = begun
    assert (step, len(cases), more["referral_id"], more["received_at"]) == (
        "initial-assessment",
        2,
        referral.pk,
        MORNING,
    )
    assert more["because"] in taken
    assert Referral.objects.get(pk=referral.pk).decided_at == LATER
    assert {(one.taken_by, one.reasons) for one in taken} == {(cast.worker.practitioner, "Known to the school")}


def test_each_child_is_decided_separately(cast: Cast, begun: list[Any]) -> None:
    """REF-06: the same for all unless said otherwise; a child left out still waits (WT 4.20)."""
    referral = referral_of(cast, new_child(cast), new_child(cast, "Tom"))
    decide(cast, referral, "no-further-action")
    assert Referral.objects.get(pk=referral.pk).decided_at is None
    second = referral.children.get(decided_at=None)
    actions.decide_referral(
        by=cast.worker.actor,
        referral=referral,
        decisions=[ChildDecision(child=second, outcome="initial-assessment", reasons="Younger")],
    )
    assert {one.outcome for one in referral.children.all()} == {"no-further-action", "initial-assessment"}


@pytest.mark.parametrize(
    ("outcome", "closure"),
    [
        ("no-further-action", CLOSED_AT_THE_DOOR),
        ("advice-or-information", CLOSED_AT_THE_DOOR),
        ("referral-elsewhere", CLOSED_HANDED_ON),
    ],
)
def test_a_case_that_only_the_referral_opened_closes_when_nothing_follows(
    cast: Cast, outcome: str, closure: str
) -> None:
    """REF-06: with the closure that fits; what was decided and why stays (WT 4.20, 4.22)."""
    referral = referral_of(cast)
    decide(cast, referral, outcome)
    case = referral.children.get().case
    assert (case.closed_at, case.closure_reason, case.closure_summary) == (LATER, closure, "Known to the school")


def test_a_case_that_was_open_before_goes_on(cast: Cast) -> None:
    """REF-12: no further action on a new concern ends nothing else (WT 4.23)."""
    referral = referral_of(cast, cast.child)
    decide(cast, referral, "no-further-action")
    assert Case.objects.get(pk=cast.case.pk).is_open


def test_reasons_are_asked_for_and_existing_records_are_searched_first(cast: Cast, begun: list[Any]) -> None:
    """REF-06, REF-07, GEN-05: deciding without takes a reason; an urgent discussion does not wait (WT 4.20, 4.36)."""
    referral = referral_of(cast, searched=False)
    with pytest.raises(Unacceptable) as unsearched:
        decide(cast, referral, "initial-assessment")
    assert unsearched.value.field == "departure"
    with pytest.raises(Unacceptable) as unreasoned:
        decide(cast, referral, "initial-assessment", departure="The system was down", reasons=" ")
    assert unreasoned.value.field == "reasons"
    (taken,) = decide(cast, referral, "initial-assessment", departure="The system was down")
    assert taken.departure == "The system was down"
    urgent = referral_of(cast, new_child(cast, "Tom"), searched=False)
    decide(cast, urgent, "strategy-discussion", reasons="")
    assert [step for step, _, _ in begun] == ["initial-assessment", "strategy-discussion"]


def test_a_decision_passed_to_the_worker_is_put_to_them(cast: Cast) -> None:
    """REF-02, REF-12: the case is open; its worker takes it up (WT 4.12, 4.23)."""
    referral = referral_of(cast, cast.child)
    decide(cast, referral, "pass-to-allocated-worker")
    assert NewConcern.objects.get(case=cast.case).passed_to == cast.worker.practitioner


def test_a_manager_allocates_in_the_same_breath(cast: Cast, begun: list[Any]) -> None:
    """STA-04: what goes on has a worker at once; who may not allocate is refused, and nothing is kept (WT 4.20)."""
    referral = referral_of(cast)
    with pytest.raises(NotPermitted):
        decide(cast, referral, "initial-assessment", worker=cast.second_worker.practitioner)
    assert not Decision.objects.exists()
    decide(cast, referral, "initial-assessment", worker=cast.second_worker.practitioner, by=cast.manager.actor)
    assert referral.children.get().case.worker == cast.second_worker.practitioner


def test_a_later_decision_stands_beside_the_first(cast: Cast, begun: list[Any]) -> None:
    """GEN-11: superseded, not lost; in time or late is judged by the first (WT 4.20, 4.131)."""
    referral = referral_of(cast)
    decide(cast, referral, "initial-assessment")
    decide(cast, referral, "strategy-discussion", at=LATER + timedelta(hours=1))
    child = referral.children.get()
    assert (child.outcome, child.decided_at) == ("strategy-discussion", LATER)
    assert Decision.objects.filter(record_id=child.pk, superseded_at=None).count() == 1
    assert Decision.objects.filter(record_id=child.pk).count() == 2


@pytest.mark.parametrize("at", [MORNING - timedelta(minutes=1), MORNING + timedelta(weeks=5200)])
def test_a_decision_follows_the_referral_and_has_been_taken(cast: Cast, at: Any) -> None:
    """REF-06: neither before the referral nor in time to come (WT 4.20)."""
    with pytest.raises(Unacceptable) as refused:
        decide(cast, referral_of(cast), "initial-assessment", at=at)
    assert refused.value.field == "at"


def test_a_decision_that_the_edition_does_not_have_is_refused(cast: Cast) -> None:
    """REF-06: the words are the edition's (WT 4.20)."""
    with pytest.raises(Unacceptable):
        decide(cast, referral_of(cast), "wait-and-see")
    with pytest.raises(Unacceptable):
        actions.decide_referral(by=cast.worker.actor, referral=referral_of(cast, new_child(cast)), decisions=[])


@pytest.mark.parametrize(
    ("outcome", "starts"),
    [("strategy-discussion", True), ("core-assessment", True), ("no-further-action", False)],
)
def test_a_new_concern_on_an_open_case_is_decided(cast: Cast, begun: list[Any], outcome: str, starts: bool) -> None:
    """REF-12: a strategy discussion, a core assessment brought up to date without a fresh initial one, or on as planned
    (WT 4.23)."""
    contact_of(cast, cast.child, outcome="to-allocated-worker")
    concern = NewConcern.objects.get()
    decision = actions.decide_new_concern(
        by=cast.worker.actor, concern=concern, outcome=outcome, reasons="Seen this morning"
    )
    assert decision.record_id == concern.pk
    assert [step for step, _, _ in begun] == ([outcome] if starts else [])
    assert Case.objects.get(pk=cast.case.pk).is_open
    with pytest.raises(NotNow):
        actions.decide_new_concern(by=cast.worker.actor, concern=concern, outcome=outcome, reasons="Again")


def test_who_may_decide_on_a_new_concern(cast: Cast) -> None:
    """Default deny (WT 4.126)."""
    contact_of(cast, cast.child, outcome="to-allocated-worker")
    concern = NewConcern.objects.get()
    for who, error in ((cast.outsider, OutOfSight), (cast.administrator, NotPermitted), (cast.teacher, NotPermitted)):
        with pytest.raises(error):
            actions.decide_new_concern(by=who.actor, concern=concern, outcome="strategy-discussion")
    with pytest.raises(Unacceptable):
        actions.decide_new_concern(by=cast.worker.actor, concern=concern, outcome="core-assessment", reasons="")


@pytest.mark.parametrize("code", editions())
def test_the_codes_that_the_room_acts_on_are_in_every_edition(code: str) -> None:
    """REF-01, REF-06: words of the editions, held against each (WT 4.17, 4.20)."""
    edition = load(code)
    terms = {name: {term.code for term in edition.terms(name)} for name in edition.vocabularies}
    assert terms["referral-source"] >= PUBLIC_SOURCES | FAMILY_SOURCES | CHILD_SOURCES | {OWN_STAFF}
    assert terms["contact-mode"] >= WRITTEN_MODES | {TELEPHONE, OWN_FORM}
    assert terms["contact-outcome"] >= {TAKEN_AS_REFERRAL, TO_WORKER, NOTHING_MORE}
    assert terms["family-agreement"] >= {NOT_SOUGHT}
    assert terms["closure-reason"] >= {CLOSED_AT_THE_DOOR, CLOSED_HANDED_ON}
    decisions = {decision.code for decision in edition.step("referral").decisions}
    assert decisions >= {HANDED_ON, STRATEGY, NOTHING_MORE}
    assert CLOSURE in edition.step("referral").decision(NOTHING_MORE).leads_to
    offered = set(edition.step("contact").decision(TO_WORKER).leads_to)
    assert decisions >= offered


def test_a_referred_child_is_of_its_case(cast: Cast) -> None:
    """GEN-08: one row for each child, in the child's own case (WT 4.36)."""
    referral = referral_of(cast, cast.child, cast.sibling)
    assert {one.access_scope().child_ids for one in ReferredChild.objects.filter(referral=referral)} == {
        (cast.child.pk,),
        (cast.sibling.pk,),
    }
