"""Measures: what keeps the child safe, until when, and how it ended (IMM-03, IMM-04; WT 4.38, 4.55, App.1 §16)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.cases.models import Case
from holdfast.cases.protection.models import EXTENSION, ORDER, Measure, UrgentAction
from holdfast.cases.protection.selectors import expiry_of
from holdfast.cases.recording import fill, moment, one_of
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import NotNow, Unacceptable

LATER = ("reason", "until", "made_by", "excluded", "place")
"""What may be told of a measure after it was recorded."""


def start_measure(
    *,
    by: Actor,
    cases: Iterable[Case],
    kind: str,
    at: datetime | None = None,
    action: UrgentAction | None = None,
    until: datetime | None = None,
    reason: str = "",
    made_by: str = "",
    excluded: str = "",
    place: str = "",
) -> list[Measure]:
    """Record a measure for each child it protects, typed once (IMM-03; WT 4.38, 4.55).

    `kind` is a protection-measure code of the edition. Nothing else is needed: why police powers were used
    (IMM-04) is asked for on the record when it is blank here. An extension hangs on its order: `extend_order`.
    """
    held, when = list(cases), moment(at)
    if not held:
        raise Unacceptable("Choose at least one child", field="cases")
    if kind == EXTENSION:
        raise Unacceptable("Extend the order itself: open it, and record the extension there", field="kind")
    if until is not None and until <= when:
        raise Unacceptable("It must end after it starts", field="until")
    one_of(edition_for(held[0].authority_id, when), "protection-measure", kind, field="kind")
    with acting("protection.measure", by=by, on=held, happened_at=when, reason=reason) as act:
        made = [
            Measure(
                case=case,
                action=action,
                kind=kind,
                started_at=when,
                until=until,
                reason=reason.strip(),
                made_by=made_by.strip(),
                excluded=excluded.strip(),
                place=place.strip(),
            )
            for case in held
        ]
        for measure in made:
            measure.save()
        act.touch(*made, action)
    return made


def extend_order(
    *, by: Actor, measure: Measure, at: datetime | None = None, until: datetime | None = None, made_by: str = ""
) -> Measure:
    """Record that the court extended an emergency protection order: once only (IMM-03; WT App.1 §16).

    The extension runs from the end of the order's own time. Raises `NotNow` for anything but a live order that
    has not been extended; `Unacceptable` when the order had run out before.
    """
    if measure.kind != ORDER:
        raise NotNow("Only an emergency protection order can be extended, and an extension cannot be extended again")
    if Measure.objects.filter(extends=measure).exists():
        raise NotNow("This order has been extended already, and can be only once")
    if not measure.is_live:
        raise NotNow("This order has ended")
    when = moment(at)
    ends = expiry_of(measure, edition_for(measure.case.authority_id, measure.started_at))
    if when < measure.started_at:
        raise Unacceptable("The order cannot be extended before it was made", field="at")
    if ends is not None and when > ends:
        raise Unacceptable("The order had run out by then. If the court made another, record that one", field="at")
    with acting("protection.extend", by=by, on=[measure], happened_at=when) as act:
        measure.ended_at, measure.ended_how = when, "order-extended"
        measure.save()
        extension = Measure(
            case=measure.case,
            action=measure.action,
            kind=EXTENSION,
            started_at=ends or when,
            until=until,
            made_by=made_by.strip(),
            place=measure.place,
            extends=measure,
        )
        extension.save()
        act.touch(extension, measure.case)
    return extension


def end_measure(*, by: Actor, measure: Measure, how: str, at: datetime | None = None, note: str = "") -> Measure:
    """Record how a measure ended and what keeps the child safe now (IMM-03; WT 4.40, App.1 §16).

    `how` is a protection-end code of the edition.
    """
    when = moment(at)
    if not measure.is_live:
        raise NotNow("This measure has ended already")
    if measure.kind != EXTENSION and when < measure.started_at:
        raise Unacceptable("It cannot end before it started", field="at")
    if how == "order-extended":
        raise Unacceptable("Record the extension of the order instead", field="how")
    one_of(edition_for(measure.case.authority_id, when), "protection-end", how, field="how")
    with acting("protection.end", by=by, on=[measure], happened_at=when, reason=note) as act:
        measure.ended_at, measure.ended_how, measure.end_note = when, how, note.strip()
        measure.save()
        act.touch(measure.case)
    return measure


def complete_measure(*, by: Actor, measure: Measure, **later: Any) -> Measure:
    """Answer what was left blank on a measure: why police powers, until when, where (IMM-04, GEN-05; WT 4.38)."""
    with acting("protection.measure", by=by, on=[measure]) as act:
        if not fill(measure, {name: value for name, value in later.items() if name in LATER}):
            raise Unacceptable("Nothing has been added: answer at least one question, or go back")
        measure.save()
        act.touch(measure.case)
    return measure
