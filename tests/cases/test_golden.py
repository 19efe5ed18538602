"""The golden cases: each clock of each edition, in sentences that a social worker can check (WT 4.2, GEN-07)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from holdfast.guidance import clock_state, editions, in_london, load, working_calendar
from holdfast.guidance.report import due_report
from holdfast.guidance.when import parse_when

HERE = Path(__file__).parent
BOUNDARIES = {"weekend start", "Christmas", "Easter", "leap day", "month end", "clocks forward", "clocks back"}


def read(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


CLOCK_FILES = sorted(HERE.glob("working-together-*/*.yaml"))
DUE_CASES = [
    pytest.param(data, case, id=f"{data['edition'][-4:]}-{data['clock']}-{case['name']}")
    for data in map(read, CLOCK_FILES)
    for case in data["cases"]
]
STANDING = read(HERE / "how-a-clock-stands.yaml")
ONE_OFF = read(HERE / "one-off-bank-holidays.yaml")


def in_words(when: date | datetime) -> str:
    day = f"{when:%A} {when.day} {when:%B %Y}"
    return f"{when:%H:%M} on {day}" if isinstance(when, datetime) else day


@pytest.mark.parametrize(("data", "case"), DUE_CASES)
def test_a_clock_runs_out_when_the_case_says(data: dict[str, Any], case: dict[str, Any]) -> None:
    """WT 4.19–4.24, 4.44, 4.67, 4.82, 4.84, 4.95, 4.97, 4.110, 4.114, App.1 §16, box 1."""
    report = due_report(data["clock"], case["from"], data["edition"])
    assert report["due"] == case["due"], case["then"]
    assert report["source"] == data["source"]


@pytest.mark.parametrize(("data", "case"), DUE_CASES)
def test_the_sentences_of_a_case_say_what_its_figures_say(data: dict[str, Any], case: dict[str, Any]) -> None:
    """GEN-07: a case that reads right is right."""
    start, due = in_london(parse_when(case["from"])), in_london(parse_when(case["due"]))
    day = start.date() if isinstance(start, datetime) else start
    assert in_words(day) in case["given"]
    if isinstance(start, datetime):
        assert f"at {start:%H:%M}." in case["given"]
    assert in_words(due) in case["then"]


@pytest.mark.parametrize("edition", editions())
def test_every_clock_of_every_edition_has_its_boundary_cases(edition: str) -> None:
    """GEN-07, STA-02: weekend, Christmas, Easter, leap day, month end, and the clocks going both ways."""
    for code in load(edition).clocks:
        path = HERE / edition / f"{code}.yaml"
        assert path.is_file(), f"{edition} {code} has no golden cases"
        assert {case["name"] for case in read(path)["cases"]} >= BOUNDARIES, code


def test_no_golden_file_is_for_a_clock_that_is_gone() -> None:
    """GEN-07."""
    for path in CLOCK_FILES:
        assert path.stem in load(path.parent.name).clocks


@pytest.mark.parametrize("case", STANDING["cases"], ids=lambda case: case["name"])
def test_a_clock_stands_as_the_case_says(case: dict[str, Any]) -> None:
    """STA-02, GEN-01, STR-02, REC-01: WT 4.14, 4.24, 4.67, 4.97, 4.110, App.1 §16."""
    state = clock_state(
        load(STANDING["edition"]).clock(case["clock"]),
        parse_when(case["from"]),
        parse_when(case["met"]) if "met" in case else None,
        parse_when(case["stopped"]) if "stopped" in case else None,
        as_of=parse_when(case["as-of"]),
    )
    assert (state.status, state.late) == (case["status"], case["late"]), case["then"]


@pytest.mark.parametrize("case", ONE_OFF["cases"], ids=lambda case: f"{case['day']} {case['name']}")
def test_one_off_bank_holidays_are_known(case: dict[str, Any]) -> None:
    """REF-06, WT 4.20: a day that is a holiday once is no working day that once."""
    assert working_calendar().is_working_day(case["day"]) is not case["holiday"]
