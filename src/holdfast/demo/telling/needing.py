"""Children in need: the plan, its reviews, visits, new concerns, and the end of the work."""

from __future__ import annotations

from datetime import datetime, timedelta

from holdfast.demo.script import (
    CaseClosed,
    ChildInNeedPlanEnded,
    ChildInNeedPlanMade,
    ChildInNeedPlanReviewed,
    Key,
    NewConcern,
)
from holdfast.demo.telling.around import core_group
from holdfast.demo.telling.assessing import allocate, see
from holdfast.demo.telling.conferring import actions
from holdfast.demo.telling.enquiring import core_assessment, discuss, enquire
from holdfast.demo.telling.teller import Teller
from holdfast.demo.worktime import DAY

OUTCOMES = (
    "be-healthy",
    "stay-safe",
    "enjoy-and-achieve",
    "make-a-positive-contribution",
    "achieve-economic-well-being",
)
REVIEW_WITHIN = 180  # days: what this authority writes into its plans
QUIET = timedelta(days=25)  # nothing new is begun in the last weeks of a case


def support(teller: Teller, begins: datetime, ends: datetime, *, plan: bool, news: bool = True) -> None:
    """Work with a child in need from one day to another, with a plan or without."""
    if plan:
        _with_plan(teller, begins, ends)
    if news and ends - begins > 4 * QUIET and teller.dice.happens("news-on-open-case"):
        _news(teller, begins, ends)
    _visits(teller, begins, ends)


def _with_plan(teller: Teller, begins: datetime, ends: datetime) -> None:
    """A plan for each child, reviewed, and ended a little before the case is closed."""
    made = teller.later(begins, teller.dice.between(3, 10))
    if made >= ends - 2 * DAY:
        return
    keys = {child: teller.key("np") for child in teller.children}
    for child, key in keys.items():
        lines = actions(teller, child, made)
        teller.emit(
            ChildInNeedPlanMade(
                at=made, by=teller.worker, children=(child,), referral=teller.referral, plan=key,
                needs=tuple(line.need for line in lines), actions=lines,
                family_views=teller.text("cin.views", made, child),
                review_by=made.date() + REVIEW_WITHIN * DAY,
            )
        )  # fmt: skip
    when = made
    while True:
        sooner, when = when, teller.later(when + teller.dice.length("in-need-review-days") * DAY)
        if when >= ends - 3 * DAY:
            break
        _reviewed(teller, keys, when)
        for key in keys.values():
            teller.late("child-in-need-review", key, sooner, when)
            break
    ended = teller.later(ends - 2 * DAY)
    for child, key in keys.items():
        teller.emit(
            ChildInNeedPlanEnded(
                at=min(ended, ends - timedelta(minutes=20)), by=teller.worker, children=(child,),
                referral=teller.referral, plan=key, reason=teller.text("cin.ended", ended, child),
            )
        )  # fmt: skip


def _reviewed(teller: Teller, keys: dict[Key, Key], when: datetime) -> None:
    """One review meeting, for each child."""
    trend = teller.dice.weighted({"better": 6, "mixed": 4})
    for child, key in keys.items():
        teller.emit(
            ChildInNeedPlanReviewed(
                at=when, by=teller.worker, children=(child,), referral=teller.referral, plan=key,
                attended=core_group(teller, when), progress=teller.text(f"progress.{trend}", when, child),
                decision=teller.text("cin.decision.go-on", when, child),
                next_review=when.date() + REVIEW_WITHIN * DAY,
            )
        )  # fmt: skip


def _news(teller: Teller, begins: datetime, ends: datetime) -> None:
    """A new concern on the open case: most are taken into the work, some lead to a strategy discussion (REF-12)."""
    span = int((ends - begins - 2 * QUIET) / DAY)
    when = teller.later(begins + QUIET + teller.dice.between(0, span) * DAY)
    serious = teller.dice.chance(0.2)
    teller.emit(
        NewConcern(
            at=when, by=teller.worker, children=teller.children, referral=teller.referral,
            concern=teller.text("news", when), source=teller.dice.one(("school", "police", "health", "relative")),
            strategy_discussion=serious,
            reasons=teller.text("news.reasons.yes" if serious else "news.reasons.no", when),
        )
    )  # fmt: skip
    if serious:
        discussion = discuss(teller, when + timedelta(hours=2))
        enquire(teller, discussion, "substantiated-not-continuing")
        core_assessment(teller, discussion, "services")


def _visits(teller: Teller, begins: datetime, ends: datetime) -> None:
    """Visits about every six weeks; for long ago only some were brought over."""
    when = begins
    half = begins + (ends - begins) / 2
    changes = teller.dice.happens("worker-changes")
    while not teller.over(when):
        when += teller.dice.length("in-need-visit-days") * DAY
        if when >= ends - 3 * DAY:
            return
        if when.date() < teller.stage.full_from:
            when += 100 * DAY
            continue
        if changes and when > half:
            changes = False
            team = str(teller.stage.cast.person(teller.worker).team)
            allocate(teller, when - 3 * DAY, team, teller.text("moved.reason", when))
        when = see(teller, when, "need", better=when > half, brief=True)


def close(teller: Teller, moment: datetime, reason: str) -> datetime:
    """The end of an episode, with what came of it; when."""
    summary = teller.text(f"closed.{reason}", moment)
    outcomes = (
        ()
        if reason == "not-in-need"
        else tuple((one, teller.text(f"outcome.{one}", moment)) for one in OUTCOMES[: teller.dice.between(3, 5)])
    )
    teller.emit(
        CaseClosed(
            at=moment, by=teller.manager, children=teller.children, referral=teller.referral,
            reason=reason, summary=summary, outcomes=outcomes,
        )
    )  # fmt: skip
    teller.closed.append((moment.date(), summary))
    if teller.worker and not teller.over(moment):
        teller.stage.caseload[teller.worker] -= len(teller.children)
    return moment
