"""What must have come before what, in any family's story: the invariants that the tests walk through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from holdfast.demo.script import (
    AssessmentCompleted,
    AssessmentEndorsed,
    AssessmentStarted,
    ChildInNeedPlanEnded,
    ChildInNeedPlanMade,
    ChildInNeedPlanReviewed,
    ConferenceArranged,
    ConferenceHeld,
    CoreGroupHeld,
    DecisionCirculated,
    EnquiryConcluded,
    EnquiryEndorsed,
    EnquiryStarted,
    Event,
    FamilyScript,
    InformationRequested,
    PlanEnded,
    PoliceInformed,
    RecordsSearched,
    ReferralAcknowledged,
    ReferralConfirmed,
    ReferralDecided,
    ReferralReceived,
    ReferrerTold,
    ReviewHeld,
    StrategyDiscussion,
    StrategyRecordCirculated,
    UrgentAction,
    UrgentActionEnded,
)

Link = tuple[str, str]
MAKES: dict[type[Event], tuple[str, str]] = {
    ReferralReceived: ("received", "referral"),
    ReferralDecided: ("decided", "referral"),
    AssessmentStarted: ("assessment", "assessment"),
    AssessmentCompleted: ("completed", "assessment"),
    StrategyDiscussion: ("discussion", "discussion"),
    EnquiryStarted: ("enquiry", "enquiry"),
    EnquiryConcluded: ("concluded", "enquiry"),
    ConferenceArranged: ("arranged", "conference"),
    ConferenceHeld: ("conference", "conference"),
    ReviewHeld: ("conference", "conference"),
    UrgentAction: ("urgent", "action"),
    ChildInNeedPlanMade: ("need", "plan"),
}
NEEDS: dict[type[Event], tuple[tuple[str, str], ...]] = {
    ReferralConfirmed: (("received", "referral"),),
    ReferralAcknowledged: (("received", "referral"),),
    RecordsSearched: (("received", "referral"),),
    PoliceInformed: (("received", "referral"),),
    ReferralDecided: (("received", "referral"),),
    ReferrerTold: (("decided", "referral"),),
    AssessmentStarted: (("decided", "referral"),),
    AssessmentCompleted: (("assessment", "assessment"),),
    AssessmentEndorsed: (("completed", "assessment"),),
    StrategyDiscussion: (("received", "referral"),),
    StrategyRecordCirculated: (("discussion", "discussion"),),
    EnquiryStarted: (("discussion", "discussion"),),
    InformationRequested: (("enquiry", "enquiry"),),
    EnquiryConcluded: (("enquiry", "enquiry"),),
    EnquiryEndorsed: (("concluded", "enquiry"),),
    ConferenceHeld: (("arranged", "conference"), ("discussion", "discussion")),
    ReviewHeld: (("arranged", "conference"),),
    DecisionCirculated: (("conference", "conference"),),
    UrgentActionEnded: (("urgent", "action"),),
    ChildInNeedPlanReviewed: (("need", "plan"),),
    ChildInNeedPlanEnded: (("need", "plan"),),
    PlanEnded: (("plan", "plan"),),
}


def out_of_order(told: FamilyScript) -> Iterator[str]:
    """Each step that comes before what it rests on, in words."""
    made: dict[Link, datetime] = {}
    for event in told.events:
        for kind, name in NEEDS.get(type(event), ()):
            link = (kind, getattr(event, name))
            if made.get(link) is None or made[link] > event.at:
                yield f"{type(event).__name__} of {told.family.key} at {event.at} without {link}"
        if isinstance(event, CoreGroupHeld):
            yield from (f"core group without {plan}" for plan in event.plans if ("plan", plan) not in made)
        for kind, name in [MAKES[type(event)]] if type(event) in MAKES else []:
            made.setdefault((kind, getattr(event, name)), event.at)
        if isinstance(event, ConferenceHeld):
            made |= {("plan", one.plan): event.at for one in event.decisions if one.plan}
