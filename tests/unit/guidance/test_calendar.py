"""England's working days, and the one place where the current day comes from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from holdfast.guidance import OutsideCalendar, calendar, use_today, working_calendar

BEFORE = calendar._injected["today"]


@pytest.fixture
def as_before() -> Iterator[None]:
    yield
    use_today(BEFORE)


def test_the_current_year_is_injected(as_before: None) -> None:
    """GEN-07: guidance has no clock of its own; the calendar moves on with the application's."""
    use_today(lambda: date(2010, 6, 1))
    assert working_calendar().last_year == 2015
    with pytest.raises(OutsideCalendar, match="2000 to 2015"):
        working_calendar().is_working_day(date(2016, 1, 4))


def test_the_next_working_day_of_a_working_day_is_itself() -> None:
    """WT 4.20."""
    known = working_calendar(2026)
    assert known.next_working_day(date(2005, 5, 13)) == date(2005, 5, 13)
    assert known.next_working_day(date(2005, 5, 14)) == date(2005, 5, 16)
    assert known.next_working_day(date(2005, 12, 25)) == date(2005, 12, 28)


def test_working_days_between_count_backwards_too() -> None:
    """STA-02: how late, in working days."""
    known = working_calendar(2026)
    assert known.between(date(2005, 12, 23), date(2006, 1, 6)) == 7
    assert known.between(date(2006, 1, 6), date(2005, 12, 23)) == -7
    assert known.between(date(2005, 5, 14), date(2005, 5, 15)) == 0


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2032, 1, 1)])
def test_every_question_outside_the_years_known_is_refused(day: date) -> None:
    """REF-06."""
    known = working_calendar(2026)
    for ask in (known.is_working_day, known.next_working_day, lambda d: known.add(d, 1), lambda d: known.between(d, d)):
        with pytest.raises(OutsideCalendar, match="England's bank holidays are known for 2000 to 2031"):
            ask(day)


def test_the_last_days_of_the_calendar_have_no_next_working_day() -> None:
    """REF-06: the last of 2028 is a Sunday, and 2029 is beyond."""
    known = working_calendar(2023)
    assert known.next_working_day(date(2028, 12, 29)) == date(2028, 12, 29)
    with pytest.raises(OutsideCalendar):
        known.next_working_day(date(2028, 12, 30))
