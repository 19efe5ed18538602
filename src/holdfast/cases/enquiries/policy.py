"""Who makes enquiries, who decides on them, and who may ask for a conference."""

from holdfast.access.policy import Near, allow
from holdfast.access.roles import CASE_READERS, CASE_STAFF, Role

allow("enquiry.view", "looked at a section 47 enquiry", roles=CASE_READERS, near=Near.NETWORK)
allow("enquiry.begin", "began a section 47 enquiry", roles=CASE_STAFF)
allow("enquiry.lead", "recorded who leads an enquiry", roles=CASE_STAFF)
allow("enquiry.record", "recorded part of an enquiry", roles=CASE_STAFF)
allow("enquiry.ask-help", "asked another agency for help", roles=CASE_STAFF)
allow("enquiry.conclude", "decided the outcome of an enquiry", roles=CASE_STAFF)
allow("enquiry.tell", "gave the outcome of an enquiry to family and agencies", roles=CASE_STAFF)
allow("enquiry.correct", "corrected the record of an enquiry", roles=CASE_STAFF)
# Everybody involved may ask for a conference, whichever agency they are of (WT 4.64).
allow(
    "enquiry.request-conference",
    "asked for a child protection conference",
    roles=CASE_STAFF | {Role.PARTNER},
    near=Near.NETWORK,
)
allow("enquiry.answer-request", "answered a request for a conference", roles=CASE_STAFF)
