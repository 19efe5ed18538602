"""The front door: the concern comes in, records are searched, a decision is taken, the referrer hears of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from holdfast.demo.script import (
    PoliceInformed,
    RecordsSearched,
    ReferralAcknowledged,
    ReferralConfirmed,
    ReferralDecided,
    ReferralReceived,
    Referrer,
    ReferrerTold,
    Statement,
)
from holdfast.demo.telling.teller import Teller
from holdfast.demo.worktime import MINUTE

MANAGER = "tm-ra"
OUT_OF_HOURS = "sw-edt"
CRIMES = ("physical-abuse", "sexual-abuse", "domestic-abuse", "exploitation")
HARM = (*CRIMES, "neglect", "emotional-abuse")
PUBLIC = ("individual", "anonymous")
SERVICES = {
    "housing": "housing",
    "education-service": "education",
    "other-legal": "probation",
    "other": "family-centre",
    "la-service": "yot",
}
AGES_AT_SCHOOL = ("nursery", "primary", "secondary", "special")


def receive(teller: Teller, day: date, repeat: bool, severe: bool) -> ReferralReceived:
    """The referral as it came in. Sets the teller's episode: its key, its children, its facts."""
    dice, hours = teller.dice, teller.stage.hours
    source = _source(teller, day)
    night = source == "police" and dice.chance(0.45)
    moment = hours.odd_time(day, dice) if night else hours.office_time(hours.working_day(day), dice)
    teller.referral = teller.key("r")
    teller.worker = ""
    teller.begin(moment)
    duty = OUT_OF_HOURS if night else dice.one(teller.stage.cast.workers("ra")).key
    public = source in PUBLIC
    circumstance = teller.household.family.circumstance
    agreement = _agreement(teller, public, severe)
    concern = _concern(teller, source, moment)
    event = ReferralReceived(
        at=moment,
        by=duty,
        children=teller.children,
        referral=teller.referral,
        referrer=_referrer(teller, source, moment),
        channel="telephone" if public or night or dice.chance(0.6) else "written",
        concern=concern,
        arose=teller.text("arose.unnamed" if public else "arose", moment),
        needs=teller.text("needs", moment),
        maltreatment=circumstance in HARM,
        foundation=teller.text("foundation", moment),
        urgent=severe and dice.chance(0.4),
        crime=circumstance in CRIMES and severe,
        agreement=agreement,
        agreement_reason=teller.text("agreement.not-sought", moment) if agreement == "not-sought" else "",
        statements=_statements(teller, moment, concern, source),
        primary_need=_primary_need(circumstance),
        repeat=repeat,
    )
    teller.emit(event)
    return event


def _source(teller: Teller, day: date) -> str:
    """Who refers, at the national rates; no school refers a child who does not go to one."""
    while True:
        source = teller.dice.by_rate("source")
        if source != "school" or any(teller.household.stage(one, day) in AGES_AT_SCHOOL for one in teller.children):
            return source


def _concern(teller: Teller, source: str, moment: datetime) -> str:
    """The concern in the referrer's words; where a family has no story of that source, police or health tell it."""
    topics = {"police": "concern.police", "school": "concern.school", "health": "concern.health"}
    first = "concern.public" if source in PUBLIC else topics.get(source, "concern.services")
    for topic in (first, "concern.health", "concern.police", "concern.public"):
        text = teller.text_or(topic, moment)
        if text:
            return text
    raise AssertionError("every circumstance tells a concern")


def _statements(teller: Teller, moment: datetime, concern: str, source: str) -> tuple[Statement, ...]:
    """The sentences of the concern, each with its nature: what was seen, what is alleged, what is thought."""
    first, _, rest = concern.partition(". ")
    seen = source in {"police", "school", "health"}
    return (
        Statement(nature="fact" if seen else "allegation", text=f"{first.rstrip('.')}.", source=source),
        *((Statement(nature="observation" if seen else "allegation", text=rest, source=source),) if rest else ()),
        Statement(nature="opinion", text=teller.text("needs", moment), source=source),
    )


def _agreement(teller: Teller, public: bool, severe: bool) -> str:
    """Whether the family was asked, and said yes (REF-10)."""
    if public:
        return "not-known"
    return teller.dice.weighted({"not-sought": 6, "agreed": 3, "refused": 1} if severe else {"agreed": 8, "refused": 1})


def _primary_need(circumstance: str) -> str:
    """The census's word for what the case is about."""
    words = {
        "disabled-child": "childs-disability-or-illness",
        "family-stress": "family-in-acute-stress",
        "parental-mental-ill-health": "parents-disability-or-illness",
        "substance-misuse": "family-dysfunction",
    }
    return words.get(circumstance, "abuse-or-neglect")


