"""Section 47 enquiries: beginning, work, help asked of others (ENQ-01..04, ENQ-10, GEN-04, GEN-08; WT 4.47-4.53)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from holdfast.agencies.actions import register_practitioner
from holdfast.cases import rooms
from holdfast.cases.enquiries import actions, selectors
from holdfast.cases.enquiries.models import Activity, ConferenceRequest, HelpRequest, Section47Enquiry
from holdfast.cases.models import ChildSeen, Decision
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import NotNow, NotPermitted, OutOfSight, Unacceptable
from holdfast.core.time import now
from tests.support.breaking import assert_nothing_is_kept
from tests.support.cast import Cast, founder
from tests.support.harm import MONDAY, enquired

pytestmark = pytest.mark.django_db

TUESDAY = MONDAY + timedelta(days=1)


def interviewed(cast: Cast, enquiry: Section47Enquiry, **more: Any) -> Activity:
    """The child spoken with, alone, on the day after the discussion."""
    given = {"kind": "child-interview", "at": TUESDAY, "said": "I fell", "wishes": "To stay", "where": "School"}
    return actions.record_activity(by=cast.worker.actor, enquiry=enquiry, **(given | more))


def test_an_enquiry_without_a_discussion_says_why(cast: Cast) -> None:
    """ENQ-01, IMM-07: a broken curfew notice, an order made; siblings as one group (WT 4.35, box 1)."""
    with pytest.raises(Unacceptable) as refused:
        actions.begin_enquiry(by=cast.worker.actor, cases=[cast.case])
    assert refused.value.field == "ground"
    made = actions.begin_enquiry(
        by=cast.worker.actor, cases=[cast.case, cast.sibling_case], ground="Curfew notice broken", at=MONDAY
    )
    assert len({enquiry.family_group for enquiry in made}) == 1
    assert [enquiry.lead for enquiry in made] == [cast.worker.practitioner] * 2
    again = actions.begin_enquiry(by=cast.worker.actor, cases=[cast.case], ground="Again", at=TUESDAY)
    assert again == [made[0]], "an enquiry that is open goes on"


def test_a_qualified_and_experienced_social_worker_leads(cast: Cast) -> None:
    """ENQ-01: anybody else only with the reason on record (WT 4.47)."""
    enquiries = enquired(cast)
    student = register_practitioner(by=founder(cast.authority.pk), name="Stu Dent", agency=cast.authority)
    with pytest.raises(Unacceptable) as refused:
        actions.set_lead(by=cast.manager.actor, enquiries=enquiries, lead=student)
    assert refused.value.field == "lead_departure"
    actions.set_lead(by=cast.manager.actor, enquiries=enquiries, lead=student, lead_departure="Jointly with Wendy")
    assert {one.lead_departure for one in Section47Enquiry.objects.all()} == {"Jointly with Wendy"}
    actions.set_lead(by=cast.manager.actor, enquiries=enquiries, lead=cast.second_worker.practitioner)
    assert {one.lead_departure for one in Section47Enquiry.objects.all()} == {""}


def test_a_worker_who_may_not_lead_is_not_put_down_as_the_lead(cast: Cast) -> None:
    """ENQ-01: nobody leads until somebody is chosen; the record says so (WT 4.47)."""
    from holdfast.cases.actions import allocate_case

    student = register_practitioner(by=founder(cast.authority.pk), name="Stu Dent", agency=cast.authority)
    allocate_case(by=cast.manager.actor, cases=[cast.case], practitioner=student)
    ivy, _ = enquired(cast, held_at=now())
    assert ivy.lead is None
    edition = edition_for(cast.authority.pk)
    assert "lead" in {one.code for one in selectors.prompts(ivy, [], [], edition)}


def test_speaking_with_the_child_is_a_record_of_its_own(cast: Cast) -> None:
    """ENQ-02, GEN-04: separately, in the child's words (WT 4.49, 4.51)."""
    ivy, _ = enquired(cast)
    assert not selectors.child_heard(ivy)
    activity = interviewed(cast, ivy)
    seen = ChildSeen.objects.get()
    assert activity.sighting == seen
    assert (seen.child, seen.at, seen.alone, seen.said, seen.by) == (
        cast.child,
        TUESDAY,
        True,
        "I fell",
        cast.worker.practitioner,
    )
    assert selectors.child_heard(ivy)


def test_what_the_enquiry_lacks_is_prompted_for(cast: Cast) -> None:
    """ENQ-02, GEN-07, GEN-08: child, parents, their dealings with each other, siblings, what the family was told."""
    ivy, _ = enquired(cast)
    edition = edition_for(cast.authority.pk, MONDAY)

    def lacks() -> set[str]:
        return {one.code for one in selectors.prompts(ivy, list(ivy.activities.all()), [], edition)}

    assert lacks() == {"child", "parents", "interaction", "siblings", "informed"}
    interviewed(cast, ivy)
    for kind in ("parent-interview", "interaction-observed"):
        actions.record_activity(by=cast.worker.actor, enquiry=ivy, kind=kind, at=TUESDAY, findings="Warm")
    actions.note_siblings(by=cast.worker.actor, enquiry=ivy, siblings="Jack was seen at nursery")
    assert lacks() == {"informed"}
    assert all(one.why for one in selectors.prompts(ivy, [], [], edition)), "each with its paragraph"


