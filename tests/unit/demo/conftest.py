"""One script of a small authority, made once."""

from __future__ import annotations

from datetime import date

import pytest

from holdfast.demo.generate import generate
from holdfast.demo.script import Script

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def small() -> Script:
    """A quiet authority: enough for every kind of family, quick to make."""
    return generate(7, today=TODAY, referrals_per_year=150)
