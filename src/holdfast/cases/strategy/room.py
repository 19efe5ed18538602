"""What strategy discussions tell the rest of the house: clocks, story, work, offers (STR-01, STR-05, STR-06)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.db.models import Prefetch
from django.urls import reverse

from holdfast.access.actors import Actor
from holdfast.cases.models import Case, Decision
from holdfast.cases.protection.selectors import concerns
from holdfast.cases.rooms import ClockFact, Offer, StoryEntry, WorkItem, offers, tells_clocks, tells_story, tells_work
from holdfast.cases.strategy import selectors
from holdfast.cases.strategy.models import STEP, StrategyChild, StrategyDiscussion


def _url_of(case: Case) -> str:
    return f"{reverse('strategy:new')}?child={case.child_id}"


offers(Offer(step=STEP, label="Record a strategy discussion", url=_url_of, verb="strategy.record"))


@tells_clocks(STEP)
def clock_facts(case_ids: Sequence[UUID] | None) -> Iterator[ClockFact]:
    """The record of each discussion goes to its parties (STR-05; WT 4.44)."""
    query = StrategyChild.objects.all()
    if case_ids is not None:
        query = query.filter(case_id__in=list(case_ids))
    rows = query.values_list(
        "case_id",
        "case__child_id",
        "case__authority_id",
        "case__closed_at",
        "discussion_id",
        "discussion__held_at",
        "discussion__circulated_at",
    )
    for case, child, authority, closed, discussion, held, circulated in rows.iterator():
        unmet = circulated is None and closed is not None
        yield ClockFact(
            clock="strategy-record",
            case_id=case,
            child_id=child,
            authority_id=authority,
            starts=(("strategy.held", held),),
            record_id=discussion,
            met_at=circulated,
            stopped_at=closed if unmet else None,
            stopped_why="the case was closed" if unmet else "",
        )


@tells_story(STEP)
def story(child_ids: Sequence[UUID]) -> Iterator[StoryEntry]:
    """Each discussion, with who took part and what was decided for the child."""
    entries = StrategyChild.objects.filter(case__child_id__in=child_ids).values_list("pk", "discussion_id")
    by_entry = dict(entries)
    decided: dict[UUID, list[str]] = {}
    for decision in Decision.objects.filter(record_id__in=list(by_entry), superseded_at=None):
        decided.setdefault(by_entry[decision.record_id], []).append(decision.outcome_label)
    discussions = StrategyDiscussion.objects.filter(pk__in=set(by_entry.values())).select_related("chair__agency")
    children = Prefetch("children", queryset=StrategyChild.objects.select_related("case"), to_attr="shown")
    for discussion in discussions.prefetch_related("participants", children):
        outcomes = list(dict.fromkeys(decided.get(discussion.pk, [])))
        yield StoryEntry(
            when=discussion.held_at,
            kind=STEP,
            title="Strategy discussion" + (f": {'; '.join(outcomes)}" if outcomes else ""),
            child_ids=tuple(entry.case.child_id for entry in discussion.shown),
            text=discussion.concern,
            url=discussion.get_absolute_url(),
            by=discussion.chair.name if discussion.chair else "",
            agency=discussion.chair.agency.name if discussion.chair else "",
            recorded_at=discussion.recorded_at,
            marks=("decision",) if outcomes else (),
            record_id=discussion.pk,
            people=tuple((party.name, party.agency_name) for party in discussion.participants.all()),
        )


@tells_work("strategy-awaited")
def awaited(actor: Actor, at_most: int) -> Iterable[WorkItem]:
    """Suspected significant harm, and no strategy discussion held since (STR-01; WT 4.41)."""
    for decision in selectors.awaited().filter(concerns(actor))[:at_most]:
        yield WorkItem(
            kind="strategy-awaited",
            heading="Strategy discussions to hold",
            title="Hold a strategy discussion",
            url=_url_of(decision.case),
            child_name=decision.case.child.name,
            case_id=decision.case_id,
            why=f"{decision.outcome_label}: children's social care and the police decide together what to do.",
            source="WT 4.41",
            urgent=True,
        )


@tells_work("immediate-action-review")
def reviews(actor: Actor, at_most: int) -> Iterable[WorkItem]:
    """Immediate action that is to be looked at again (STR-06; WT 4.44)."""
    query = StrategyChild.objects.filter(discussion__immediate_review_on__isnull=False, case__closed_at=None)
    query = query.filter(concerns(actor)).select_related("discussion", "case__child")
    seen: set[UUID] = set()
    for entry in query.order_by("discussion__immediate_review_on")[:at_most]:
        if entry.discussion_id in seen:
            continue
        seen.add(entry.discussion_id)
        yield WorkItem(
            kind="immediate-action-review",
            heading="Immediate action to look at again",
            title="Does it still keep the children safe?",
            url=entry.discussion.get_absolute_url(),
            child_name=entry.case.child.name,
            case_id=entry.case_id,
            due=entry.discussion.immediate_review_on,
            why="Decisions about immediate action stay under review.",
            source="WT 4.44",
        )
