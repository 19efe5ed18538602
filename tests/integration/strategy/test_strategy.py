"""Strategy discussions (STR-01..06, GEN-06, GEN-08, GEN-11; WT 4.41-4.46, 4.67)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from holdfast.cases import rooms
from holdfast.cases.actions import close_case
from holdfast.cases.assessments import actions as assessments
from holdfast.cases.assessments.models import Assessment
from holdfast.cases.enquiries import actions as enquiries
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.models import AgreedAction, Case, Decision, InformationGiven
from holdfast.cases.selectors import edition_for
from holdfast.cases.strategy import actions, selectors
from holdfast.cases.strategy.models import Participant, StrategyChild, StrategyDiscussion
from holdfast.clocks.models import ClockRow
from holdfast.core.errors import NotPermitted, OutOfSight, Unacceptable
from holdfast.core.time import now
from holdfast.ledger.models import Act, Correction
from tests.support.breaking import assert_nothing_is_kept
from tests.support.cast import Cast
from tests.support.harm import MONDAY, discussed, parties

pytestmark = pytest.mark.django_db


def clock(case: Case, code: str) -> ClockRow:
    """A case's clock of a kind."""
    return ClockRow.objects.get(case=case, clock=code)


def test_a_discussion_is_typed_once_and_decided_for_each_child(cast: Cast) -> None:
    """STR-01, STR-03, GEN-11: one row for the family, a decision on each case (WT 4.41-4.44)."""
    discussion = discussed(cast)
    assert StrategyDiscussion.objects.count() == 1
    assert {entry.case for entry in discussion.children.all()} == {cast.case, cast.sibling_case}
    assert Decision.objects.filter(outcome="begin-enquiry", taken_at=MONDAY).count() == 2
    assert [one.agency_name for one in discussion.participants.all()] == [
        "Marram Children's Services",
        "Marram Constabulary",
    ]
    assert Act.objects.get(verb="strategy.record").happened_at == MONDAY


def test_siblings_may_be_decided_differently(cast: Cast) -> None:
    """STR-03: an enquiry for one, none for the other (WT 4.42)."""
    actions.record_discussion(
        by=cast.worker.actor,
        cases=[cast.case, cast.sibling_case],
        mode="meeting",
        held_at=MONDAY,
        decisions=[
            actions.ForChild(cast.case, "begin-enquiry", "Bruised"),
            actions.ForChild(cast.sibling_case, "no-enquiry-in-need", "Well, and at nursery"),
        ],
    )
    assert [enquiry.case for enquiry in Section47Enquiry.objects.all()] == [cast.case]


def test_a_decision_begins_the_enquiry_and_the_core_assessment(cast: Cast) -> None:
    """STR-03, ENQ-01: as the edition's pathway leads, with the clock from the discussion (WT 4.42, 4.47, 4.97)."""
    discussed(cast, conduct="joint")
    enquiries = Section47Enquiry.objects.all()
    assert {enquiry.case for enquiry in enquiries} == {cast.case, cast.sibling_case}
    assert len({enquiry.family_group for enquiry in enquiries}) == 1
    assert {(enquiry.conduct, enquiry.lead, enquiry.started_at) for enquiry in enquiries} == {
        ("joint", cast.worker.practitioner, MONDAY)
    }
    assert Assessment.objects.filter(step="core-assessment").count() == 2
    core = clock(cast.case, "core-assessment")
    assert (core.started_by, core.started_at) == ("strategy.initiating", MONDAY)
    assert {case.began for case in Case.objects.annotate(began=selectors.initiating("pk", near="opened_at"))} == {
        MONDAY
    }


def test_going_on_with_an_enquiry_begins_no_second_one(cast: Cast) -> None:
    """STR-02, STR-03: several discussions are possible (WT 4.42, 4.44)."""
    discussed(cast)
    later = discussed(cast, MONDAY + timedelta(days=7), "continue-enquiry")
    assert Section47Enquiry.objects.count() == 2
    assert {case.began for case in Case.objects.annotate(began=selectors.initiating("pk", near="opened_at"))} == {
        MONDAY
    }
    assert [one.held_at for one in selectors.discussions_of([cast.case.pk])] == [later.held_at, MONDAY]
    assert sorted(selectors.held_at_by_decision([cast.case.pk]).values()) == [MONDAY, later.held_at]


def test_the_last_discussion_counts_for_the_conference(cast: Cast) -> None:
    """STR-02: fifteen working days from the last of several; the first is shown to have begun it (WT 4.67)."""
    discussed(cast)
    assert clock(cast.case, "initial-conference").due_on == date(2026, 3, 30)
    later = MONDAY + timedelta(days=7)
    discussed(cast, later, "continue-enquiry")
    conference = clock(cast.case, "initial-conference")
    assert (conference.started_by, conference.started_at, conference.due_on) == (
        "strategy.last",
        later,
        date(2026, 4, 8),
    )


