"""What a journey costs at the keyboard, by step; and that no fact is typed twice."""

from __future__ import annotations

import logging

import pytest

from tests.functional.conftest import OpenPage, browser, open_page
from tests.support.cast import Cast
from tests.support.journey import Journey
from tests.support.walking import Walk

__all__ = ["browser", "open_page"]

pytestmark = pytest.mark.benchmark


def test_no_fact_is_typed_twice(open_page: OpenPage, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keystrokes and clicks from a telephone call to the end of three plans; each fact typed once (GEN-04, GEN-08).

    Not compared: dates and times, which have the present moment as their default and are typed here only because the
    journey is long past; and texts of up to three characters, which say no fact.
    """
    monkeypatch.setattr(logging.getLogger("holdfast.requests"), "disabled", True)  # the figures are to be read
    walk = Walk(open_page)
    Journey(walk, cast).whole()
    print(f"\n{'step':<26}{'pages':>7}{'clicks':>8}{'boxes':>7}{'characters':>12}{'of dates':>10}")
    for step, cost in walk.costs.items():
        print(f"{step:<26}{cost.pages:>7}{cost.clicks:>8}{cost.boxes:>7}{cost.characters:>12}{cost.dates:>10}")
    total = [sum(getattr(cost, name) for cost in walk.costs.values()) for name in NAMES]
    print(f"{'together':<26}{total[0]:>7}{total[1]:>8}{total[2]:>7}{total[3]:>12}{total[4]:>10}")
    print(f"{len(walk.typed)} texts typed, {len(walk.twice())} of them more than once")
    assert walk.twice() == []


NAMES = ("pages", "clicks", "boxes", "characters", "dates")
