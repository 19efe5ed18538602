"""Changes that a strategy discussion makes (STR-01..06; WT 4.41-4.46)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Practitioner
from holdfast.cases import rooms
from holdfast.cases.actions import Told, agree_action, give_information, take_decision
from holdfast.cases.models import Case, Decision
from holdfast.cases.recording import fill, moment, one_of
from holdfast.cases.selectors import edition_for
from holdfast.cases.strategy.models import (
    BEGIN,
    CONTINUE,
    STEP,
    ImmediateReview,
    Participant,
    PlannedInterview,
    StrategyChild,
    StrategyDiscussion,
)
from holdfast.core.errors import Unacceptable
from holdfast.ledger.corrections import correct
from holdfast.ledger.models import Correction

PLAN = (
    "place",
    "chair",
    "concern",
    "hospital_patient",
    "in_patient",
    "medical_possible",
    "missing_reason",
    "conduct",
    "criminal_investigation",
    "medical",
    "immediate_action",
    "safe_discharge",
    "immediate_review_on",
    "family_told",
    "legal_action",
    "enquiry_plan",
    "wishes_how",
    "race_and_language",
    "interpreter",
    "other_children",
)
"""What the record tells besides who took part and what was decided (STR-03, STR-04; WT 4.42, 4.43)."""


@dataclass(frozen=True, slots=True)
class TookPart:
    """Somebody who took part, in what part (a strategy-part code), and what they told (STR-01; WT 4.41)."""

    role: str = ""
    practitioner: Practitioner | None = None
    name: str = ""
    agency_name: str = ""
    gave: str = ""


@dataclass(frozen=True, slots=True)
class ForChild:
    """What was decided for one child, and why (STR-03; WT 4.42)."""

    case: Case
    outcome: str
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class ToDo:
    """Who does what by when (GEN-06, STR-03; WT 4.13, 4.42)."""

    what: str
    owner: Practitioner | None = None
    owner_name: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Interview:
    """Who is to be interviewed, by whom, when, what for (STR-04; WT 4.43)."""

    whom: str
    by_whom: str = ""
    on: date | None = None
    purpose: str = ""


def record_discussion(
    *,
    by: Actor,
    cases: Sequence[Case],
    mode: str,
    held_at: datetime | None = None,
    participants: Iterable[TookPart] = (),
    decisions: Iterable[ForChild] = (),
    todo: Iterable[ToDo] = (),
    interviews: Iterable[Interview] = (),
    **plan: Any,
) -> StrategyDiscussion:
    """Record a discussion once for all its children, with what was decided for each (STR-01..04; WT 4.41-4.44).

    `plan` takes any of `PLAN`. What is left out is shown as still to be added; nothing but the children and the way
    it was held is needed. A decision to begin an enquiry begins it, and the assessment that goes with it.
    """
    when = moment(held_at, field="held_at")
    if not cases:
        raise Unacceptable("Choose at least one child", field="cases")
    one_of(edition_for(cases[0].authority_id, when), "strategy-mode", mode, field="mode")
    with acting("strategy.record", by=by, on=cases, happened_at=when) as act:
        discussion = StrategyDiscussion(authority_id=cases[0].authority_id, held_at=when, mode=mode)
        fill(discussion, {name: value for name, value in plan.items() if name in PLAN})
        discussion.save()
        for case in cases:
            StrategyChild(case=case, discussion=discussion).save()
        act.touch(discussion)
        _enter(discussion, participants, interviews)
        decide(by=by, discussion=discussion, decisions=decisions, at=when)
        _agree(by, discussion, todo)
    return discussion


def _enter(discussion: StrategyDiscussion, participants: Iterable[TookPart], interviews: Iterable[Interview]) -> None:
    for one in participants:
        who = one.practitioner
        name = who.name if who else one.name.strip()
        if not name:
            raise Unacceptable("Say who took part", field="participants")
        Participant(
            discussion=discussion,
            practitioner=who,
            name=name,
            agency_name=who.agency.name if who else one.agency_name.strip(),
            agency_kind=who.agency.kind if who else "",
            role=one.role,
            gave=one.gave.strip(),
        ).save()
    for planned in interviews:
        PlannedInterview(
            discussion=discussion,
            whom=planned.whom.strip(),
            by_whom=planned.by_whom.strip(),
            on=planned.on,
            purpose=planned.purpose.strip(),
        ).save()


def _agree(by: Actor, discussion: StrategyDiscussion, todo: Iterable[ToDo]) -> None:
    """What was agreed is typed once, and hangs on the first child of the discussion."""
    first = StrategyChild.objects.filter(discussion=discussion).select_related("case").first()
    for one in todo:
        assert first is not None
        agree_action(
            by=by,
            case=first.case,
            step=STEP,
            record=first,
            what=one.what,
            owner=one.owner,
            owner_name=one.owner_name,
            due_on=one.due_on,
        )


def decide(
    *, by: Actor, discussion: StrategyDiscussion, decisions: Iterable[ForChild], at: datetime | None = None
) -> list[Decision]:
    """Take the discussion's decision for each child, and begin what follows at once (STR-03; WT 4.42).

    Brothers and sisters for whom the same is decided go on together. A later decision supersedes an earlier one.
    """
    when = moment(at)
    entries = {entry.case_id: entry for entry in StrategyChild.objects.filter(discussion=discussion)}
    wanted = list(decisions)
    if any(one.case.id not in entries for one in wanted):
        raise Unacceptable("Choose children who were discussed", field="cases")
    made: list[tuple[Case, Decision]] = []
    with acting("strategy.decide", by=by, on=[discussion], happened_at=when) as act:
        for one in wanted:
            decision = take_decision(
                by=by,
                case=one.case,
                step=STEP,
                record=entries[one.case.id],
                outcome=one.outcome,
                reasons=one.reasons,
                at=when,
            )
            made.append((one.case, decision))
        _begin_what_follows(by, discussion, made, when)
        act.touch(*cases_of(discussion))
    return [decision for _, decision in made]


def _begin_what_follows(
    by: Actor, discussion: StrategyDiscussion, made: Sequence[tuple[Case, Decision]], at: datetime
) -> None:
    """Begin the steps that the edition's pathway leads to, for all children of one outcome together (WT 4.42)."""
    edition = edition_for(discussion.authority_id, at)
    for outcome in (BEGIN, CONTINUE):
        together = [(case, decision) for case, decision in made if decision.outcome == outcome]
        if not together:
            continue
        for step in edition.step(STEP).decision(outcome).leads_to:
            rooms.begin(
                step,
                by=by,
                cases=[case for case, _ in together],
                at=at,
                because=together[0][1],
                clock_from=discussion.held_at,
                conduct=discussion.conduct,
            )


