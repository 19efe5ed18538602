"""Outcomes of enquiries, endorsement, who is told, requests for a conference (ENQ-05..09, GEN-11; WT 4.58-4.65)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from holdfast.cases import rooms
from holdfast.cases.actions import Told, endorse_decision
from holdfast.cases.conferences.models import Conference
from holdfast.cases.enquiries import actions, selectors
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.models import Decision, InformationGiven
from holdfast.clocks.models import ClockRow
from holdfast.core.errors import NotNow, NotPermitted, Unacceptable
from tests.support.cast import Cast
from tests.support.harm import MONDAY, enquired

pytestmark = pytest.mark.django_db

FRIDAY = MONDAY + timedelta(days=4)
REVIEW = date(2026, 6, 1)


def concluded(cast: Cast, enquiries: list[Section47Enquiry], outcome: str, **more: Any) -> list[Decision]:
    """An outcome on Friday, the child having been seen alone unless told otherwise."""
    given = {"reasons": "As found", "at": FRIDAY, "departure": "Too young to be spoken with", "outcome": outcome}
    return actions.conclude(by=cast.worker.actor, enquiries=enquiries, **(given | more))


def conference_clock(cast: Cast) -> ClockRow:
    """Ivy's clock of the conference."""
    return ClockRow.objects.get(case=cast.case, clock="initial-conference")


def test_concerns_not_borne_out_still_lead_to_help_being_considered(cast: Cast) -> None:
    """ENQ-05, ENQ-06: and the conference's clock stops, saying why (WT 4.59)."""
    enquiries = enquired(cast)
    with pytest.raises(Unacceptable) as refused:
        concluded(cast, enquiries, "not-substantiated")
    assert refused.value.field == "services"
    concluded(cast, enquiries, "not-substantiated", services="Play scheme, wished by both parents")
    assert Decision.objects.filter(step="section-47-enquiry", superseded_at=None).count() == 2, "typed once"
    clock = conference_clock(cast)
    assert (clock.met_at, clock.stopped_at) == (None, FRIDAY)
    assert clock.stopped_why == "the enquiry’s outcome calls for no conference"


@pytest.mark.parametrize("lacking", ["monitoring_purpose", "monitoring_means", "monitored_by", "review_on"])
def test_monitoring_has_purpose_means_person_and_review(lacking: str, cast: Cast) -> None:
    """ENQ-06: never a way of putting off a decision (WT 4.60)."""
    ivy, _ = enquired(cast)
    given: dict[str, Any] = {
        "services": "None wished",
        "monitoring_purpose": "Bruising",
        "monitoring_means": "Weekly weighing",
        "monitored_by": "Health visitor",
        "review_on": REVIEW,
    }
    with pytest.raises(Unacceptable) as refused:
        concluded(cast, [ivy], "not-substantiated-monitoring", **(given | {lacking: None}))
    assert refused.value.field == lacking
    concluded(cast, [ivy], "not-substantiated-monitoring", **given)
    assert Section47Enquiry.objects.get(pk=ivy.pk).review_on == REVIEW


def test_monitoring_is_on_the_work_list_until_it_is_reviewed_away(cast: Cast) -> None:
    """ENQ-06: a time is set for the review (WT 4.60)."""
    ivy, _ = enquired(cast)
    concluded(
        cast,
        [ivy],
        "not-substantiated-monitoring",
        services="None",
        monitoring_purpose="Bruising",
        monitoring_means="Weighing",
        monitored_by="Health visitor",
        review_on=REVIEW,
    )

    def due() -> list[object]:
        return [item.due for item in rooms.work_for(cast.worker.actor, 10) if item.kind == "enquiry-review"]

    assert due() == [REVIEW]
    ivy.refresh_from_db()
    with pytest.raises(Unacceptable, match="lies ahead"):
        actions.review_arrangement(by=cast.worker.actor, enquiry=ivy, finding="Well", next_on=REVIEW)
    actions.review_arrangement(by=cast.worker.actor, enquiry=ivy, finding="Well, no bruises")
    assert due() == []


@pytest.mark.parametrize("lacking", ["evidence", "plan", "review_on"])
def test_going_without_a_conference_after_harm_needs_evidence_and_a_plan(lacking: str, cast: Cast) -> None:
    """ENQ-07 (WT 4.61-4.63)."""
    ivy, _ = enquired(cast)
    given: dict[str, Any] = {"evidence": "He has left the country", "plan": "Visits weekly", "review_on": REVIEW}
    with pytest.raises(Unacceptable) as refused:
        concluded(cast, [ivy], "substantiated-no-continuing-risk", **(given | {lacking: None}))
    assert refused.value.field == lacking


