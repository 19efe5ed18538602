"""The front door: for children's social care; a partner's own referrals for partners."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdfast.cases.referrals import actions
from holdfast.cases.referrals.models import NewConcern
from tests.integration.referrals.making import contact_of, referral_of
from tests.matrix import Expect
from tests.support.cast import Cast

FOUND = 302


def of_contact(cast: Cast) -> Mapping[str, Any]:
    """A contact about a child whose case is open."""
    return {"pk": contact_of(cast, cast.child, outcome="to-allocated-worker").pk}


def of_public_contact(cast: Cast) -> Mapping[str, Any]:
    """A contact by a member of the public who is not to be named."""
    facts = actions.ReferrerFacts(source="member-of-public", name="Gladys Kelp")
    return {"pk": contact_of(cast, cast.child, referrer=facts).pk}


def of_concern(cast: Cast) -> Mapping[str, Any]:
    """A new concern on an open case."""
    contact = contact_of(cast, cast.child, outcome="to-allocated-worker")
    return {"pk": NewConcern.objects.get(contact=contact).pk}


def of_referral(cast: Cast) -> Mapping[str, Any]:
    """A referral."""
    return {"pk": referral_of(cast, cast.child).pk}


def of_search(cast: Cast) -> Mapping[str, Any]:
    """A search of existing records."""
    return {"pk": actions.record_search(by=cast.worker.actor, authority=cast.authority, words="Thorne").pk}


def of_written(cast: Cast) -> Mapping[str, Any]:
    """What the teacher wrote."""
    children = [{"given_name": "Nell", "family_name": "Dulse"}]
    written = actions.make_referral(
        by=cast.teacher.actor, authority=cast.authority, source="school", concern="Hungry", children=children
    )
    return {"pk": written.pk}


ROUTES: dict[str, Expect] = {
    "referrals:front_door": Expect(outsider=200),
    "referrals:search": Expect(outsider=200),
    "referrals:found": Expect(kwargs=of_search),
    "referrals:consider": Expect(kwargs=of_search, method="post", ok=FOUND),
    "referrals:who": Expect(method="post", outsider=200),
    "referrals:new": Expect(outsider=200),
    "referrals:contact": Expect(kwargs=of_contact),
    "referrals:take_in": Expect(kwargs=of_written, method="post", ok=FOUND),
    "referrals:refer": Expect(kwargs=of_contact, method="post", ok=FOUND),
    "referrals:missing": Expect(kwargs=of_contact),
    "referrals:correct": Expect(kwargs=of_contact),
    "referrals:police": Expect(kwargs=of_contact),
    "referrals:reveal": Expect(kwargs=of_public_contact, right="manager", wrong="worker"),
    "referrals:concern": Expect(kwargs=of_concern),
    "referrals:referral": Expect(kwargs=of_referral),
    "referrals:decide": Expect(kwargs=of_referral, wrong="administrator"),
    "referrals:confirm": Expect(kwargs=of_referral),
    "referrals:acknowledge": Expect(kwargs=of_referral),
    "referrals:tell": Expect(kwargs=of_referral),
    "referrals:family": Expect(kwargs=of_referral),
    "referrals:thresholds": Expect(outsider=200),
    "referrals:state_thresholds": Expect(right="designated", wrong="worker", outsider=403),
    "referrals:make": Expect(right="teacher", wrong="worker", outsider=403),
    "referrals:own": Expect(right="teacher", wrong="worker", outsider=403),
    "referrals:own_referral": Expect(kwargs=of_written, right="teacher", wrong="worker", outsider=403),
    "referrals:ask_again": Expect(
        kwargs=of_written, right="teacher", wrong="worker", outsider=403, method="post", ok=FOUND
    ),
}
