"""Opening an act: one transaction, one act, its history, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pghistory
from django.db import transaction

from holdfast.core.ids import new_id
from holdfast.core.time import now
from holdfast.ledger.models import Act, ActSubject
from holdfast.ledger.openacts import OpenAct, current_act, open_slot, run_after


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs an act, by the names they had when they signed."""

    user_id: UUID | None
    name: str
    role: str
    agency_id: UUID | None
    agency_name: str


@contextmanager
def open_act(
    verb: str, *, signed: Signature, happened_at: datetime | None = None, reason: str = ""
) -> Iterator[OpenAct]:
    """Open an act; within the block evidence may be written. On any error nothing is kept.

    An act opened inside another is a part of it and shares its fate.
    """
    outer = current_act()
    act = OpenAct(id=new_id(), verb=verb, parent=outer)
    token = open_slot().set(act)
    try:
        # Versions kept by the database point at the outermost act: its parts are found from there.
        tie = nullcontext() if outer else pghistory.context(act=str(act.id))
        # A part of an act shares its fate, so it needs no savepoint of its own.
        with transaction.atomic(savepoint=outer is None), tie:
            recorded = now()
            Act.objects.create(
                id=act.id,
                verb=verb,
                actor_id=signed.user_id,
                actor_name=signed.name,
                actor_role=signed.role,
                agency_id=signed.agency_id,
                agency_name=signed.agency_name,
                happened_at=happened_at or recorded,
                recorded_at=recorded,
                reason=reason,
                part_of_id=outer.id if outer else None,
            )
            yield act
            ActSubject.objects.bulk_create(
                ActSubject(act_id=act.id, kind=kind, record_id=key) for kind, key in act.subjects
            )
            if outer is None:
                run_after(act)
    finally:
        open_slot().reset(token)
