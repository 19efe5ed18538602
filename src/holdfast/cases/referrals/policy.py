"""Who may do what at the front door."""

from holdfast.access.policy import Near, allow
from holdfast.access.roles import CASE_STAFF, MANAGERS, SOCIAL_WORK, Role

READERS = CASE_STAFF | {Role.AUDITOR}
DECIDERS = SOCIAL_WORK | {Role.DESIGNATED_MANAGER}

allow("front-door.view", "looked at the front door", roles=READERS, near=Near.ANYWHERE)
allow("front-door.search", "searched existing records", roles=CASE_STAFF)
allow("search.view", "looked at a search", roles=READERS)
allow("search.use", "took a search into account", roles=CASE_STAFF)
allow("contact.record", "recorded a contact", roles=CASE_STAFF)
allow("contact.view", "looked at a contact", roles=READERS)
allow("contact.take-in", "took in what a partner wrote", roles=CASE_STAFF)
allow("contact.complete", "added to a contact what had been missing", roles=CASE_STAFF)
allow("contact.correct", "corrected a contact", roles=CASE_STAFF)
allow("contact.police", "recorded whether the police were told", roles=CASE_STAFF)
allow("contact.refer", "took a contact as a referral", roles=CASE_STAFF)
allow("concern.decide", "decided on a new concern", roles=DECIDERS)
allow("referral.view", "looked at a referral", roles=READERS)
allow("referral.confirm", "recorded the written confirmation of a referral", roles=CASE_STAFF)
allow("referral.acknowledge", "acknowledged a referral", roles=CASE_STAFF)
allow("referral.decide", "decided on a referral", roles=DECIDERS)
allow("referral.tell", "told the referrer what was decided", roles=CASE_STAFF)
allow("referral.hear", "recorded what the family said about a referral", roles=CASE_STAFF)
allow(
    "referral.referrer.reveal",
    "looked at who the withheld referrer is",
    roles=MANAGERS | {Role.DESIGNATED_MANAGER},
)
allow("thresholds.view", "read the criteria for referral", roles=READERS | {Role.PARTNER}, near=Near.ANYWHERE)
allow(
    "thresholds.state",
    "stated the criteria for referral",
    roles=frozenset({Role.DESIGNATED_MANAGER, Role.SERVICE_MANAGER}),
)
# A partner sees nothing of the authority's records here: only what became of what they wrote themselves.
allow("referral.make", "made a referral in writing", roles=frozenset({Role.PARTNER}), near=Near.ANYWHERE)
allow("referral.own", "looked at their own referrals", roles=frozenset({Role.PARTNER}), near=Near.ANYWHERE)
