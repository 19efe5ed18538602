"""What plans and conferences accept, and how they explain a refusal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from holdfast.agencies.models import AgencyKind, Practitioner
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import Unacceptable
from holdfast.core.time import now
from holdfast.guidance import Edition, UnknownCode, due


def happened(at: datetime | None, *, field: str = "at") -> datetime:
    """A moment that has come: `at`, or now. Raises `Unacceptable` for one that still lies ahead."""
    moment = at or now()
    if moment > now():
        raise Unacceptable("This moment has not come yet", field=field)
    return moment


def known_codes(edition: Edition, vocabulary: str, codes: Iterable[str], *, field: str) -> list[str]:
    """Codes of a vocabulary, each once. Raises `Unacceptable` for one that the edition does not have."""
    kept = list(dict.fromkeys(codes))
    try:
        for code in kept:
            edition.term(vocabulary, code)
    except UnknownCode as error:
        raise Unacceptable(str(error), field=field) from None
    return kept


def check_key_worker(worker: Practitioner, authority_id: UUID, *, field: str = "key_worker") -> None:
    """Raise `Unacceptable` unless a qualified, experienced social worker of the lead body (CPP-01; WT 4.85, 4.91)."""
    lead = worker.agency_id == authority_id or worker.agency.kind == AgencyKind.NSPCC
    if not lead:
        raise Unacceptable(
            f"{worker.name} works for {worker.agency.name}. A key worker comes from children's social care or the"
            " NSPCC (WT 4.91)",
            field=field,
        )
    if not worker.qualified_social_worker or not worker.experienced:
        raise Unacceptable(
            f"{worker.name} is not entered as a qualified and experienced social worker, as a key worker has to be"
            " (WT 4.85)",
            field=field,
        )


def due_day(authority_id: UUID, clock: str, start: datetime) -> date | None:
    """The last day that a clock allows from a start, by the edition in force then; None where it has no such clock."""
    edition = edition_for(authority_id, start)
    try:
        found = due(edition.clock(clock), start)
    except UnknownCode:
        return None
    return found.date() if isinstance(found, datetime) else found
