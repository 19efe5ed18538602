"""``holdfast guidance editions | due | trace | page``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from holdfast.guidance import GuidanceError, OutsideCalendar, UnknownCode, UnknownEdition, UnreadableWhen, editions
from holdfast.guidance.commands import guidance
from holdfast.guidance.report import due_report, editions_report


def said(*arguments: str) -> str:
    result = CliRunner().invoke(guidance, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_due_as_json_has_exactly_its_keys() -> None:
    """IA-01, WT 4.24: a referral on Friday 23 December 2005."""
    assert json.loads(said("due", "initial-assessment", "--from", "2005-12-23", "--json")) == {
        "clock": "initial-assessment",
        "edition": "working-together-2005",
        "from": "2005-12-23",
        "due": "2006-01-06",
        "limit": 7,
        "unit": "working_days",
        "source": "WT 4.24",
    }


def test_due_of_hours_is_a_date_time_with_londons_offset() -> None:
    """IMM-03, WT App.1 §16: 72 hours over the night when the clocks go forward."""
    report = due_report("police-protection", "2005-03-26T22:00")
    assert (report["from"], report["due"]) == ("2005-03-26T22:00:00+00:00", "2005-03-29T23:00:00+01:00")


def test_due_of_hours_from_a_date_runs_from_the_start_of_that_day() -> None:
    """REF-04, WT 4.19."""
    assert due_report("referral-written-confirmation", "2005-05-10")["due"] == "2005-05-12T00:00:00+01:00"


def test_the_other_edition_has_its_own_clocks() -> None:
    """IA-01, CPC-01: one assessment in place of two."""
    report = due_report("assessment", "2024-05-14", "working-together-2023")
    assert (report["due"], report["limit"], report["source"]) == ("2024-07-17", 45, "WT 2023 ch. 3")
    with pytest.raises(UnknownCode, match="It is a clock of working-together-2005"):
        due_report("initial-assessment", "2024-05-14", "working-together-2023")


def test_due_for_reading_says_the_rule_and_the_paragraph() -> None:
    """GEN-07, WT 4.24."""
    text = said("due", "initial-assessment", "--from", "2005-12-23")
    assert "Initial assessment is due Friday 6 January 2006, to the end of the day." in text
    assert "7 working days from the referral being received" in text
    assert "(WT 4.24)" in text
    assert "at 23:00:00 in London" in said("due", "police-protection", "--from", "2005-03-26T22:00")


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        (("initial-asessment", "2005-12-23", None), UnknownCode, "Did you mean initial-assessment"),
        (
            ("initial-assessment", "2005-12-23", "working-together-1999"),
            UnknownEdition,
            "Editions: working-together-2005",
        ),
        (("initial-assessment", "soon", None), UnreadableWhen, "is no date"),
        (("initial-assessment", "1999-12-23", None), OutsideCalendar, "known for 2000 to"),
        (("initial-assessment", "2090-01-01", None), OutsideCalendar, "known for 2000 to"),
    ],
)
def test_what_cannot_be_answered_says_why(
    arguments: tuple[str, str, str | None], error: type[GuidanceError], says: str
) -> None:
    """GEN-07."""
    with pytest.raises(error, match=says):
        due_report(*arguments)


def test_editions_tell_what_is_not_verified() -> None:
    """GEN-07: what could not be checked is marked."""
    reports = {report["edition"]: report for report in editions_report()}
    assert tuple(reports) == editions()
    assert len(reports["working-together-2005"]["clocks"]) == 18
    assert reports["working-together-2023"]["unverified"] > 0
    assert json.loads(said("editions", "--json")) == list(reports.values())
    text = said("editions")
    assert "initial-assessment" in text
    assert "not verified" in text


def test_trace_from_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """GEN-07."""
    monkeypatch.chdir(Path(__file__).parent)
    report = json.loads(said("trace", "--json"))
    assert {"rows", "paragraphs", "without_code", "without_tests"} <= report.keys()
    assert "Rows that no test cites" in said("trace")


def test_the_page_of_an_edition() -> None:
    """GEN-07."""
    assert said("page", "working-together-2005").startswith("# Working together")