def test_a_corrected_date_moves_every_clock_that_it_started(cast: Cast) -> None:
    """STR-02, REC-01: discussion, decision, enquiry, conference and core assessment follow (WT 4.67, 4.97, 4.131)."""
    discussion = discussed(cast)
    before = {code: clock(cast.case, code).due_at for code in ("initial-conference", "core-assessment")}
    friday = MONDAY - timedelta(days=3)
    actions.correct_discussion(
        by=cast.worker.actor, record=discussion, changes={"held_at": friday}, reason="It was on Friday"
    )
    assert clock(cast.case, "initial-conference").started_at == friday
    assert clock(cast.sibling_case, "initial-conference").started_at == friday
    assert clock(cast.case, "core-assessment").started_at == friday
    assert clock(cast.case, "strategy-record").started_at == friday
    for code, due in before.items():
        assert clock(cast.case, code).due_at < due
    assert {decision.taken_at for decision in Decision.objects.filter(outcome="begin-enquiry")} == {friday}
    assert {enquiry.started_at for enquiry in Section47Enquiry.objects.all()} == {friday}
    assert Correction.objects.get(record_id=discussion.pk).reason == "It was on Friday"


def test_a_second_enquiry_leaves_the_first_ones_core_assessment_alone(cast: Cast) -> None:
    """ENQ-01: each core assessment runs from the discussion that began its own enquiry (WT 4.97)."""
    discussed(cast, cases=[cast.case])
    assessments.stop_assessment(
        by=cast.worker.actor,
        assessment=Assessment.objects.get(),
        reason="The enquiry is over",
        at=MONDAY + timedelta(days=20),
    )
    enquiries.conclude(
        by=cast.worker.actor,
        enquiries=[Section47Enquiry.objects.select_related("case__child", "case__authority").get()],
        outcome="not-substantiated",
        reasons="Explained",
        services="None wished",
        departure="Abroad",
        at=MONDAY + timedelta(days=20),
    )
    later = MONDAY + timedelta(days=60)
    discussed(cast, later, cases=[cast.case])
    started = ClockRow.objects.filter(case=cast.case, clock="core-assessment").values_list("started_at", flat=True)
    assert sorted(started) == [MONDAY, later]


def test_the_record_goes_to_everybody_in_one_step(cast: Cast) -> None:
    """STR-05: within a working day; what each was given stands on each child's case (WT 4.44)."""
    discussion = discussed(cast)
    assert clock(cast.case, "strategy-record").due_on == date(2026, 3, 10)
    with pytest.raises(Unacceptable, match="before the discussion"):
        actions.circulate_record(by=cast.worker.actor, discussion=discussion, at=MONDAY - timedelta(hours=1))
    sent = MONDAY + timedelta(hours=5)
    actions.circulate_record(by=cast.worker.actor, discussion=discussion, at=sent)
    for case in (cast.case, cast.sibling_case):
        assert clock(case, "strategy-record").met_at == sent
        assert {given.recipient for given in InformationGiven.objects.filter(case=case)} == {
            "Wendy Sorrel, Marram Children's Services",
            "Pat Constable, Marram Constabulary",
        }
    actions.circulate_record(by=cast.worker.actor, discussion=discussion, at=sent + timedelta(days=3))
    assert clock(cast.case, "strategy-record").met_at == sent, "the first time counts"


def test_a_record_without_parties_cannot_go_out(cast: Cast) -> None:
    """STR-05 (WT 4.44)."""
    discussion = discussed(cast, participants=[])
    with pytest.raises(Unacceptable, match="who took part"):
        actions.circulate_record(by=cast.worker.actor, discussion=discussion)


def test_who_ought_to_take_part_is_prompted_for(cast: Cast) -> None:
    """STR-01: police always; consultant and ward nurse in hospital; a senior doctor for a medical (WT 4.41)."""
    edition = edition_for(cast.authority.pk, MONDAY)

    def missing(**more: Any) -> list[str]:
        discussion = discussed(cast, outcome="", **more)
        people = list(discussion.participants.all())
        return [one.part for one in selectors.who_is_missing(discussion, people, [cast.case], edition)]

    assert missing() == []
    assert missing(participants=[]) == ["social-care", "police"]
    assert missing(hospital_patient=True) == ["consultant"]
    assert missing(in_patient=True, medical_possible=True) == ["consultant", "ward-nurse", "senior-doctor"]


