"""Changes at the front door (WT 4.12-4.23)."""

from holdfast.cases.referrals.actions.contacts import (
    NamedChild,
    ReferrerFacts,
    complete_contact,
    correct_contact,
    make_referral,
    receive_referral,
    record_contact,
    take_in_contact,
    tell_police,
)
from holdfast.cases.referrals.actions.decisions import ChildDecision, decide_new_concern, decide_referral
from holdfast.cases.referrals.actions.households import Home, NewAdult, NewChild, gather_household
from holdfast.cases.referrals.actions.referring import (
    acknowledge_referral,
    chase_referral,
    confirm_referral,
    hear_family,
    take_as_referral,
    tell_referrer,
)
from holdfast.cases.referrals.actions.searching import consider_search, record_search
from holdfast.cases.referrals.actions.taking import search_for_written, take_concern, take_in_family
from holdfast.cases.referrals.actions.thresholds import state_thresholds

__all__ = [
    "ChildDecision",
    "Home",
    "NamedChild",
    "NewAdult",
    "NewChild",
    "ReferrerFacts",
    "acknowledge_referral",
    "chase_referral",
    "complete_contact",
    "confirm_referral",
    "consider_search",
    "correct_contact",
    "decide_new_concern",
    "decide_referral",
    "gather_household",
    "hear_family",
    "make_referral",
    "receive_referral",
    "record_contact",
    "record_search",
    "search_for_written",
    "state_thresholds",
    "take_as_referral",
    "take_concern",
    "take_in_contact",
    "take_in_family",
    "tell_police",
    "tell_referrer",
]
