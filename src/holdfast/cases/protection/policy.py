"""Who acts urgently, and who keeps the record of it."""

from holdfast.access.policy import Near, allow
from holdfast.access.roles import CASE_STAFF, Role

# A worker may act for any child that their authority works with, wherever the child's record is kept (WT 4.39).
allow("protection.act", "acted at once to protect a child", roles=CASE_STAFF, near=Near.NETWORK)
allow("protection.begin", "looked at the page for urgent action", roles=CASE_STAFF, near=Near.ANYWHERE)
allow("protection.view", "looked at an urgent action", roles=CASE_STAFF | {Role.AUDITOR}, near=Near.NETWORK)
allow("protection.add", "completed the record of an urgent action", roles=CASE_STAFF)
allow("protection.measure", "recorded a measure of protection", roles=CASE_STAFF)
allow("protection.end", "recorded the end of a measure", roles=CASE_STAFF)
allow("protection.extend", "recorded the extension of an order", roles=CASE_STAFF)
allow("protection.responsibility", "recorded which authority is responsible", roles=CASE_STAFF)
allow("protection.decide", "decided what follows an urgent action", roles=CASE_STAFF)
allow("protection.correct", "corrected the record of an urgent action", roles=CASE_STAFF)
