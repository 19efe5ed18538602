"""The projection of clocks, the work lists, and the command (GEN-07, STA-02, STA-04; WT 4.2)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from holdfast.cases import actions as cases
from holdfast.cases.assessments import actions as assessments
from holdfast.cases.assessments.models import Assessment, BeganWith
from holdfast.cases.models import AgreedAction
from holdfast.clocks import actions
from holdfast.clocks.commands import clocks as command
from holdfast.clocks.models import ClockRow, LateReason
from holdfast.clocks.selectors import clocks_of, timeliness, workloads
from holdfast.core.errors import NotPermitted, Unacceptable
from holdfast.core.time import now, start_of
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def begin(cast: Cast, step: str = "initial-assessment", at: datetime = START) -> Assessment:
    """An assessment whose clock runs from `at`."""
    assessments.begin_assessment(
        by=cast.worker.actor,
        cases=[cast.case],
        step=step,
        began_with=BeganWith.REFERRAL if step != "core-assessment" else BeganWith.NEW_INFORMATION,
        clock_from=at,
        at=at,
    )
    return Assessment.objects.get(case=cast.case, step=step)


def _facts() -> list[tuple[object, ...]]:
    return sorted(
        ClockRow.objects.values_list("case_id", "clock", "record_id", "started_at", "due_at", "met_at", "stopped_at"),
        key=str,
    )


def test_a_rebuild_gives_what_the_acts_kept_true(cast: Cast) -> None:
    """The projection is never more than the facts (design: Clock)."""
    begin(cast)
    done = begin(cast, "core-assessment")
    assessments.complete_assessments(
        by=cast.worker.actor, assessments=[done], outcome="child-in-need", reasons="r", at=START
    )
    kept = _facts()
    assert len(kept) == 2
    assert actions.rebuild() == 2
    assert _facts() == kept


def test_a_clock_explains_itself(cast: Cast) -> None:
    """Rule, paragraph, and what started it (GEN-07)."""
    begin(cast)
    (view,) = clocks_of([cast.case.pk])[cast.case.pk]
    assert str(view.rule.source) == "WT 4.24"
    assert view.started_by == "the referral reached children's social care"
    assert (view.due, view.status, view.needs_reason) == (date(2026, 3, 11), "overdue", True)


def test_a_step_is_judged_by_the_edition_in_force_when_it_started(cast: Cast) -> None:
    """A rule that changes mid-case: the old step keeps the old rule (design: Edition)."""
    begin(cast)
    cases.adopt_edition(
        by=cast.designated.actor,
        authority=cast.authority,
        edition="working-together-2023",
        from_date=date(2026, 4, 1),
    )
    begin(cast, "assessment", datetime(2026, 4, 2, 9, 0, tzinfo=UTC))
    actions.rebuild()
    found = {row.clock: row for row in ClockRow.objects.all()}
    assert found["initial-assessment"].edition == "working-together-2005"
    assert (found["assessment"].edition, found["assessment"].due_on) == ("working-together-2023", date(2026, 6, 10))


def test_an_edition_that_holdfast_does_not_have_is_refused(cast: Cast) -> None:
    """In words, beside the field."""
    with pytest.raises(Unacceptable):
        cases.adopt_edition(
            by=cast.designated.actor, authority=cast.authority, edition="nothing", from_date=date(2026, 4, 1)
        )


def test_a_late_step_takes_a_reason_that_stands_with_it(cast: Cast) -> None:
    """Asked for, never demanded beforehand (design: Clock)."""
    one = begin(cast)
    with pytest.raises(Unacceptable):
        actions.explain_lateness(
            by=cast.worker.actor, case=cast.case, clock="initial-assessment", record_id=one.id, reason=" "
        )
    actions.explain_lateness(
        by=cast.worker.actor,
        case=cast.case,
        clock="initial-assessment",
        record_id=one.id,
        reason="The family were away until Thursday",
    )
    (view,) = clocks_of([cast.case.pk])[cast.case.pk]
    assert (view.needs_reason, view.late_reason) == (False, "The family were away until Thursday")


def test_no_reason_is_kept_when_the_ledger_breaks(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Failure injection (REC-01)."""
    one = begin(cast)

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr("holdfast.ledger.acts.ActSubject.objects.bulk_create", broken)
    with pytest.raises(OSError):
        actions.explain_lateness(
            by=cast.worker.actor, case=cast.case, clock="initial-assessment", record_id=one.id, reason="x"
        )
    assert not LateReason.objects.exists()


def test_an_auditor_does_not_explain(cast: Cast) -> None:
    """Default deny."""
    with pytest.raises(NotPermitted):
        actions.explain_lateness(
            by=cast.auditor.actor, case=cast.case, clock="initial-assessment", record_id=cast.case.pk, reason="x"
        )


