"""The steps that the many cases of a measurement have been through, in the shape that work takes."""

from __future__ import annotations

from holdfast.cases.assessments.models import Assessment, AssessmentRound
from holdfast.cases.conferences.models import Conference, ConferenceChild
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.models import Decision
from holdfast.cases.plans.models import (
    ChildInNeedPlan,
    ChildInNeedReview,
    ChildProtectionPlan,
    CoreGroupEntry,
    CoreGroupMeeting,
)
from holdfast.cases.referrals.models import Contact, ContactChild, Referral, ReferredChild, Referrer
from holdfast.cases.strategy.models import StrategyChild, StrategyDiscussion
from tests.benchmarks.filling import chance, fill, key

CASE = 3
FIRST = 0x100  # kinds of identifier from here on; those below are of people and cases
(REFERRER, CONTACT, REFERRAL, REFERRED, INITIAL, CORE, DISCUSSION, DISCUSSED, ENQUIRY, CONFERENCE, ENTRY, PLAN, MEETING,
 REVIEW, REVIEWED, NEED, NEED_REVIEW, DECIDED) = range(FIRST, FIRST + 18)  # fmt: skip


def after(days: int, spread: int, seed: int) -> str:
    """SQL: a moment some days after the case was opened; null where it still lies ahead."""
    moment = f"c.opened_at + {days} * interval '1 day' + {chance(seed)} * interval '{spread * 15} minutes'"
    return f"CASE WHEN {moment} < now() THEN {moment} END"


def _decide(rows: str, kind: int, *, step: str, record: str, outcome: str, at: str) -> None:
    """A decision on each of the rows; `at` is never null in them."""
    fill(
        Decision,
        rows,
        id=key(DECIDED + kind),
        case_id="c.id",
        step=f"'{step}'",
        record_id=record,
        outcome=outcome,
        outcome_label="'Decided'",
        taken_by_id="c.worker_id",
        taken_at=at,
        reasons="'Because of what is known'",
    )


def _referrals(cases: str) -> None:
    source = f"CASE WHEN {chance(20)} < 60 THEN 'school' ELSE 'neighbour-or-friend' END"
    mode = f"CASE WHEN {chance(21)} < 50 THEN 'telephone' WHEN {chance(21)} < 85 THEN 'email' ELSE 'in-writing' END"
    of_case = {"authority_id": "c.authority_id", "received_at": "c.opened_at"}
    fill(Referrer, cases, id=key(REFERRER), source=source, source_label="'School'", name="'A. Teacher'")
    fill(
        Contact,
        cases,
        id=key(CONTACT),
        referrer_id=key(REFERRER),
        mode=mode,
        mode_label="'Telephone'",
        concern="'What somebody is worried about'",
        outcome="'referral'",
        **of_case,
    )
    fill(ContactChild, cases, id=key(CONTACT), contact_id=key(CONTACT), child_id="c.child_id")
    fill(
        Referral,
        cases,
        id=key(REFERRAL),
        contact_id=key(CONTACT),
        confirmed_at=f"CASE WHEN {chance(22)} < 70 THEN {after(1, 1, 23)} END",
        acknowledged_at=f"CASE WHEN {chance(24)} < 80 THEN {after(0, 1, 25)} END",
        decided_at=after(0, 1, 26),
        told_at=f"CASE WHEN {chance(27)} < 95 THEN {after(1, 2, 26)} END",
        **of_case,
    )
    fill(
        ReferredChild,
        cases,
        id=key(REFERRED),
        case_id="c.id",
        referral_id=key(REFERRAL),
        child_id="c.child_id",
        opened_case="true",
        outcome="'initial-assessment'",
        decided_at=after(0, 1, 26),
    )
    decided = f"{cases} WHERE {after(0, 1, 26)} IS NOT NULL"
    _decide(
        decided, REFERRED, step="referral", record=key(REFERRED), outcome="'initial-assessment'", at=after(0, 1, 26)
    )


def _assessments(cases: str) -> None:
    for kind, step, began, start, when, share in (
        (INITIAL, "initial-assessment", "referral.received", "c.opened_at", after(4, 6, 30), 98),
        (CORE, "core-assessment", "assessment.initial.completed", after(4, 6, 30), after(30, 40, 31), 40),
    ):
        rows = f"{cases} WHERE {chance(32 + kind)} < {share} AND {start} IS NOT NULL"
        done = f"CASE WHEN {chance(64 + kind)} < 93 THEN {when} END"
        shared = {"id": key(kind), "step": f"'{step}'", "started_at": start}
        fill(AssessmentRound, rows, authority_id="c.authority_id", lead_id="c.worker_id", **shared)
        fill(
            Assessment,
            rows,
            case_id="c.id",
            round_id=key(kind),
            began_with=f"'{began}'",
            clock_from=start,
            completed_at=done,
            **shared,
        )
        ended = f"{rows} AND {done} IS NOT NULL"
        _decide(ended, kind, step=step, record=key(kind), outcome="'child-in-need'", at=done)


