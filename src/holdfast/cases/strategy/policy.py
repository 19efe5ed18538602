"""Who records strategy discussions, and who reads them."""

from holdfast.access.policy import Near, allow
from holdfast.access.roles import CASE_READERS, CASE_STAFF

# Partners read the record of a discussion that they took part in; the view asks for that.
allow("strategy.view", "looked at a strategy discussion", roles=CASE_READERS, near=Near.NETWORK)
allow("strategy.begin", "looked at the page for a strategy discussion", roles=CASE_STAFF, near=Near.ANYWHERE)
allow("strategy.record", "recorded a strategy discussion", roles=CASE_STAFF)
allow("strategy.add", "completed the record of a strategy discussion", roles=CASE_STAFF)
allow("strategy.decide", "recorded what a strategy discussion decided", roles=CASE_STAFF)
allow("strategy.circulate", "circulated the record of a strategy discussion", roles=CASE_STAFF)
allow("strategy.review", "looked again at immediate action", roles=CASE_STAFF)
allow("strategy.correct", "corrected the record of a strategy discussion", roles=CASE_STAFF)
