"""The tracer: which rows and paragraphs are cited where, and which are not (GEN-07)."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdfast.guidance import GuidanceError
from holdfast.guidance.trace import NoRequirements, find_root, paragraphs_in, requirements, rows_in, trace_report

ROOT = find_root(Path(__file__).parent)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for folder in ("docs", "src", "tests"):
        (tmp_path / folder).mkdir()
    (tmp_path / "docs" / "requirements.yaml").write_text(
        'rows:\n  - {id: ZZ-01, part: now, title: One, sources: ["WT 4.3–4.4"]}\n'
        '  - {id: ZZ-02, part: later, title: Two, sources: ["XY 1", "WT 4.4"]}\n'
    )
    (tmp_path / "src" / "code.py").write_text('"""\nZZ-01 and WT 4.3.\n"""\n')
    (tmp_path / "tests" / "test_code.py").write_text('"""ZZ-01, ZZ-09, YY-01: WT 4.4."""\n')
    (tmp_path / "src" / "picture.png").write_bytes(b"ZZ-02")
    return tmp_path


def test_a_small_checkout_is_traced(checkout: Path) -> None:
    """GEN-07."""
    report = trace_report(checkout)
    assert [(row["id"], row["code"], row["tests"]) for row in report["rows"]] == [
        ("ZZ-01", ["src/code.py:2"], ["tests/test_code.py:1"]),
        ("ZZ-02", [], []),
    ]
    assert report["paragraphs"] == [
        {"paragraph": "WT 4.3", "rows": ["ZZ-01"], "code": ["src/code.py:2"], "tests": []},
        {"paragraph": "WT 4.4", "rows": ["ZZ-01", "ZZ-02"], "code": [], "tests": ["tests/test_code.py:1"]},
    ]
    assert (report["without_code"], report["without_tests"]) == (["ZZ-02"], ["ZZ-02"])
    assert (report["paragraphs_without_code"], report["paragraphs_without_tests"]) == (["WT 4.4"], ["WT 4.3"])
    assert report["unknown"] == ["ZZ-09 at tests/test_code.py:1"]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("WT 4.67", ["4.67"]),
        ("(WT 4.20, 4.24; GP 60)", ["4.20", "4.24"]),
        ("WT 4.3–4.4, 4.27", ["4.3", "4.4", "4.27"]),
        ("WT 4.58-4.60", ["4.58", "4.59", "4.60"]),
        ("WT 4.58–60", ["4.58", "4.59", "4.60"]),
        ("WT 4.144–5.1", ["4.144"]),
        ("WT App.2 §4–6", ["App.2 §4", "App.2 §5", "App.2 §6"]),
        ("WT 4.38, App.1 §16", ["4.38", "App.1 §16"]),
        ("WT box 1 and WT pitfalls box 2", ["box 1", "pitfalls box 2"]),
        ("WT 4.19, WT 4.20", ["4.19", "4.20"]),
        ("WT 2023 ch. 3, version 4.67", []),
    ],
)
def test_paragraphs_are_read_in_every_way_of_citing_them(text: str, cited: list[str]) -> None:
    """GEN-07."""
    assert list(paragraphs_in(text)) == cited


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("REF-05", ["REF-05"]),
        ("REF-05..07", ["REF-05", "REF-06", "REF-07"]),
        ("AF-01–02", ["AF-01", "AF-02"]),
        ("UTF-08 and ISO-10", []),
    ],
)
def test_rows_are_read_singly_and_in_runs(text: str, cited: list[str]) -> None:
    """GEN-07."""
    assert list(rows_in(text, ["REF", "AF"])) == cited


def test_the_list_of_rows_is_whole() -> None:
    """GEN-07: every row has a short title and what it rests on."""
    rows = requirements(ROOT)
    assert len(rows) == 227
    assert rows["REF-06"].sources == ("WT 4.20",)
    assert sum(row.part == "journey" for row in rows.values()) == 82


def test_without_the_list_there_is_nothing_to_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """GEN-07: an installed copy says so."""
    with pytest.raises(NoRequirements, match="run this in a checkout"):
        requirements(tmp_path)
    monkeypatch.setattr("holdfast.guidance.trace.__file__", str(tmp_path / "trace.py"))
    with pytest.raises(NoRequirements, match="run this in a checkout"):
        find_root(tmp_path)


def test_a_row_that_stands_twice_is_refused(checkout: Path) -> None:
    """GEN-07."""
    path = checkout / "docs" / "requirements.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("ZZ-02", "ZZ-01"), encoding="utf-8")
    with pytest.raises(GuidanceError, match="ZZ-01: the row stands twice"):
        trace_report(checkout)
