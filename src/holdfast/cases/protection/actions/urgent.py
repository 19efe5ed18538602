"""Acting at once, completing the record afterwards, and deciding what follows (IMM-01, IMM-02, IMM-07, GEN-05)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Agency
from holdfast.cases import rooms
from holdfast.cases.actions import open_case, take_decision
from holdfast.cases.models import Case, Decision
from holdfast.cases.protection.models import STEP, ProtectedChild, UrgentAction
from holdfast.cases.recording import fill, moment
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import NotPermitted, Unacceptable
from holdfast.ledger.corrections import correct
from holdfast.ledger.models import Correction
from holdfast.people.actions import register_person
from holdfast.people.models import Person

LATER = (
    "who_acted",
    "where_found",
    "danger",
    "whereabouts",
    "planned_with_others",
    "alone_reason",
    "legal_advice",
    "legal_advice_at",
    "other_children",
    "family_told",
    "responsible_elsewhere",
    "consulted",
)
"""What is asked for after the act, never before it (GEN-05; WT 4.13, 4.36-4.39)."""


def act_urgently(
    *,
    by: Actor,
    what: str,
    children: Iterable[Person] = (),
    names: Iterable[str] = (),
    at: datetime | None = None,
    referral_id: UUID | None = None,
    **later: Any,
) -> UrgentAction:
    """Record what was done at once, when, and for whom (IMM-01, GEN-05; WT 4.13, 4.36).

    It needs no case and no known child: `names` registers whoever is not in the register yet, with what is known,
    and a case is opened for each child without one. `later` takes any of `LATER` that is known already. Raises
    `Unacceptable` only when one of the three facts is missing.
    """
    if not what.strip():
        raise Unacceptable("Say what was done: a few words are enough", field="what")
    known, typed = list(dict.fromkeys(children)), [name for name in names if name.strip()]
    if not known and not typed:
        raise Unacceptable("Say whom it was to protect: ‘unknown baby’ will do", field="names")
    when = moment(at)
    with acting("protection.act", by=by, on=known, happened_at=when) as act:
        authority = _authority_of(by)
        known += [_register(by, name) for name in typed]
        cases = [open_case(by=by, child=child, authority=authority, at=when) for child in known]
        action = UrgentAction(
            authority=authority,
            what=what.strip(),
            at=when,
            recorded_by_id=by.practitioner_id,
            referral_id=referral_id,
        )
        fill(action, _only_later(later))
        action.save()
        for case in cases:
            ProtectedChild(case=case, action=action).save()
        act.touch(action, *cases)
    return action


def _authority_of(by: Actor) -> Agency:
    """The authority where the child is found is the one that the worker is of (WT 4.39)."""
    if by.authority_id is None:
        raise NotPermitted("Only children's social care records urgent action here. Ring them, or the police, at once.")
    return Agency.objects.get(pk=by.authority_id)


def _register(by: Actor, name: str) -> Person:
    """A child of whom no more than this is known: the last word stands for the family name."""
    given, _, family = " ".join(name.split()).rpartition(" ")
    return register_person(by=by, given_name=given or family, family_name=family if given else "")


def _only_later(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name in LATER}


def add_to_action(*, by: Actor, action: UrgentAction, **later: Any) -> UrgentAction:
    """Complete the record: what was left blank while it was urgent (GEN-05, IMM-02, IMM-06; WT 4.13, 4.36-4.39).

    What has been answered is corrected instead; raises `Unacceptable` for that, or when nothing is given.
    """
    with acting("protection.add", by=by, on=[action]) as act:
        if not fill(action, _only_later(later)):
            raise Unacceptable("Nothing has been added: answer at least one question, or go back")
        action.save()
        act.touch(*cases_of(action))
    return action


def cases_of(action: UrgentAction) -> list[Case]:
    """The cases that an urgent action concerns."""
    return list(Case.objects.filter(urgent_entries__action=action).select_related("child", "authority"))


def decide_next(
    *,
    by: Actor,
    action: UrgentAction,
    outcome: str,
    cases: Sequence[Case] | None = None,
    reasons: str = "",
    at: datetime | None = None,
) -> list[Decision]:
    """Decide what follows the urgent action for each child, and begin it (IMM-07; WT 4.37, 4.40).

    `outcome` is a decision of the step in the edition: `enquiry` begins section 47 enquiries at once, a strategy
    discussion is convened by people. Reasons may come later.
    """
    when = moment(at)
    held = list(cases) if cases is not None else cases_of(action)
    entries = {entry.case_id: entry for entry in ProtectedChild.objects.filter(action=action)}
    if not held or any(case.id not in entries for case in held):
        raise Unacceptable("Choose children whom the urgent action was for", field="cases")
    with acting("protection.decide", by=by, on=[action], happened_at=when, reason=reasons) as act:
        made = [
            take_decision(
                by=by,
                case=case,
                step=STEP,
                record=entries[case.id],
                outcome=outcome,
                reasons=reasons,
                at=when,
                urgent=True,
            )
            for case in held
        ]
        edition = edition_for(action.authority_id, when)
        for step in edition.step(STEP).decision(outcome).leads_to:
            rooms.begin(step, by=by, cases=held, at=when, because=made[0], ground=reasons or action.what)
        act.touch(*held)
    return made


def correct_action(*, by: Actor, record: UrgentAction, changes: Mapping[str, Any], reason: str) -> list[Correction]:
    """Correct the record; what it said stays beside it (REC-01; WT 4.129-4.131)."""
    if "at" in changes:
        moment(changes["at"])
    with acting("protection.correct", by=by, on=[record], reason=reason) as act:
        made = correct(record, changes, reason=reason)
        act.touch(*cases_of(record))
    return made
