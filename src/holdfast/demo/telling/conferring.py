"""Conferences: one for the family, a decision for each child (WT 4.66-4.90, 4.110-4.114)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from holdfast.demo.script import (
    AgencyView,
    Attendance,
    Child,
    ConferenceArranged,
    ConferenceHeld,
    CoreGroupMember,
    DecisionCirculated,
    ForChild,
    Key,
    PlanAction,
    ReviewHeld,
    StrategyDiscussion,
)
from holdfast.demo.telling.around import core_group, gathering
from holdfast.demo.telling.facts import band
from holdfast.demo.telling.teller import Teller
from holdfast.demo.worktime import DAY

PLACE = "Conference room, Carders Court, Wrenshaw"
ABLE_TO_ATTEND = 10
GROWN = 18
VISIT_EVERY = 14  # days: what the plans of this authority say
CATEGORY = {
    "neglect": "neglect",
    "substance-misuse": "neglect",
    "parental-mental-ill-health": "emotional",
    "domestic-abuse": "emotional",
    "emotional-abuse": "emotional",
    "physical-abuse": "physical",
    "sexual-abuse": "sexual",
    "exploitation": "sexual",
    "family-stress": "neglect",
    "disabled-child": "physical",
}


@dataclass
class Plans:
    """The child protection plans of a family from one conference on."""

    categories: tuple[str, ...]
    keys: dict[Child, Key] = field(default_factory=dict)
    began: datetime | None = None

    @property
    def children(self) -> tuple[Child, ...]:
        """Those with a plan."""
        return tuple(self.keys)


def arrange(teller: Teller, decided: datetime, when: datetime, kind: str, key: Key) -> None:
    """A conference gets its day; it may lie ahead."""
    _, _, invited = gathering(teller, when)
    teller.emit(
        ConferenceArranged(
            at=decided, by="admin-crs", children=teller.children, referral=teller.referral,
            conference=key, kind=kind, when=when, chair=str(teller.chair), invited=invited, place=PLACE,
        )
    )  # fmt: skip


def initial_conference(
    teller: Teller, discussion: StrategyDiscussion, endorsed: datetime, *, plan: bool, categories: tuple[str, ...]
) -> tuple[datetime, Plans]:
    """The initial conference after an enquiry; before birth if no child is born yet. When, and the plans made."""
    hours, dice = teller.stage.hours, teller.dice
    wanted = hours.working_day(discussion.at.date(), dice.length("strategy-to-conference-wd"))
    wanted = max(wanted, hours.working_day(endorsed.date(), 2))
    teller.chair, when = teller.stage.conference_slot(wanted, teller.chair, dice)
    kind = "initial" if teller.born(when) else "pre-birth"
    key = teller.key("cf")
    arrange(teller, teller.later(endorsed), when, kind, key)
    plans = Plans(categories, began=when)
    if plan:
        plans.keys = {child: teller.key("cp") for child in _who(teller, when)}
    first = teller.later(when, dice.length("first-core-group-wd"))
    attended, absent, _ = gathering(teller, when)
    teller.emit(
        ConferenceHeld(
            at=when,
            by="admin-crs",
            children=teller.children,
            referral=teller.referral,
            conference=key,
            kind=kind,
            chair=teller.chair,
            attended=attended,
            absent=absent,
            summary=teller.text("summary", when),
            parents_views=teller.text("parents-view", when),
            decisions=tuple(_decide(teller, child, when, attended, plans) for child in teller.children),
            discussion=discussion.discussion,
            quorum_exception=_quorum(attended, teller, when),
            first_core_group=first if plan else None,
            next_review=when.date() + 84 * DAY if plan else None,
        )
    )
    teller.late("initial-conference", key, discussion.at, when)
    _circulate(teller, key, when)
    return when, plans


def _who(teller: Teller, when: datetime) -> list[Child]:
    """Which children get a plan: nearly always all; sometimes not the eldest, who is nearly grown."""
    children = list(teller.children)
    spare = len(children) > 1 and teller.dice.chance(0.1)
    if spare or teller.household.age(children[0], when.date()) >= 17:
        return children[1:] or children
    return children


def _circulate(teller: Teller, key: Key, when: datetime) -> None:
    sent = teller.later(when, teller.dice.weighted({0: 2, 1: 7, 2: 1}))
    teller.emit(
        DecisionCirculated(at=sent, by="admin-crs", children=teller.children, referral=teller.referral, conference=key)
    )
    teller.late("conference-decision", key, when, sent)


def _quorum(attended: tuple[Attendance, ...], teller: Teller, when: datetime) -> str:
    """Why a conference went ahead with fewer than two other agencies in contact with the child, if it did."""
    agencies = {
        one.participant.agency
        for one in attended
        if one.direct_contact and one.participant.agency not in {None, "lasc"}
    }
    if len(agencies) >= 2:
        return ""
    if not teller.born(when):
        return "The child is not yet born: only midwifery and social care have had contact."
    return "The child has had relevant contact with fewer than three agencies."


def _decide(teller: Teller, child: Child, when: datetime, attended: tuple[Attendance, ...], plans: Plans) -> ForChild:
    """What the conference decided for one child."""
    key = plans.keys.get(child, "")
    risk = bool(key)
    young = band(teller.household, child, when.date()) in {"unborn", "baby"}
    return ForChild(
        child=child,
        continuing_risk=risk,
        reasons=teller.text("reasons.plan" if risk else "reasons.no-plan", when, child),
        views=views(teller, child, when, attended, risk=risk),
        child_view=_child_view(teller, child, when),
        child_attended=_attends(teller, child, when),
        test="" if not risk else "likely" if young else "shown-and-likely",
        plan=key,
        categories=plans.categories if risk else (),
        key_worker=teller.worker if risk else None,
        core_group=tuple(CoreGroupMember(participant=one) for one in core_group(teller, when)) if risk else (),
        actions=actions(teller, child, when) if risk else (),
        contingency=teller.text("contingency", when, child) if risk else "",
        visits_every_days=VISIT_EVERY if risk else None,
        subsequent=risk and _had_plan(teller, child, when),
    )


def _had_plan(teller: Teller, child: Child, when: datetime) -> bool:
    earlier = any(one.child == child for one in teller.household.family.earlier)
    return earlier or child in teller.planned


def _attends(teller: Teller, child: Child, when: datetime) -> bool:
    able = teller.household.age(child, when.date()) >= ABLE_TO_ATTEND
    return able and teller.dice.happens("child-at-conference")


def _child_view(teller: Teller, child: Child, when: datetime) -> str:
    said = teller.text("words", when, child) if teller.household.born_by(child, when.date()) else ""
    if said.startswith("("):
        return said
    return teller.text("child-view", when, child, more={"said": said} if said else {})


def views(
    teller: Teller, child: Child, when: datetime, attended: tuple[Attendance, ...], *, risk: bool, review: bool = False
) -> tuple[AgencyView, ...]:
    """What each agency thought; now and then one does not agree (CPC-09)."""
    speakers = {one.participant.agency: one.participant for one in attended if one.participant.agency}
    against = teller.dice.one(list(speakers)) if teller.dice.happens("dissent") else None
    if against == "lasc":
        against = None
    found = []
    for agency, one in speakers.items():
        dissent = agency == against
        thinks_risk = risk != dissent
        if dissent:
            topic = "view.dissent-risk" if risk else "view.dissent-norisk" if review else "view.risk"
        else:
            topic = "view.risk" if risk else "view.norisk"
        found.append(
            AgencyView(
                agency=str(agency), participant=one.name, at_risk=thinks_risk, view=teller.text(topic, when, child),
                dissent=dissent,
            )
        )  # fmt: skip
    return tuple(found)


def actions(teller: Teller, child: Child, when: datetime) -> tuple[PlanAction, ...]:
    """Three or four lines of a plan, each with its need, outcome, action, who, and by when."""
    found: list[PlanAction] = []
    texts: set[str] = set()
    for number in range(teller.dice.between(4, 5)):
        text = teller.text("actions", when, child)
        if text in texts:
            continue
        texts.add(text)
        need, outcome, action, who, five = (part.strip() for part in text.split("//"))
        due = when.date() + (30 + 30 * number) * DAY
        found.append(PlanAction(need=need, outcome=outcome, action=action, who=who, by=due, five_outcome=five))
    return tuple(found)


def review(
    teller: Teller,
    key: Key,
    when: datetime,
    plans: Plans,
    *,
    trend: str,
    ends: bool,
    next_review: datetime | None,
) -> None:
    """A review conference: the plans go on, or end."""
    attended, absent, _ = gathering(teller, when)
    went_on = Plans(plans.categories, {} if ends else dict(plans.keys))
    decisions = []
    for child in (one for one in plans.children if teller.household.age(one, when.date()) < GROWN):
        decision = _decide(teller, child, when, attended, went_on)
        reasons = teller.text("review.end" if ends else "review.continue", when, child)
        decisions.append(
            ForChild(**{**vars(decision), "reasons": reasons, "plan": plans.keys[child], "subsequent": False})
        )
    teller.emit(
        ReviewHeld(
            at=when,
            by="admin-crs",
            children=plans.children,
            referral=teller.referral,
            conference=key,
            kind="review",
            chair=str(teller.chair),
            attended=attended,
            absent=absent,
            summary=teller.text(f"progress.{trend}", when),
            parents_views=teller.text("parents.review", when),
            decisions=tuple(decisions),
            quorum_exception=_quorum(attended, teller, when),
            next_review=next_review.date() if next_review else None,
            progress=teller.text(f"core.{trend}", when),
        )
    )
    _circulate(teller, key, when)


def review_days(teller: Teller, began: datetime, length: int) -> list[datetime]:
    """When the reviews of a plan fall, the last of them at its end, each about as often in time as nationally."""
    dice, hours = teller.dice, teller.stage.hours
    day = began.date() + dice.length("first-review-days") * DAY
    found = [day]
    end = began.date() + length * DAY
    while (end - found[-1]).days > 45 and len(found) < 9:
        gap = min(dice.length("next-review-days"), max((end - found[-1]).days, 60))
        found.append(found[-1] + gap * DAY)
    slots = []
    for wanted in found:
        earlier = hours.working_day(wanted - 2 * DAY)
        _, slot = teller.stage.conference_slot(earlier, teller.chair, dice)
        slots.append(slot)
    assert all(later - sooner > timedelta(days=5) for sooner, later in pairwise(slots))
    return slots
