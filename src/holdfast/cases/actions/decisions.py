"""Taking and endorsing decisions, on any step (GEN-11; WT 4.32, 4.64, 4.131)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.access.roles import Role
from holdfast.agencies.models import Practitioner
from holdfast.cases.models import Case, Decision, OfCase
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import NotNow, NotPermitted, Unacceptable
from holdfast.core.time import now
from holdfast.guidance import UnknownCode


def take_decision(
    *,
    by: Actor,
    case: Case,
    step: str,
    record: OfCase,
    outcome: str,
    reasons: str = "",
    departure: str = "",
    at: datetime | None = None,
    urgent: bool = False,
    endorsed_at: datetime | None = None,
    taken_by_id: UUID | None = None,
) -> Decision:
    """Record a decision on a step's record; one before it on the same record is superseded, not lost.

    `outcome` is a decision code of the step in the edition that binds the case. Reasons are asked for unless
    the matter is `urgent` (GEN-05). When the person deciding holds the role that endorses (or `endorsed_at` is
    given by an import), it is endorsed in the same breath. `taken_by_id` is the practitioner who decided, where another
    writes it down: a conference's chair (WT 4.83).
    """
    when = at or now()
    edition = edition_for(case.authority_id, when)
    try:
        rule = edition.step(step).decision(outcome)
    except UnknownCode as error:
        raise Unacceptable(str(error), field="outcome") from None
    if not reasons.strip() and not urgent:
        raise Unacceptable("Give the reasons for the decision", field="reasons")
    needs = rule.endorsed_by or ""
    with acting("decision.take", by=by, on=[case], happened_at=when, reason=reasons) as act:
        Decision.objects.filter(record_id=record.pk, case=case, superseded_at=None).update(superseded_at=when)
        decision = Decision(
            case=case,
            step=step,
            record_id=record.pk,
            outcome=outcome,
            outcome_label=rule.label,
            taken_by_id=taken_by_id or by.practitioner_id,
            taken_at=when,
            reasons=reasons.strip(),
            departure=departure.strip(),
            endorsement_by_role=needs,
        )
        if needs and (endorsed_at or (by.holds(needs) and may_endorse(by, needs))):
            decision.endorsed_by_id = by.practitioner_id
            decision.endorsed_at = endorsed_at or when
        decision.save()
        act.touch(decision, record)
    return decision


def may_endorse(by: Actor, level: str) -> bool:
    """Whether somebody stands at the level that endorses, or above it (WT 4.32).

    Going without a conference after harm is for a senior manager who is a qualified social worker (ENQ-07; WT 4.64).
    """
    if level == Role.TEAM_MANAGER:
        return by.holds(Role.TEAM_MANAGER, Role.SERVICE_MANAGER, Role.DESIGNATED_MANAGER)
    if level == Role.SERVICE_MANAGER:
        if by.practitioner_id is None or not by.holds(Role.SERVICE_MANAGER):
            return False
        return Practitioner.objects.filter(pk=by.practitioner_id, qualified_social_worker=True).exists()
    return not level or by.holds(level)


def endorse_decision(*, by: Actor, decision: Decision, note: str = "", at: datetime | None = None) -> Decision:
    """A manager endorses a decision, at the level that the step asks for or above it (GEN-11; WT 4.32, 4.64).

    Nobody endorses what they decided themselves, unless the decision was theirs to endorse when they took it.
    """
    if decision.endorsed_at is not None:
        raise NotNow("The decision is endorsed already")
    if decision.superseded_at is not None:
        raise NotNow("A later decision has replaced this one")
    if decision.taken_by_id is not None and decision.taken_by_id == by.practitioner_id:
        raise NotPermitted("Somebody other than the person who took the decision endorses it")
    if not may_endorse(by, decision.endorsement_by_role):
        raise NotPermitted("This decision is endorsed at a higher level of management")
    with acting("decision.endorse", by=by, on=[decision], reason=note) as act:
        decision.endorsed_by_id = by.practitioner_id
        decision.endorsed_at = at or now()
        decision.endorsement_note = note.strip()
        decision.save()
        act.touch(decision.case)
    return decision
