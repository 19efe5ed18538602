"""What all families share: the cast, the calendar, the conference diary, the rules that say what is late."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from holdfast.demo.authority import Cast
from holdfast.demo.dice import Dice
from holdfast.demo.numbers import Numbers
from holdfast.demo.prose import Prose
from holdfast.demo.script import Key
from holdfast.demo.worktime import DAY, MEETING_TIMES, Hours, at
from holdfast.guidance import compile_rule, load

EDITION = "working-together-2005"


@dataclass
class Stage:
    """Everything that a telling draws on. `now` is where the script ends: nothing later has happened yet."""

    seed: int
    now: datetime
    cast: Cast
    hours: Hours
    prose: Prose
    numbers: Numbers
    full_from: date
    again: float
    chairs_booked: set[tuple[Key, datetime]] = field(default_factory=set)
    caseload: Counter[Key] = field(default_factory=Counter)

    def late(self, clock: str, start: datetime, met: datetime) -> bool:
        """Whether a step that this clock of the guidance measures came too late."""
        rule = load(EDITION).clock(clock)
        return met > compile_rule(rule, self.hours.calendar).both(start)[1]

    def conference_slot(self, day: date, chair: Key | None, dice: Dice) -> tuple[Key, datetime]:
        """A chair and a time on that working day or soon after it; the family's own chair if there is one."""
        day = self.hours.working_day(day)
        while True:
            chairs = [chair] if chair else [one.key for one in dice.shuffled(self.cast.chairs())]
            for one in chairs:
                for clock in dice.shuffled(MEETING_TIMES):
                    slot = (one, at(day, clock))
                    if slot not in self.chairs_booked:
                        self.chairs_booked.add(slot)
                        return slot
            day = self.hours.working_day(day + DAY)

    def worker_of(self, team: Key, dice: Dice, children: int) -> Key:
        """A social worker of the team, one of those with the lightest load."""
        options = sorted(self.cast.workers(team), key=lambda one: (self.caseload[one.key], one.key))
        chosen = dice.one(options[: max(1, len(options) // 2)]).key
        self.caseload[chosen] += children
        return chosen