def test_what_the_record_lacks_depends_on_what_was_decided(cast: Cast) -> None:
    """STR-03, STR-04, GEN-05: nothing holds the record up; it is asked for afterwards (WT 4.42, 4.43)."""
    edition = edition_for(cast.authority.pk, MONDAY)

    def missing(discussion: StrategyDiscussion) -> set[str]:
        standing = Decision.objects.filter(record_id__in=discussion.children.values("pk"), superseded_at=None)
        return {one.field for one in selectors.still_to_add(discussion, standing, edition)}

    none = missing(discussed(cast, outcome="no-enquiry"))
    assert {"immediate_action", "family_told", "legal_action", "other_children"} <= none
    assert "wishes_how" not in none
    begun = discussed(cast, MONDAY + timedelta(days=1), hospital_patient=True)
    assert {"wishes_how", "criminal_investigation", "interpreter", "conduct", "safe_discharge"} <= missing(begun)
    actions.add_to_discussion(by=cast.worker.actor, discussion=begun, wishes_how="Through her teacher")
    assert "wishes_how" not in missing(begun)


def test_everything_that_was_agreed_is_kept(cast: Cast) -> None:
    """STR-03, STR-04, GEN-06: tasks and interviews, typed once (WT 4.13, 4.42, 4.43)."""
    discussion = discussed(
        cast,
        todo=[actions.ToDo("See both children at school", cast.worker.practitioner, due_on=date(2026, 3, 10))],
        interviews=[actions.Interview("Rosa Thorne", "Wendy Sorrel", date(2026, 3, 11), "How the bruise came")],
    )
    task = AgreedAction.objects.get()
    assert (task.owner, task.due_on) == (cast.worker.practitioner, date(2026, 3, 10))
    assert discussion.interviews.get().purpose == "How the bruise came"
    actions.add_to_discussion(
        by=cast.worker.actor,
        discussion=discussion,
        participants=[
            actions.TookPart(role="health", name="Hetty Bell", agency_name="Marram Health", gave="Seen in A&E")
        ],
        todo=[actions.ToDo("Ask the GP", owner_name="Hetty Bell")],
    )
    assert discussion.participants.count() == 3
    assert AgreedAction.objects.count() == 2


def test_immediate_action_stays_under_review(cast: Cast) -> None:
    """STR-06: on the work list by its day, until it has been looked at (WT 4.44)."""
    discussion = discussed(cast, immediate_action="With grandmother", immediate_review_on=date(2026, 3, 11))

    def listed() -> list[date]:
        return [item.due for item in rooms.work_for(cast.worker.actor, 10) if item.kind == "immediate-action-review"]  # type: ignore[misc]

    assert listed() == [date(2026, 3, 11)]
    actions.review_immediate_action(
        by=cast.worker.actor, discussion=discussion, finding="Safe there", next_on=date(2026, 3, 18)
    )
    assert listed() == [date(2026, 3, 18)]
    actions.review_immediate_action(by=cast.worker.actor, discussion=discussion, finding="Home again")
    assert listed() == []
    with pytest.raises(Unacceptable):
        actions.review_immediate_action(by=cast.worker.actor, discussion=discussion, finding=" ")


def test_suspected_harm_waits_on_the_work_list_until_it_is_discussed(cast: Cast) -> None:
    """STR-01: after reasonable cause, and after a discussion that asked for another (WT 4.41, 4.44)."""

    def waiting() -> int:
        return len([item for item in rooms.work_for(cast.worker.actor, 10) if item.kind == "strategy-awaited"])

    discussed(cast, outcome="further-discussion")
    assert waiting() == 2
    discussed(cast, MONDAY + timedelta(days=1), cases=[cast.case])
    assert waiting() == 1


def test_a_later_decision_supersedes_and_an_unknown_child_is_refused(cast: Cast) -> None:
    """STR-03, GEN-11: both stay readable (WT 4.42, 4.131)."""
    discussion = discussed(cast, outcome="no-enquiry", cases=[cast.case])
    actions.decide(
        by=cast.worker.actor,
        discussion=discussion,
        decisions=[actions.ForChild(cast.case, "begin-enquiry", "A second bruise")],
        at=MONDAY + timedelta(hours=2),
    )
    entry = StrategyChild.objects.get(discussion=discussion)
    taken = Decision.objects.filter(record_id=entry.pk).order_by("taken_at")
    assert [(one.outcome, one.superseded_at is None) for one in taken] == [
        ("no-enquiry", False),
        ("begin-enquiry", True),
    ]
    assert Section47Enquiry.objects.get().started_at == MONDAY + timedelta(hours=2)
    with pytest.raises(Unacceptable):
        actions.decide(
            by=cast.worker.actor,
            discussion=discussion,
            decisions=[actions.ForChild(cast.sibling_case, "no-enquiry", "x")],
        )


