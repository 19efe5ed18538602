"""Assessments (IA-01..07, AF-05, AF-07, ENQ-01, ENQ-10; WT 4.24-4.33, 4.75, 4.97)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from holdfast.cases import actions as cases
from holdfast.cases.assessments import actions
from holdfast.cases.assessments.models import Assessment, AssessmentRound, BeganWith
from holdfast.cases.assessments.selectors import assessments_in
from holdfast.cases.models import ChildSeen, Decision, InformationGiven
from holdfast.clocks.models import ClockRow
from holdfast.core.errors import NotNow, NotPermitted, OutOfSight, Unacceptable
from holdfast.core.time import now
from holdfast.ledger.models import Act
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def begun(cast: Cast, step: str = "initial-assessment") -> AssessmentRound:
    """An assessment of both siblings, from their referral."""
    return actions.begin_assessment(
        by=cast.worker.actor,
        cases=[cast.case, cast.sibling_case],
        step=step,
        began_with=BeganWith.REFERRAL if step == "initial-assessment" else BeganWith.NEW_INFORMATION,
        clock_from=START,
        at=START,
        plan="Wendy visits on Tuesday; the school is asked by telephone.",
    )


def test_siblings_are_assessed_together_each_with_their_own_clock(cast: Cast) -> None:
    """IA-01, AF-05: one round, two assessments, seven working days from the referral (WT 4.24)."""
    round_ = begun(cast)
    assert len(assessments_in(round_)) == 2
    clock = ClockRow.objects.get(case=cast.case, clock="initial-assessment")
    assert (clock.due_on, clock.met_at) == (date(2026, 3, 11), None)
    assert clock.edition == "working-together-2005"


def test_beginning_again_goes_on_with_the_open_one(cast: Cast) -> None:
    """A child has one open assessment of a kind."""
    assert begun(cast) == begun(cast)
    assert Assessment.objects.count() == 2


def test_writing_keeps_what_is_common_once_and_what_is_each_childs_own(cast: Cast) -> None:
    """AF-05, IA-04: parenting is typed once (WT 4.75)."""
    round_ = begun(cast)
    ivy, jack = assessments_in(round_)
    actions.write_assessment(
        by=cast.worker.actor,
        round_=round_,
        common={"parenting_capacity": "Rosa is warm and tired."},
        children={ivy: {"analysis": "Ivy carries worry."}, jack: {"analysis": "Jack is thriving."}},
    )
    round_.refresh_from_db()
    assert round_.parenting_capacity == "Rosa is warm and tired."
    assert [one.analysis for one in assessments_in(round_)] == ["Ivy carries worry.", "Jack is thriving."]


def test_completing_records_a_decision_each_and_meets_the_clock(cast: Cast) -> None:
    """IA-06, IA-07, GEN-11: outcome, reasons, by whom; a manager endorses (WT 4.30, 4.32)."""
    round_ = begun(cast)
    done = START + timedelta(days=4)
    actions.complete_assessments(
        by=cast.worker.actor,
        assessments=assessments_in(round_),
        outcome="child-in-need",
        reasons="Support at home is enough.",
        at=done,
        answers={"in_need": True, "reasonable_cause": False},
    )
    decisions = Decision.objects.filter(step="initial-assessment", superseded_at=None)
    assert {decision.case_id for decision in decisions} == {cast.case.id, cast.sibling_case.id}
    assert {(one.endorsement_by_role, one.endorsed_at) for one in decisions} == {("team-manager", None)}
    assert ClockRow.objects.get(case=cast.case, clock="initial-assessment").met_at == done
    cases.endorse_decision(by=cast.manager.actor, decision=decisions[0], note="Agreed")
    assert Assessment.objects.get(case=cast.case).in_need is True


def test_an_outcome_that_needs_more_begins_the_core_assessment(cast: Cast) -> None:
    """What a decision leads to begins by itself, and its clock runs from the end of the first (WT 4.31, 4.97)."""
    round_ = begun(cast)
    done = START + timedelta(days=4)
    actions.complete_assessments(
        by=cast.worker.actor,
        assessments=assessments_in(round_),
        outcome="child-in-need-core-assessment",
        reasons="The needs are complex.",
        at=done,
    )
    core = Assessment.objects.get(case=cast.case, step="core-assessment")
    assert (core.began_with, core.clock_from, core.builds_on) == (
        BeganWith.INITIAL_ENDED,
        done,
        Assessment.objects.get(case=cast.case, step="initial-assessment"),
    )
    assert ClockRow.objects.get(record_id=core.id).started_by == "assessment.initial.completed"


def test_a_reopened_assessment_runs_on_from_where_its_clock_began(cast: Cast) -> None:
    """A step reopened gives the right answer and shows why (issue: semantics; REC-01)."""
    round_ = begun(cast)
    (ivy, _) = assessments_in(round_)
    actions.complete_assessments(
        by=cast.worker.actor, assessments=[ivy], outcome="no-further-action", reasons="Well.", at=START
    )
    actions.reopen_assessment(by=cast.worker.actor, assessment=ivy, reason="The school rang again")
    clock = ClockRow.objects.get(record_id=ivy.id)
    assert (clock.met_at, clock.started_at, clock.due_on) == (None, START, date(2026, 3, 11))
    assert Decision.objects.get(record_id=ivy.id).superseded_at is not None


def test_a_corrected_date_moves_the_clock_and_stands_beside(cast: Cast) -> None:
    """A date corrected (REC-01; WT 4.131)."""
    round_ = begun(cast)
    (ivy, _) = assessments_in(round_)
    late = START + timedelta(days=20)
    actions.complete_assessments(
        by=cast.worker.actor, assessments=[ivy], outcome="no-further-action", reasons="Well.", at=late
    )
    cases.correct_record(by=cast.worker.actor, record=ivy, changes={"completed_at": START}, reason="It was the Monday")
    assert ClockRow.objects.get(record_id=ivy.id).met_at == START


def test_the_manager_can_return_it_and_the_writer_cannot(cast: Cast) -> None:
    """IA-07: endorsed, or sent back with what is missing (WT 4.32)."""
    round_ = begun(cast)
    (ivy, _) = assessments_in(round_)
    actions.complete_assessments(
        by=cast.worker.actor, assessments=[ivy], outcome="no-further-action", reasons="Well.", at=START
    )
    with pytest.raises(NotPermitted):
        actions.return_assessment(by=cast.worker.actor, assessment=ivy, reason="Not yet")
    actions.return_assessment(by=cast.manager.actor, assessment=ivy, reason="Who has seen Ivy alone?")
    assert Assessment.objects.get(pk=ivy.pk).is_open


def test_a_qualified_social_worker_leads_or_the_reason_is_on_record(cast: Cast) -> None:
    """IA-02: asked for, and possible to depart from (WT 4.26)."""
    round_ = actions.begin_assessment(
        by=cast.worker.actor,
        cases=[cast.case],
        step="initial-assessment",
        began_with=BeganWith.REFERRAL,
        at=START,
        lead=cast.administrator.practitioner,
    )
    (ivy,) = assessments_in(round_)
    given = {"by": cast.worker.actor, "assessments": [ivy], "outcome": "child-in-need", "reasons": "r", "at": START}
    with pytest.raises(Unacceptable):
        actions.complete_assessments(**given)  # type: ignore[arg-type]
    ivy.refresh_from_db()
    actions.complete_assessments(**given, lead_departure="Nobody qualified was on duty")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("who", "refusal"), [("outsider", OutOfSight), ("partner", OutOfSight), ("board", NotPermitted)]
)
def test_who_may_not_begin_one(cast: Cast, who: str, refusal: type[Exception]) -> None:
    """Default deny (design: Access)."""
    with pytest.raises(refusal):
        actions.begin_assessment(
            by=cast.members()[who].actor,
            cases=[cast.case],
            step="initial-assessment",
            began_with=BeganWith.REFERRAL,
        )


def _calls(cast: Cast) -> dict[str, object]:
    round_ = begun(cast)
    ivy, jack = assessments_in(round_)
    by = cast.worker.actor
    finish = {"outcome": "no-further-action", "reasons": "Well.", "at": START}
    actions.complete_assessments(by=by, assessments=[jack], **finish)  # type: ignore[arg-type]
    return {
        "begin": lambda: actions.begin_assessment(
            by=by, cases=[cast.case], step="core-assessment", began_with=BeganWith.NEW_INFORMATION
        ),
        "write": lambda: actions.write_assessment(by=by, round_=round_, common={"plan": "x"}, children={}),
        "complete": lambda: actions.complete_assessments(by=by, assessments=[ivy], **finish),  # type: ignore[arg-type]
        "reopen": lambda: actions.reopen_assessment(by=by, assessment=jack, reason="x"),
        "return": lambda: actions.return_assessment(by=cast.manager.actor, assessment=jack, reason="x"),
        "stop": lambda: actions.stop_assessment(by=by, assessment=ivy, reason="x"),
    }


@pytest.mark.parametrize("name", ["begin", "write", "complete", "reopen", "return", "stop"])
def test_nothing_changes_when_the_ledger_breaks(cast: Cast, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Failure injection: break the ledger write, and nothing has changed (REC-01)."""
    call = _calls(cast)[name]
    before = _state()

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr("holdfast.ledger.acts.ActSubject.objects.bulk_create", broken)
    with pytest.raises(OSError):
        call()  # type: ignore[operator]
    assert _state() == before


