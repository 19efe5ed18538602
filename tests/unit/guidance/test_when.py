"""Dates and times as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from holdfast.guidance import UnreadableWhen
from holdfast.guidance.when import parse_when


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2005-12-23", date(2005, 12, 23)),
        (" 2005-12-23 ", date(2005, 12, 23)),
        ("2005-12-23T16:40", utc(2005, 12, 23, 16, 40)),
        ("2005-06-23T16:40", utc(2005, 6, 23, 15, 40)),
        ("2005-06-23 16:40:30", utc(2005, 6, 23, 15, 40, 30)),
        ("2005-06-23T16:40Z", utc(2005, 6, 23, 16, 40)),
        ("2005-06-23T16:40+05:30", utc(2005, 6, 23, 11, 10)),
    ],
)
def test_a_time_without_offset_is_londons(text: str, meant: date | datetime) -> None:
    """WT 4.20, REF-06."""
    assert parse_when(text) == meant
    assert type(parse_when(text)) is type(meant)


def test_the_hour_that_comes_twice_means_its_first_time() -> None:
    """IMM-03: a clock then runs out earlier rather than later."""
    assert parse_when("2005-10-30T01:30") == utc(2005, 10, 30, 0, 30)
    assert parse_when("2005-10-30T01:30+00:00") == utc(2005, 10, 30, 1, 30)


def test_the_hour_that_never_was_is_refused() -> None:
    """GEN-05: said in a sentence."""
    with pytest.raises(UnreadableWhen, match="2005-03-27 01:30 never was in London"):
        parse_when("2005-03-27T01:30")
    assert parse_when("2005-03-27T02:00") == utc(2005, 3, 27, 1)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "23/12/2005", "2005-13-01", "2005-02-29", "2005-12-23T25:00", "12:30"]
)
def test_what_is_no_date_is_refused_with_an_example(text: str) -> None:
    """GEN-05."""
    with pytest.raises(UnreadableWhen, match="is no date: write it as 2005-12-23"):
        parse_when(text)


def test_the_first_instant_of_all_is_refused() -> None:
    """GEN-05."""
    with pytest.raises(UnreadableWhen, match="too near the end"):
        parse_when("0001-01-01T00:00+12:00")
