"""Whether what is decided for a child fits together (CPC-09..CPC-11; WT 4.79-4.85, 4.110-4.112)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from holdfast.cases.conferences.deciding import ForChild
from holdfast.cases.conferences.models import ADJOURNED, REVIEW, Conference
from holdfast.cases.plans.checks import check_key_worker, due_day, known_codes
from holdfast.cases.plans.selectors import current_plan
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import NotNow, Unacceptable

PLANNED = ("plan", "continue", "continue-changed")
"""Decisions after which the child is the subject of a plan."""


def review_due(conference: Conference, when: datetime) -> date | None:
    """The last day for the review after a conference held at `when` (CPC-11, CPP-06; WT 4.110)."""
    clock = "next-review" if conference.kind == REVIEW else "first-review"
    return due_day(conference.authority_id, clock, when)


def core_group_due(authority_id: UUID, when: datetime) -> date | None:
    """The last day for the first core group after a conference (CPP-02; WT 4.95)."""
    return due_day(authority_id, "first-core-group", when)


def check_child(conference: Conference, child: ForChild, when: datetime) -> None:
    """Raise `Unacceptable`, naming the child, where answers are missing or do not fit each other."""
    name = child.case.child.name
    if not child.reasons.strip():
        raise Unacceptable(f"{name}: give the reasons for the decision (WT 4.90)", field="reasons")
    if child.decision == ADJOURNED:
        return
    if child.continuing_risk is None:
        raise Unacceptable(
            f"{name}: answer whether the child is at continuing risk of significant harm (WT 4.79)",
            field="continuing_risk",
        )
    planned = child.decision in PLANNED
    if child.continuing_risk and not planned:
        raise Unacceptable(
            f"{name}: a child at continuing risk of significant harm needs a child protection plan (WT 4.81)",
            field="decision",
        )
    if planned and not child.continuing_risk:
        raise Unacceptable(
            f"{name}: a child who is not at continuing risk of significant harm is not the subject of a plan"
            " (WT 4.81, 4.112)",
            field="decision",
        )
    if child.decision == "plan":
        _check_new_plan(child, when)
    if child.key_worker is not None:
        check_key_worker(child.key_worker, child.case.authority_id)
    _check_codes(child, when)
    if planned:
        _check_review_day(conference, child, when)
    if conference.kind == REVIEW and current_plan(child.case.pk) is None:
        raise NotNow(f"{name} has no child protection plan to review")


def _check_new_plan(child: ForChild, when: datetime) -> None:
    name = child.case.child.name
    if not child.test:
        raise Unacceptable(f"{name}: say which limb of the test is met (WT 4.80)", field="test")
    if not child.categories:
        raise Unacceptable(f"{name}: the chair decides the category or categories (WT 4.83)", field="categories")
    if current_plan(child.case.pk) is not None:
        raise NotNow(f"{name} has a child protection plan already: hold a review instead")


def _check_codes(child: ForChild, when: datetime) -> None:
    edition = edition_for(child.case.authority_id, when)
    known_codes(edition, "category-of-abuse", child.categories, field="categories")
    known_codes(edition, "significant-harm-test", filter(None, [child.test]), field="test")
    known_codes(edition, "lead-body", filter(None, [child.lead_body]), field="lead_body")
    known_codes(edition, "agency-view", (view.view for view in child.views), field="view")


def _check_review_day(conference: Conference, child: ForChild, when: datetime) -> None:
    latest = review_due(conference, when)
    chosen = child.next_review_on
    if latest and chosen and chosen > latest and not child.later_review_reason.strip():
        raise Unacceptable(
            f"{child.case.child.name}: the review is due by {latest.day}/{latest.month}/{latest.year} (WT 4.110)."
            " Choose an earlier day, or say why it will be later",
            field="next_review_on",
        )
