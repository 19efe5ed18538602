"""Who keeps the register of agencies and posts."""

from holdfast.access.policy import Near, allow
from holdfast.access.roles import CASE_STAFF, EVERYONE, Role

ADMIN = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.DESIGNATED_MANAGER})
KEEPERS = ADMIN | {Role.SERVICE_MANAGER}

allow("agency.register", "registered an agency", roles=KEEPERS, near=Near.ANYWHERE)
allow("agency.team.add", "added a team", roles=KEEPERS, near=Near.ANYWHERE)
# Whoever works on a case meets people of other agencies. Entering one gives no access: an account or a post does.
allow("agency.practitioner.register", "registered a practitioner", roles=KEEPERS | CASE_STAFF, near=Near.ANYWHERE)
allow("agency.account.link", "gave a practitioner an account", roles=KEEPERS, near=Near.ANYWHERE)
allow("agency.post.hold", "recorded a post", roles=KEEPERS, near=Near.ANYWHERE)
allow("agency.post.leave", "ended a post", roles=KEEPERS, near=Near.ANYWHERE)
allow("agency.directory.view", "looked at the register of agencies", roles=EVERYONE, near=Near.ANYWHERE)

allow("account.open", "opened an account", roles=ADMIN, near=Near.ANYWHERE)
