"""When things happen: office hours on working days for planned work, any hour for what cannot wait."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from holdfast.core.time import LONDON
from holdfast.demo.dice import Dice
from holdfast.guidance import working_calendar

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
OPENS = time(9)
CLOSES = time(17)
STEP = 5  # minutes: people write down times as quarter past, not sixteen minutes past
MEETING_TIMES = (time(9, 30), time(11, 30), time(14))
AFTER_SCHOOL = time(16)


class Hours:
    """The working week of an office in England, seen from the script's own today."""

    def __init__(self, today: date) -> None:
        self.calendar = working_calendar(today.year)

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and no bank holiday."""
        return self.calendar.is_working_day(day)

    def working_day(self, day: date, after: int = 0) -> date:
        """The working day that many after this one; with 0, the day itself or the next working day."""
        return self.calendar.add(day, after) if after else self.calendar.next_working_day(day)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`."""
        return self.calendar.between(start, end)

    def office_time(self, day: date, dice: Dice) -> datetime:
        """A time of day when an office is open, on that day."""
        minutes = dice.between(0, (CLOSES.hour - OPENS.hour) * 60 // STEP - 1) * STEP
        return at(day, OPENS) + minutes * MINUTE

    def odd_time(self, day: date, dice: Dice) -> datetime:
        """An evening, a night or a weekend time on that day."""
        hour = dice.one((0, 1, 2, 6, 18, 19, 20, 21, 21, 22, 22, 23, 23))
        return at(day, time(hour, dice.between(0, 11) * STEP))

    def later(self, moment: datetime, dice: Dice, working_days: int = 0) -> datetime:
        """An office time that many working days later, and always after `moment`.

        With 0 it is later the same working day if the office is still open for an hour, or else the next morning.
        """
        day = self.working_day(moment.date(), working_days)
        if day > moment.date():
            return self.office_time(day, dice)
        start = max(moment + STEP * MINUTE, at(day, OPENS))
        left = int((at(day, CLOSES) - start) / MINUTE)
        if left < 60:
            return at(self.working_day(day, 1), OPENS) + dice.between(0, 12) * STEP * MINUTE
        return rounded(start + dice.between(1, left) * MINUTE)

    def visit_time(self, day: date, school_age: bool, dice: Dice) -> datetime:
        """When a home visit is made: after school for a child who goes to one."""
        day = self.working_day(day)
        if school_age:
            return at(day, AFTER_SCHOOL) + dice.between(0, 20) * STEP * MINUTE
        return at(day, time(10)) + dice.between(0, 60) * STEP * MINUTE


def at(day: date, clock: time) -> datetime:
    """That time of day in England."""
    return datetime.combine(day, clock, LONDON)


def rounded(moment: datetime) -> datetime:
    """The next time on the hand of the clock that people write down."""
    extra = moment.minute % STEP
    tidy = moment.replace(second=0, microsecond=0)
    return tidy + (STEP - extra) * MINUTE if extra else tidy


def age_on(born: date, day: date) -> int:
    """Age in whole years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
