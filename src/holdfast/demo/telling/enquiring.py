"""Urgent action, strategy discussions and section 47 enquiries."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from holdfast.demo.script import (
    Decision,
    EnquiryConcluded,
    EnquiryEndorsed,
    EnquiryStarted,
    InformationRequested,
    Key,
    StrategyDiscussion,
    StrategyRecordCirculated,
    UrgentAction,
    UrgentActionEnded,
)
from holdfast.demo.telling.around import strategy_parties
from holdfast.demo.telling.assessing import assess, see
from holdfast.demo.telling.teller import Teller

HOUR = timedelta(hours=1)


def urgent(teller: Teller, moment: datetime) -> datetime:
    """Somebody acts at once, before any discussion; the measure is over within three days. When it began."""
    measure = teller.dice.weighted({"voluntary-move": 5, "alleged-perpetrator-left": 3, "police-protection": 2})
    if measure == "alleged-perpetrator-left" and teller.household.other is None:
        measure = "voluntary-move"
    began = moment + HOUR
    key = teller.key("u")
    police = measure == "police-protection"
    common: dict[str, Any] = {"children": teller.children, "referral": teller.referral, "action": key}
    teller.emit(
        UrgentAction(
            at=began,
            by="p-dc" if police else "sw-edt",
            measure=measure,
            what=teller.text("urgent.police" if police else "urgent.what", began),
            reason=teller.text("urgent.reason", began),
            agency="police" if police else "lasc",
            legal_advice=teller.text("urgent.legal", began) if teller.dice.chance(0.5) else "",
            other_children=teller.text("urgent.other-children", began),
            **common,
        )
    )
    ended = teller.later(began, 1)
    teller.emit(
        UrgentActionEnded(
            at=ended, by="tm-ra", how="child-returned" if police else "replaced-by-agreement",
            note=teller.text("urgent.ended", ended), **common,
        )
    )  # fmt: skip
    return began


def discuss(teller: Teller, moment: datetime, *, enquiry: bool = True, again: bool = False) -> StrategyDiscussion:
    """A strategy discussion, and its record sent round."""
    dice = teller.dice
    chair = teller.manager
    reasons = "strategy.second" if again else "strategy.reasons" if enquiry else "strategy.reasons.none"
    event = StrategyDiscussion(
        at=moment,
        by=chair,
        children=teller.children,
        referral=teller.referral,
        discussion=teller.key("sd"),
        means="telephone" if dice.chance(0.6) and not again else "meeting",
        participants=strategy_parties(teller, moment),
        shared=teller.text("shared" if enquiry else "shared.quiet", moment),
        enquiry=enquiry,
        conduct=teller.text("conduct", moment) if enquiry else "",
        decisions=_tasks(teller, moment),
        immediate=teller.text("immediate", moment) if enquiry else "",
        family_told=teller.text("family-told", moment),
        criminal_investigation=teller.text("criminal", moment),
        wishes_how=teller.text("wishes-how", moment),
        interpreter=teller.text_or("interpreter", moment),
        other_children=teller.text("other-children", moment),
        medical=teller.text("medical", moment) if teller.household.family.circumstance == "physical-abuse" else "",
        reasons=teller.text(reasons, moment),
    )
    teller.emit(event)
    teller.discussed = True
    sent = teller.later(moment, dice.weighted({0: 4, 1: 5, 2: 1}))
    teller.emit(
        StrategyRecordCirculated(
            at=sent, by=chair, children=teller.children, referral=teller.referral, discussion=event.discussion
        )
    )
    return event


def _tasks(teller: Teller, moment: datetime) -> tuple[Decision, ...]:
    """Who will do what by when."""
    due = teller.stage.hours.working_day(moment.date(), 1)
    household = teller.household
    tasks = [
        Decision(
            what=teller.text("task.social-worker", moment), who="Social worker", by=due, practitioner=teller.worker
        ),
        Decision(what=teller.text("task.police", moment), who="Police", by=due, practitioner="p-ds"),
        Decision(what=teller.text("task.health", moment), who="Health", by=teller.stage.hours.working_day(due, 1)),
    ]
    focus = teller.focus(moment)
    teacher = household.teacher(focus, moment.date())
    if teacher:
        tasks.append(Decision(what=teller.text("task.school", moment), who="School", by=due, practitioner=teacher))
    return tuple(tasks)


def enquire(teller: Teller, discussion: StrategyDiscussion, outcome: str, within: int = 99) -> datetime:
    """Enquiry and core assessment of every child after a discussion. When the outcome was endorsed.

    `within` is how many working days there are before a conference that is to follow.
    """
    dice, moment = teller.dice, discussion.at
    started = moment + HOUR / 2
    keys = _start(teller, discussion.discussion, started)
    see(teller, started, "enquiry", working_days=dice.between(0, 1), certain=True)
    _requests(teller, keys, started)
    days = max(2, min(dice.length("enquiry-wd"), within))
    concluded = teller.later(moment, days)
    endorsed = teller.later(concluded, min(dice.length("endorsement-wd"), 1 if within < 99 else 3))
    for child, key in zip(teller.children, keys, strict=True):
        common: dict[str, Any] = {"children": (child,), "referral": teller.referral, "enquiry": key}
        unborn = not teller.household.born_by(child, concluded.date())
        teller.emit(
            EnquiryConcluded(
                at=concluded,
                by=teller.worker,
                outcome=outcome,
                findings=teller.text(f"findings.{outcome}", concluded, child),
                reasons=teller.text(f"enquiry.reasons.{outcome}", concluded, child),
                child_view="" if unborn else teller.text("wishes", concluded, child),
                parents_view=teller.text("parents-view", concluded, child),
                services="" if outcome == "substantiated-continuing" else teller.text("needs", concluded, child),
                **common,
            )
        )
        teller.emit(
            EnquiryEndorsed(
                at=endorsed, by=teller.manager, comment=teller.text("endorse", endorsed, child),
                told=teller.text("told.assessment", endorsed, child), **common,
            )
        )  # fmt: skip
    return endorsed


def _start(teller: Teller, discussion: Key, started: datetime) -> list[Key]:
    """The enquiry of every child."""
    joint = "joint" if teller.dice.chance(0.45) else "single"
    keys = []
    for child in teller.children:
        key = teller.key("eq")
        keys.append(key)
        teller.emit(
            EnquiryStarted(
                at=started, by=teller.worker, children=(child,), referral=teller.referral,
                enquiry=key, discussion=discussion, single_or_joint=joint,
            )
        )  # fmt: skip
    return keys


def _requests(teller: Teller, keys: list[Key], started: datetime) -> None:
    """Help asked of school, health and police, and what came back (ENQ-04)."""
    focus = teller.children.index(teller.focus(started))
    child = teller.children[focus]
    setting = teller.household.setting(child, started.date())
    asked = {"health": teller.household.gp.key, "police": "police", **({"school": setting.key} if setting else {})}
    for kind, agency in asked.items():
        when = teller.later(started)
        answered = teller.later(when, teller.dice.between(1, 5)) if teller.dice.chance(0.93) else None
        known = answered is not None and answered <= teller.stage.now
        teller.emit(
            InformationRequested(
                at=when, by=teller.worker, children=(child,), referral=teller.referral, enquiry=keys[focus],
                agency=agency, asked="Records and views for the enquiry",
                answered=answered if known else None,
                answer=teller.text(f"answer.{kind}", when, child) if known else "",
            )
        )  # fmt: skip


def core_assessment(teller: Teller, discussion: StrategyDiscussion, outcome: str) -> datetime:
    """The core assessment by which the enquiry is done; it often ends after the enquiry has."""
    teller.drawn_times["core"] = discussion.at
    completed = teller.later(discussion.at, teller.dice.length("core-assessment-wd"))
    return assess(teller, "core", discussion.at + HOUR, completed, outcome=outcome, prompt="strategy-discussion")
