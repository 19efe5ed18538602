"""Who sees work lists and explains lateness."""

from holdfast.access.policy import Near, allow
from holdfast.access.roles import CASE_STAFF, MANAGERS, Role

allow("clock.explain", "gave the reason why a step was late", roles=CASE_STAFF)
allow("work.view", "looked at their own work", roles=CASE_STAFF | {Role.PARTNER}, near=Near.ANYWHERE)
allow(
    "team.view",
    "looked at the work of a team",
    roles=MANAGERS | {Role.DESIGNATED_MANAGER, Role.AUDITOR},
    near=Near.ANYWHERE,
)
