"""One return, one transaction: all of it that can be taken, or nothing (STA-03; WT 4.124).

Children are taken in batches, in the file's order. What is new is written batch by batch in bulk; what a
later return says otherwise is corrected beside what stood there. A file that says nothing new writes nothing
at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction

from holdfast.access.actors import Actor
from holdfast.access.door import acting, check
from holdfast.agencies.models import Agency
from holdfast.clocks.actions import rebuild, refresh
from holdfast.core.errors import NotPermitted
from holdfast.core.time import now
from holdfast.returns.cin.actions.batch import Batch
from holdfast.returns.cin.actions.context import Taking
from holdfast.returns.cin.actions.rows import count_rows
from holdfast.returns.cin.counting import count
from holdfast.returns.cin.items import child_number
from holdfast.returns.cin.reader import read
from holdfast.returns.cin.records import ChildRecord, Header, Rejection
from holdfast.returns.cin.report import Report
from holdfast.returns.models import ReturnTaken

VERB = "return.import"
BATCH = 500
# Beyond this many cases it is quicker to make every clock anew than those of each case.
MANY_CASES = 5_000
CHUNK = 1_000


def import_return(*, by: Actor, authority: Agency, path: Path, file_name: str = "", dry_run: bool = False) -> Report:
    """Read the return at ``path`` in for ``authority``, and say what became of it.

    The same file again changes nothing; a later year's file adds what is new. With ``dry_run`` everything is
    done and undone. Raises ``UnreadableReturn`` where the file as a whole cannot be read, and then nothing is
    kept; ``NotPermitted`` for somebody whose role does not allow it, or who works for another authority.
    """
    check(VERB, by=by)
    if by.authority_id != authority.pk:
        raise NotPermitted("A return is read in for the authority that one works for")
    report = Report(dry_run=dry_run, authority=authority.name)
    with transaction.atomic():
        _check_keys_at_once()
        cases = _take(File(path, file_name or path.name, by, authority), report)
        if not dry_run:
            _remake_clocks(cases)
        report.in_file = count(path)
        transaction.set_rollback(dry_run)
    return report


def _check_keys_at_once() -> None:
    """Have foreign keys checked with each statement, for as long as this transaction lasts.

    Checks that wait for the end of the transaction pile up, and the trigger that keeps a version of a row walks over
    the whole pile for every row: with a hundred thousand rows that takes hours.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")


def _take(file: File, report: Report) -> list[UUID]:
    """Take the children in; the cases that were touched."""
    with ExitStack() as stack:
        taking: Taking | None = None
        for children in _batches(file.path, report):
            batch = Batch(file.authority, children, report)
            if not batch.says_something_new:
                continue
            if taking is None:
                taking = _begin(stack, file, report.header)
            batch.write(taking)
        if taking is None:
            return []
        taking.taken.counts = report.as_json() | {"rejections": [], "remarks": []}
        taking.taken.save()
        return list(taking.cases)


@dataclass(frozen=True, slots=True)
class File:
    """The return's file, by whom it is read in, and for whom."""

    path: Path
    name: str
    by: Actor
    authority: Agency


def _begin(stack: ExitStack, file: File, header: Header) -> Taking:
    """Open the act, now that there is something to write, and note which return it is."""
    authority = file.authority
    reason = f"Children in need return {header.year or ''}".strip()
    act = stack.enter_context(acting(VERB, by=file.by, on=[authority], reason=reason))
    act.bulk = True
    with file.path.open("rb") as stream:
        fingerprint = hashlib.file_digest(stream, "sha256").hexdigest()
    taken = ReturnTaken(
        authority=authority,
        collection="CIN",
        year=header.year,
        reference_date=header.reference_date,
        written_by=header.software[:200],
        file_name=file.name[:255],
        fingerprint=fingerprint,
        taken_at=now(),
    )
    taken.save()
    act.touch(taken)
    return Taking(act=act, authority=authority, header=header, taken=taken)


def _batches(path: Path, report: Report) -> Iterator[list[ChildRecord]]:
    """The children, some hundreds at a time; a child who comes twice begins a new batch, to meet its first
    record.
    """
    batch: dict[str, ChildRecord] = {}
    for entry in read(path):
        if isinstance(entry, Header):
            report.header = entry
        elif isinstance(entry, Rejection):
            report.reject(entry)
        elif isinstance(entry, ChildRecord):
            number = child_number(entry)
            if len(batch) == BATCH or number in batch:
                yield list(batch.values())
                batch = {}
            batch[number] = entry
        else:
            report.remark(entry)
    yield list(batch.values())


def _remake_clocks(cases: list[UUID]) -> None:
    if len(cases) > CHUNK:
        count_rows()
    if len(cases) > MANY_CASES:
        rebuild()
        return
    for start in range(0, len(cases), CHUNK):
        refresh(cases[start : start + CHUNK])
