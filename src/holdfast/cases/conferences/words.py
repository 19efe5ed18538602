"""A conference in words, for its page: each child's part, with what was decided and who saw it how (CPC-15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from holdfast.cases.conferences.models import AgencyView, Conference, ConferenceChild
from holdfast.cases.models import Decision, ViewHeard
from holdfast.cases.plans.story import label
from holdfast.cases.selectors import views_on
from holdfast.guidance import Edition


@dataclass(frozen=True)
class SaidView:
    """An agency's view in words."""

    row: AgencyView
    view: str


@dataclass(frozen=True)
class ChildPart:
    """One child's part of a conference."""

    entry: ConferenceChild
    decision: Decision | None
    test: str
    categories: str
    views: Sequence[SaidView]
    child_said: Sequence[ViewHeard]
    family: Sequence[ViewHeard]


def child_parts(conference: Conference, entries: Sequence[ConferenceChild], edition: Edition) -> list[ChildPart]:
    """The children's parts, in the order of `entries`. Two queries."""
    ids = [entry.pk for entry in entries]
    standing: dict[UUID, Decision] = {}
    decisions = Decision.objects.filter(record_id__in=ids, superseded_at=None).select_related("taken_by")
    for decision in decisions.order_by("taken_at"):
        standing[decision.record_id] = decision
    heard = views_on(ids)
    return [
        ChildPart(
            entry=entry,
            decision=standing.get(entry.pk),
            test=label(edition, "significant-harm-test", entry.test) if entry.test else "",
            categories=", ".join(label(edition, "category-of-abuse", code) for code in entry.categories),
            views=[SaidView(row, label(edition, "agency-view", row.view)) for row in entry.views.all()],
            child_said=[view for view in heard[entry.pk] if view.person_id == entry.case.child_id],
            family=[view for view in heard[entry.pk] if view.person_id != entry.case.child_id],
        )
        for entry in entries
    ]
