"""What plans offer to the rest of the house."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from django.urls import reverse

from holdfast.access.actors import Actor
from holdfast.cases.models import Case
from holdfast.cases.plans import actions, facts, story, work
from holdfast.cases.plans.models import ChildProtectionPlan
from holdfast.cases.plans.selectors import current_need_plan, current_plan, standing_plans
from holdfast.cases.rooms import (
    ClockFact,
    Mark,
    Offer,
    StoryEntry,
    WorkItem,
    begins,
    heeds,
    keeps_open,
    offers,
    tells_clocks,
    tells_identity,
    tells_story,
    tells_work,
)
from holdfast.cases.selectors import edition_for

begins("child-protection-plan")(actions.begin_plan)
begins("child-in-need-plan")(actions.begin_need_plan)
heeds("review-conference")(actions.plan_reviewed)


@keeps_open("child-protection-plan")
def plan_stands(case: Case) -> str:
    """A case is not closed while the child has a plan: ending it is a decision of its own (CPP-08; WT 4.114)."""
    if current_plan(case.pk) is None:
        return ""
    return f"{case.child} has a child protection plan. It has to end first, in one of the ways of WT 4.114."


@tells_clocks("child-protection-plan")
def tell_core_groups(case_ids: Sequence[UUID] | None) -> Iterator[ClockFact]:
    """First core groups (WT 4.95)."""
    return facts.core_group_facts(case_ids)


@tells_clocks("child-in-need-plan")
def tell_need_reviews(case_ids: Sequence[UUID] | None) -> Iterator[ClockFact]:
    """Reviews of child in need plans (WT 4.84)."""
    return facts.need_review_facts(case_ids)


@tells_story("plans")
def tell_story(child_ids: Sequence[UUID]) -> Iterable[StoryEntry]:
    """Plans, core groups, reports, moves."""
    return story.story(child_ids)


@tells_identity("plans")
def tell_identity(child_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[Mark]]:
    """That a child is the subject of a plan, under which category, and whether nobody leads it (CPP-01; WT 4.122)."""
    plans = list(standing_plans(child_ids))
    if not plans:
        return {}
    edition = edition_for(plans[0].case.authority_id)
    labels = dict(edition.choices("category-of-abuse"))
    word = edition.word("child-protection-plan").capitalize()
    vacant = Mark(f"No {edition.word('key-worker')}", "warn")
    return {
        plan.case.child_id: [
            Mark(f"{word}: {_categories(plan, labels)}".rstrip(": "), "warn"),
            *([] if plan.key_worker_id or plan.census_only else [vacant]),
        ]
        for plan in plans
    }


def _categories(plan: ChildProtectionPlan, labels: Mapping[str, str]) -> str:
    codes = plan.latest_categories or plan.initial_categories
    return ", ".join(labels.get(code, code).lower() for code in codes)


@tells_work("plans")
def tell_work(actor: Actor, at_most: int) -> Iterable[WorkItem]:
    """Vacancies first, then endings, moves, and those who came of age."""
    for source in (work.vacancies, work.endings, work.moves, work.adults):
        yield from source(actor, at_most)


def _for_case(name: str, case: Case) -> str:
    return f"{reverse(name)}?case={case.pk}"


def _need_plan_going_on(case: Case) -> tuple[str, str] | None:
    """The child in need plan that stands, to go on with instead of starting another."""
    plan = current_need_plan(case.pk)
    return ("Go on with the child in need plan", plan.get_absolute_url()) if plan else None


offers(
    Offer(
        step="child-in-need-plan",
        label="Child in need plan",
        url=lambda case: _for_case("plans:start-need-plan", case),
        verb="need-plan.start",
        going_on=_need_plan_going_on,
    )
)
offers(
    Offer(
        step="move",
        label="Move in or out of the area",
        url=lambda case: _for_case("plans:notify-move", case),
        verb="move.notify",
    )
)