def test_speaking_without_a_parents_knowledge_needs_a_ground(cast: Cast) -> None:
    """ENQ-03: one of the few, and why it applies; it stands on the record of the child being seen (WT 4.52)."""
    ivy, _ = enquired(cast)
    for more, field in (
        ({"without_parents_knowledge": True}, "ground"),
        ({"ground": "convenience"}, "ground"),
        ({"ground": "coercion"}, "ground_reason"),
        ({"ground": "coercion", "ground_reason": "x", "kind": "parent-interview"}, "ground"),
    ):
        with pytest.raises(Unacceptable) as refused:
            interviewed(cast, ivy, **more)
        assert refused.value.field == field
    interviewed(cast, ivy, ground="coercion", ground_reason="Her stepfather waits at the gate")
    assert ChildSeen.objects.get().without_parents_knowledge == (
        "The child might be silenced. Her stepfather waits at the gate"
    )


def test_awaited_examinations_are_listed_and_block_nothing(cast: Cast) -> None:
    """ENQ-10, ENQ-02: arranged, then done; the outcome does not wait (WT 4.97)."""
    ivy, _ = enquired(cast)
    soon = now() + timedelta(days=3)
    awaited = actions.record_activity(
        by=cast.worker.actor, enquiry=ivy, kind="psychological", arranged_for=soon, by_name="Dr Penn"
    )
    assert selectors.outstanding(ivy.activities.all()) == [awaited]
    interviewed(cast, ivy)
    actions.conclude(
        by=cast.worker.actor, enquiries=[ivy], outcome="not-substantiated", reasons="Explained", services="None wished"
    )
    actions.finish_activity(by=cast.worker.actor, activity=awaited, findings="No harm")
    assert selectors.outstanding(ivy.activities.all()) == []
    with pytest.raises(NotNow):
        actions.finish_activity(by=cast.worker.actor, activity=awaited)


def test_an_interview_that_was_arranged_makes_the_sighting_when_it_is_done(cast: Cast) -> None:
    """ENQ-02, GEN-04 (WT 4.49)."""
    ivy, _ = enquired(cast)
    awaited = actions.record_activity(
        by=cast.worker.actor, enquiry=ivy, kind="child-interview", arranged_for=now() + timedelta(days=1)
    )
    assert not ChildSeen.objects.exists()
    actions.finish_activity(by=cast.worker.actor, activity=awaited, said="I fell", at=TUESDAY)
    assert ChildSeen.objects.get().said == "I fell"


def test_help_is_asked_for_and_answered_or_refused_with_why(cast: Cast) -> None:
    """ENQ-04: under the section that binds the agency (WT 4.48, App.1 §11)."""
    ivy, _ = enquired(cast)
    asked = actions.ask_help(
        by=cast.worker.actor, enquiry=ivy, agency=cast.school, what="Attendance since January", at=TUESDAY
    )
    assert (asked.agency_name, asked.duty, asked.answer) == ("Thrift Lane Primary School", "s47", "waiting")
    assert list(selectors.unanswered_help([cast.case.pk])) == [asked]
    with pytest.raises(Unacceptable) as refused:
        actions.answer_help(by=cast.worker.actor, request=asked, answer="refused")
    assert refused.value.field == "refusal"
    with pytest.raises(Unacceptable, match="before the request"):
        actions.answer_help(by=cast.worker.actor, request=asked, answer="given", at=MONDAY)
    actions.answer_help(by=cast.worker.actor, request=asked, answer="refused", refusal="Waits for its head")
    with pytest.raises(NotNow):
        actions.answer_help(by=cast.worker.actor, request=asked, answer="given")
    for more, field in (
        ({"what": "x"}, "agency_name"),
        ({"what": "", "agency_name": "GP"}, "what"),
        ({"what": "x", "agency_name": "GP", "duty": "s99"}, "duty"),
    ):
        with pytest.raises(Unacceptable) as wrong:
            actions.ask_help(by=cast.worker.actor, enquiry=ivy, **more)  # type: ignore[arg-type]
        assert wrong.value.field == field


def test_the_story_tells_beginning_work_and_outcome(cast: Cast) -> None:
    """REC-03: without telling the child's being seen twice (WT 4.75)."""
    ivy, _ = enquired(cast)
    interviewed(cast, ivy)
    actions.record_activity(by=cast.worker.actor, enquiry=ivy, kind="medical", at=TUESDAY, findings="Old bruise")
    actions.conclude(
        by=cast.worker.actor,
        enquiries=[ivy],
        outcome="substantiated-continuing-risk",
        reasons="Bruised twice",
        at=TUESDAY + timedelta(hours=3),
    )
    told = {entry.title for entry in rooms.story_of([cast.child.pk])}
    assert {
        "Section 47 enquiry begins",
        "Medical examination",
        "Section 47 enquiry: Substantiated, continuing risk",
    } <= told
    assert "Child interviewed separately" not in told
    assert "Ivy Thorne seen alone, School" in told


