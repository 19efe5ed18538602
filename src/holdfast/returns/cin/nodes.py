"""From bytes to small trees, one per child, with memory bounded whatever the file is (STA-03).

The parser is the standard library's expat, in streaming use: it gives exact line numbers however long the
file (tree parsers count to 65,535), it reads UTF-8, UTF-16 and the one-byte encodings, and every measure of
what it has to hold can be watched from outside. A document type declaration is refused before a single entity
is declared, so that neither expanding entities nor external ones have a place to stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from holdfast.returns.cin.errors import UnreadableReturn
from holdfast.returns.cin.records import Rejection
from holdfast.returns.cin.sniffing import check_is_xml, encoding_to_force

# The largest authorities' returns are some 150 million bytes. A file ten times that is not one.
LARGEST_FILE = 1_500_000_000
# One tag, comment or declaration; expat must hold it whole. Real ones are under a hundred bytes.
LONGEST_MARKUP = 1_000_000
# One value. Real ones are under forty characters; free text has no place in the census.
LONGEST_TEXT = 1_000
# A child with ten years of reviews has some hundreds.
MOST_ELEMENTS_OF_A_CHILD = 20_000
DEEPEST = 40
_CHUNK = 64 * 1024

_ROOT = "message"
_PLAIN = frozenset({"children"})
_UNITS = frozenset({"header", "child"})


@dataclass(slots=True)
class Node:
    """One element: its local name as the file spells it, its line, its text, the elements in it.

    ``text`` is stripped at the start only; ``overlong`` says that it was cut at ``LONGEST_TEXT`` characters.
    """

    name: str
    line: int
    text: str = ""
    overlong: bool = False
    children: list[Node] = field(default_factory=list)

    def add_text(self, piece: str) -> None:
        """Takes a piece of text as the parser hands it over, up to the limit."""
        if not self.text:
            piece = piece.lstrip()
        room = LONGEST_TEXT - len(self.text)
        if len(piece) > room:
            self.overlong = self.overlong or not piece[room:].isspace()
            piece = piece[:room]
        self.text += piece


def nodes(stream: BinaryIO) -> Iterator[Node | Rejection]:
    """Yields the header and each child as a ``Node``, as soon as its end is read, and what belongs nowhere.

    Raises ``UnreadableReturn`` for everything that makes the file as a whole unreadable; what was yielded
    before that must then not be kept.
    """
    head = stream.read(_CHUNK)
    check_is_xml(head)
    harvest = _Harvest(encoding_to_force(head))
    chunk, taken = head, 0
    while chunk:
        taken += len(chunk)
        if taken > LARGEST_FILE:
            raise too_large()
        harvest.feed(chunk, taken)
        yield from harvest.ready()
        chunk = stream.read(_CHUNK)
    harvest.finish()
    yield from harvest.ready()


def too_large() -> UnreadableReturn:
    """The error for a file beyond ``LARGEST_FILE``, in the user's words."""
    gigabytes = LARGEST_FILE / 1e9
    return UnreadableReturn(f"The file is larger than {gigabytes:g} GB, ten times the largest return there is.")


class _Harvest:
    """The handlers of one parse: builds the trees of header and children, and skips what belongs nowhere."""

    def __init__(self, forced_encoding: str | None) -> None:
        self._parser = expat.ParserCreate(forced_encoding)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._ready: list[Node | Rejection] = []
        self._depth = 0
        self._unit: list[Node] = []
        self._size = 0
        self._skipped_at: int | None = None

    def ready(self) -> Iterator[Node | Rejection]:
        """What is complete since the last call."""
        ready, self._ready = self._ready, []
        yield from ready

    def feed(self, chunk: bytes, taken: int) -> None:
        """Parses the next bytes; ``taken`` counts all bytes so far, these included."""
        self._parse(chunk, final=False)
        if taken - max(self._parser.CurrentByteIndex, 0) > LONGEST_MARKUP:
            raise UnreadableReturn(
                "A tag or a comment goes on for more than a million characters. This is not a census return.",
                self._parser.CurrentLineNumber,
            )

    def finish(self) -> None:
        """Tells the parser that the file has ended; a file cut short is found out here."""
        self._parse(b"", final=True)

    def _parse(self, chunk: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(chunk, final)
        except expat.ExpatError as error:
            raise UnreadableReturn(_in_plain_words(error), error.lineno) from error
        except (LookupError, ValueError) as error:
            words = "The file declares an encoding that cannot be read here. Save it as UTF-8."
            raise UnreadableReturn(words, 1) from error

    def _doctype(self, *_: object) -> None:
        raise UnreadableReturn(
            "The file declares a document type (DTD), which a census return never has and which can hide "
            "harmful content. It was not read.",
            self._parser.CurrentLineNumber,
        )

    def _start(self, name: str, _attributes: object) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._stop("Elements are nested far deeper than in any census return.")
        local = name.rpartition(":")[2]
        if self._depth == 1:
            self._check_root(local)
        elif self._unit:
            self._grow(local)
        elif self._skipped_at is None:
            self._open(local)

    def _open(self, local: str) -> None:
        line = self._parser.CurrentLineNumber
        if local.lower() in _UNITS:
            self._unit.append(Node(local, line))
            self._size = 1
        elif local.lower() not in _PLAIN:
            self._skipped_at = self._depth
            self._ready.append(
                Rejection(line, f"Message/{local}", "", "this element is no part of the census", "record")
            )

    def _grow(self, local: str) -> None:
        self._size += 1
        if self._size > MOST_ELEMENTS_OF_A_CHILD:
            raise self._stop(
                f"The {self._unit[0].name} that begins on line {self._unit[0].line} holds more than "
                f"{MOST_ELEMENTS_OF_A_CHILD:,} elements. This is not a census return."
            )
        node = Node(local, self._parser.CurrentLineNumber)
        self._unit[-1].children.append(node)
        self._unit.append(node)

    def _end(self, _name: str) -> None:
        if self._skipped_at == self._depth:
            self._skipped_at = None
        self._depth -= 1
        if self._unit:
            node = self._unit.pop()
            if not self._unit:
                self._ready.append(node)

    def _characters(self, data: str) -> None:
        if self._unit:
            self._unit[-1].add_text(data)

    def _check_root(self, local: str) -> None:
        if local.lower() != _ROOT:
            looked_after = local.lower() in {"document", "oc3"}
            kind = "the return of looked-after children" if looked_after else "something else"
            raise self._stop(
                f"The file begins with <{local[:60]}>, so it is {kind}; "
                "a children in need return begins with <Message>."
            )

    def _stop(self, message: str) -> UnreadableReturn:
        return UnreadableReturn(message, self._parser.CurrentLineNumber)


_CUT_SHORT = frozenset({"no element found", "unclosed token", "unclosed CDATA section", "partial character"})


def _in_plain_words(error: expat.ExpatError) -> str:
    """Expat's complaint, as the person who sent the file can act on it."""
    complaint = expat.ErrorString(error.code)
    if complaint in _CUT_SHORT:
        return "The file stops before its end: it was cut short when it was saved or sent. Nothing was kept."
    if complaint == "mismatched tag":
        return "An element is closed by another element's end tag, so the file is not well-formed XML."
    if complaint == "not well-formed (invalid token)":
        return (
            "The file is not well-formed XML here: a stray character such as < or &, or a letter in another "
            "encoding than the one that the file declares."
        )
    if complaint == "undefined entity":
        return "The file uses an entity (&...;) that XML does not know."
    if complaint == "junk after document element":
        return "Something follows after the end of the return."
    return f"The file is not well-formed XML: {complaint}."
