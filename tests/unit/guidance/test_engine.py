"""The engine's rules as properties: true of every start, not only of the golden cases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from holdfast.guidance import (
    ClockRule,
    NaiveDatetime,
    OutsideCalendar,
    clock_state,
    compile_rule,
    due,
    end_of_day,
    in_london,
    instant,
    load,
    london_day,
    working_calendar,
)
from holdfast.guidance.calendar import LONDON, calendar_until
from holdfast.guidance.engine import add_months

EDITION = load("working-together-2005")
RULES = list(EDITION.clocks.values())
OF_WORKING_DAYS = [rule for rule in RULES if rule.unit == "working_days"]
OF_MONTHS = [rule for rule in RULES if rule.unit == "months"]
ELAPSED = [rule for rule in RULES if rule.unit in ("hours", "days")]
CALENDAR = calendar_until(2031)

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2031, 9, 30))
MOMENTS = st.datetimes(datetime(2000, 1, 2), datetime(2031, 9, 30), timezones=st.just(UTC))


def working_days_in(after: date, until: date) -> int:
    """Counted one day at a time, to hold against the calendar's tables."""
    count, day = 0, after
    while day < until:
        day += timedelta(days=1)
        count += day.weekday() < 5 and day not in CALENDAR.bank_holidays
    return count


@given(st.sampled_from(OF_WORKING_DAYS), DAYS)
@example(EDITION.clocks["initial-assessment"], date(2005, 12, 23))
def test_exactly_n_working_days_lie_within_the_limit(rule: ClockRule, start: date) -> None:
    """WT 4.20, 4.24, 4.67, REF-06, IA-01: the day itself is day 0, the due day is a working day."""
    ends = due(rule, start, CALENDAR)
    assert CALENDAR.is_working_day(ends)
    assert working_days_in(start, ends) == rule.limit == CALENDAR.between(start, ends)


@given(st.sampled_from(OF_WORKING_DAYS), DAYS)
def test_a_start_on_a_day_off_counts_as_the_working_day_before_it(rule: ClockRule, start: date) -> None:
    """WT 4.24: where the day was no working day, the next working day is day 1."""
    if CALENDAR.is_working_day(start) or CALENDAR.next_working_day(start).year > 2030:
        return
    first = CALENDAR.next_working_day(start)
    assert CALENDAR.add(start, 1) == first
    assert due(rule, start, CALENDAR) <= due(rule, first, CALENDAR)


@given(st.sampled_from(RULES), MOMENTS, MOMENTS)
def test_a_later_start_never_ends_sooner(rule: ClockRule, one: datetime, other: datetime) -> None:
    """GEN-07: every clock is monotone."""
    first, second = sorted((one, other))
    compiled = compile_rule(rule, CALENDAR)
    assert compiled.both(first)[1] <= compiled.both(second)[1]


@given(st.sampled_from(OF_MONTHS), DAYS)
@example(EDITION.clocks["first-review"], date(2007, 11, 30))
def test_months_keep_the_day_or_clamp_to_the_months_end(rule: ClockRule, start: date) -> None:
    """WT 4.84, 4.110, CPP-06, CPC-13."""
    ends = due(rule, start)
    assert (ends.year * 12 + ends.month) - (start.year * 12 + start.month) == rule.limit
    assert ends.day == start.day or (ends.day < start.day and (ends + timedelta(days=1)).day == 1)


@given(st.sampled_from(ELAPSED), MOMENTS)
def test_hours_and_days_of_orders_are_elapsed(rule: ClockRule, start: datetime) -> None:
    """WT 4.19, App.1 §16, REF-04, IMM-03: whatever the clocks on the wall do."""
    ends = due(rule, start)
    assert isinstance(ends, datetime)
    length = timedelta(hours=rule.limit) if rule.unit == "hours" else timedelta(days=rule.limit)
    assert ends - start == length


@given(st.sampled_from(RULES), MOMENTS)
def test_the_same_instant_in_another_zone_is_the_same_start(rule: ClockRule, start: datetime) -> None:
    """GEN-07: times are London's, however they are written."""
    assert due(rule, start, CALENDAR) == due(rule, start.astimezone(LONDON), CALENDAR)


@given(st.sampled_from([*OF_WORKING_DAYS, *OF_MONTHS]), MOMENTS)
def test_only_the_london_day_matters_to_working_days_and_months(rule: ClockRule, start: datetime) -> None:
    """WT 4.24, 4.110."""
    assert due(rule, start, CALENDAR) == due(rule, london_day(start), CALENDAR)