def test_what_cannot_be_recorded(cast: Cast) -> None:
    """STR-02: the future, no child, an unknown way of holding it, nobody's name (WT 4.44)."""
    for more, field in (
        ({"held_at": now() + timedelta(days=1)}, "held_at"),
        ({"cases": []}, "cases"),
        ({"mode": "pigeon"}, "mode"),
        ({"participants": [actions.TookPart(role="police")]}, "participants"),
    ):
        with pytest.raises(Unacceptable) as refused:
            discussed(cast, **more)  # type: ignore[arg-type]
        assert refused.value.field == field
    assert not StrategyDiscussion.objects.exists()
    with pytest.raises(Unacceptable, match="Nothing has been added"):
        actions.add_to_discussion(by=cast.worker.actor, discussion=discussed(cast))


def test_those_who_took_part_are_known(cast: Cast) -> None:
    """STR-05: what somebody of another agency may read hangs on that (WT 4.44)."""
    discussion = discussed(cast)
    assert selectors.took_part(cast.partner.actor, discussion)
    assert not selectors.took_part(cast.teacher.actor, discussion)


def test_the_story_tells_the_discussion_for_each_child(cast: Cast) -> None:
    """REC-03: one entry for the family, with who took part (WT 4.44)."""
    discussion = discussed(cast)
    (entry,) = [one for one in rooms.story_of([cast.child.pk]) if one.record_id == discussion.pk]
    assert entry.title == "Strategy discussion: Begin a section 47 enquiry"
    assert set(entry.child_ids) == {cast.child.pk, cast.sibling.pk}
    assert ("Pat Constable", "Marram Constabulary") in entry.people


def test_a_closed_case_stops_the_clock_of_the_record(cast: Cast) -> None:
    """STR-05: an unmet clock does not run on for ever (WT 4.44)."""
    discussed(cast, outcome="no-enquiry")
    close_case(by=cast.worker.actor, case=cast.case, reason="no-further-action", at=MONDAY + timedelta(days=2))
    stopped = clock(cast.case, "strategy-record")
    assert (stopped.met_at, stopped.stopped_why) == (None, "the case was closed")


Doing = Callable[[Cast, StrategyDiscussion], Any]
DOINGS: dict[str, Doing] = {
    "record": lambda cast, discussion: discussed(cast, MONDAY + timedelta(days=1), participants=parties(cast)),
    "decide": lambda cast, discussion: actions.decide(
        by=cast.worker.actor,
        discussion=discussion,
        decisions=[actions.ForChild(cast.case, "no-enquiry", "Explained")],
    ),
    "add": lambda cast, discussion: actions.add_to_discussion(
        by=cast.worker.actor, discussion=discussion, legal_action="None"
    ),
    "circulate": lambda cast, discussion: actions.circulate_record(by=cast.worker.actor, discussion=discussion),
    "review": lambda cast, discussion: actions.review_immediate_action(
        by=cast.worker.actor, discussion=discussion, finding="Safe"
    ),
    "correct": lambda cast, discussion: actions.correct_discussion(
        by=cast.worker.actor, record=discussion, changes={"held_at": MONDAY - timedelta(days=3)}, reason="Friday"
    ),
}


@pytest.mark.parametrize("name", DOINGS)
def test_nothing_is_kept_when_the_ledger_breaks(name: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """REC-01: each action keeps all or nothing."""
    discussion = discussed(cast)
    tables = (StrategyDiscussion, Participant, Decision, InformationGiven, Section47Enquiry)
    counts = [table.objects.count() for table in tables]
    assert_nothing_is_kept(monkeypatch, lambda: DOINGS[name](cast, discussion))
    assert counts == [table.objects.count() for table in tables]
    assert StrategyDiscussion.objects.get(pk=discussion.pk).held_at == MONDAY
    assert not Decision.objects.filter(superseded_at__isnull=False).exists()


@pytest.mark.parametrize("name", DOINGS)
def test_another_authority_finds_nothing_and_a_wrong_role_is_refused(name: str, cast: Cast) -> None:
    """Default deny (design: Access)."""
    discussion = discussed(cast)
    cast.worker = cast.outsider
    with pytest.raises(OutOfSight):
        DOINGS[name](cast, discussion)
    cast.worker = cast.sysadmin
    with pytest.raises(NotPermitted):
        DOINGS[name](cast, discussion)