def test_a_case_with_an_open_enquiry_is_not_closed(cast: Cast) -> None:
    """ENQ-05: the outcome comes first (WT 4.58)."""
    ivy, _ = enquired(cast)
    assert any("enquiry" in why for why in rooms.reasons_to_stay_open(cast.case))
    interviewed(cast, ivy)
    actions.conclude(
        by=cast.worker.actor, enquiries=[ivy], outcome="not-substantiated", reasons="Explained", services="None wished"
    )
    assert not any("enquiry" in why for why in rooms.reasons_to_stay_open(cast.case))


def told_of(cast: Cast, ivy: Section47Enquiry) -> Any:
    """Give the outcome to the teacher."""
    from holdfast.cases.actions import Told

    return actions.tell_outcome(
        by=cast.worker.actor,
        enquiry=ivy,
        to=[Told("Teresa Vetch", practitioner_id=cast.teacher.practitioner.pk)],
        what="A letter",
    )


Doing = Callable[[Cast, Section47Enquiry, Activity, HelpRequest, ConferenceRequest], Any]
DOINGS: dict[str, Doing] = {
    "begin": lambda cast, ivy, activity, help_, request: actions.begin_enquiry(
        by=cast.worker.actor, cases=[cast.case], ground="Order made"
    ),
    "lead": lambda cast, ivy, activity, help_, request: actions.set_lead(
        by=cast.worker.actor, enquiries=[ivy], lead=cast.second_worker.practitioner
    ),
    "activity": lambda cast, ivy, activity, help_, request: interviewed(cast, ivy),
    "finish": lambda cast, ivy, activity, help_, request: actions.finish_activity(
        by=cast.worker.actor, activity=activity
    ),
    "siblings": lambda cast, ivy, activity, help_, request: actions.note_siblings(
        by=cast.worker.actor, enquiry=ivy, siblings="Seen"
    ),
    "ask": lambda cast, ivy, activity, help_, request: actions.ask_help(
        by=cast.worker.actor, enquiry=ivy, agency=cast.police, what="Call-outs"
    ),
    "answer": lambda cast, ivy, activity, help_, request: actions.answer_help(
        by=cast.worker.actor, request=help_, answer="given"
    ),
    "conclude": lambda cast, ivy, activity, help_, request: actions.conclude(
        by=cast.worker.actor, enquiries=[ivy], outcome="substantiated-continuing-risk", reasons="Bruised"
    ),
    "tell": lambda cast, ivy, activity, help_, request: told_of(cast, ivy),
    "review": lambda cast, ivy, activity, help_, request: actions.review_arrangement(
        by=cast.worker.actor, enquiry=ivy, finding="Well", next_on=date(2030, 1, 1)
    ),
    "request": lambda cast, ivy, activity, help_, request: actions.request_conference(
        by=cast.worker.actor, enquiry=ivy, reasons="Worried"
    ),
    "reply": lambda cast, ivy, activity, help_, request: actions.answer_request(
        by=cast.worker.actor, request=request, answer="agreed"
    ),
    "correct": lambda cast, ivy, activity, help_, request: actions.correct_enquiry(
        by=cast.worker.actor, record=ivy, changes={"started_at": TUESDAY}, reason="A day later"
    ),
}


def things(cast: Cast) -> tuple[Section47Enquiry, Activity, HelpRequest, ConferenceRequest]:
    """One of everything that actions work on."""
    ivy, _ = enquired(cast)
    by = cast.worker.actor
    activity = actions.record_activity(by=by, enquiry=ivy, kind="medical", arranged_for=now() + timedelta(days=1))
    help_ = actions.ask_help(by=by, enquiry=ivy, agency=cast.school, what="Attendance")
    return ivy, activity, help_, actions.request_conference(by=by, enquiry=ivy, reasons="Worried")


@pytest.mark.parametrize("name", DOINGS)
def test_nothing_is_kept_when_the_ledger_breaks(name: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """REC-01: each action keeps all or nothing."""
    made = things(cast)
    tables = (Section47Enquiry, Activity, HelpRequest, ConferenceRequest, Decision, ChildSeen)
    counts = [table.objects.count() for table in tables]
    if name == "begin":
        actions.conclude(
            by=cast.worker.actor, enquiries=[made[0]], outcome="substantiated-continuing-risk", reasons="Bruised"
        )
        counts[4] += 1
    assert_nothing_is_kept(monkeypatch, lambda: DOINGS[name](cast, *made))
    assert counts == [table.objects.count() for table in tables]
    assert Section47Enquiry.objects.get(pk=made[0].pk).started_at == MONDAY


@pytest.mark.parametrize("name", DOINGS)
def test_another_authority_finds_nothing_and_a_wrong_role_is_refused(name: str, cast: Cast) -> None:
    """Default deny (design: Access)."""
    made = things(cast)
    cast.worker = cast.outsider
    with pytest.raises(OutOfSight):
        DOINGS[name](cast, *made)
    cast.worker = cast.sysadmin
    with pytest.raises(NotPermitted):
        DOINGS[name](cast, *made)
