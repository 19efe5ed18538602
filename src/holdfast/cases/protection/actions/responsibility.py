"""Which authority answers for a child found here (IMM-05; WT 4.39)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.cases.actions import take_decision
from holdfast.cases.models import Case
from holdfast.cases.protection.models import STEP, ProtectedChild, Responsibility, UrgentAction
from holdfast.cases.recording import moment
from holdfast.core.errors import NotNow, Unacceptable


def ask_responsibility(
    *,
    by: Actor,
    action: UrgentAction,
    cases: Sequence[Case],
    authority_name: str,
    asked_of: str = "",
    at: datetime | None = None,
) -> list[Responsibility]:
    """Record that another authority was asked to take over children found here (IMM-05; WT 4.39).

    Until it explicitly accepts, this authority goes on acting.
    """
    if not authority_name.strip():
        raise Unacceptable("Say which authority was asked", field="authority_name")
    if not cases:
        raise Unacceptable("Choose at least one child", field="cases")
    when = moment(at)
    with acting("protection.responsibility", by=by, on=[action, *cases], happened_at=when) as act:
        asked = [
            Responsibility(
                case=case,
                action=action,
                authority_name=authority_name.strip(),
                asked_of=asked_of.strip(),
                asked_at=when,
            )
            for case in cases
        ]
        for request in asked:
            request.save()
        act.touch(*asked)
    return asked


def answer_responsibility(
    *,
    by: Actor,
    request: Responsibility,
    accepted: bool,
    answered_by: str,
    at: datetime | None = None,
    refusal: str = "",
) -> Responsibility:
    """Record the answer. Only an explicit acceptance, by somebody named, relieves this authority (IMM-05; WT 4.39)."""
    when = moment(at)
    if request.accepted_at or request.refused_at:
        raise NotNow("This request has been answered: ask again if things have changed")
    if not answered_by.strip():
        raise Unacceptable("Say who answered for the other authority", field="answered_by")
    if when < request.asked_at:
        raise Unacceptable("The answer cannot come before the request", field="at")
    entry = ProtectedChild.objects.get(action=request.action, case=request.case)
    with acting("protection.responsibility", by=by, on=[request], happened_at=when, reason=refusal) as act:
        request.accepted_by = answered_by.strip()
        if accepted:
            request.accepted_at = when
            take_decision(
                by=by,
                case=request.case,
                step=STEP,
                record=entry,
                outcome="other-authority",
                reasons=f"Accepted by {request.accepted_by} for {request.authority_name}",
                at=when,
                urgent=True,
            )
        else:
            request.refused_at, request.refusal = when, refusal.strip()
        request.save()
        act.touch(request.case)
    return request


def confirm_responsibility(
    *, by: Actor, request: Responsibility, confirmation: str, at: datetime | None = None
) -> Responsibility:
    """Record the written confirmation of an acceptance (IMM-05; WT 4.39)."""
    when = moment(at)
    if request.accepted_at is None:
        raise NotNow("There is nothing to confirm: the other authority has not accepted")
    if request.confirmed_at is not None:
        raise NotNow("The confirmation is recorded already")
    if not confirmation.strip():
        raise Unacceptable("Say what the written confirmation is: the letter, e-mail or fax", field="confirmation")
    with acting("protection.responsibility", by=by, on=[request], happened_at=when) as act:
        request.confirmed_at, request.confirmation = when, confirmation.strip()
        request.save()
        act.touch(request.case)
    return request
