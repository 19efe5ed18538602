"""How long a large authority's return takes to read in (STA-03): run by ``make bench-import``."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.returns.cin.actions import import_file
from tests.benchmarks.one_core import on_one_core
from tests.support.cin_returns import write_return

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]
CHILDREN = int(os.environ.get("HOLDFAST_BENCH_CHILDREN", "30000"))
LONGEST = 300  # seconds by the wall clock, on one processor that Python and PostgreSQL share
MOST_MEMORY = 1024  # MB


def test_thirty_thousand_children_within_five_minutes(tmp_path: Path, say: Callable[[str], None]) -> None:
    """STA-03: the whole return in one transaction, with its history and its clocks; and then once more."""
    path = write_return(tmp_path / "return.xml", CHILDREN)
    with on_one_core() as first:
        report = import_file(path=path)
    with on_one_core() as second:
        again = import_file(path=path)
    say(f"{CHILDREN:,} children with {sum(report.new.values()):,} records read in: {first}")
    say(f"the same return again: {second}")
    assert report.new["children"] == CHILDREN
    assert dict(report.in_file) == {name: report.came_in[name] for name in report.in_file}
    assert again.says_nothing_new
    assert first.wall < LONGEST
    assert first.memory < MOST_MEMORY
