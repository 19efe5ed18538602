"""Who may do what with plans."""

from holdfast.access.policy import Near, allow
from holdfast.access.roles import CASE_READERS, CASE_STAFF, CONFERENCING, MANAGERS, SOCIAL_WORK, Role

_DESIGNATED = frozenset({Role.DESIGNATED_MANAGER})
_LIST = CASE_STAFF | {Role.AUDITOR}

allow("plan.view", "looked at a plan", roles=CASE_READERS, near=Near.NETWORK)
allow("plan.list", "looked at the list of children with plans", roles=_LIST, near=Near.ANYWHERE)
allow("plan.start", "started a child protection plan", roles=CONFERENCING | _DESIGNATED)
allow("plan.review", "reviewed a child protection plan", roles=CONFERENCING | _DESIGNATED)
allow("plan.key-worker", "appointed a key worker", roles=MANAGERS | CONFERENCING | _DESIGNATED)
allow("plan.work-out", "worked out a child protection plan", roles=SOCIAL_WORK | CONFERENCING)
allow("plan.copy", "gave the family the written plan", roles=CASE_STAFF)
allow("plan.report", "wrote the core group's report", roles=SOCIAL_WORK)
allow("plan.end", "ended a child protection plan", roles=MANAGERS | _DESIGNATED | {Role.CONFERENCE_CHAIR})
allow("plan.notify-ending", "told of the end of a plan", roles=CASE_STAFF)
allow("core-group.hold", "recorded a core group", roles=SOCIAL_WORK | {Role.CONFERENCE_ADMINISTRATOR})
allow("core-group.change", "changed a core group", roles=SOCIAL_WORK | CONFERENCING)
allow("need-plan.start", "started a child in need plan", roles=CASE_STAFF)
allow("need-plan.work-out", "worked out a child in need plan", roles=SOCIAL_WORK)
allow("need-plan.review", "reviewed a child in need plan", roles=SOCIAL_WORK)
allow("need-plan.end", "ended a child in need plan", roles=SOCIAL_WORK)
allow("move.notify", "recorded a move in or out", roles=CASE_STAFF)
allow("move.accept", "recorded who accepts responsibility", roles=MANAGERS | _DESIGNATED)
allow("move.conference", "recorded another authority's conference", roles=MANAGERS | _DESIGNATED)
allow("move.settle", "settled a move", roles=MANAGERS | _DESIGNATED)