def test_a_qualified_senior_manager_endorses_going_without_a_conference(cast: Cast) -> None:
    """ENQ-07, GEN-11: not the worker, nor the team manager (WT 4.64)."""
    ivy, _ = enquired(cast)
    (decision,) = concluded(
        cast, [ivy], "substantiated-no-continuing-risk", evidence="He left", plan="Weekly visits", review_on=REVIEW
    )
    assert (decision.endorsement_by_role, decision.endorsed_at) == ("service-manager", None)
    with pytest.raises(NotPermitted):
        endorse_decision(by=cast.manager.actor, decision=decision)
    practitioner = cast.service_manager.practitioner
    endorse_decision(by=cast.service_manager.actor, decision=decision, note="The evidence is sound")
    assert Decision.objects.get(pk=decision.pk).endorsed_by == practitioner


def test_an_unqualified_manager_does_not_endorse_it(cast: Cast) -> None:
    """ENQ-07: suitably qualified (WT 4.64)."""
    from holdfast.access.roles import Role
    from tests.support.cast import founder, member

    other = member(founder(cast.authority.pk), cast.authority, "Una Trained", Role.SERVICE_MANAGER)
    ivy, _ = enquired(cast)
    (decision,) = concluded(
        cast, [ivy], "substantiated-no-continuing-risk", evidence="He left", plan="Weekly visits", review_on=REVIEW
    )
    with pytest.raises(NotPermitted):
        endorse_decision(by=other.actor, decision=decision)


def test_continuing_risk_convenes_the_conference_for_siblings_together(cast: Cast) -> None:
    """ENQ-05: at once, with nothing more asked for; the clock runs on (WT 4.65, 4.67)."""
    enquiries = enquired(cast)
    concluded(cast, enquiries, "substantiated-continuing-risk", departure="")
    conference = Conference.objects.get()
    assert conference.kind == "initial"
    assert {entry.case for entry in conference.children.all()} == {cast.case, cast.sibling_case}
    clock = conference_clock(cast)
    assert (clock.met_at, clock.stopped_at, clock.due_on) == (None, None, date(2026, 3, 30))


def test_the_child_is_heard_apart_or_it_is_said_why_not(cast: Cast) -> None:
    """ENQ-02: not asked where the outcome protects the child at once (WT 4.49; GEN-05)."""
    ivy, jack = enquired(cast)
    with pytest.raises(Unacceptable) as refused:
        concluded(cast, [ivy, jack], "not-substantiated", services="None", departure="")
    assert refused.value.field == "departure"
    assert "Ivy Thorne, Jack Thorne" in refused.value.message
    actions.record_activity(by=cast.worker.actor, enquiry=ivy, kind="child-observed", at=FRIDAY)
    concluded(cast, [ivy], "not-substantiated", services="None", departure="")
    (decision,) = concluded(cast, [jack], "not-substantiated", services="None", departure="Abroad since Tuesday")
    assert decision.departure == "Abroad since Tuesday"


def test_what_cannot_be_an_outcome(cast: Cast) -> None:
    """ENQ-05: no child, an unknown outcome, before the beginning, a review in the past (WT 4.58)."""
    ivy, _ = enquired(cast)
    for more, field in (
        ({"enquiries": []}, "enquiries"),
        ({"outcome": "unclear"}, "outcome"),
        ({"at": MONDAY - timedelta(days=1)}, "at"),
        ({"services": "x", "review_on": date(2020, 1, 1)}, "review_on"),
    ):
        given: dict[str, Any] = {"enquiries": [ivy], "outcome": "not-substantiated"} | more
        with pytest.raises(Unacceptable) as refused:
            concluded(cast, given.pop("enquiries"), given.pop("outcome"), **given)
        assert refused.value.field == field


def test_a_later_outcome_supersedes_and_starts_the_clock_again(cast: Cast) -> None:
    """ENQ-05: both stay readable (WT 4.65, 4.131)."""
    ivy, _ = enquired(cast)
    concluded(cast, [ivy], "not-substantiated", services="None")
    assert conference_clock(cast).stopped_at == FRIDAY
    concluded(cast, [ivy], "substantiated-continuing-risk", at=FRIDAY + timedelta(days=3))
    assert conference_clock(cast).stopped_at is None
    assert Decision.objects.filter(record_id=ivy.pk).count() == 2


