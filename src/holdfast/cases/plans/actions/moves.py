"""Children with a plan who move in or out (MOV-01, MOV-02, IMM-05; WT 4.39, 4.114, 4.125)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.cases import rooms
from holdfast.cases.models import Case
from holdfast.cases.plans.checks import happened, known_codes
from holdfast.cases.plans.models import Move
from holdfast.cases.plans.selectors import current_plan
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import NotNow, Unacceptable

TRANSFER = "transfer-conference"


def notify_move(
    *, by: Actor, case: Case, kind: str, other_authority: str, at: datetime | None = None, **told: Any
) -> Move:
    """Record notice of a child's move in or out, for a time or for good (MOV-02; WT 4.125).

    A lasting move in begins the transfer conference; its clock runs from the notice (MOV-01; WT 4.114). Nothing else
    changes hands: the original plan stands, and so does who is responsible (IMM-05; WT 4.39). `told` takes the other
    fields of `Move`.
    """
    when = happened(at, field="at")
    if not other_authority.strip():
        raise Unacceptable("Name the other authority", field="other_authority")
    known_codes(edition_for(case.authority_id, when), "move-kind", [kind], field="kind")
    with acting("move.notify", by=by, on=[case], happened_at=when) as act:
        move = Move(
            case=case,
            plan=current_plan(case.pk),
            kind=kind,
            notified_at=when,
            other_authority=other_authority.strip(),
            **told,
        )
        move.save()
        act.touch(move, case)
        if move.is_inward and move.is_lasting:
            rooms.begin(TRANSFER, by=by, cases=[case], at=when, because=move)
    return move


def _not_settled(move: Move) -> None:
    if move.ended_at is not None:
        raise NotNow("This move is settled already")


def accept_responsibility(
    *,
    by: Actor,
    move: Move,
    accepted_by: str,
    at: datetime | None = None,
    confirmed_in_writing_at: datetime | None = None,
) -> Move:
    """Record that the receiving authority said that it accepts responsibility, and its letter (IMM-05; WT 4.39).

    Before this nothing moves; the acceptance alone does not end a plan either.
    """
    _not_settled(move)
    if not accepted_by.strip():
        raise Unacceptable("Say who accepted it, by name and authority", field="accepted_by")
    when = happened(at)
    written = happened(confirmed_in_writing_at, field="confirmed_in_writing_at") if confirmed_in_writing_at else None
    with acting("move.accept", by=by, on=[move], happened_at=when) as act:
        move.accepted_at = move.accepted_at or when
        move.accepted_by = accepted_by.strip()
        move.confirmed_in_writing_at = written or move.confirmed_in_writing_at
        move.save()
        act.touch(move.case)
    return move


def record_receiving_conference(*, by: Actor, move: Move, held_at: datetime, decided: str) -> Move:
    """Record that the authority into whose area the child moved has held its conference (MOV-01; WT 4.114).

    Only after this can our plan be ended for a transfer.
    """
    _not_settled(move)
    if move.is_inward or not move.is_lasting:
        raise NotNow("The conference of another authority follows a move out of our area for good")
    when = happened(held_at, field="held_at")
    if when < move.notified_at:
        raise Unacceptable("Their conference cannot come before the notice of the move", field="held_at")
    if not decided.strip():
        raise Unacceptable("Say what the conference decided", field="decided")
    with acting("move.conference", by=by, on=[move], happened_at=when) as act:
        move.receiving_conference_at = when
        move.receiving_conference_decided = decided.strip()
        move.save()
        act.touch(move.case)
    return move


def settle_move(*, by: Actor, move: Move, why: str, at: datetime | None = None) -> Move:
    """Record that a move is settled: the child came back, stayed, or is another authority's (MOV-02)."""
    _not_settled(move)
    if not why.strip():
        raise Unacceptable("Say how the move was settled", field="why")
    when = happened(at)
    with acting("move.settle", by=by, on=[move], happened_at=when) as act:
        move.ended_at = when
        move.ended_why = why.strip()
        move.save()
        act.touch(move.case)
    return move
