"""Every change at the front door: refused to outsiders and wrong roles, kept whole or not at all (REC-01; WT 4.126)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from holdfast.cases.models import Case, InformationGiven, ViewHeard
from holdfast.cases.referrals import actions
from holdfast.cases.referrals.actions import NamedChild, NewChild
from holdfast.cases.referrals.models import Contact, NewConcern, Referral, SearchMade
from holdfast.core.errors import NotPermitted, OutOfSight
from holdfast.ledger.models import Act
from holdfast.people.models import Person
from tests.integration.referrals.making import contact_of, referral_of, school_facts
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db

Call = Callable[[Cast, Any], object]
ON_REFERRAL: dict[str, Call] = {
    "confirm": lambda cast, who: actions.confirm_referral(by=who, referral=Referral.objects.get()),
    "acknowledge": lambda cast, who: actions.acknowledge_referral(by=who, referral=Referral.objects.get(), how="email"),
    "chase": lambda cast, who: actions.chase_referral(by=who, referral=Referral.objects.get()),
    "tell": lambda cast, who: actions.tell_referrer(by=who, referral=Referral.objects.get(), told="x"),
    "hear": lambda cast, who: actions.hear_family(
        by=who, referral=Referral.objects.get(), person_name="Rosa", view="Glad"
    ),
    "decide": lambda cast, who: actions.decide_referral(
        by=who,
        referral=(referral := Referral.objects.get()),
        decisions=[
            actions.ChildDecision(child=referral.children.get(), outcome="no-further-action", reasons="Known and safe")
        ],
    ),
    "police": lambda cast, who: actions.tell_police(by=who, contact=Contact.objects.get(), not_told="Known to them"),
    "complete": lambda cast, who: actions.complete_contact(by=who, contact=Contact.objects.get(), added={"needs": "x"}),
    "correct": lambda cast, who: actions.correct_contact(
        by=who, contact=Contact.objects.get(), changes={"concern": "Hungry"}, reason="Misheard"
    ),
    "search": lambda cast, who: actions.record_search(
        by=who, authority=cast.authority, words="Dulse", contact=Contact.objects.get()
    ),
}
WRITTEN = {"concern": "Wet", "source": "school", "children": [{"given_name": "Ivy", "family_name": "Thorne"}]}


def waiting(cast: Cast) -> Contact:
    """What the teacher wrote and nobody has taken in."""
    return actions.make_referral(by=cast.teacher.actor, authority=cast.authority, **WRITTEN)  # type: ignore[arg-type]


def standing() -> Contact:
    """The contact that is not the referral's."""
    return Contact.objects.get(referral=None)


PREPARED: dict[str, tuple[Callable[[Cast], object], Call]] = {
    "refer": (
        lambda cast: contact_of(cast, cast.child),
        lambda cast, who: actions.take_as_referral(by=who, contact=standing()),
    ),
    "take in": (
        waiting,
        lambda cast, who: actions.take_in_contact(
            by=who, contact=standing(), outcome="referral", children=[NamedChild(child=cast.child)]
        ),
    ),
    "take in family": (
        waiting,
        lambda cast, who: actions.take_in_family(
            by=who,
            authority=cast.authority,
            contact=standing(),
            outcome="referral",
            new=[NewChild(given_name="Nell")],
        ),
    ),
    "search for written": (waiting, lambda cast, who: actions.search_for_written(by=who, contact=standing())),
    "consider": (
        lambda cast: actions.record_search(by=cast.worker.actor, authority=cast.authority, words="Kelp"),
        lambda cast, who: actions.consider_search(
            by=who,
            search=SearchMade.objects.get(words="Kelp"),
            contact=Contact.objects.get(),
            considered=[cast.child],
        ),
    ),
    "new concern": (
        lambda cast: contact_of(cast, cast.child, outcome="to-allocated-worker"),
        lambda cast, who: actions.decide_new_concern(
            by=who, concern=NewConcern.objects.get(), outcome="no-further-action", reasons="Seen today"
        ),
    ),
}
ON_NOTHING: dict[str, Call] = {
    "record": lambda cast, who: actions.record_contact(
        by=who,
        authority=cast.authority,
        referrer=school_facts(cast),
        concern="x",
        mode="telephone",
        outcome="advice",
        advice="y",
    ),
    "take down": lambda cast, who: actions.take_concern(
        by=who,
        authority=cast.authority,
        referrer=school_facts(cast),
        concern="x",
        mode="telephone",
        outcome="referral",
        new=[NewChild(given_name="Nell")],
    ),
    "household": lambda cast, who: actions.gather_household(
        by=who, authority=cast.authority, new=[NewChild(given_name="Nell")]
    ),
    "thresholds": lambda cast, who: actions.state_thresholds(by=who, authority=cast.authority, text="x"),
}


