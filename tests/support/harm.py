"""Suspected harm, for tests: a strategy discussion about siblings, and the enquiries that it begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.models import Case
from holdfast.cases.strategy import actions
from holdfast.cases.strategy.models import StrategyDiscussion
from tests.support.cast import Cast

MONDAY = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)


def parties(cast: Cast) -> list[actions.TookPart]:
    """The worker and a police officer."""
    return [
        actions.TookPart(role="social-care", practitioner=cast.worker.practitioner, gave="The bruise was seen"),
        actions.TookPart(role="police", practitioner=cast.partner.practitioner, gave="No earlier calls"),
    ]


def discussed(
    cast: Cast,
    held_at: datetime = MONDAY,
    outcome: str = "begin-enquiry",
    *,
    cases: Sequence[Case] | None = None,
    **more: Any,
) -> StrategyDiscussion:
    """A discussion of both siblings, with the same decision for each."""
    held = list(cases) if cases is not None else [cast.case, cast.sibling_case]
    decisions = [actions.ForChild(case, outcome, "A bruise nobody can explain") for case in held] if outcome else []
    given: dict[str, Any] = {"mode": "telephone", "participants": parties(cast), "concern": "A bruise"} | more
    return actions.record_discussion(by=cast.worker.actor, cases=held, held_at=held_at, decisions=decisions, **given)


def enquired(cast: Cast, held_at: datetime = MONDAY, **more: Any) -> list[Section47Enquiry]:
    """Enquiries about both siblings, Ivy's first."""
    discussed(cast, held_at, **more)
    found = Section47Enquiry.objects.filter(concluded_at=None).select_related("case__child", "case__authority")
    return sorted(found, key=lambda enquiry: enquiry.case_id != cast.case.pk)
