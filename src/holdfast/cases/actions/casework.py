"""Opening, allocating, closing and reopening cases; who works with the child; which edition binds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Agency, Practitioner, Team
from holdfast.cases import rooms
from holdfast.cases.models import Allocation, Case, EditionInForce, Involvement
from holdfast.core.errors import NotNow, Unacceptable
from holdfast.core.time import now
from holdfast.guidance import UnknownEdition, load
from holdfast.people.models import Person


def adopt_edition(*, by: Actor, authority: Agency, edition: str, from_date: date) -> EditionInForce:
    """Set which edition of the guidance binds an authority from a day.

    Steps that started before that day are still judged by the edition before. Raises `Unacceptable` for an
    edition that Holdfast does not have.
    """
    try:
        load(edition)
    except UnknownEdition as error:
        raise Unacceptable(str(error), field="edition") from None
    with acting("edition.adopt", by=by, on=[authority]) as act:
        adopted, _ = EditionInForce.objects.update_or_create(
            authority=authority, from_date=from_date, defaults={"edition": edition}
        )
        act.touch(adopted)
    return adopted


def open_case(
    *,
    by: Actor,
    child: Person,
    authority: Agency,
    at: datetime,
    placed_by: str = "",
    team: Team | None = None,
) -> Case:
    """Open a case for a child, or give the one that is open: a child has one open case in an authority."""
    case = Case.objects.filter(child=child, authority=authority, closed_at=None).first()
    if case is not None:
        return case
    with acting("case.open", by=by, on=[child], happened_at=at) as act:
        case = Case(child=child, authority=authority, opened_at=at, placed_by=placed_by)
        case.save()
        act.touch(case)
        if team is not None:
            _hold(case, team=team, practitioner=None, at=at, reason="")
    return case


def _hold(case: Case, *, team: Team | None, practitioner: Practitioner | None, at: datetime, reason: str) -> Allocation:
    Allocation.objects.filter(case=case, to_at=None).update(to_at=at)
    allocation = Allocation(case=case, team=team, practitioner=practitioner, from_at=at, reason=reason)
    allocation.save()
    case.team = team
    case.worker = practitioner
    case.save()
    return allocation


def allocate_case(
    *,
    by: Actor,
    cases: Iterable[Case],
    practitioner: Practitioner | None = None,
    team: Team | None = None,
    at: datetime | None = None,
    reason: str = "",
) -> list[Allocation]:
    """Give cases (siblings together) to a team, or to a worker in it, from a moment (STA-04; WT 4.91-4.92)."""
    held = list(cases)
    if practitioner is None and team is None:
        raise Unacceptable("Choose the worker or the team", field="practitioner")
    when = at or now()
    with acting("case.allocate", by=by, on=held, happened_at=when, reason=reason) as act:
        made = []
        for case in held:
            if not case.is_open:
                raise NotNow("The case is closed: reopen it before it is allocated")
            made.append(_hold(case, team=team or case.team, practitioner=practitioner, at=when, reason=reason))
        act.touch(*made)
    return made


def close_case(*, by: Actor, case: Case, reason: str, summary: str = "", at: datetime | None = None) -> Case:
    """Close a case: why, what was achieved, what follows (CIN-04). `reason` is a closure code of the edition.

    Whatever still runs is stopped by its own step before; a case with a child protection plan is refused there.
    """
    when = at or now()
    if not case.is_open:
        raise NotNow("The case is closed already")
    if when < case.opened_at:
        raise Unacceptable("The case cannot be closed before it was opened", field="at")
    against = rooms.reasons_to_stay_open(case)
    if against:
        raise NotNow(" ".join(against))
    with acting("case.close", by=by, on=[case], happened_at=when, reason=summary):
        case.closed_at = when
        case.closure_reason = reason
        case.closure_summary = summary
        case.save()
        Allocation.objects.filter(case=case, to_at=None).update(to_at=when)
        Involvement.objects.filter(child=case.child, to_at=None).update(to_at=when)
    return case


def reopen_case(*, by: Actor, case: Case, reason: str, at: datetime | None = None) -> Case:
    """Take back a closure made in error, with the reason; a fresh concern is a new referral instead (REF-14)."""
    if case.is_open:
        raise NotNow("The case is open")
    if not reason.strip():
        raise Unacceptable("Say why the case is reopened", field="reason")
    if Case.objects.filter(child=case.child, authority=case.authority, closed_at=None).exists():
        raise NotNow("The child has another open case: go on with that one")
    when = at or now()
    with acting("case.reopen", by=by, on=[case], happened_at=when, reason=reason):
        case.closed_at = None
        case.closure_reason = ""
        case.save()
        _hold(case, team=case.team, practitioner=case.worker, at=when, reason=reason)
    return case


def involve(
    *, by: Actor, child: Person, practitioner: Practitioner, part: str, at: datetime | None = None
) -> Involvement:
    """Record that a practitioner works with a child, in a part; the same part twice is recorded once."""
    with acting("case.involve", by=by, on=[child]) as act:
        found = Involvement.objects.filter(child=child, practitioner=practitioner, part=part, to_at=None).first()
        if found is None:
            found = Involvement(child=child, practitioner=practitioner, part=part, from_at=at or now())
            found.save()
        act.touch(found)
    return found


def end_involvement(*, by: Actor, involvement: Involvement, at: datetime | None = None) -> Involvement:
    """Record that a practitioner no longer works with the child; that they did is kept (REC-01)."""
    if involvement.to_at is not None:
        raise NotNow("It is recorded already that this has ended")
    if at and at < involvement.from_at:
        raise Unacceptable("It cannot end before it began", field="on")
    with acting("case.involve", by=by, on=[involvement.child]) as act:
        involvement.to_at = at or now()
        involvement.save()
        act.touch(involvement)
    return involvement
