"""The strict loader: a small edition that loads, and one broken fixture for each thing that it refuses (GEN-07)."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from holdfast.guidance import BrokenEdition, Dated, Edition, UnknownCode, UnknownEdition, due, load, load_folder

HERE = Path(__file__).parent
SMALL = HERE / "small"
BROKEN = sorted((HERE / "broken").glob("*.yaml"))


@pytest.fixture(scope="module")
def small() -> Edition:
    return load_folder(SMALL)


@pytest.mark.parametrize("fixture", BROKEN, ids=lambda path: path.stem)
def test_each_broken_edition_is_refused_with_a_sentence_that_says_where(fixture: Path, tmp_path: Path) -> None:
    """GEN-07: no value without its paragraph ever loads."""
    wrong = yaml.safe_load(fixture.read_text(encoding="utf-8"))
    folder = tmp_path / "small"
    shutil.copytree(SMALL, folder)
    path = folder / wrong["file"]
    if wrong["write"] is None:
        path.unlink()
    elif "in-place-of" in wrong:
        before = path.read_text(encoding="utf-8")
        assert wrong["in-place-of"] in before, "the fixture no longer fits the small edition"
        path.write_text(before.replace(wrong["in-place-of"], wrong["write"], 1), encoding="utf-8")
    else:
        path.write_text(wrong["write"], encoding="utf-8")
    with pytest.raises(BrokenEdition) as refused:
        load_folder(folder)
    assert wrong["refused-with"] in str(refused.value)
    assert str(refused.value).startswith("small")


def test_the_small_edition_loads_whole(small: Edition) -> None:
    """GEN-07."""
    assert small.word("board") == "committee"
    assert small.value("quorum") == 2
    assert small.term("dimension", "health").within == "needs"
    assert small.choices("answer") == [("yes-indeed", "Yes"), ("not-so", "No")]
    assert small.step("visit").decision("again").endorsed_by == "manager"
    assert small.step("visit").ask("seen").why == "To know."


def test_a_rule_that_changes_mid_case_is_judged_by_the_day_it_started(small: Edition) -> None:
    """GEN-07: the limit in force on the day counts, each with its own citation."""
    before, after = small.clock("look", date(2010, 3, 31)), small.clock("look", date(2010, 4, 1))
    assert (before.limit, str(before.source), before.source.verified) == (5, "SM 1.2", True)
    assert (after.limit, str(after.source), after.source.verified) == (10, "SM 2 1.2", False)
    assert due(before, date(2010, 3, 31)) == date(2010, 4, 9)
    assert due(after, date(2010, 4, 1)) == date(2010, 4, 19)
    assert small.clock("look") is after is small.clocks["look"]


def test_a_plain_citation_is_as_verified_as_its_document(small: Edition) -> None:
    """GEN-07."""
    source = small.clocks["look"].source
    assert (source.document, source.paragraph, source.note) == ("SM 2", "1.2", "changed half way")
    assert source.anchor == "sm-2-1-2"


def test_a_value_outside_its_dates_is_not_in_force(tmp_path: Path) -> None:
    """GEN-07."""
    folder = tmp_path / "small"
    shutil.copytree(SMALL, folder)
    path = folder / "timescales.yaml"
    dated = path.read_text(encoding="utf-8").replace("source: SM 1.3}", "source: SM 1.3, since: 2010-01-01}")
    path.write_text(dated, encoding="utf-8")
    edition = load_folder(folder)
    assert edition.value("quorum", date(2010, 1, 1)) == 2
    with pytest.raises(UnknownCode, match="No value quorum is in force on 2009-12-31"):
        edition.value("quorum", date(2009, 12, 31))


def test_unknown_names_are_answered_with_near_ones(small: Edition) -> None:
    """GEN-07."""
    for ask, near in (
        (lambda: small.clock("lok"), "look"),
        (lambda: small.terms("answers"), "answer"),
        (lambda: small.term("answer", "not-son"), "not-so"),
        (lambda: small.step("visits"), "visit"),
        (lambda: small.value("quorums"), "quorum"),
        (lambda: small.word("boards"), "board"),
        (lambda: small.step("visit").decision("agan"), "again"),
        (lambda: small.step("visit").ask("sen"), "seen"),
    ):
        with pytest.raises(UnknownCode, match=f"Did you mean {near}"):
            ask()


def test_a_name_unlike_any_is_answered_with_all_that_there_are(small: Edition) -> None:
    """GEN-07."""
    with pytest.raises(UnknownCode, match="Known: look"):
        small.clock("zzz")


def test_an_unknown_edition_is_refused() -> None:
    """GEN-07."""
    with pytest.raises(UnknownEdition, match="working-together-2005"):
        load("working-together-1999")


def test_an_edition_is_read_once() -> None:
    """GEN-07."""
    assert load("working-together-2005") is load("working-together-2005")


def test_spans_of_time_overlap_where_a_day_is_in_both() -> None:
    """GEN-07: a span holds from its first day to the day before its last."""
    first = Dated(None, date(2010, 4, 1))
    assert not first.overlaps(Dated(date(2010, 4, 1), None))
    assert first.overlaps(Dated(date(2010, 3, 31), None))
    assert Dated().overlaps(first)
    assert not Dated(date(2010, 4, 1), None).overlaps(first)
    assert first.holds_on(date(2010, 3, 31))
    assert not first.holds_on(date(2010, 4, 1))
