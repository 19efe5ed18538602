"""The words in which a fictional authority's three years are told: people, places, and dated events.

A script is pure data. The generator writes it, the loader plays it through the rooms' actions, and nothing in it
knows of a database. Every reference between things is by key (a short string, unique in the script).
Times are aware datetimes in Europe/London; `at` is when a thing happened, not when it was typed.
"""

from holdfast.demo.script.base import Child, Entry, Event, Key, Participant, Statement
from holdfast.demo.script.conferences import (
    Absence,
    AgencyView,
    Attendance,
    ConferenceArranged,
    ConferenceHeld,
    CoreGroupHeld,
    CoreGroupMember,
    DecisionCirculated,
    ForChild,
    PlanAction,
    PlanEnded,
    ReviewHeld,
)
from holdfast.demo.script.enquiries import (
    Decision,
    EnquiryConcluded,
    EnquiryEndorsed,
    EnquiryStarted,
    InformationRequested,
    StrategyDiscussion,
    StrategyRecordCirculated,
    UrgentAction,
    UrgentActionEnded,
)
from holdfast.demo.script.frontdoor import (
    ContactMade,
    PoliceInformed,
    RecordsSearched,
    ReferralAcknowledged,
    ReferralConfirmed,
    ReferralDecided,
    ReferralReceived,
    Referrer,
    ReferrerTold,
)
from holdfast.demo.script.work import (
    AddressChanged,
    Allocated,
    AssessmentCompleted,
    AssessmentEndorsed,
    AssessmentStarted,
    CaseClosed,
    ChildBorn,
    ChildInNeedPlanEnded,
    ChildInNeedPlanMade,
    ChildInNeedPlanReviewed,
    ChildSeen,
    LateReason,
    MovedIn,
    MovedOut,
    NewConcern,
)
from holdfast.demo.script.world import (
    Address,
    Agency,
    Authority,
    EarlierInvolvement,
    Family,
    FamilyScript,
    Person,
    Practitioner,
    Relationship,
    Residence,
    Script,
    Team,
)

__all__ = [
    "Absence", "Address", "AddressChanged", "Agency", "AgencyView", "Allocated", "AssessmentCompleted",
    "AssessmentEndorsed", "AssessmentStarted", "Attendance", "Authority", "CaseClosed", "Child", "ChildBorn",
    "ChildInNeedPlanEnded", "ChildInNeedPlanMade", "ChildInNeedPlanReviewed", "ChildSeen", "ConferenceArranged",
    "ConferenceHeld", "ContactMade", "CoreGroupHeld", "CoreGroupMember", "Decision", "DecisionCirculated",
    "EarlierInvolvement", "EnquiryConcluded", "EnquiryEndorsed", "EnquiryStarted", "Entry", "Event", "Family",
    "FamilyScript", "ForChild", "InformationRequested", "Key", "LateReason", "MovedIn", "MovedOut", "NewConcern",
    "Participant", "Person", "PlanAction", "PlanEnded", "PoliceInformed", "Practitioner", "RecordsSearched",
    "ReferralAcknowledged", "ReferralConfirmed", "ReferralDecided", "ReferralReceived", "Referrer", "ReferrerTold",
    "Relationship", "Residence", "ReviewHeld", "Script", "Statement", "StrategyDiscussion",
    "StrategyRecordCirculated", "Team", "UrgentAction", "UrgentActionEnded",
]
