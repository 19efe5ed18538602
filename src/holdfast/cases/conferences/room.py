"""What conferences offer to the rest of the house."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from django.urls import reverse

from holdfast.access.actors import Actor
from holdfast.access.roles import CONFERENCING
from holdfast.cases.conferences import actions, facts
from holdfast.cases.conferences.models import ADJOURNED, Conference
from holdfast.cases.conferences.selectors import reviews_to_convene, to_be_held
from holdfast.cases.models import Case
from holdfast.cases.plans.story import label
from holdfast.cases.rooms import (
    ClockFact,
    Offer,
    StoryEntry,
    WorkItem,
    begins,
    offers,
    tells_clocks,
    tells_story,
    tells_work,
)
from holdfast.cases.selectors import edition_for
from holdfast.core.time import today

begins("initial-conference")(actions.begin_conference)
begins("pre-birth-conference")(actions.begin_pre_birth)
begins("review-conference")(actions.begin_review)
begins("transfer-conference")(actions.begin_transfer)

AHEAD = timedelta(weeks=4)
"""How long before its day a review appears as one to convene: invitations go out as early as possible (WT 4.90)."""


@tells_clocks("conferences")
def tell_clocks(case_ids: Sequence[UUID] | None) -> Iterator[ClockFact]:
    """Circulation, reviews, transfers."""
    return facts.facts(case_ids)


@tells_story("conferences")
def tell_story(child_ids: Sequence[UUID]) -> Iterable[StoryEntry]:
    """One entry for each conference, told for all its children; four queries."""
    edition = edition_for(None)
    found = (
        Conference.objects.filter(children__case__child_id__in=child_ids)
        .distinct()
        .exclude(held_at=None)
        .select_related("chair__agency")
        .prefetch_related("children__case__child", "invitations")
    )
    for conference in found:
        entries = list(conference.children.all())
        vocabulary = "review-decision" if conference.kind == "review" else "conference-decision"
        decided = [
            f"{entry.case.child.name}: "
            f"{label(edition, 'conference-decision' if entry.decision == ADJOURNED else vocabulary, entry.decision)}."
            f" {entry.reasons}"
            for entry in entries
            if entry.decision
        ]
        assert conference.held_at is not None
        yield StoryEntry(
            when=conference.held_at,
            kind="conference",
            title=f"{label(edition, 'conference-kind', conference.kind)} child protection conference",
            child_ids=tuple(entry.case.child_id for entry in entries),
            text="\n".join([*decided, conference.summary]).strip(),
            url=conference.get_absolute_url(),
            by=conference.chair.name if conference.chair else "",
            agency=conference.chair.agency.name if conference.chair else "",
            recorded_at=conference.recorded_at,
            marks=("decision",) if decided else (),
            record_id=conference.pk,
            people=tuple((row.name, row.role) for row in conference.invitations.all() if row.was_there),
        )


@tells_work("conferences")
def tell_work(actor: Actor, at_most: int) -> Iterable[WorkItem]:
    """Conferences to arrange, and reviews to convene in time."""
    if actor.authority_id is None:
        return
    waiting = to_be_held(actor)
    reviews = reviews_to_convene(actor, today() + AHEAD)
    if not actor.holds(*CONFERENCING):
        waiting = waiting.filter(children__case__worker_id=actor.practitioner_id).distinct()
        reviews = reviews.filter(case__worker_id=actor.practitioner_id)
    for conference in waiting[:at_most]:
        names = ", ".join(entry.case.child.name for entry in conference.children.all())
        yield WorkItem(
            kind="conference",
            heading="Conferences to be held",
            title=f"{conference}" if conference.planned_for else f"{conference}: set the day",
            url=conference.get_absolute_url(),
            child_name=names,
            due=conference.planned_for,
            why="Those who come are told as early as possible.",
            source="WT 4.90",
        )
    for plan in reviews[:at_most]:
        yield WorkItem(
            kind="review-to-convene",
            heading="Reviews to convene",
            title="Convene the review conference",
            url=convene_url(plan.case),
            child_name=plan.case.child.name,
            case_id=plan.case_id,
            due=plan.next_review_on,
            why="Reviews keep up momentum for as long as the plan lasts.",
            source="WT 4.110",
        )


def convene_url(case: Case) -> str:
    """Where a conference about a case is convened; the page proposes the kind."""
    return f"{reverse('conferences:convene')}?case={case.pk}"


offers(
    Offer(
        step="initial-conference",
        label="Child protection conference",
        url=convene_url,
        verb="conference.convene",
    )
)
