"""Allocation, assessments, and the child seen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from holdfast.demo.script import (
    Allocated,
    AssessmentCompleted,
    AssessmentEndorsed,
    AssessmentStarted,
    Child,
    ChildSeen,
    Key,
)
from holdfast.demo.telling.facts import band
from holdfast.demo.telling.teller import Teller

FACTORS = {
    "domestic-abuse": ("domestic-abuse-of-parent", "emotional-abuse"),
    "neglect": ("neglect",),
    "parental-mental-ill-health": ("mental-health-of-parent",),
    "substance-misuse": ("drug-or-alcohol-misuse-by-parent", "neglect"),
    "physical-abuse": ("physical-abuse",),
    "sexual-abuse": ("sexual-abuse",),
    "emotional-abuse": ("emotional-abuse",),
    "disabled-child": ("learning-or-physical-disability-of-child",),
    "exploitation": ("criminal-or-sexual-exploitation", "going-missing"),
    "family-stress": ("other",),
}
SPEAKING_AGE = 2
ALONE_AGE = 4


def allocate(teller: Teller, moment: datetime, team: Key, reason: str = "") -> datetime:
    """Give the case to a worker of a team; when."""
    when = teller.later(moment, teller.dice.length("allocation-wd"))
    if teller.worker:
        teller.stage.caseload[teller.worker] -= len(teller.children)
    teller.worker = teller.stage.worker_of(team, teller.dice, len(teller.children))
    teller.manager = teller.stage.cast.manager(team).key
    teller.emit(
        Allocated(
            at=when, by=teller.manager, children=teller.children, referral=teller.referral,
            worker=teller.worker, team=team, reason=reason,
        )
    )  # fmt: skip
    return when


def hand_over(teller: Teller, moment: datetime) -> None:
    """After assessment the case goes from the assessment team to the team of the family's area."""
    team = teller.household.team
    if teller.worker and teller.stage.cast.person(teller.worker).team == team:
        return
    allocate(teller, moment, team, teller.text("moved.team", moment))


def assess(
    teller: Teller, kind: str, started: datetime, completed: datetime, *, outcome: str, prompt: str = ""
) -> datetime:
    """One assessment for each child, side by side: started, completed, endorsed. When the last was endorsed."""
    completed = max(completed, started + timedelta(hours=2))
    clock_start = teller.drawn_times.get(kind, started)
    when = teller.later(completed, teller.dice.length("endorsement-wd"))
    for child in teller.children:
        key = teller.key("as")
        common: dict[str, Any] = {"children": (child,), "referral": teller.referral, "assessment": key}
        teller.emit(
            AssessmentStarted(
                at=started, by=teller.worker, kind=kind, prompt=prompt,
                plan=teller.text(f"plan.{kind}", started, child), **common,
            )
        )  # fmt: skip
        teller.emit(_completed(teller, kind, key, child, at=completed, outcome=outcome))
        teller.late(f"{kind}-assessment", key, clock_start, completed)
        teller.emit(
            AssessmentEndorsed(
                at=when, by=teller.manager, comment=teller.once("endorse", when, child),
                told=teller.once("told.assessment", when, child), **common,
            )
        )  # fmt: skip
    teller.forget("endorse", "told.assessment", "parenting")
    return when


def _completed(teller: Teller, kind: str, key: Key, child: Child, *, at: datetime, outcome: str) -> AssessmentCompleted:
    topic = "discussion-held" if outcome == "strategy-discussion" and teller.discussed else outcome
    level = {"not-in-need": "low", "closed": "low", "in-need": "mid", "services": "mid", "core-assessment": "mid"}
    found = level.get(outcome, "high")
    part = "low" if found == "low" else "high"
    return AssessmentCompleted(
        at=at,
        by=teller.worker,
        children=(child,),
        referral=teller.referral,
        assessment=key,
        kind=kind,
        development=teller.text(f"development.{part}", at, child),
        parenting=teller.once(f"parenting.{part}", at, child),
        environment=teller.once("environment", at, child),
        history=teller.once("history", at, child),
        analysis=teller.text(f"analysis.{found}", at, child),
        in_need=found != "low",
        significant_harm=found == "high",
        outcome=outcome,
        reasons=teller.text(f"reasons.{topic}", at, child),
        factors=() if found == "low" else FACTORS[teller.household.family.circumstance],
    )


def see(
    teller: Teller,
    after: datetime,
    purpose: str,
    *,
    working_days: int = 0,
    certain: bool = False,
    better: bool = False,
    brief: bool = False,
) -> datetime:
    """A visit to every child of the episode, some working days after a moment; each is a record of its own (GEN-04)."""
    day = teller.stage.hours.working_day(after.date(), working_days)
    start = teller.stage.hours.visit_time(day, _at_school(teller, day), teller.dice)
    start = max(start, after + timedelta(hours=1))
    missed = not certain and teller.dice.happens("not-seen")
    for number, child in enumerate(teller.children):
        when = start + number * timedelta(minutes=10)
        if missed:
            teller.emit(_not_seen(teller, child, when, purpose))
        else:
            teller.emit(_seen(teller, child, when, purpose, better=better, brief=brief))
    return start


def _at_school(teller: Teller, day: date) -> bool:
    return any(teller.household.stage(child, day) in {"primary", "secondary", "special"} for child in teller.children)


def _not_seen(teller: Teller, child: Child, when: datetime, purpose: str) -> ChildSeen:
    unborn = not teller.household.born_by(child, when.date())
    return ChildSeen(
        at=when,
        by=teller.worker,
        children=(child,),
        referral=teller.referral,
        seen=False,
        purpose=teller.text(f"purpose.{purpose}", when, child),
        place="home",
        not_seen_reason="Mother not at home; card left." if unborn else teller.text("notseen", when, child),
        arranged="Visit arranged through the midwife." if unborn else teller.text("arranged", when, child),
    )


def _seen(teller: Teller, child: Child, when: datetime, purpose: str, *, better: bool, brief: bool) -> ChildSeen:
    household, dice = teller.household, teller.dice
    day = when.date()
    years = household.age(child, day)
    person = household.person(child)
    alone = years >= ALONE_AGE and dice.happens("seen-alone")
    speaks = years >= SPEAKING_AGE and not (brief and dice.chance(0.3))
    interpreter = "interpreter" in household.family.kinds and person.language != "English"
    return ChildSeen(
        at=when,
        by=teller.worker,
        children=(child,),
        referral=teller.referral,
        seen=True,
        alone=alone,
        place="school" if alone and dice.chance(0.4) and household.stage(child, day) else "home",
        purpose=teller.text(f"purpose.{purpose}", when, child),
        present=() if alone else (household.carer,),
        words=_words(teller, child, when, better) if speaks else "",
        wishes=teller.text("wishes", when, child) if years >= 0 and not brief else "",
        observed=teller.text("observed", when, child),
        language=person.language,
        interpreter=interpreter,
        means=person.communication,
    )


def _words(teller: Teller, child: Child, when: datetime, better: bool) -> str:
    """What the child said, later in the story as it may be by then."""
    age = band(teller.household, child, when.date())
    if better and age not in {"baby", "toddler"} and teller.dice.chance(0.7):
        return teller.text_or("words", when, child) if not _later(teller, child, when) else _later(teller, child, when)
    return teller.text("words", when, child)


def _later(teller: Teller, child: Child, when: datetime) -> str:
    """Words from a later chapter, if this circumstance has any for the age."""
    try:
        return teller.text("words", when, child, must="later")
    except LookupError:
        return ""
