"""Reads a Children in Need census return of any year from 2017 on (STA-03; WT 4.124, 4.132).

``read`` is pure and streams: it holds one child at a time, knows no database and no clock. ``count`` counts
the file's elements by a second, cruder method, so that the import can prove that nothing vanished between
file and report.
"""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from holdfast.returns.cin import taking
from holdfast.returns.cin.errors import UnreadableReturn
from holdfast.returns.cin.gathering import Notes
from holdfast.returns.cin.nodes import LARGEST_FILE, Node, nodes, too_large
from holdfast.returns.cin.records import Entry, Header, Rejection

Source = str | PathLike[str] | BinaryIO


def read(source: Source) -> Iterator[Entry]:
    """Yields the header, then each child as soon as it is complete, and between them what could not be taken.

    ``source`` is a path or a binary stream. The header comes first always: a file without one gets an empty
    one. Raises ``UnreadableReturn`` - possibly after many children - where the file as a whole cannot be
    read; what was yielded before that must then not be kept. Raises ``OSError`` where a path cannot be
    opened.
    """
    if isinstance(source, (str, PathLike)):
        path = Path(source)
        if path.stat().st_size > LARGEST_FILE:
            raise too_large()
        with path.open("rb") as stream:
            yield from _entries(stream)
    else:
        yield from _entries(source)


def _entries(stream: BinaryIO) -> Iterator[Entry]:
    header: Header | None = None
    children = 0
    for found in nodes(stream):
        if isinstance(found, Rejection):
            yield found
            continue
        if found.name.lower() == "header":
            if header is None:
                header, notes = _header(found)
                yield header
                yield from notes.entries
            else:
                yield Rejection(found.line, "Header", "", "a second header; the first was taken")
            continue
        if header is None:
            header = Header()
            yield header
        children += 1
        yield from _child(found, header)
    if not children:
        raise UnreadableReturn("There is no child in this return, so there is nothing to take from it.")


def _header(node: Node) -> tuple[Header, Notes]:
    notes = Notes()
    header = taking.header(node, notes)
    if header.collection and header.collection.upper() != "CIN":
        raise UnreadableReturn(
            f"This return is of the collection “{header.collection[:20]}”; "
            "only a children in need return (CIN) can be read here.",
            node.line,
        )
    return header, notes


def _child(node: Node, header: Header) -> Iterator[Entry]:
    notes = Notes(reference_date=header.reference_date)
    child = taking.child(node, notes)
    if child is not None:
        yield child
    yield from notes.entries
