"""The codes of the editions to which this room gives a meaning; a test holds them against each edition."""

from __future__ import annotations

from typing import Literal

ReferrerKind = Literal["public", "family", "child", "professional"]

PUBLIC_SOURCES = frozenset({"neighbour-or-friend", "member-of-public", "anonymous"})
"""Sources whose identity goes no further without consent (REF-09; WT 4.21)."""
FAMILY_SOURCES = frozenset({"parent", "relative"})
CHILD_SOURCES = frozenset({"child"})
OWN_STAFF = "social-care"
"""Our own staff: what comes to light in our own work is neither confirmed nor acknowledged to ourselves (WT 4.16)."""

TELEPHONE = "telephone"
WRITTEN_MODES = frozenset({"in-writing", "common-assessment", "email"})
"""Ways of reaching us that are in writing, and are acknowledged (REF-05; WT 4.19)."""
OWN_FORM = "email"
"""What a partner writes on Holdfast's own form: electronically, in writing."""

TAKEN_AS_REFERRAL = "referral"
TO_WORKER = "to-allocated-worker"
NOTHING_MORE = "no-further-action"
HANDED_ON = "referral-elsewhere"
NOT_SOUGHT = "not-sought-risk"
STRATEGY = "strategy-discussion"
ONLY_ON_OPEN_CASES = frozenset({"pass-to-allocated-worker", "core-assessment"})
CLOSURE = "closure"
"""Outcomes, decisions and answers that this room acts on."""

CLOSED_AT_THE_DOOR = "no-action-on-referral"
CLOSED_HANDED_ON = "other-services"
"""Why a case closes when no work follows from its referral (REF-06; WT 4.20)."""

WITHHELD = "Member of the public, identity withheld"
"""What is shown of a member of the public who has not agreed to be named (REF-09; WT 4.21)."""


def kind_of_source(source: str) -> ReferrerKind:
    """Whether a referrer is a member of the public, of the family, the child, or a professional (REF-01; WT 4.17)."""
    if source in PUBLIC_SOURCES:
        return "public"
    if source in FAMILY_SOURCES:
        return "family"
    return "child" if source in CHILD_SOURCES else "professional"
