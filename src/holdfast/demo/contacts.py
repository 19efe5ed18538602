"""Contacts that stayed contacts: advice asked for and given, news passed to the worker of an open case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from holdfast.demo.dice import Dice
from holdfast.demo.script import Allocated, CaseClosed, ContactMade, FamilyScript, Referrer
from holdfast.demo.telling.stage import Stage
from holdfast.demo.worktime import DAY

CALLERS = ("school", "health", "individual", "education-service")


def contacts(stage: Stage, families: Sequence[FamilyScript], volume: int, years: int) -> Iterator[ContactMade]:
    """Calls to the front door that became no referral (REF-01, REF-02), in order of time."""
    dice = Dice(stage.seed, "contacts")
    count = int(volume * years * dice.rates.shares["contact-per-referral"])
    days = sorted(dice.between(1, years * 365) for _ in range(count))
    open_cases = [told for told in families if _open(told)]
    for number, back in enumerate(reversed(days), start=1):
        day = stage.hours.working_day(stage.now.date() - back * DAY)
        when = stage.hours.office_time(day, dice)
        if when >= stage.now:
            continue
        recent = back < 60 and open_cases and dice.chance(0.6)
        yield _known(stage, dice.one(open_cases), number, when, dice) if recent else _unnamed(stage, number, when, dice)


def _open(told: FamilyScript) -> bool:
    """Allocated, never closed, and with a child old enough to be spoken of."""
    events = told.events
    return (
        any(isinstance(event, Allocated) for event in events)
        and not any(isinstance(event, CaseClosed) for event in events)
        and all(child.born for child in told.family.children)
    )


def _unnamed(stage: Stage, number: int, when: datetime, dice: Dice) -> ContactMade:
    """Somebody asks for advice without naming a child."""
    return ContactMade(
        at=when,
        by=dice.one(stage.cast.workers("ra")).key,
        contact=f"k{number:05d}",
        referrer=Referrer(source=dice.one(CALLERS), relationship="caller"),
        about=stage.prose.tell("common", "contact.about", frozenset(), {}),
        advice=stage.prose.tell("common", "contact.advice", frozenset(), {}),
        outcome="advice-given",
    )


def _known(stage: Stage, told: FamilyScript, number: int, when: datetime, dice: Dice) -> ContactMade:
    """News of a child whose case is open goes to the worker."""
    allocations = [event for event in told.events if isinstance(event, Allocated) and event.at < when]
    if not allocations:
        return _unnamed(stage, number, when, dice)
    worker = stage.cast.person(allocations[-1].worker)
    child = dice.one(allocations[-1].children)
    caller = dice.one(("The school secretary", "The health visitor", "A grandmother", "The breakfast club"))
    facts = {"caller": caller, "child": told.family.person(child).given, "worker": worker.name}
    return ContactMade(
        at=when,
        by=dice.one(stage.cast.workers("ra")).key,
        contact=f"k{number:05d}",
        referrer=Referrer(source="other", relationship=caller),
        about=stage.prose.tell("common", "contact.known", frozenset(), facts),
        advice="Thanked; told who the worker is.",
        outcome="passed-to-worker",
        children=(child,),
        passed_to=worker.key,
    )
