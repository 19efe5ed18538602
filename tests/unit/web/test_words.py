"""Dates, ages and roles in words (GEN-04)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from holdfast.core.time import living_at
from holdfast.web.components import words

NOON = datetime(2006, 1, 6, 12, tzinfo=UTC)


def test_days_and_moments() -> None:
    """British order, no leading noughts, London's day and hour."""
    assert words.day_words(date(2006, 1, 6)) == "Friday 6 January 2006"
    assert words.short_day(date(2006, 1, 6)) == "6 Jan 2006"
    assert words.plain_day(None) == ""
    assert words.day_words(datetime(2006, 7, 6, 23, 30, tzinfo=UTC)) == "Friday 7 July 2006"
    assert words.moment_words(datetime(2006, 1, 6, 14, 30, tzinfo=UTC)) == "Friday 6 January 2006 at 2:30pm"
    assert words.clock_words(datetime(2006, 1, 6, 0, 5, tzinfo=UTC)) == "12:05am"
    assert words.clock_words(NOON) == "midday"
    assert words.clock_words(datetime(2006, 1, 6, tzinfo=UTC)) == "midnight"
    assert words.moment_words(date(2006, 1, 6)) == "Friday 6 January 2006"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2006, 1, 6), "today"),
        (date(2006, 1, 5), "yesterday"),
        (date(2006, 1, 7), "tomorrow"),
        (date(2006, 1, 3), "3 days ago"),
        (date(2006, 1, 19), "in 13 days"),
        (date(2006, 1, 20), "in 2 weeks"),
        (date(2005, 11, 6), "2 months ago"),
        (date(2004, 12, 6), "13 months ago"),
        (date(2003, 1, 6), "3 years ago"),
        (None, ""),
    ],
)
def test_how_far_away(day: date | None, said: str) -> None:
    """Near days are told as people tell them."""
    with living_at(NOON):
        assert words.near_words(day) == said


@pytest.mark.parametrize(
    ("born", "expected", "said"),
    [
        (date(2002, 11, 5), None, "3 years 2 months"),
        (date(2003, 1, 6), None, "3 years"),
        (date(2005, 12, 20), None, "2 weeks"),
        (date(2006, 1, 5), None, "1 day"),
        (date(2005, 11, 30), None, "1 month"),
        (date(1995, 5, 5), None, "10 years"),
        (None, date(2006, 5, 4), "unborn, expected 4 May 2006"),
        (date(2006, 5, 4), None, "unborn, expected 4 May 2006"),
        (None, None, "age not known"),
    ],
)
def test_ages(born: date | None, expected: date | None, said: str) -> None:
    """Small children in months; the unborn by their expected date (REC-01)."""
    assert words.age_words(born, expected, on=date(2006, 1, 6)) == said


def test_the_age_of_a_person_who_died_is_that_at_death() -> None:
    """A child who died does not grow older."""
    child = SimpleNamespace(born=date(2000, 1, 1), expected=None, died=date(2005, 1, 1))
    assert words.age_of(child) == "died 1 January 2005, aged 5 years"


def test_roles_codes_and_counts() -> None:
    """Codes never reach a person's eyes."""
    assert words.role_words({"team-manager", "auditor"}) == "Auditor, Team manager"
    assert words.role_words(None) == ""
    assert words.code_words("met-late") == "Met late"
    assert words.count(1, "child", "children") == "1 child"
    assert words.count(1200, "child", "children") == "1,200 children"
