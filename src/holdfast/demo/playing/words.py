"""The script's plain words as codes of the edition and of the rooms."""

from __future__ import annotations

SOURCES = {
    "individual": "relative",
    "anonymous": "anonymous",
    "health": "other-health",
    "la-service": "social-care",
    "education-service": "school",
    "other-legal": "court",
    "school": "school",
    "police": "police",
    "housing": "housing",
}
MODES = {"telephone": "telephone", "written": "in-writing", "in-person": "in-person"}
AGREEMENTS = {"agreed": "given", "refused": "refused", "not-sought": "not-sought-risk", "not-known": "not-yet-sought"}
REFERRAL_DECISIONS = {
    "initial-assessment": "initial-assessment",
    "strategy-discussion": "strategy-discussion",
    "no-further-action": "no-further-action",
    "advice": "advice-or-information",
    "referred-elsewhere": "referral-elsewhere",
}
CONTACT_OUTCOMES = {"advice-given": "advice", "passed-to-worker": "to-allocated-worker"}
ASSESSMENT_OUTCOMES = {
    ("initial", "not-in-need"): "no-further-action",
    ("initial", "in-need"): "child-in-need",
    ("initial", "core-assessment"): "child-in-need-core-assessment",
    ("initial", "strategy-discussion"): "reasonable-cause",
    ("core", "services"): "child-in-need",
    ("core", "conference"): "informs-plan",
    ("core", "closed"): "no-further-action",
    ("core", "not-in-need"): "no-further-action",
    ("core", "in-need"): "child-in-need",
    ("core", "strategy-discussion"): "reasonable-cause",
}
BEGAN = {
    "": "referral.received",
    "initial-assessment": "assessment.initial.completed",
    "strategy-discussion": "strategy.initiating",
    "new-information": "assessment.new-information",
}
ENQUIRY_OUTCOMES = {
    "not-substantiated": "not-substantiated",
    "substantiated-not-continuing": "substantiated-no-continuing-risk",
    "substantiated-continuing": "substantiated-continuing-risk",
}
MEASURES = {
    "voluntary-move": "voluntary-move",
    "police-protection": "police-protection",
    "alleged-perpetrator-left": "perpetrator-leaves",
    "emergency-protection-order": "emergency-protection-order",
}
MEASURE_ENDS = {
    "child-returned": "returned",
    "order-made": "order-made",
    "lapsed": "lapsed",
    "discharged": "discharged",
    "replaced-by-agreement": "agreed-accommodation",
}
TESTS = {"shown-and-likely": "suffered-and-likely", "likely": "likely", "": ""}
FIVE_OUTCOMES = {
    "stay safe": "stay-safe",
    "be healthy": "be-healthy",
    "enjoy and achieve": "enjoy-and-achieve",
    "make a positive contribution": "make-a-positive-contribution",
    "achieve economic well-being": "achieve-economic-well-being",
}
PLAN_ENDS = {
    "transfer-conference": "transferred",
    "eighteenth-birthday": "eighteen",
    "death": "died",
    "left-the-country": "left-uk",
}
CLOSURES = {
    "needs-met": "needs-met",
    "not-in-need": "not-in-need",
    "adult-services": "eighteen",
    "moved-away": "moved",
    "special-guardianship": "other",
    "no-reason": "other",
    "died": "died",
    "declined": "declined",
}
RELATIONS = {"aunt": "aunt-uncle", "uncle": "aunt-uncle", "friend": "family-friend"}
FAMILY_ROLES = ("mother", "father", "parent", "step")


def part_in_strategy(role: str, agency_kind: str) -> str:
    """A participant's part in a strategy discussion (strategy-part codes)."""
    if agency_kind == "childrens-social-care":
        return "social-care"
    if agency_kind == "police":
        return "police"
    if agency_kind in ("school", "early-years", "education"):
        return "school"
    if "onsultant" in role:
        return "senior-doctor"
    return "health" if agency_kind.startswith("health") or agency_kind == "midwifery" else "other"


INVITEES = {
    "police": "police",
    "school": "school",
    "early-years": "early-years",
    "education": "school",
    "health-gp": "gp",
    "health-hospital": "paediatrician",
    "midwifery": "midwife",
    "health-mental": "adult-mental-health",
    "substance-misuse": "substance-misuse",
    "probation": "probation",
    "legal": "legal-services",
    "nspcc": "nspcc",
    "voluntary": "voluntary-organisation",
    "armed-forces": "armed-services",
}


def invited_as(role: str, agency_kind: str, family: bool) -> str:
    """In what role somebody is invited to a conference (invitee-role codes)."""
    if family:
        return "parent" if role in ("mother", "father") else "wider-family"
    if agency_kind == "childrens-social-care":
        return "social-work-manager" if "anager" in role else "family-support" if "upport" in role else "social-worker"
    if agency_kind == "health-community":
        return "school-nurse" if "chool" in role else "health-visitor"
    return INVITEES.get(agency_kind, "specialist")