def _state() -> object:
    return (
        list(Assessment.objects.order_by("id").values()),
        list(AssessmentRound.objects.order_by("id").values()),
        list(Decision.objects.order_by("id").values()),
        list(ClockRow.objects.order_by("id").values("case", "clock", "met_at", "stopped_at")),
        Act.objects.count(),
    )


def test_dates_that_cannot_be_are_refused_in_words(cast: Cast) -> None:
    """Bad input gets a clear error."""
    with pytest.raises(Unacceptable, match="future"):
        actions.begin_assessment(
            by=cast.worker.actor,
            cases=[cast.case],
            step="initial-assessment",
            began_with=BeganWith.REFERRAL,
            at=now() + timedelta(days=1),
        )
    (ivy, _) = assessments_in(begun(cast))
    with pytest.raises(Unacceptable, match="before it started"):
        actions.complete_assessments(
            by=cast.worker.actor,
            assessments=[ivy],
            outcome="child-in-need",
            reasons="r",
            at=START - timedelta(days=1),
        )
    actions.stop_assessment(by=cast.worker.actor, assessment=ivy, reason="Moved")
    with pytest.raises(NotNow):
        actions.stop_assessment(by=cast.worker.actor, assessment=ivy, reason="Moved")


# --- on screen ------------------------------------------------------------------------------------------------