def _enquiries(cases: str) -> None:
    held = after(6, 10, 40)
    rows = f"{cases} WHERE {chance(41)} < 12 AND {held} IS NOT NULL"
    circulated = f"CASE WHEN {chance(42)} < 80 THEN {after(7, 12, 40)} END"
    fill(StrategyDiscussion, rows, id=key(DISCUSSION), authority_id="c.authority_id", held_at=held, mode="'meeting'",
         circulated_at=circulated)  # fmt: skip
    fill(StrategyChild, rows, id=key(DISCUSSED), case_id="c.id", discussion_id=key(DISCUSSION))
    _decide(rows, DISCUSSED, step="strategy-discussion", record=key(DISCUSSED), outcome="'begin-enquiry'", at=held)
    concluded = after(16, 20, 43)
    began = key(DECIDED + DISCUSSED)
    fill(Section47Enquiry, rows, id=key(ENQUIRY), case_id="c.id", started_at=held, because_id=began,
         lead_id="c.worker_id", concluded_at=concluded)  # fmt: skip
    outcome = f"CASE WHEN {chance(50)} < 50 THEN 'substantiated-continuing-risk' ELSE 'not-substantiated' END"
    ended = f"{rows} AND {concluded} IS NOT NULL"
    _decide(ended, ENQUIRY, step="section-47-enquiry", record=key(ENQUIRY), outcome=outcome, at=concluded)


def _conferences(cases: str) -> None:
    held = after(22, 10, 44)
    rows = f"{cases} WHERE {chance(41)} < 12 AND {chance(50)} < 50 AND {held} IS NOT NULL"
    ended = f"CASE WHEN {chance(45)} < 40 THEN {after(430, 100, 46)} END"
    fill(ChildProtectionPlan, rows, id=key(PLAN), case_id="c.id", started_at=held, conference_id=key(CONFERENCE),
         key_worker_id="c.worker_id", ended_at=ended)  # fmt: skip
    times = [(CONFERENCE, "initial", held)]
    times += [(REVIEW + 100 * turn, "review", after(22 + 85 * turn, 10, 46 + turn)) for turn in (1, 2, 3)]
    for kind, name, at in times:
        these = f"{rows} AND {at} IS NOT NULL"
        conference = {"authority_id": "c.authority_id", "kind": f"'{name}'", "convened_at": "c.opened_at"}
        circulated = f"{at} + interval '1 day'"
        fill(Conference, these, id=key(kind), held_at=at, circulated_at=circulated, summary="'Said'", **conference)
        fill(ConferenceChild, these, id=key(kind + 1), conference_id=key(kind), case_id="c.id", plan_id=key(PLAN),
             decision="'plan'" if name == "initial" else "'continue'")  # fmt: skip
    for turn in range(4):
        at = after(30 + 40 * turn, 6, 55 + turn)
        these = f"{rows} AND {at} IS NOT NULL"
        fill(CoreGroupMeeting, these, id=key(MEETING + 1000 * turn), authority_id="c.authority_id", held_at=at)
        fill(CoreGroupEntry, these, id=key(MEETING + 1000 * turn), case_id="c.id", plan_id=key(PLAN),
             meeting_id=key(MEETING + 1000 * turn))  # fmt: skip


def _needs(cases: str) -> None:
    agreed = after(12, 10, 60)
    rows = f"{cases} WHERE {chance(61)} < 10 AND {agreed} IS NOT NULL"
    fill(ChildInNeedPlan, rows, id=key(NEED), case_id="c.id", agreed_at=agreed, lead_worker_id="c.worker_id")
    for turn in (1, 2):
        at = after(12 + 150 * turn, 20, 62 + turn)
        fill(ChildInNeedReview, f"{rows} AND {at} IS NOT NULL", id=key(NEED_REVIEW + 1000 * turn), case_id="c.id",
             plan_id=key(NEED), held_at=at)  # fmt: skip


def fill_pathway(count: int) -> None:
    """Fill the tables of every step for so many cases."""
    cases = f"generate_series(0, {count - 1}) AS i(n) JOIN cases_case c ON c.id = {key(CASE)}"
    _referrals(cases)
    _assessments(cases)
    _enquiries(cases)
    _conferences(cases)
    _needs(cases)
