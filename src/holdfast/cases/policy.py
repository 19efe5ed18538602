"""Who may do what with a case."""

from holdfast.access.policy import Near, allow
from holdfast.access.roles import CASE_READERS, CASE_STAFF, EVERYONE, MANAGERS, SOCIAL_WORK, Role

allow(
    "edition.adopt",
    "set which edition of the guidance binds",
    roles=frozenset({Role.DESIGNATED_MANAGER, Role.SERVICE_MANAGER}),
)
allow("guidance.view", "read the guidance", roles=EVERYONE, near=Near.ANYWHERE)
allow("case.view", "looked at a case", roles=CASE_READERS, near=Near.NETWORK)
allow("case.list", "looked at the list of cases", roles=CASE_STAFF | {Role.AUDITOR}, near=Near.ANYWHERE)
allow("case.open", "opened a case", roles=CASE_STAFF)
allow("case.reopen", "reopened a case", roles=SOCIAL_WORK)
allow("case.close", "closed a case", roles=SOCIAL_WORK)
allow("case.allocate", "allocated a case", roles=MANAGERS)
allow("case.involve", "recorded who works with the child", roles=CASE_STAFF)
allow("decision.take", "took a decision", roles=CASE_STAFF)
allow(
    "decision.endorse",
    "endorsed a decision",
    roles=MANAGERS | {Role.CONFERENCE_CHAIR, Role.DESIGNATED_MANAGER},
)
allow("action.agree", "agreed who does what", roles=CASE_STAFF)
allow("action.finish", "finished an agreed action", roles=CASE_STAFF | {Role.PARTNER}, near=Near.NETWORK)
allow("information.give", "recorded what was told to whom", roles=CASE_STAFF)
allow("view.hear", "recorded a family member's view", roles=CASE_STAFF)
allow("child.see", "recorded seeing the child", roles=CASE_STAFF | {Role.PARTNER}, near=Near.NETWORK)
allow("record.correct", "corrected a record", roles=CASE_STAFF)
