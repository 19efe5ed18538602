"""The whole course of a family: from its first referral through every episode up to now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from holdfast.demo.dice import Dice
from holdfast.demo.families import Household
from holdfast.demo.script import (
    Allocated,
    AssessmentEndorsed,
    CaseClosed,
    Child,
    ChildBorn,
    EnquiryEndorsed,
    Event,
    FamilyScript,
    MovedIn,
    MovedOut,
    PlanEnded,
    PoliceInformed,
    RecordsSearched,
    ReferralAcknowledged,
    ReferralConfirmed,
    ReferralDecided,
    ReferralReceived,
    ReferrerTold,
    Sex,
    StrategyDiscussion,
)
from holdfast.demo.telling.assessing import allocate, assess, hand_over, see
from holdfast.demo.telling.conferring import CATEGORY, initial_conference
from holdfast.demo.telling.enquiring import core_assessment, discuss, enquire, urgent
from holdfast.demo.telling.frontdoor import decide, receive
from holdfast.demo.telling.needing import close, support
from holdfast.demo.telling.planning import live_plan
from holdfast.demo.telling.stage import Stage
from holdfast.demo.telling.teller import GROWN, Teller
from holdfast.demo.worktime import DAY, at

HOUR = timedelta(hours=1)
NINE = datetime.min.time().replace(hour=9)
AT_THE_DOOR = (
    ReferralReceived,
    ReferralConfirmed,
    ReferralAcknowledged,
    RecordsSearched,
    ReferralDecided,
    ReferrerTold,
    PoliceInformed,
)
OF_THE_LINE = (AssessmentEndorsed, EnquiryEndorsed, CaseClosed)
ONE_CHILD = ("disabled-child", "exploitation")
SHORT = 75  # days: work that is over within this has no plan
ENQUIRED = ("enquiry-not-in-need", "enquiry-in-need", "conference-no-plan", "plan")


@dataclass(frozen=True)
class Order:
    """What the first episode of a family is to come to; later ones are left to chance.

    `outcome` is no-further-action, not-in-need, enquiry-not-in-need, in-need, enquiry-in-need, conference-no-plan
    or plan.
    """

    start: date
    outcome: str
    categories: tuple[str, ...] = ()


def draw_outcome(dice: Dice) -> str:
    """The outcome of a referral, at the rates of the authority."""
    shares = dice.rates.shares
    enquiry = shares["enquiry-per-referral"]
    conference = enquiry * shares["conference-per-enquiry"]
    plan = conference * shares["plan-per-conference"]
    quiet = shares["enquiry-not-in-need"]
    weights = {
        "no-further-action": shares["no-further-action"],
        "not-in-need": shares["not-in-need"] - quiet,
        "enquiry-not-in-need": quiet,
        "enquiry-in-need": enquiry - conference - quiet,
        "conference-no-plan": conference - plan,
        "plan": plan,
    }
    weights["in-need"] = 1 - sum(weights.values())
    return dice.weighted(weights)


def tell_family(stage: Stage, household: Household, order: Order, dice: Dice) -> FamilyScript:
    """Everything that happened to this family up to now, in order of time."""
    known = household.family
    teller = Teller(stage, household, dice)
    _births(teller)
    every = tuple(one.key for one in household.family.children)
    day, outcome, categories = order.start, order.outcome, order.categories
    while True:
        teller.children = _concerned(teller, every, day)
        teller.planned = {}
        began = day
        ended = _episode(teller, day, outcome, categories)
        _come_of_age(teller, began, ended)
        if teller.over(ended) or not dice.chance(stage.again):
            break
        day = ended.date() + dice.length("referred-again-days") * DAY
        grown = all(household.age(one, day) >= GROWN - 1 for one in every)
        if grown or day >= stage.now.date() or any(isinstance(event, MovedOut) for event in teller.events):
            break
        outcome, categories = draw_outcome(dice), ()
    events = sorted(teller.events, key=lambda event: event.at)
    return FamilyScript(family=known, events=tuple(_in_right_hands(events, stage)))


def _in_right_hands(events: list[Event], stage: Stage) -> Iterator[Event]:
    """Every step by whoever had the case on the day: work outlasts the worker who began it."""
    worker = manager = ""
    for event in events:
        if isinstance(event, Allocated):
            worker, manager = event.worker, event.by
        elif worker and not isinstance(event, AT_THE_DOOR):
            one = stage.cast.person(event.by)
            if "social-worker" in one.roles and one.team != "edt":
                yield replace(event, by=worker)
                continue
            if "team-manager" in one.roles and isinstance(event, OF_THE_LINE):
                yield replace(event, by=manager)
                continue
        yield event


def _concerned(teller: Teller, every: tuple[Child, ...], day: date) -> tuple[Child, ...]:
    """Whom a referral is about: all the children, or in some circumstances one."""
    teller.children = tuple(one for one in every if teller.household.age(one, day) < GROWN)
    if teller.household.family.circumstance in ONE_CHILD:
        return (teller.choose_focus(day),)
    return teller.children


def _births(teller: Teller) -> None:
    """Children expected are born near the day, if that day has come."""
    stage, dice = teller.stage, teller.dice
    for one in teller.household.family.children:
        if one.expected is None:
            continue
        day = one.expected + dice.between(-12, 8) * DAY
        told = stage.hours.later(at(day, NINE), dice, 1)
        if told > stage.now:
            continue
        sex: Sex = "female" if dice.happens("female") else "male"
        given = teller.household.name_for(sex, dice)
        teller.household.give_birth(one.key, day, given, sex)
        teller.children = (one.key,)
        teller.emit(
            ChildBorn(
                at=told, by=teller.household.midwife, children=(one.key,), born=day, given=given, sex=sex,
                nhs=stage.numbers.nhs(), note=teller.text("born", told),
            )
        )  # fmt: skip


def _episode(teller: Teller, day: date, outcome: str, categories: tuple[str, ...]) -> datetime:
    """One referral and what it led to; when the work ended (which may lie beyond now)."""
    severe = outcome in ENQUIRED
    received = receive(teller, day, bool(teller.closed), severe)
    if outcome == "no-further-action":
        decision = teller.dice.weighted({"no-further-action": 6, "advice": 2, "referred-elsewhere": 2})
        decided = decide(teller, received, decision)
        teller.closed.append((decided.date(), "No further action."))
        return decided
    moment = received.at
    if severe and teller.dice.happens("urgent-per-enquiry"):
        moment = urgent(teller, moment)
    at_once = severe and teller.dice.chance(0.5)
    decided = decide(teller, received, "strategy-discussion" if at_once else "initial-assessment")
    allocated = allocate(teller, max(decided, moment), "ra")
    if "placed-by-other-authority" in teller.household.family.kinds and not teller.closed:
        _placed(teller, allocated)
    if severe:
        return _enquiry(teller, received.at, allocated, outcome, categories, at_once=at_once)
    return _assessment(teller, received.at, allocated, outcome)


def _placed(teller: Teller, allocated: datetime) -> None:
    """Another authority placed the children here and keeps responsibility for them (MOV-02, WT 4.125)."""
    other = teller.stage.cast.neighbours()[0].name
    when = teller.later(allocated)
    teller.emit(
        MovedIn(
            at=when, by=teller.worker, children=teller.children, referral=teller.referral, other_authority=other,
            temporary=True, placed=True, note=teller.text("moved-in.placed", when, more={"authority": other}),
        )
    )  # fmt: skip


def _assessment(teller: Teller, received: datetime, allocated: datetime, outcome: str) -> datetime:
    """An initial assessment that leads to no enquiry."""
    dice, hours = teller.dice, teller.stage.hours
    completed = teller.later(received, dice.length("initial-assessment-wd"))
    completed = max(completed, teller.later(allocated, 1))
    span = max(hours.working_days_between(allocated.date(), completed.date()) - 1, 0)
    see(teller, allocated, "assessment", working_days=dice.between(0, min(span, 4)), certain=True)
    teller.drawn_times["initial"] = received
    found = "not-in-need" if outcome == "not-in-need" else "core-assessment" if dice.chance(0.35) else "in-need"
    completed = max([completed, *(event.at + HOUR for event in teller.events if event.at >= allocated)])
    endorsed = assess(teller, "initial", allocated, completed, outcome=found)
    if outcome == "not-in-need":
        return close(teller, teller.later(endorsed, dice.length("not-in-need-closure-wd")), "not-in-need")
    length = dice.length("episode-in-need-days")
    ends = teller.later(max(received + length * DAY, endorsed + 12 * DAY))
    _work(teller, endorsed, ends, plan=length > SHORT and dice.chance(0.75), core=found == "core-assessment")
    return close(teller, ends, dice.by_rate("closure"))


def _work(teller: Teller, begins: datetime, ends: datetime, *, plan: bool, core: bool) -> None:
    """Services for a child in need, with a core assessment where one was asked for."""
    if ends - begins > 30 * DAY:
        hand_over(teller, begins)
    if core:
        started = teller.later(begins)
        teller.drawn_times["core"] = started
        completed = teller.later(started, teller.dice.length("core-assessment-wd"))
        if completed < ends - 5 * DAY:
            assess(teller, "core", started, completed, outcome="services", prompt="initial-assessment")
    support(teller, begins, ends, plan=plan)


def _enquiry(
    teller: Teller, received: datetime, allocated: datetime, outcome: str, categories: tuple[str, ...], *, at_once: bool
) -> datetime:
    """Strategy discussion, enquiry, and what follows from it."""
    moment = allocated
    if not at_once:
        moment = _brief_assessment(teller, received, allocated)
    discussion = discuss(teller, moment + HOUR)
    if at_once:
        _brief_assessment(teller, received, discussion.at)
    leads_on = outcome in {"conference-no-plan", "plan"}
    last = discussion
    if leads_on and teller.dice.happens("second-strategy-discussion"):
        last = discuss(teller, teller.later(discussion.at, teller.dice.between(2, 4)), again=True)
    if leads_on:
        endorsed = max(enquire(teller, discussion, "substantiated-continuing", within=5), last.at)
        core = core_assessment(teller, discussion, "conference")
        return _conference(teller, last, endorsed, core, plan=outcome == "plan", categories=categories)
    found = "not-substantiated" if outcome == "enquiry-not-in-need" else teller.dice.by_rate("outcome-of-enquiry")
    endorsed = enquire(teller, discussion, found)
    core = core_assessment(teller, discussion, "closed" if outcome == "enquiry-not-in-need" else "services")
    endorsed = max(endorsed, core)
    if outcome == "enquiry-not-in-need":
        return close(teller, teller.later(endorsed, teller.dice.length("not-in-need-closure-wd")), "not-in-need")
    length = teller.dice.length("episode-in-need-days")
    ends = teller.later(max(received + length * DAY, endorsed + 12 * DAY))
    _work(teller, endorsed, ends, plan=length > SHORT and teller.dice.chance(0.75), core=False)
    return close(teller, ends, teller.dice.by_rate("closure"))


def _brief_assessment(teller: Teller, received: datetime, start: datetime) -> datetime:
    """An initial assessment cut short because the threshold of an enquiry is met; when it was endorsed."""
    teller.drawn_times["initial"] = received
    completed = teller.later(start, teller.dice.between(0, 2))
    if not teller.discussed and completed - start > DAY:
        see(teller, start, "assessment", certain=True)
        completed = max([completed, *(event.at + HOUR for event in teller.events if event.at >= start)])
    completed = max(completed, start + 2 * HOUR)
    assess(teller, "initial", start + timedelta(minutes=5), completed, outcome="strategy-discussion")
    return completed


def _conference(
    teller: Teller,
    last: StrategyDiscussion,
    endorsed: datetime,
    core: datetime,
    *,
    plan: bool,
    categories: tuple[str, ...],
) -> datetime:
    """From the conference to the end: plans and what follows them, or a child in need plan."""
    dice = teller.dice
    names = categories or (CATEGORY[teller.household.family.circumstance],)
    held, plans = initial_conference(teller, last, endorsed, plan=plan, categories=names)
    hand_over(teller, held + HOUR)
    if plan:
        after = max(live_plan(teller, plans, held), core)
        if any(isinstance(event, MovedOut) for event in teller.events):
            return close(teller, teller.later(after, 1), "moved-away")
        if not dice.happens("step-down"):
            return close(teller, teller.later(after, dice.between(2, 8)), "needs-met")
        ends = teller.later(after + dice.between(85, 240) * DAY)
    else:
        after = max(held + DAY, core)
        ends = teller.later(after + dice.between(90, 260) * DAY)
    support(teller, after, ends, plan=True, news=False)
    return close(teller, ends, dice.by_rate("closure"))


def _come_of_age(teller: Teller, began: date, ended: datetime) -> None:
    """A child who turns eighteen while the case is open leaves it on that day (CPP-08)."""
    for child in teller.children:
        born = teller.household.person(child).born
        if born is None:
            continue
        day = _birthday(born)
        when = at(day, NINE)
        if not began < day < ended.date() or teller.over(when):
            continue
        plan = teller.planned.get(child)
        if plan and plan[1] < day < plan[2]:
            teller.events.append(
                PlanEnded(
                    at=when, by=teller.manager, children=(child,), referral=teller.referral, plan=plan[0],
                    reason="eighteenth-birthday", explanation="Eighteen today.",
                )
            )  # fmt: skip
        teller.events.append(
            CaseClosed(
                at=when + HOUR, by=teller.manager, children=(child,), referral=teller.referral,
                reason="adult-services", summary=teller.text("closed.adult-services", when, child),
            )
        )  # fmt: skip


def _birthday(born: date) -> date:
    """The eighteenth birthday; for a child of 29 February the first of March."""
    year = born.year + GROWN
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