@given(st.sampled_from(RULES), DAYS, st.integers(-40 * 24 * 60, 400 * 24 * 60))
def test_met_in_time_exactly_when_at_or_before_the_last_instant(rule: ClockRule, day: date, minutes: int) -> None:
    """STA-02."""
    last = compile_rule(rule, CALENDAR).both(day)[1]
    met = last + timedelta(minutes=minutes)
    if met < instant(day):
        return
    state = clock_state(rule, day, met, as_of=met, calendar=CALENDAR)
    assert state.status == ("met" if minutes <= 0 else "met-late")
    assert state.late is (minutes > 0)
    assert state.due_instant == last


@given(DAYS)
def test_the_last_instant_of_a_day_is_in_it_and_the_next_one_is_not(day: date) -> None:
    """WT 4.24: a working-day clock runs out at the end of its day in London."""
    last = end_of_day(day)
    assert london_day(last) == day
    assert london_day(last + timedelta.resolution) == day + timedelta(days=1)


def test_a_clock_explains_itself() -> None:
    """GEN-07, WT 4.2."""
    rule = EDITION.clocks["initial-conference"]
    state = clock_state(rule, date(2005, 5, 10), as_of=date(2005, 5, 31), calendar=CALENDAR)
    assert dict(state.explanation) == {
        "rule": "15 working days from the last strategy discussion",
        "met_by": "the conference being held",
        "source": "WT 4.67",
        "why": rule.why,
    }
    assert state.due == date(2005, 6, 1)
    assert state.remaining == timedelta(days=2) - timedelta.resolution


def test_met_and_stopped_the_earlier_counts() -> None:
    """STA-02."""
    rule = EDITION.clocks["initial-assessment"]
    start, early, late = date(2005, 5, 10), date(2005, 5, 12), date(2005, 5, 16)
    as_of = date(2005, 6, 1)
    assert clock_state(rule, start, early, late, as_of=as_of).status == "met"
    assert clock_state(rule, start, late, early, as_of=as_of).status == "stopped"


def test_a_date_time_without_offset_is_refused() -> None:
    """GEN-07: which instant it means cannot be told."""
    naive = datetime(2005, 5, 10, 9)
    for rule in RULES:
        with pytest.raises(NaiveDatetime):
            due(rule, naive)


@pytest.mark.parametrize("start", [date(1999, 12, 31), date(2032, 1, 1), date(2031, 12, 31)])
def test_working_days_outside_the_calendar_are_refused(start: date) -> None:
    """REF-06: bank holidays that nobody knows yet are not guessed."""
    with pytest.raises(OutsideCalendar, match="2000 to 2031"):
        due(EDITION.clocks["referral-decision"], start, CALENDAR)


def test_months_and_hours_need_no_bank_holidays() -> None:
    """WT 4.110, App.1 §16: only working days have a calendar to be outside of."""
    assert due(EDITION.clocks["first-review"], date(1990, 11, 30)) == date(1991, 2, 28)
    assert in_london(due(EDITION.clocks["police-protection"], date(1990, 1, 1))) == datetime(1990, 1, 4, tzinfo=LONDON)


@pytest.mark.parametrize("code", ["first-review", "police-protection"])
def test_the_end_of_all_dates_is_no_crash(code: str) -> None:
    """GEN-05: a strange date is a sentence, not a fault."""
    with pytest.raises(OutsideCalendar, match="too near the end"):
        due(EDITION.clocks[code], date(9999, 12, 31))


def test_a_compiled_rule_is_the_same_object_each_time() -> None:
    """STA-02: a million clocks share their tables."""
    rule = EDITION.clocks["core-assessment"]
    assert compile_rule(rule, CALENDAR) is compile_rule(rule, CALENDAR)
    assert compile_rule(rule, CALENDAR)(date(2005, 5, 10)) == due(rule, date(2005, 5, 10), CALENDAR)


def test_months_over_the_turn_of_years() -> None:
    """WT 4.110."""
    assert add_months(date(2004, 2, 29), 12) == date(2005, 2, 28)
    assert add_months(date(2005, 12, 31), 2) == date(2006, 2, 28)
    assert add_months(date(2005, 12, 1), 1) == date(2006, 1, 1)


def test_the_calendar_of_today_reaches_five_years_on() -> None:
    """REF-06."""
    assert working_calendar(2026).last_year == 2031
    assert working_calendar(2026) is calendar_until(2031)
