"""What immediate protection tells the rest of the house: clocks, story, work, identity, offers (IMM-01..07)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch
from django.urls import reverse

from holdfast.access.actors import Actor
from holdfast.cases.models import Case
from holdfast.cases.protection import selectors
from holdfast.cases.protection.models import CLOCKED, ORDER, POLICE, STEP, Measure, ProtectedChild, UrgentAction
from holdfast.cases.rooms import (
    ClockFact,
    Mark,
    Offer,
    StoryEntry,
    WorkItem,
    keeps_open,
    offers,
    tells_clocks,
    tells_identity,
    tells_story,
    tells_work,
)
from holdfast.web.components.words import moment_words

STARTS = {POLICE: "police-protection.taken", ORDER: "epo.made"}
"""The event that starts each measure's clock; an extension runs from the end of its order (WT App.1 §16)."""


def _url_of(case: Case) -> str:
    return f"{reverse('protection:urgent')}?child={case.child_id}"


keeps_open(STEP)(selectors.why_open)
offers(Offer(step=STEP, label="Act urgently", url=_url_of, verb="protection.act", urgent=True))


@tells_clocks(STEP)
def clock_facts(case_ids: Sequence[UUID] | None) -> Iterator[ClockFact]:
    """When each power or order ends by itself (IMM-03; WT App.1 §16)."""
    query = Measure.objects.filter(kind__in=CLOCKED)
    if case_ids is not None:
        query = query.filter(case_id__in=list(case_ids))
    columns = ("pk", "kind", "started_at", "ended_at")
    owner = ("case_id", "case__child_id", "case__authority_id", "case__closed_at")
    for pk, kind, started, ended, case, child, authority, closed in query.values_list(*columns, *owner).iterator():
        unmet = ended is None and closed is not None
        yield ClockFact(
            clock=kind,
            case_id=case,
            child_id=child,
            authority_id=authority,
            starts=((STARTS.get(kind, "epo.first-ended"), started),),
            record_id=pk,
            met_at=ended,
            stopped_at=closed if unmet else None,
            stopped_why="the case was closed" if unmet else "",
        )


@tells_identity(STEP)
def identity(child_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[Mark]]:
    """Orders and powers that protect a child now, with when they end: on every page of the child (IMM-03)."""
    found: dict[UUID, list[Mark]] = defaultdict(list)
    for child, views in selectors.live_measures(child_ids).items():
        for view in views:
            found[child].append(_mark(view))
    return found


def _mark(view: selectors.LiveMeasure) -> Mark:
    if view.expires is None:
        return Mark(view.label, "note")
    if view.has_run_out:
        ran_out = f"{view.label} ran out on {moment_words(view.expires)}. What keeps the child safe now?"
        return Mark(ran_out, "warn", warning=True)
    return Mark(f"{view.label} until {moment_words(view.expires)}", "warn")


@tells_story(STEP)
def story(child_ids: Sequence[UUID]) -> Iterator[StoryEntry]:
    """What was done at once, the measures and how they ended."""
    entries = ProtectedChild.objects.select_related("case")
    actions = UrgentAction.objects.filter(children__case__child_id__in=child_ids).distinct()
    prefetched = actions.select_related("recorded_by__agency").prefetch_related(
        Prefetch("children", queryset=entries, to_attr="shown")
    )
    for action in prefetched:
        yield StoryEntry(
            when=action.at,
            kind=STEP,
            title="Urgent action",
            child_ids=tuple(entry.case.child_id for entry in action.shown),
            text=action.what,
            url=action.get_absolute_url(),
            by=action.recorded_by.name if action.recorded_by else "",
            agency=action.recorded_by.agency.name if action.recorded_by else "",
            recorded_at=action.recorded_at,
            marks=("urgent",),
            record_id=action.pk,
        )
    measures = list(Measure.objects.filter(case__child_id__in=child_ids).select_related("case", "action"))
    for view in selectors.measure_views(measures):
        yield from _told(view)


def _told(view: selectors.LiveMeasure) -> Iterator[StoryEntry]:
    measure = view.measure
    url = measure.action.get_absolute_url() if measure.action else ""

    def entry(when: datetime, title: str, text: str) -> StoryEntry:
        return StoryEntry(
            when=when,
            kind="protection-measure",
            title=title,
            child_ids=(measure.case.child_id,),
            text=text,
            url=url,
            agency=measure.made_by,
            recorded_at=measure.recorded_at,
            marks=("urgent",),
            record_id=measure.pk,
        )

    yield entry(measure.started_at, f"{view.label} begins", measure.reason)
    if measure.ended_at:
        yield entry(measure.ended_at, f"{view.label} ends", measure.end_note)


@tells_work("urgent-action")
def unfollowed(actor: Actor, at_most: int) -> Iterable[WorkItem]:
    """Urgent action that no section 47 enquiry has followed (IMM-07; WT 4.40)."""
    entries = selectors.unfollowed().filter(selectors.concerns(actor)).select_related("action", "case__child")
    for entry in entries.order_by("action__at")[:at_most]:
        yield WorkItem(
            kind="urgent-action",
            heading="Urgent action to follow up",
            title="Begin section 47 enquiries, or record why not",
            url=entry.action.get_absolute_url(),
            child_name=entry.case.child.name,
            case_id=entry.case_id,
            why="Emergency action is only for the moment; enquiries show what the child needs next.",
            source="WT 4.40",
            urgent=True,
        )


@tells_work("responsibility")
def unconfirmed(actor: Actor, at_most: int) -> Iterable[WorkItem]:
    """Responsibility that another authority accepted by word only (IMM-05; WT 4.39)."""
    if actor.authority_id is None:
        return
    waiting = selectors.unconfirmed(actor.authority_id).filter(selectors.concerns(actor)).select_related("action")
    for request in waiting.order_by("accepted_at")[:at_most]:
        yield WorkItem(
            kind="responsibility",
            heading="To be confirmed in writing",
            title=f"{request.authority_name} accepted responsibility: ask for it in writing",
            url=request.action.get_absolute_url(),
            child_name=request.case.child.name,
            case_id=request.case_id,
            why="Acceptance by another authority is confirmed in writing.",
            source="WT 4.39",
        )