def _referrer(teller: Teller, source: str, moment: datetime) -> Referrer:
    """A practitioner with a name, or a member of the public whose name is withheld."""
    cast, household, dice = teller.stage.cast, teller.household, teller.dice
    if source == "anonymous":
        return Referrer(source=source, withheld=True, relationship="gave no name")
    if source == "individual":
        who = dice.one(("neighbour", "grandparent", "aunt", "friend of the family", "parent"))
        name = f"{dice.one(('Mrs', 'Mr', 'Ms'))} {dice.one(('Bell', 'Crane', 'Dutton', 'Lister', 'Peel', 'Rudd'))}"
        return Referrer(source=source, name=name, relationship=who, withheld=dice.chance(0.8))
    day = moment.date()
    if source == "school":
        key = next(key for one in teller.children if (key := household.teacher(one, day)) and household.stage(one, day))
    elif source == "police":
        key = dice.one(cast.staff("police")).key
    elif source == "health":
        young = any(household.age(one, day) < 5 for one in teller.children)
        key = household.health_visitor if young else dice.one([household.school_nurse, "p-nurse", "p-paed"])
    else:
        key = dice.one(cast.staff(SERVICES[source])).key
    one = cast.person(key)
    return Referrer(source=source, name=one.name, practitioner=key, agency=one.agency, relationship=one.post)


def decide(teller: Teller, received: ReferralReceived, decision: str) -> datetime:
    """Everything between the referral and the manager's decision, and what follows it; when it was decided."""
    dice = teller.dice
    wait = 0 if decision == "strategy-discussion" else dice.length("decision-wd")
    decided = teller.later(received.at, wait)
    if decided.date() == received.at.date():
        decided = max(decided, received.at + timedelta(minutes=50))
    _paperwork(teller, received)
    _search(teller, received, decided)
    if received.crime:
        _tell_police(teller, received, decided)
    elsewhere = teller.text("elsewhere", decided, plain=True) if decision == "referred-elsewhere" else ""
    reasons = teller.text(f"decided.{decision}", decided, more={"elsewhere": elsewhere})
    teller.emit(
        ReferralDecided(
            at=decided,
            by=MANAGER,
            children=teller.children,
            referral=teller.referral,
            decisions=tuple((child, decision) for child in teller.children),
            reasons=reasons,
            elsewhere=elsewhere,
            discussed_with_referrer=not received.referrer.withheld,
        )
    )
    teller.late("referral-decision", teller.referral, received.at, decided)
    _feed_back(teller, received, decided, decision)
    return decided


def _paperwork(teller: Teller, received: ReferralReceived) -> None:
    """Written confirmation by a professional who rang, and the acknowledgement of what came in writing."""
    written = received.at
    common: dict[str, Any] = {"children": teller.children, "referral": teller.referral}
    if received.channel == "telephone":
        if received.referrer.practitioner is None or not teller.dice.chance(0.93):
            return
        written = teller.later(received.at, teller.dice.weighted({0: 4, 1: 5, 3: 1}))
        teller.emit(ReferralConfirmed(at=written, by=received.by, **common))
    if teller.dice.chance(0.97):
        when = teller.later(written, teller.dice.weighted({0: 6, 1: 3, 2: 1}))
        teller.emit(ReferralAcknowledged(at=when, by="tm-ra", **common))


def _search(teller: Teller, received: ReferralReceived, decided: datetime) -> None:
    """Records are looked through between the two (REF-07)."""
    gap = decided - received.at
    when = received.at + max(gap / 2 - (gap / 2) % MINUTE, MINUTE)
    found = teller.text("found.nothing", when)
    earlier = teller.household.family.earlier
    if teller.closed:
        day, outcome = teller.closed[-1]
        found = teller.text("found.before", when, more={"earlier": f"{day:%B %Y}", "earlier_outcome": outcome})
    elif earlier:
        more = {"plan_ended": f"{earlier[0].ended:%B %Y}", "plan_category": earlier[0].category}
        found = teller.text("found.plan", when, more=more)
    teller.emit(
        RecordsSearched(at=when, by=received.by, children=teller.children, referral=teller.referral, found=found)
    )


def _tell_police(teller: Teller, received: ReferralReceived, decided: datetime) -> None:
    """A possible crime goes to the police at the earliest opportunity, unless they are the ones who rang."""
    if received.referrer.source == "police":
        return
    when = received.at + (decided - received.at) / 4
    teller.emit(
        PoliceInformed(
            at=when.replace(second=0, microsecond=0) + MINUTE,
            by=received.by,
            children=teller.children,
            referral=teller.referral,
            officer="p-ds",
            note=teller.text("police.note", when),
        )
    )


def _feed_back(teller: Teller, received: ReferralReceived, decided: datetime, decision: str) -> None:
    """The referrer is told; somebody who gave no name cannot be."""
    if received.referrer.source == "anonymous":
        return
    topic = "told.public" if received.referrer.source == "individual" else "told.referrer"
    if decision == "no-further-action":
        topic = "told.nfa"
    when = teller.later(decided, teller.dice.weighted({0: 5, 1: 4, 2: 1}))
    teller.emit(
        ReferrerTold(
            at=when,
            by=received.by if received.by != OUT_OF_HOURS else MANAGER,
            children=teller.children,
            referral=teller.referral,
            told=teller.text(topic, when),
            means="telephone" if received.channel == "telephone" else "letter",
        )
    )