def test_the_command_lists_clocks_as_they_stood(cast: Cast) -> None:
    """`holdfast clocks [--on WHEN] [--overdue] [--json]`; no name leaves the house."""
    begin(cast)
    whole = CliRunner().invoke(command, ["--on", "2026-03-05", "--json"], catch_exceptions=False)
    (one,) = json.loads(whole.stdout)
    assert (one["clock"], one["due"], one["status"], one["source"]) == (
        "initial-assessment",
        "2026-03-11",
        "running",
        "WT 4.24",
    )
    assert "Ivy" not in whole.stdout
    late = CliRunner().invoke(command, ["--on", "2026-03-12", "--overdue", "--json"], catch_exceptions=False)
    assert len(json.loads(late.stdout)) == 1
    none = CliRunner().invoke(command, ["--on", "2026-03-05", "--overdue", "--json"], catch_exceptions=False)
    assert json.loads(none.stdout) == []
    assert CliRunner().invoke(command, ["--on", "whenever"]).exit_code == 2


def test_timeliness_and_workload_of_a_team(cast: Cast) -> None:
    """STA-02, STA-04: fell due, met in time, late, open; who carries what."""
    one = begin(cast)
    assessments.complete_assessments(
        by=cast.worker.actor, assessments=[one], outcome="child-in-need", reasons="r", at=START
    )
    begin(cast, "core-assessment")
    (first, second) = timeliness(start_of(date(2026, 3, 1)), start_of(date(2026, 8, 1)))
    assert {(line.clock, line.due, line.met_in_time, line.still_open) for line in (first, second)} == {
        ("initial-assessment", 1, 1, 0),
        ("core-assessment", 1, 0, 1),
    }
    (load,) = workloads(cast.case.__class__.objects.filter(closed_at=None), now() + timedelta(days=7))
    assert (load.name, load.cases, load.late, load.never_seen) == ("Wendy Sorrel", 2, 1, 2)


@pytest.fixture
def queries_of(client: Client, cast: Cast) -> Callable[[str, str], int]:
    """How many queries a page takes for a member of the cast."""

    def count(url: str, who: str) -> int:
        client.force_login(cast.members()[who].user)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    return count


MY_WORK, TEAM, CHILD = 30, 16, 48  # the most queries that these pages may take, at any volume


def _more(cast: Cast) -> None:
    begin(cast)
    for number in range(4):
        cases.agree_action(
            by=cast.worker.actor,
            case=cast.case,
            step="initial-assessment",
            record=cast.case,
            what=f"Task {number}",
            owner=cast.worker.practitioner,
            due_on=date(2026, 3, 20),
        )
        cases.see_child(by=cast.worker.actor, case=cast.case, said="Hello")


@pytest.mark.parametrize(
    ("name", "who", "pinned"), [("clocks:my_work", "worker", MY_WORK), ("clocks:team", "manager", TEAM)]
)
def test_work_lists_take_a_fixed_number_of_queries(
    cast: Cast, queries_of: Callable[[str, str], int], name: str, who: str, pinned: int
) -> None:
    """*My work* and the team's page: pinned at any volume."""
    begin(cast)
    first = queries_of(reverse(name), who)
    _more(cast)
    assert AgreedAction.objects.count() == 4
    assert queries_of(reverse(name), who) == first
    assert first <= pinned


def test_the_childs_page_takes_a_fixed_number_of_queries(cast: Cast, queries_of: Callable[[str, str], int]) -> None:
    """*Child*: pinned at any volume."""
    begin(cast)
    cases.see_child(by=cast.worker.actor, case=cast.case, said="Hello")
    url = reverse("children:child", args=[cast.child.pk])
    first = queries_of(url, "worker")
    _more(cast)
    assert queries_of(url, "worker") == first
    assert first <= CHILD


def test_my_work_shows_what_is_late_and_by_when(cast: Cast, client: Client) -> None:
    """What needs me, why, by when; and the children whom nobody has seen (GEN-04)."""
    begin(cast)
    client.force_login(cast.worker.user)
    page = client.get(reverse("clocks:my_work")).content.decode()
    assert "Late (1)" in page and "Initial assessment" in page and "WT 4.24" in page
    assert "not seen yet" in page
    assert "Say why it is late" in page


def test_the_reason_is_given_on_screen(cast: Cast, client: Client) -> None:
    """One field, one click from the clock."""
    one = begin(cast)
    client.force_login(cast.worker.user)
    url = reverse("clocks:late_reason", args=[cast.case.pk, "initial-assessment", one.pk])
    assert "Say why this is late" in client.post(url, {"reason": ""}).content.decode()
    assert client.post(url, {"reason": "The family were away"}).status_code == 302
    assert "The family were away" in client.get(reverse("children:child", args=[cast.child.pk])).content.decode()


def test_the_team_page_and_its_timeliness(cast: Cast, client: Client) -> None:
    """Allocations, workload, late and due, children not seen (STA-02, STA-04)."""
    begin(cast)
    client.force_login(cast.manager.user)
    page = client.get(reverse("clocks:team")).content.decode()
    assert "Referral and Assessment" in page and "Wendy Sorrel" in page and "Late" in page
    page = client.get(reverse("clocks:timeliness")).content.decode()
    assert "Initial assessment" in page
    assert client.get(reverse("clocks:team"), {"team": str(cast.authority.pk)}).status_code == 404