def test_an_assessment_from_beginning_to_end_on_screen(cast: Cast, client: Client) -> None:
    """Begin, write, complete for both siblings at once; told in writing (IA-02..07)."""
    client.force_login(cast.worker.user)
    url = reverse("assessments:begin", args=[cast.case.pk, "initial-assessment"])
    assert "Jack Thorne" in client.get(url).content.decode()
    answer = client.post(
        url,
        {
            "children": [str(cast.case.pk), str(cast.sibling_case.pk)],
            "at_date": "today",
            "at_time": "now",
            "plan": "Visit",
        },
    )
    round_ = AssessmentRound.objects.get()
    assert answer.headers["Location"] == reverse("assessments:round", args=[round_.pk])
    ivy, jack = assessments_in(round_)
    answer = client.post(
        reverse("assessments:write", args=[round_.pk]),
        {
            "parenting_capacity": "Warm",
            f"child-{ivy.pk}-analysis": "Carries worry",
            f"child-{jack.pk}-analysis": "Thriving",
            "complete": "1",
        },
    )
    assert answer.headers["Location"] == reverse("assessments:complete", args=[round_.pk])
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Nobody has recorded seeing Ivy Thorne" in page
    answer = client.post(
        answer.headers["Location"],
        {
            "children": [str(ivy.pk), str(jack.pk)],
            "outcome": "child-in-need",
            "reasons": "Help at home",
            "at_date": "today",
            "at_time": "now",
            "told": [f"person-{cast.mother.pk}"],
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    assert Decision.objects.filter(outcome="child-in-need").count() == 2
    assert InformationGiven.objects.filter(person=cast.mother).count() == 2
    page = client.get(reverse("assessments:round", args=[round_.pk])).content.decode()
    assert "Carries worry" in page and "Not endorsed yet" in page


def test_what_was_typed_is_kept_when_something_is_missing(cast: Cast, client: Client) -> None:
    """Errors stand beside the field; typing is kept."""
    round_ = begun(cast)
    client.force_login(cast.worker.user)
    page = client.post(
        reverse("assessments:complete", args=[round_.pk]),
        {"children": [str(one.pk) for one in assessments_in(round_)], "reasons": "A long reason"},
    ).content.decode()
    assert "Choose the outcome" in page and "A long reason" in page


def test_pages_take_a_fixed_number_of_queries(
    cast: Cast, client: Client, django_assert_max_num_queries: object
) -> None:
    """Pinned, whatever the number of visits (query counts)."""
    round_ = begun(cast)
    client.force_login(cast.worker.user)
    url = reverse("assessments:round", args=[round_.pk])

    def queries() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    first = queries()
    for _ in range(5):
        cases.see_child(by=cast.worker.actor, case=cast.case, said="Hello")
    assert ChildSeen.objects.count() == 5
    assert queries() == first
