"""Who may do what with conferences (WT 4.73, 4.90)."""

from holdfast.access.policy import Near, allow
from holdfast.access.roles import CASE_READERS, CASE_STAFF, CONFERENCING, SOCIAL_WORK, Role

_CONVENING = SOCIAL_WORK | CONFERENCING | {Role.DESIGNATED_MANAGER}

allow("conference.view", "looked at a conference", roles=CASE_READERS, near=Near.NETWORK)
allow("conference.list", "looked at the list of conferences", roles=CASE_STAFF | {Role.AUDITOR}, near=Near.ANYWHERE)
allow("conference.convene", "convened a conference", roles=_CONVENING)
allow("conference.invite", "invited people to a conference", roles=_CONVENING)
allow("conference.hold", "recorded a conference and its decisions", roles=CONFERENCING)
allow("conference.circulate", "sent out a conference's decision or minutes", roles=CONFERENCING)
