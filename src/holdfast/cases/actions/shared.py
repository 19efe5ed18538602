"""What every step can have: tasks, what was told to whom, views, the child seen, corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Practitioner
from holdfast.cases.models import AgreedAction, Case, ChildSeen, InformationGiven, OfCase, ViewHeard
from holdfast.core.errors import NotNow, Unacceptable
from holdfast.core.time import now
from holdfast.ledger.corrections import correct
from holdfast.ledger.models import Correction
from holdfast.people.models import Person


def agree_action(
    *,
    by: Actor,
    case: Case,
    step: str,
    record: OfCase,
    what: str,
    owner: Practitioner | None = None,
    owner_name: str = "",
    due_on: date | None = None,
) -> AgreedAction:
    """Record who will do what by when (GEN-06; WT 4.13)."""
    if not what.strip():
        raise Unacceptable("Say what will be done", field="what")
    with acting("action.agree", by=by, on=[case]) as act:
        action = AgreedAction(
            case=case,
            step=step,
            record_id=record.pk,
            what=what.strip(),
            owner=owner,
            owner_name=owner_name.strip(),
            due_on=due_on,
        )
        action.save()
        act.touch(action)
    return action


def finish_action(
    *, by: Actor, action: AgreedAction, result: str = "", dropped_reason: str = "", at: datetime | None = None
) -> AgreedAction:
    """Record that an agreed action is done, or was dropped and why."""
    if action.done_at is not None:
        raise NotNow("This action is finished already")
    with acting("action.finish", by=by, on=[action], reason=dropped_reason) as act:
        action.done_at = at or now()
        action.result = result.strip()
        action.dropped_reason = dropped_reason.strip()
        action.save()
        act.touch(action.case)
    return action


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody to whom something is given; `withheld_reason` when it is not."""

    recipient: str
    part: str = ""
    how: str = ""
    language: str = ""
    given_at: datetime | None = None
    withheld_reason: str = ""
    practitioner_id: UUID | None = None
    person_id: UUID | None = None


def give_information(
    *, by: Actor, case: Case, step: str, record: OfCase, what: str, to: Iterable[Told]
) -> list[InformationGiven]:
    """Record what was told or sent to whom, or why it was withheld (GEN-10, REF-08, IA-07, ENQ-09)."""
    given = [
        InformationGiven(
            case=case,
            step=step,
            record_id=record.pk,
            what=what,
            recipient=told.recipient,
            recipient_part=told.part,
            practitioner_id=told.practitioner_id,
            person_id=told.person_id,
            given_at=None if told.withheld_reason else told.given_at or now(),
            how=told.how,
            language=told.language,
            withheld_reason=told.withheld_reason,
        )
        for told in to
    ]
    with acting("information.give", by=by, on=[case]) as act:
        InformationGiven.objects.bulk_create(given)
        act.touch(record, *given)
    return given


def hear_view(
    *,
    by: Actor,
    case: Case,
    step: str,
    record: OfCase,
    person: Person | None = None,
    person_name: str = "",
    view: str = "",
    not_asked_reason: str = "",
    at: datetime | None = None,
) -> ViewHeard:
    """Record what a member of the family thinks, or why they could not be asked (GEN-10; WT 4.56)."""
    if not view.strip() and not not_asked_reason.strip():
        raise Unacceptable("Record what they said, or why they were not asked", field="view")
    with acting("view.hear", by=by, on=[case]) as act:
        heard = ViewHeard(
            case=case,
            step=step,
            record_id=record.pk,
            person=person,
            person_name=person_name or (person.name if person else ""),
            view=view.strip(),
            not_asked_reason=not_asked_reason.strip(),
            heard_at=at or now(),
        )
        heard.save()
        act.touch(heard)
    return heard


def see_child(*, by: Actor, case: Case, at: datetime | None = None, **seen: Any) -> ChildSeen:
    """Record that the child was seen, or was to be seen and was not (GEN-04; WT 4.27, 4.49).

    `seen` takes the fields of `ChildSeen`. A child who was not seen needs the reason.
    """
    if not seen.get("seen", True) and not str(seen.get("not_seen_reason", "")).strip():
        raise Unacceptable("Say why the child was not seen", field="not_seen_reason")
    when = at or now()
    with acting("child.see", by=by, on=[case], happened_at=when) as act:
        seen.setdefault("by_id", by.practitioner_id)
        sighting = ChildSeen(case=case, child=case.child, at=when, **seen)
        sighting.save()
        act.touch(sighting, case.child)
    return sighting


def correct_record(
    *, by: Actor, record: OfCase, changes: Mapping[str, Any], reason: str, verb: str = "record.correct"
) -> list[Correction]:
    """Correct a record of a case; what it said before stays beside it (REC-01; WT 4.129-4.131)."""
    with acting(verb, by=by, on=[record], reason=reason) as act:
        made = correct(record, changes, reason=reason)
        act.touch(getattr(record, "case", None))
    return made
