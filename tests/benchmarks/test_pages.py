"""The pages that are opened all day long, and the search, in a database as full as it gets (STA-02, STA-04, REF-07)."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from statistics import median
from typing import NamedTuple

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from holdfast.cases.models import Case
from holdfast.people.models import Person
from holdfast.people.selectors import search
from tests.support.cast import Cast

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]

TIMES = 5
LONG_TABLE = 100_000  # rows; no page reads the whole of a table longer than this
LONGEST_PAGE, LONGEST_SEARCH = 1000, 300  # ms, the median of five


@pytest.fixture(autouse=True)
def no_log_of_requests(caplog: pytest.LogCaptureFixture) -> None:
    """The figures stand alone."""
    caplog.set_level(logging.ERROR, logger="holdfast.requests")


def _ms(call: Callable[[], object]) -> float:
    call()
    took = []
    for _ in range(TIMES):
        started = time.perf_counter()
        call()
        took.append(time.perf_counter() - started)
    return 1000 * median(took)


def _read_whole(queries: list[dict[str, str]]) -> set[str]:
    """The long tables that a page's queries read from end to end."""
    found: set[str] = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [LONG_TABLE])
        long = {name for (name,) in cursor.fetchall()}
        for query in queries:
            if query["sql"].startswith(("SELECT", "(SELECT")):
                cursor.execute(f"EXPLAIN {query['sql']}")
                found |= {name for (line,) in cursor.fetchall() for name in re.findall(r"Seq Scan on (\w+)", line)}
    return found & long


def _open(client: Client, url: str) -> None:
    assert client.get(url).status_code == 200


class Page(NamedTuple):
    """A page as somebody of the cast opens it."""

    what: str
    who: str
    name: str
    query: str = ""


PAGES = [
    Page("My work, 20 cases", "worker", "clocks:my_work"),
    Page("My work of a service manager", "service_manager", "clocks:my_work"),
    Page("Team, 250 cases", "manager", "clocks:team"),
    Page("All teams, 2,500 cases", "service_manager", "clocks:team", "?team=all"),
    Page("Timeliness of all teams", "service_manager", "clocks:timeliness", "?team=all"),
    Page("The front door", "manager", "referrals:front_door"),
    Page("The child's page", "worker", "children:child"),
]


@pytest.mark.usefixtures("rebuilt")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.what)
def test_a_page_is_quick_in_a_full_database(full: Cast, say: Callable[[str], None], client: Client, page: Page) -> None:
    """By indexes alone, however many cases there are (STA-02, STA-04)."""
    worked = Case.objects.filter(worker=full.worker.practitioner, assessments__isnull=False).latest("opened_at")
    key = {"pk": worked.child_id} if page.name == "children:child" else None
    url = reverse(page.name, kwargs=key) + page.query
    client.force_login(full.members()[page.who].user)
    took = _ms(lambda: _open(client, url))
    with CaptureQueriesContext(connection) as captured:
        _open(client, url)
    say(f"{page.what}: {took:.0f} ms, {len(captured)} queries")
    assert _read_whole(captured.captured_queries) == set()
    assert took < LONGEST_PAGE


@pytest.mark.parametrize("words", ["rillon maa", "shaella bellan", "rillon", "nobody of this name"])
def test_a_search_is_quick_among_everybody(full: Cast, say: Callable[[str], None], words: str) -> None:
    """As spelt and as heard, among everybody whom one authority has on record, and counted (REF-07; WT 4.20)."""
    found = search(words).filter(held_by=full.authority)

    def answer() -> tuple[int, list[Person]]:
        return found.count(), list(found[:25])

    took = _ms(answer)
    say(f"Search for '{words}' among {Person.objects.count():,} people: {took:.0f} ms, {answer()[0]} found")
    assert took < LONGEST_SEARCH
