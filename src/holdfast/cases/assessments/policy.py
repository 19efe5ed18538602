"""Who assesses."""

from holdfast.access.policy import allow
from holdfast.access.roles import CASE_STAFF, MANAGERS, SOCIAL_WORK, Role

allow("assessment.view", "looked at an assessment", roles=CASE_STAFF | {Role.AUDITOR})
allow("assessment.begin", "began an assessment", roles=SOCIAL_WORK | {Role.CONFERENCE_CHAIR, Role.DESIGNATED_MANAGER})
allow("assessment.write", "wrote in an assessment", roles=SOCIAL_WORK)
allow("assessment.complete", "completed an assessment", roles=SOCIAL_WORK)
allow("assessment.reopen", "reopened an assessment", roles=SOCIAL_WORK)
allow("assessment.return", "returned an assessment to its writer", roles=MANAGERS)
allow("assessment.stop", "stopped an assessment", roles=SOCIAL_WORK)
