"""From what a return says to conferences, plans and their reviews (STA-03, CPC-01, CPP-06, CPP-08).

A conference known only from a census has a day and no decision; a plan has its span, categories and reviews.
"""

from __future__ import annotations

from datetime import date

from holdfast.cases.conferences.models import Conference, ConferenceChild
from holdfast.cases.models import Case
from holdfast.cases.plans.models import ChildInNeedPlan, ChildProtectionPlan
from holdfast.people.models import Person
from holdfast.returns.cin.actions.context import Taking, moment
from holdfast.returns.cin.actions.rows import Rows
from holdfast.returns.cin.codes import table
from holdfast.returns.cin.items import Item, Said

INITIAL, BEFORE_BIRTH, REVIEW = "initial", "pre-birth", "review"
SEVERAL = "multiple"
DIED, TRANSFERRED, JUDGED = "died", "transferred", "review-judgement"
MOVED_AWAY = "RC5"


def conference(
    day: date, *, kind: str, made: Case, plan: ChildProtectionPlan | None, taking: Taking, rows: Rows
) -> ConferenceChild:
    """A conference that was held on a day, of one child; the return does not say which siblings shared it."""
    held = Conference(
        authority=taking.authority,
        kind=kind,
        convened_at=moment(day),
        held_at=moment(day),
        purpose=f"{taking.because}, which tells its day only.",
    )
    entry = ConferenceChild(conference=held, case=made, plan=plan)
    if plan is not None and kind != REVIEW and plan.conference_id is None:
        plan.conference_id = held.pk
    rows.add(held, entry)
    return entry


def kind_of(day: date, child: Person) -> str:
    """An initial conference, or one before the birth (CPC-14; WT 4.121)."""
    unborn = child.born_on > day if child.born_on else child.expected_on is not None
    return BEFORE_BIRTH if unborn else INITIAL


def categories(code: str | None) -> list[str]:
    """The categories of abuse that a code stands for; none for "multiple", which does not name them."""
    term = table("category_of_abuse").term(code)
    return [] if term in {None, SEVERAL} else [str(term)]


def plan_fields(said: Said) -> dict[str, object]:
    """The fields of a plan that a return speaks of, but for its ending."""
    initial = categories(said.get("initial"))
    known: dict[str, object] = {}
    if initial:
        known["initial_categories"] = initial
    if latest := categories(said.get("latest")) or initial:
        known["latest_categories"] = latest
    if "previous" in said:
        known["previous_plans"] = said["previous"]
    return known


def plan_ending(said: Said, child: Person, closed_because: str | None, taking: Taking) -> dict[str, object]:
    """How a plan ended, as far as the return shows; a review's judgement unless the child died or moved
    (CPP-08).
    """
    if "ended" not in said:
        return {}
    day = date.fromisoformat(said["ended"])
    reason = TRANSFERRED if closed_because == MOVED_AWAY else JUDGED
    if child.died_on and child.died_on <= day:
        reason = DIED
    note = f"{taking.because}, which gives the day and not the reason."
    return {"ended_at": moment(day), "ending_reason": reason, "ending_note": note}


def protection_plan(item: Item, made: Case, closed_because: str | None, taking: Taking) -> ChildProtectionPlan:
    """A child protection plan."""
    started = item.day("started")
    assert started is not None
    return ChildProtectionPlan(
        case=made,
        started_at=moment(started),
        census_only=True,
        **plan_fields(item.said),
        **plan_ending(item.said, made.child, closed_because, taking),
    )


def need_plan(item: Item, made: Case, taking: Taking) -> ChildInNeedPlan:
    """A child in need plan."""
    started = item.day("started")
    assert started is not None
    return ChildInNeedPlan(case=made, agreed_at=moment(started), census_only=True, **need_ending(item.said, taking))


def need_ending(said: Said, taking: Taking) -> dict[str, object]:
    """How a child in need plan ended: the census gives the day only."""
    if "ended" not in said:
        return {}
    return {
        "ended_at": moment(date.fromisoformat(said["ended"])),
        "ending_summary": f"{taking.because}, which gives the day only.",
    }
