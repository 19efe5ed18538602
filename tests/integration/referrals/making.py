"""Referrals and contacts for tests, made through the actions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from holdfast.cases.referrals import actions
from holdfast.cases.referrals.actions import NamedChild, ReferrerFacts
from holdfast.cases.referrals.models import Contact, Referral
from holdfast.people import actions as people
from holdfast.people.models import Person
from tests.support.cast import Cast

MORNING = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)  # a Monday

NO_ROWS = {
    f"{prefix}-{name}": number
    for prefix in ("children", "adults")
    for name, number in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
}
"""What a form with rows for children and adults sends when none is begun."""


def new_child(cast: Cast, given_name: str = "Nell", family_name: str = "Dulse") -> Person:
    """A child of whom no case is open."""
    return people.register_person(by=cast.worker.actor, given_name=given_name, family_name=family_name)


def school_facts(cast: Cast) -> ReferrerFacts:
    """The teacher of the cast, as a referrer."""
    return ReferrerFacts(source="school", practitioner=cast.teacher.practitioner)


def neighbour_facts(**more: Any) -> ReferrerFacts:
    """A member of the public who has not agreed to be named."""
    return ReferrerFacts(source="neighbour-or-friend", name="Gladys Kelp", contact_details="01632 960999", **more)


def contact_of(cast: Cast, *children: Person, outcome: str = "advice", **more: Any) -> Contact:
    """A contact taken by the worker."""
    more.setdefault("referrer", school_facts(cast))
    more.setdefault("advice", "Talk to the health visitor")
    return actions.record_contact(
        by=cast.worker.actor,
        authority=cast.authority,
        concern=more.pop("concern", "Often hungry at school"),
        mode=more.pop("mode", "telephone"),
        outcome=outcome,
        children=[NamedChild(child=child) for child in children],
        **more,
    )


def referral_of(cast: Cast, *children: Person, searched: bool = True, **more: Any) -> Referral:
    """A referral taken by the worker; of a new child unless told, with records searched unless told."""
    more.setdefault("referrer", school_facts(cast))
    more.setdefault("received_at", MORNING)
    people_ = children or (new_child(cast),)
    searches = []
    if searched:
        searches = [actions.record_search(by=cast.worker.actor, authority=cast.authority, words="Dulse")]
    return actions.receive_referral(
        by=cast.worker.actor,
        authority=cast.authority,
        concern=more.pop("concern", "Often hungry at school"),
        mode=more.pop("mode", "telephone"),
        children=[NamedChild(child=child) for child in people_],
        searches=searches,
        **more,
    )
