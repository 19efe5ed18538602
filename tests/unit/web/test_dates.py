"""Dates and times as people type them (GEN-04)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from holdfast.web.forms.dates import Unreadable, in_london, read_date, read_time

TODAY = date(2005, 12, 23)


@pytest.mark.parametrize(
    "typed",
    [
        "23/12/2005",
        "23 12 2005",
        "23.12.2005",
        "23-12-2005",
        "23122005",
        "2005-12-23",
        " 23  /12/ 2005 ",
        "23 December 2005",
        "23 Dec 2005",
        "23rd of december, 2005",
        "Friday 23 December 2005",
        "Fri, 23 dec 2005",
        "today",
        "Today",
    ],
)
def test_a_date_is_read_however_it_is_written(typed: str) -> None:
    """Every usual way of writing a day gives that day (GEN-04)."""
    assert read_date(typed, today=TODAY) == TODAY


def test_days_near_today() -> None:
    """'yesterday' and 'tomorrow' count from today, also over the new year."""
    assert read_date("yesterday", today=date(2006, 1, 1)) == date(2005, 12, 31)
    assert read_date("tomorrow", today=date(2004, 2, 28)) == date(2004, 2, 29)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("23/12/05", "4 figures"),
        ("31/02/2005", "February 2005 has no day 31"),
        ("29 feb 2005", "February 2005 has no day 29"),
        ("12/23/2005", "day first"),
        ("0/1/2005", "January 2005 has no day 0"),
        ("next week", "23/12/2005"),
        ("23 ma 2005", "23/12/2005"),
        ("23/12", "23/12/2005"),
        ("1/1/1005", "1900"),
        ("²3/12/2005", "23/12/2005"),
    ],
)
def test_what_is_no_date_is_told_what_to_write(typed: str, says: str) -> None:
    """The error says what is wrong and how to write it; centuries are not guessed (GEN-04)."""
    with pytest.raises(Unreadable, match=says):
        read_date(typed, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("14:30", time(14, 30)),
        ("1430", time(14, 30)),
        ("14.30", time(14, 30)),
        ("2.30pm", time(14, 30)),
        ("2:30 p.m.", time(14, 30)),
        ("9am", time(9)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("930", time(9, 30)),
        ("noon", time(12)),
        ("midnight", time(0)),
    ],
)
def test_a_time_is_read_however_it_is_written(typed: str, at: time) -> None:
    """Figures, colons, dots, am and pm (GEN-04)."""
    assert read_time(typed, now=datetime(2006, 1, 6, 9, 5, tzinfo=UTC)) == (at, None)


@pytest.mark.parametrize("typed", ["25:00", "9", "13pm", "0am", "14:60", "soon", "²:30"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    """A bare figure could be morning or evening, so it is refused with an example."""
    with pytest.raises(Unreadable, match="14:30"):
        read_time(typed, now=datetime(2006, 1, 6, tzinfo=UTC))


def test_now_is_londons_clock() -> None:
    """In July 'now' is an hour later than UTC."""
    assert read_time("now", now=datetime(2006, 7, 6, 9, 5, tzinfo=UTC)) == (time(10, 5), 0)


def test_an_hour_that_was_skipped() -> None:
    """01:30 on 26 March 2006 never was (GEN-06)."""
    with pytest.raises(Unreadable, match="went forward"):
        in_london(date(2006, 3, 26), time(1, 30))
    assert in_london(date(2006, 3, 26), time(2, 30)).astimezone(UTC).hour == 1


def test_an_hour_that_came_twice() -> None:
    """01:30 on 29 October 2006 was twice; BST and GMT tell them apart (GEN-06)."""
    day, at = date(2006, 10, 29), time(1, 30)
    with pytest.raises(Unreadable, match="01:30 BST"):
        in_london(day, at)
    assert in_london(day, at, 0).astimezone(UTC) == datetime(2006, 10, 29, 0, 30, tzinfo=UTC)
    assert in_london(day, at, 1).astimezone(UTC) == datetime(2006, 10, 29, 1, 30, tzinfo=UTC)
    assert read_time("1:30 GMT", now=datetime(2006, 1, 1, tzinfo=UTC)) == (at, 1)
