"""Life under a child protection plan: core groups, visits, reviews, and the five ways in which it ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from holdfast.demo.script import CoreGroupHeld, MovedOut, PlanEnded
from holdfast.demo.telling.around import core_group
from holdfast.demo.telling.assessing import allocate, see
from holdfast.demo.telling.conferring import Plans, arrange, review, review_days
from holdfast.demo.telling.teller import Teller
from holdfast.demo.worktime import DAY, at

TRENDS = {"better": ("mixed", "better", "better"), "worse": ("mixed", "worse", "mixed")}
HALF_HOUR = timedelta(minutes=30)


def live_plan(teller: Teller, plans: Plans, began: datetime) -> datetime:
    """Everything from the conference to the end of the plans. When they ended."""
    length = teller.dice.length("plan-days")
    reviews = review_days(teller, began, length)
    ends = reviews[-1]
    moved = len(reviews) > 1 and teller.dice.chance(0.05)
    _core_groups(teller, plans, began, ends)
    _visits(teller, began, ends)
    decided = began
    for number, when in enumerate(reviews):
        last = when == ends
        key = teller.key("cf")
        arrange(teller, teller.later(decided, 1), when, "review", key)
        following = reviews[number + 1] if not last else None
        trend = _trend(teller, number, len(reviews))
        review(teller, key, when, plans, trend=trend, ends=last and not moved, next_review=following)
        teller.late("first-review" if number == 0 else "next-review", key, decided, when)
        if last and not moved:
            _end(teller, plans, when, key)
        decided = when
    if moved:
        ends = _leave(teller, plans, ends)
    for child, key in plans.keys.items():
        teller.planned[child] = (key, began.date(), ends.date())
    return ends


def _trend(teller: Teller, number: int, count: int) -> str:
    """Plans end when things are better; before that they go up and down."""
    if number == count - 1:
        return "better"
    return teller.dice.weighted({"better": 3, "mixed": 5, "worse": 2})


def _core_groups(teller: Teller, plans: Plans, began: datetime, ends: datetime) -> None:
    """The first soon after the conference, and then about every six weeks."""
    when = teller.later(began, teller.dice.length("first-core-group-wd"))
    first = True
    while when < ends - 5 * DAY:
        following = teller.stage.hours.working_day(when.date() + teller.dice.length("core-group-days") * DAY)
        trend = teller.dice.weighted({"better": 4, "mixed": 5, "worse": 1})
        if first or when.date() >= teller.stage.full_from:
            teller.emit(
                CoreGroupHeld(
                    at=when,
                    by=teller.worker,
                    children=plans.children,
                    referral=teller.referral,
                    plans=tuple(plans.keys.values()),
                    first=first,
                    attended=core_group(teller, when),
                    note=teller.text("core.first" if first else f"core.{trend}", when),
                    decided=teller.text("core.decided", when),
                    next_meeting=following if following < ends.date() else None,
                )
            )
        if first:
            teller.late("first-core-group", plans.keys[plans.children[0]], began, when)
        first = False
        when = at(following, when.timetz().replace(tzinfo=None))


def _visits(teller: Teller, began: datetime, ends: datetime) -> None:
    """Visits about every ten working days; for long ago only some were brought over."""
    when = began
    half = began + (ends - began) / 2
    changes = teller.dice.happens("worker-changes")
    while not teller.over(when):
        when += teller.dice.length("plan-visit-days") * DAY
        if when >= ends - 2 * DAY:
            return
        if when.date() < teller.stage.full_from:
            when += 70 * DAY
            continue
        if changes and when > half:
            changes = False
            team = str(teller.stage.cast.person(teller.worker).team)
            allocate(teller, when - 3 * DAY, team, teller.text("moved.reason", when))
        when = see(teller, when, "plan", better=when > half, brief=True)


def _end(teller: Teller, plans: Plans, when: datetime, key: str) -> None:
    """A review ended the plans (CPP-08)."""
    for child, plan in plans.keys.items():
        teller.emit(
            PlanEnded(
                at=when + HALF_HOUR, by=str(teller.chair), children=(child,), referral=teller.referral, plan=plan,
                reason="review-decision", explanation=teller.text("review.end", when, child), review=key,
                services=teller.text("plan-services", when, child),
            )
        )  # fmt: skip


def _leave(teller: Teller, plans: Plans, last: datetime) -> datetime:
    """The family moves for good; the plans end when the other authority has held its conference (MOV-01)."""
    other = teller.dice.one(teller.stage.cast.neighbours())
    moved = teller.later(last, teller.dice.between(5, 20))
    note = teller.text("moved-out", moved, more={"authority": other.name})
    teller.emit(
        MovedOut(
            at=moved, by=teller.worker, children=plans.children, referral=teller.referral,
            other_authority=other.name, temporary=False, note=note,
        )
    )  # fmt: skip
    ended = teller.later(moved, teller.dice.between(9, 14))
    for child, plan in plans.keys.items():
        teller.emit(
            PlanEnded(
                at=ended, by=teller.manager, children=(child,), referral=teller.referral, plan=plan,
                reason="transfer-conference", explanation=f"{other.name} held its conference and made its own plan.",
            )
        )  # fmt: skip
    return ended
