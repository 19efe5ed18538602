"""One full database for all measurements of a run."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from holdfast.clocks import actions
from tests.benchmarks.filling import settle
from tests.benchmarks.one_core import Measured, on_one_core
from tests.benchmarks.volume import CASES, fill_database
from tests.support.cast import Cast, build_cast


@pytest.fixture(scope="session")
def say() -> Callable[[str], None]:
    """Report a figure to whoever runs the measurement."""

    def write(words: str) -> None:
        sys.stdout.write(f"\n  {words}\n")
        sys.stdout.flush()

    return write


@pytest.fixture(scope="session")
def full(django_db_setup: None, django_db_blocker: DjangoDbBlocker, say: Callable[[str], None]) -> Iterator[Cast]:
    """The cast in a database with `CASES` cases more, committed as work is; emptied again afterwards."""
    with django_db_blocker.unblock():
        started = time.perf_counter()
        cast = build_cast()
        fill_database(cast)
        say(f"{CASES:,} open cases filled in {time.perf_counter() - started:.0f} s")
        yield cast
        call_command("flush", interactive=False, verbosity=0)


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild of every clock made, and what it took."""

    clocks: int
    measured: Measured


@pytest.fixture(scope="session")
def rebuilt(full: Cast, django_db_blocker: DjangoDbBlocker) -> Rebuilt:
    """Every clock of the full database made anew, and committed, on one core."""
    with django_db_blocker.unblock():
        with on_one_core() as measured:
            made = actions.rebuild()
        settle()
    return Rebuilt(made, measured)
