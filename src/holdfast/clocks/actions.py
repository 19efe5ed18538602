"""Keeping the projection of clocks true, and explaining lateness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.cases.models import Case
from holdfast.cases.rooms import clock_facts
from holdfast.clocks.facts import MadeClock, clocks_from, maker_for
from holdfast.clocks.models import ClockRow, LateReason
from holdfast.clocks.reading import moments_read_quickly
from holdfast.core.errors import Unacceptable
from holdfast.core.time import now
from holdfast.ledger.openacts import OpenAct, after_act

BATCH = 5_000  # clocks held in memory at a time
COLUMNS = {
    "case_id": "uuid",
    "child_id": "uuid",
    "authority_id": "uuid",
    "clock": "varchar",
    "edition": "varchar",
    "started_by": "varchar",
    "started_at": "timestamptz",
    "due_at": "timestamptz",
    "due_on": "date",
    "met_at": "timestamptz",
    "stopped_at": "timestamptz",
    "stopped_why": "varchar",
    "record_id": "uuid",
}
"""The columns of a clock, and their types, in the order of `_values`."""


def _values(made: MadeClock) -> tuple[object, ...]:
    fact = made.fact
    return (
        fact.case_id,
        fact.child_id,
        fact.authority_id,
        fact.clock,
        made.edition,
        made.started_by,
        made.started_at,
        made.due_at,
        made.due_on,
        fact.met_at,
        fact.stopped_at,
        fact.stopped_why,
        fact.record_id,
    )


def refresh(case_ids: Sequence[UUID]) -> int:
    """Make the clocks of cases anew; the number of clocks they have."""
    with transaction.atomic():
        rows = [
            ClockRow(**dict(zip(COLUMNS, _values(made), strict=True)))
            for made in clocks_from(clock_facts(case_ids), maker_for())
        ]
        ClockRow.objects.filter(case_id__in=case_ids).delete()
        ClockRow.objects.bulk_create(rows)
    return len(rows)


@after_act
def refresh_after(act: OpenAct) -> None:
    """After every act, the clocks of the cases that it touched are made anew, in the same transaction."""
    if act.bulk:
        return
    if any(label == "cases.editioninforce" for label, _ in act.touched):
        rebuild()  # another edition may judge any step that began since it came into force
        return
    cases = [key for label, key in act.touched if label == "cases.case"]
    if cases:
        refresh(cases)


def rebuild() -> int:
    """Make every clock of every case anew, from nothing but facts and editions; the number of clocks.

    The old ones stand until the new ones are there. Memory does not grow with the number of cases.
    """
    made = 0
    with transaction.atomic(), connection.cursor() as cursor, moments_read_quickly():
        table = ClockRow._meta.db_table
        cursor.execute(f"CREATE TEMPORARY TABLE new_clocks (LIKE {table}) ON COMMIT DROP")
        cursor.execute("ALTER TABLE new_clocks DROP COLUMN id")
        names = ", ".join(COLUMNS)
        clocks = clocks_from(clock_facts(None), maker_for())
        # In turns, since a connection that copies cannot read: some facts, then the clocks that they make.
        while batch := list(islice(clocks, BATCH)):
            _copy(cursor, f"COPY new_clocks ({names}) FROM STDIN (FORMAT binary)", batch)
            made += len(batch)
        cursor.execute(f"TRUNCATE {table}")
        with _indexes_afterwards(cursor, table):
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM new_clocks")  # noqa: S608  (constants)
        cursor.execute("DROP TABLE new_clocks")
        cursor.execute(f"ANALYZE {table}")
    return made


def _copy(cursor: CursorWrapper, statement: str, clocks: Iterable[MadeClock]) -> None:
    """Send clocks to the database in its own form, which is far quicker than as text."""
    with cursor.connection.cursor() as copying, copying.copy(statement) as copy:
        copy.set_types(list(COLUMNS.values()))
        for clock in clocks:
            copy.write_row(_values(clock))


@contextmanager
def _indexes_afterwards(cursor: CursorWrapper, table: str) -> Iterator[None]:
    """While within, a table has no index but its key's; the others are made in one go afterwards, which is quicker."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
        "WHERE indrelid = %s::regclass AND NOT indisprimary AND NOT indisunique",
        [table],
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _, definition in indexes:
        cursor.execute(definition)


def explain_lateness(
    *, by: Actor, case: Case, clock: str, record_id: UUID, reason: str, at: datetime | None = None
) -> LateReason:
    """Give the reason why a step is or was late. A further reason stands beside the first."""
    if not reason.strip():
        raise Unacceptable("Say why the step is late", field="reason")
    with acting("clock.explain", by=by, on=[case], reason=reason) as act:
        given = LateReason(
            case=case,
            clock=clock,
            record_id=record_id,
            reason=reason.strip(),
            given_by_id=by.practitioner_id,
            given_at=at or now(),
        )
        given.save()
        act.touch(given)
    return given