def cases_of(discussion: StrategyDiscussion) -> list[Case]:
    """The cases that a discussion concerns."""
    return list(Case.objects.filter(strategy_entries__discussion=discussion).select_related("child", "authority"))


def add_to_discussion(
    *,
    by: Actor,
    discussion: StrategyDiscussion,
    participants: Iterable[TookPart] = (),
    todo: Iterable[ToDo] = (),
    interviews: Iterable[Interview] = (),
    **plan: Any,
) -> StrategyDiscussion:
    """Complete the record: what was left blank, and further participants, actions and interviews (GEN-05, STR-03)."""
    people, tasks, planned = list(participants), list(todo), list(interviews)
    with acting("strategy.add", by=by, on=[discussion]) as act:
        changed = fill(discussion, {name: value for name, value in plan.items() if name in PLAN})
        if not (changed or people or tasks or planned):
            raise Unacceptable("Nothing has been added: answer at least one question, or go back")
        discussion.save()
        _enter(discussion, people, planned)
        _agree(by, discussion, tasks)
        act.touch(*cases_of(discussion))
    return discussion


def circulate_record(*, by: Actor, discussion: StrategyDiscussion, at: datetime | None = None) -> StrategyDiscussion:
    """Record that the record went to everybody who took part, in one step (STR-05; WT 4.44).

    What each was given stands on each child's case. Again, when somebody was added: the first time is the one that
    counts for the clock.
    """
    when = moment(at)
    if when < discussion.held_at:
        raise Unacceptable("The record cannot go out before the discussion was held", field="at")
    parties = list(Participant.objects.filter(discussion=discussion))
    if not parties:
        raise Unacceptable("Record first who took part: the record goes to them")
    with acting("strategy.circulate", by=by, on=[discussion], happened_at=when) as act:
        for entry in StrategyChild.objects.filter(discussion=discussion).select_related("case"):
            told = [
                Told(
                    recipient=f"{party.name}, {party.agency_name}" if party.agency_name else party.name,
                    part=party.role,
                    given_at=when,
                    practitioner_id=party.practitioner_id,
                )
                for party in parties
            ]
            give_information(
                by=by, case=entry.case, step=STEP, record=entry, what="Record of the strategy discussion", to=told
            )
        discussion.circulated_at = discussion.circulated_at or when
        discussion.save()
        act.touch(*cases_of(discussion))
    return discussion


def review_immediate_action(
    *,
    by: Actor,
    discussion: StrategyDiscussion,
    finding: str,
    next_on: date | None = None,
    at: datetime | None = None,
) -> ImmediateReview:
    """Look again at what was to be done at once: does it still keep the children safe? (STR-06; WT 4.44)"""
    when = moment(at)
    if not finding.strip():
        raise Unacceptable("Say whether it still keeps the children safe, and what changes", field="finding")
    with acting("strategy.review", by=by, on=[discussion], happened_at=when) as act:
        review = ImmediateReview(
            discussion=discussion, at=when, by_id=by.practitioner_id, finding=finding.strip(), next_on=next_on
        )
        review.save()
        discussion.immediate_review_on = next_on
        discussion.save()
        act.touch(review, *cases_of(discussion))
    return review


def correct_discussion(
    *, by: Actor, record: StrategyDiscussion, changes: Mapping[str, Any], reason: str
) -> list[Correction]:
    """Correct the record; what it said stays beside it, and clocks follow the corrected date (REC-01; WT 4.131, 4.67).

    Decisions that the discussion took move with it, and so does the enquiry that it began.
    """
    was = record.held_at
    if "held_at" in changes:
        moment(changes["held_at"], field="held_at")
    with acting("strategy.correct", by=by, on=[record], reason=reason) as act:
        made = correct(record, changes, reason=reason)
        if record.held_at != was:
            _move_decisions(by, record, was, reason)
        act.touch(*cases_of(record))
    return made


def correct_participant(*, by: Actor, record: Participant, changes: Mapping[str, Any], reason: str) -> list[Correction]:
    """Correct who took part or what they told; what was written stays beside it (REC-01; WT 4.44, 4.131)."""
    with acting("strategy.correct", by=by, on=[record.discussion], reason=reason) as act:
        made = correct(record, changes, reason=reason)
        act.touch(*cases_of(record.discussion))
    return made


def _move_decisions(by: Actor, discussion: StrategyDiscussion, was: datetime, reason: str) -> None:
    entries = StrategyChild.objects.filter(discussion=discussion).values("pk")
    for decision in Decision.objects.filter(record_id__in=entries, taken_at=was).select_related("case"):
        correct(decision, {"taken_at": discussion.held_at}, reason=reason)
        rooms.heed(STEP, by=by, case=decision.case, at=discussion.held_at, because=decision, was=was, reason=reason)
