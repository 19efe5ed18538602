"""The door: permission, act and history in one transaction; fetching and authorising in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar, cast, runtime_checkable
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models

from holdfast.access.actors import Actor
from holdfast.access.policy import Near, rule_for
from holdfast.core.errors import NotPermitted, OutOfSight
from holdfast.ledger.acts import open_act
from holdfast.ledger.models import Read
from holdfast.ledger.openacts import OpenAct


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose record something is: the holding authority, and the children that it is about."""

    authority_id: UUID | None
    child_ids: tuple[UUID, ...] = ()


@runtime_checkable
class Scoped(Protocol):
    """A record that can say whose it is."""

    def access_scope(self) -> Scope:
        """The record's scope."""
        ...


NetworkTest = Callable[[Actor, tuple[UUID, ...]], bool]
_network: list[NetworkTest] = []


def decides_network(test: NetworkTest) -> NetworkTest:
    """Register how 'works with this child' is decided. Cases do, since they keep involvements."""
    _network[:] = [test]
    return test


def in_sight(actor: Actor, scope: Scope, near: Near) -> bool:
    """Whether a record exists for the actor at all."""
    if near is Near.ANYWHERE:
        return True
    if scope.authority_id is not None and scope.authority_id == actor.authority_id:
        return True
    if near is Near.AUTHORITY and actor.authority_id is not None:
        return False
    # Somebody who works with the child knows that the record is there: they are refused, not fobbed off.
    return bool(scope.child_ids) and any(test(actor, scope.child_ids) for test in _network)


def check(verb: str, *, by: Actor, on: Iterable[Scoped] = ()) -> None:
    """Raise `OutOfSight` or `NotPermitted` unless the actor may do `verb` to each record."""
    rule = rule_for(verb)
    for record in on:
        if not in_sight(by, record.access_scope(), rule.near):
            raise OutOfSight("There is no such record")
    if by.roles.isdisjoint(rule.roles):
        raise NotPermitted("Your role does not allow this. Ask your manager if you think it should.")


def may(verb: str, *, by: Actor | None, on: Iterable[Scoped] = ()) -> bool:
    """Whether the actor may; for showing or hiding what leads to it."""
    if by is None:
        return False
    try:
        check(verb, by=by, on=on)
    except (OutOfSight, NotPermitted):
        return False
    return True


@contextmanager
def acting(
    verb: str,
    *,
    by: Actor,
    on: Iterable[Scoped] = (),
    happened_at: datetime | None = None,
    reason: str = "",
) -> Iterator[OpenAct]:
    """Open an act after checking that `by` may do `verb` to every record in `on`.

    The records in `on` are subjects of the act; touch others inside the block. Nothing is kept on error.
    """
    records = tuple(on)
    check(verb, by=by, on=records)
    with open_act(verb, signed=by.signature(), happened_at=happened_at, reason=reason) as act:
        act.touch(*records)
        yield act


M = TypeVar("M", bound=models.Model)


def fetch(source: models.QuerySet[M] | type[M], key: UUID | str, verb: str, *, by: Actor) -> M:
    """A record by its identifier, if the actor may do `verb` to it.

    Raises `OutOfSight` when there is none or it is none of theirs, `NotPermitted` on a wrong role.
    """
    query = source if isinstance(source, models.QuerySet) else source._default_manager.all()
    try:
        record = query.get(pk=key)
    except (ObjectDoesNotExist, ValidationError, ValueError):
        raise OutOfSight("There is no such record") from None
    check(verb, by=by, on=[cast(Scoped, record)])
    return record


def look(by: Actor, person_ids: Iterable[UUID], part: str, *, purpose: str = "", request_id: str = "") -> None:
    """Log that the actor looked at a part of people's records (WT 4.126; GEN-07, DIR-05)."""
    Read.objects.bulk_create(
        Read(
            actor_id=by.user_id,
            actor_name=by.name,
            agency_id=by.agency_id,
            agency_name=by.agency_name,
            person_id=person_id,
            part=part,
            purpose=purpose,
            request_id=request_id,
        )
        for person_id in dict.fromkeys(person_ids)
    )
