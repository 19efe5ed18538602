"""Rebuilding the clocks of every case (GEN-07; WT 4.2): they are a projection, so making them anew must be cheap."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from holdfast.clocks.models import ClockRow
from tests.benchmarks.conftest import Rebuilt
from tests.benchmarks.volume import CASES

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]

LONGEST = 120  # seconds by the wall clock, on one processor that Python and PostgreSQL share
MOST_MEMORY = 1024  # MB


def test_every_clock_is_rebuilt_within_two_minutes(rebuilt: Rebuilt, say: Callable[[str], None]) -> None:
    """All clocks of 400,000 open cases, on one core, within bounded memory (GEN-07)."""
    say(f"{rebuilt.clocks:,} clocks of {CASES:,} cases made anew in {rebuilt.measured}")
    assert rebuilt.clocks == ClockRow.objects.count() > CASES
    assert rebuilt.measured.wall < LONGEST
    assert rebuilt.measured.memory < MOST_MEMORY