@pytest.mark.parametrize("name", ON_REFERRAL)
def test_outsiders_find_no_referral_and_wrong_roles_are_refused(cast: Cast, name: str) -> None:
    """Default deny, for every change to a referral (WT 4.126)."""
    referral_of(cast)
    with pytest.raises(OutOfSight):
        ON_REFERRAL[name](cast, cast.outsider.actor)
    with pytest.raises(NotPermitted):
        ON_REFERRAL[name](cast, cast.board.actor)


@pytest.mark.parametrize("name", ON_NOTHING)
def test_nobody_writes_at_another_authoritys_door(cast: Cast, name: str) -> None:
    """Default deny, for what begins a record (WT 4.126)."""
    with pytest.raises(OutOfSight):
        ON_NOTHING[name](cast, cast.outsider.actor)
    with pytest.raises(NotPermitted):
        ON_NOTHING[name](cast, cast.board.actor)


@pytest.mark.parametrize("name", PREPARED)
def test_outsiders_find_nothing_and_wrong_roles_are_refused(cast: Cast, name: str) -> None:
    """Default deny, for what follows a contact or a search (WT 4.126)."""
    prepare, act = PREPARED[name]
    referral_of(cast)
    prepare(cast)
    with pytest.raises(OutOfSight):
        act(cast, cast.outsider.actor)
    with pytest.raises(NotPermitted):
        act(cast, cast.board.actor)


def test_a_referral_is_made_in_writing_by_partners_alone(cast: Cast) -> None:
    """REF-01: our own staff take it down instead (WT 4.19)."""
    for who in (cast.worker, cast.outsider, cast.board):
        with pytest.raises(NotPermitted):
            actions.make_referral(by=who.actor, authority=cast.authority, **WRITTEN)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", PREPARED)
def test_nothing_is_kept_of_what_follows_when_the_ledger_fails(
    cast: Cast, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Break the ledger, and nothing has changed (REC-01; WT 4.131)."""
    prepare, act = PREPARED[name]
    referral_of(cast)
    prepare(cast)
    _break_the_ledger(monkeypatch)
    before = _everything()
    with pytest.raises(OSError):
        act(cast, cast.worker.actor)
    assert _everything() == before


@pytest.mark.parametrize("name", [*ON_REFERRAL, *ON_NOTHING])
def test_nothing_is_kept_when_the_ledger_fails(cast: Cast, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Break the ledger, and nothing has changed (REC-01; WT 4.131)."""
    referral_of(cast)
    before = _everything()
    _break_the_ledger(monkeypatch)
    who = cast.designated.actor if name == "thresholds" else cast.worker.actor
    with pytest.raises(OSError):
        {**ON_REFERRAL, **ON_NOTHING}[name](cast, who)
    assert _everything() == before


def _break_the_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("holdfast.ledger.acts.ActSubject.objects.bulk_create", broken)


def _everything() -> list[object]:
    tables = (Contact, Referral, SearchMade, NewConcern, Case, Person, Act, InformationGiven, ViewHeard)
    return [list(table.objects.order_by("pk").values()) for table in tables]  # type: ignore[attr-defined]
