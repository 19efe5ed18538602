"""What happens next is decided for each child, with reasons, and done (REF-06, REF-12; WT 4.20, 4.22, 4.23)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Practitioner
from holdfast.cases import rooms
from holdfast.cases.actions import allocate_case, close_case, take_decision
from holdfast.cases.models import Decision
from holdfast.cases.referrals.actions.checks import not_before
from holdfast.cases.referrals.actions.contacts import pass_to_worker
from holdfast.cases.referrals.actions.referring import STEP
from holdfast.cases.referrals.models import NewConcern, Referral, ReferredChild
from holdfast.cases.referrals.words import CLOSED_AT_THE_DOOR, CLOSED_HANDED_ON, CLOSURE, HANDED_ON, STRATEGY
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import NotNow, Unacceptable
from holdfast.core.time import now
from holdfast.guidance import Decision as Allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildDecision:
    """What is decided for one child. `outcome` is a decision code of the step in the edition (REF-06; WT 4.20).

    `departure` is the reason for going another way than suggested; `handed_to` where the child is referred to.
    """

    child: ReferredChild
    outcome: str
    reasons: str = ""
    departure: str = ""
    handed_to: str = ""


def decide_referral(
    *,
    by: Actor,
    referral: Referral,
    decisions: Sequence[ChildDecision],
    records_show: str = "",
    consulted: str = "",
    worker: Practitioner | None = None,
    at: datetime | None = None,
) -> list[Decision]:
    """Decide what happens next for each child, with the reasons, and begin it (REF-06; WT 4.20, 4.22).

    Existing records are searched before (REF-07); deciding without takes a `departure`, except where a strategy
    discussion is held at once (GEN-05). A case that only this referral opened closes where nothing follows. With
    `worker` the cases that go on are allocated. A later decision stands beside the first.
    """
    if not decisions:
        raise Unacceptable("Decide for at least one child", field="outcome")
    when = not_before(at or now(), referral.received_at, "at", "the referral")
    searched = referral.contact.searches.exists()
    with acting("referral.decide", by=by, on=[referral], happened_at=when) as act:
        referral.records_show = records_show.strip() or referral.records_show
        referral.consulted = consulted.strip() or referral.consulted
        taken = [_take(by, one, when, searched) for one in decisions]
        _allocate(by, taken, worker, when)  # first, so that what begins is led by whoever takes it on
        _begin(by, referral, taken, when)
        for child, decision, allowed in taken:
            _close(by, child, decision, allowed, when)
        if not referral.children.filter(decided_at=None).exists():
            referral.decided_at = referral.decided_at or when
        referral.save()
        act.touch(*(child.case for child, _, _ in taken))
    return [decision for _, decision, _ in taken]


Taken = tuple[ReferredChild, Decision, Allowed]


def _take(by: Actor, one: ChildDecision, at: datetime, searched: bool) -> Taken:
    child, urgent = one.child, one.outcome == STRATEGY
    if not searched and not urgent and not one.departure.strip():
        raise Unacceptable(
            "Existing records have not been searched. Search them first, or say why you decide without",
            field="departure",
        )
    decision = take_decision(
        by=by,
        case=child.case,
        step=STEP,
        record=child,
        outcome=one.outcome,
        reasons=one.reasons,
        departure=one.departure,
        at=at,
        urgent=urgent,
    )
    child.outcome = decision.outcome
    child.outcome_label = decision.outcome_label
    child.decided_at = child.decided_at or at
    child.handed_to = one.handed_to.strip()
    child.save()
    return child, decision, edition_for(child.case.authority_id, at).step(STEP).decision(one.outcome)


def _begin(by: Actor, referral: Referral, taken: Sequence[Taken], at: datetime) -> None:
    """Begin the step that each decision names, once for all children of whom it was decided."""
    together: dict[str, list[Taken]] = defaultdict(list)
    for one in taken:
        together[one[1].outcome].append(one)
    for outcome, group in together.items():
        allowed = group[0][2]
        cases = [child.case for child, _, _ in group]
        if outcome in allowed.leads_to:
            rooms.begin(
                outcome,
                by=by,
                cases=cases,
                at=at,
                because=group[0][1],
                referral_id=referral.pk,
                received_at=referral.received_at,
            )
        elif CLOSURE not in allowed.leads_to:
            for case in cases:
                pass_to_worker(referral.contact, case, at=at)


def _allocate(by: Actor, taken: Sequence[Taken], worker: Practitioner | None, at: datetime) -> None:
    going_on = [child.case for child, _, allowed in taken if CLOSURE not in allowed.leads_to]
    if worker is not None and going_on:
        allocate_case(by=by, cases=going_on, practitioner=worker, at=at)


def _close(by: Actor, child: ReferredChild, decision: Decision, allowed: Allowed, at: datetime) -> None:
    """Close a case that this referral opened when nothing follows; one that was open before goes on (WT 4.20, 4.23)."""
    if CLOSURE not in allowed.leads_to or not child.opened_case or not child.case.is_open:
        return
    if child.case.referrals.exclude(pk=child.pk).filter(decided_at=None).exists():
        return
    reason = CLOSED_HANDED_ON if decision.outcome == HANDED_ON else CLOSED_AT_THE_DOOR
    close_case(by=by, case=child.case, reason=reason, summary=decision.reasons, at=at)


def decide_new_concern(
    *,
    by: Actor,
    concern: NewConcern,
    outcome: str,
    reasons: str = "",
    at: datetime | None = None,
) -> Decision:
    """Decide on a new concern about a child whose case is open (REF-12; WT 4.23).

    A strategy discussion, a core assessment new or updated without a fresh initial assessment, or going on as
    planned; the work on the case goes on in each.
    """
    if concern.decided_at is not None:
        raise NotNow("This concern has been decided upon")
    when = not_before(at or now(), concern.passed_at, "at", "the concern was passed on")
    with acting("concern.decide", by=by, on=[concern], happened_at=when, reason=reasons) as act:
        decision = take_decision(
            by=by,
            case=concern.case,
            step=STEP,
            record=concern,
            outcome=outcome,
            reasons=reasons,
            at=when,
            urgent=outcome == STRATEGY,
        )
        concern.outcome = outcome
        concern.decided_at = when
        concern.save()
        if outcome in edition_for(concern.case.authority_id, when).step(STEP).decision(outcome).leads_to:
            rooms.begin(outcome, by=by, cases=[concern.case], at=when, because=decision)
        act.touch(concern.case)
    return decision