def test_the_outcome_goes_to_family_and_agencies_before_any_conference(cast: Cast) -> None:
    """ENQ-09, GEN-10: on the work list until it is given; withholding has a reason (WT 4.58)."""
    ivy, _ = enquired(cast)
    with pytest.raises(NotNow, match="no outcome"):
        actions.tell_outcome(by=cast.worker.actor, enquiry=ivy, to=[Told("Rosa Thorne")])
    concluded(cast, [ivy], "substantiated-continuing-risk")

    def waiting() -> list[str]:
        items = rooms.work_for(cast.worker.actor, 10)
        return [item.child_name for item in items if item.kind == "enquiry-outcome-to-give"]

    assert waiting() == ["Ivy Thorne"]
    ivy.refresh_from_db()
    actions.tell_outcome(
        by=cast.worker.actor,
        enquiry=ivy,
        to=[
            Told("Rosa Thorne", part="parent", how="by hand", language="Polish", person_id=cast.mother.pk),
            Told("Pat Constable", practitioner_id=cast.partner.practitioner.pk),
            Told("Stepfather", withheld_reason="It would put Ivy at risk"),
        ],
    )
    given = selectors.outcome_given(InformationGiven.objects.filter(record_id=ivy.pk))
    assert len(given) == 3
    assert [one.recipient for one in given if one.given_at is None] == ["Stepfather"]
    assert waiting() == []
    with pytest.raises(Unacceptable):
        actions.tell_outcome(by=cast.worker.actor, enquiry=ivy, to=[])


def test_anybody_involved_may_ask_for_a_conference(cast: Cast) -> None:
    """ENQ-08: the teacher herself; backed, it is normally agreed (WT 4.64)."""
    ivy, _ = enquired(cast)
    concluded(cast, [ivy], "not-substantiated", services="None")
    request = actions.request_conference(
        by=cast.teacher.actor,
        enquiry=ivy,
        reasons="She is still afraid to go home",
        backed_by="Hannah Head",
        backed_as="senior-manager",
    )
    assert (request.asked_by, request.agency_name, request.is_backed) == (
        "Teresa Vetch",
        "Thrift Lane Primary School",
        True,
    )
    (item,) = [one for one in rooms.work_for(cast.worker.actor, 10) if one.kind == "conference-request"]
    assert item.urgent
    with pytest.raises(Unacceptable, match="normally agreed"):
        actions.answer_request(by=cast.manager.actor, request=request, answer="not-agreed")
    with pytest.raises(NotPermitted):
        actions.answer_request(by=cast.teacher.actor, request=request, answer="agreed")
    actions.answer_request(by=cast.manager.actor, request=request, answer="agreed")
    assert Conference.objects.get().kind == "initial"
    assert conference_clock(cast).stopped_at is None, "the clock runs on once a conference is agreed"
    with pytest.raises(NotNow):
        actions.answer_request(by=cast.manager.actor, request=request, answer="differences", reasons="x")


def test_a_refusal_has_reasons_and_differences_are_resolved_elsewhere(cast: Cast) -> None:
    """ENQ-08: through the Board's own way of resolving differences, as a last resort (WT 4.64)."""
    ivy, _ = enquired(cast)
    request = actions.request_conference(by=cast.worker.actor, enquiry=ivy, reasons="Worried", asked_by="Dr Penn")
    with pytest.raises(Unacceptable):
        actions.answer_request(by=cast.manager.actor, request=request, answer="not-agreed")
    actions.answer_request(by=cast.manager.actor, request=request, answer="not-agreed", reasons="Safe with her aunt")
    actions.answer_request(by=cast.manager.actor, request=request, answer="differences", reasons="Dr Penn disagrees")
    request.refresh_from_db()
    assert (request.answer, request.answered_by) == ("differences", cast.manager.practitioner)
    for more, field in (
        ({"reasons": ""}, "reasons"),
        ({"backed_by": "X"}, "backed_as"),
        ({"backed_as": "x"}, "backed_by"),
    ):
        with pytest.raises(Unacceptable) as refused:
            actions.request_conference(by=cast.worker.actor, enquiry=ivy, **({"reasons": "Worried"} | more))
        assert refused.value.field == field
