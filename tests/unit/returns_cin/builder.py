"""Small returns for tests: ``a_return`` wraps children, ``a_child`` wraps episodes, and all else is plain XML."""

from __future__ import annotations

import io
from collections.abc import Iterator

from holdfast.returns.cin import ChildRecord, Entry, Header, Rejection, Remark, read

HEADER = """<Header>
  <CollectionDetails>
    <Collection>CIN</Collection><Year>2024</Year><ReferenceDate>2024-03-31</ReferenceDate>
  </CollectionDetails>
  <Source><SourceLevel>L</SourceLevel><LEA>999</LEA><SerialNo>001</SerialNo></Source>
</Header>"""

IDENTIFIERS = """<ChildIdentifiers>
  <LAchildID>C1</LAchildID><PersonBirthDate>2015-04-05</PersonBirthDate><GenderCurrent>2</GenderCurrent>
</ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>"""


def a_return(children: str, header: str = HEADER) -> bytes:
    """A whole return."""
    return f"<Message>{header}<Children>{children}</Children></Message>".encode()


def a_child(episodes: str, identifiers: str = IDENTIFIERS) -> str:
    """A child with the given episodes."""
    return f"<Child>{identifiers}{episodes}</Child>"


def an_episode(inside: str = "", referred: str = "2023-05-01") -> str:
    """An episode with a referral date and whatever else is given."""
    return f"<CINdetails><CINreferralDate>{referred}</CINreferralDate>{inside}</CINdetails>"


def entries(data: bytes) -> list[Entry]:
    """Everything that reading ``data`` yields."""
    return list(read(io.BytesIO(data)))


def children(data: bytes) -> list[ChildRecord]:
    """The children in ``data``."""
    return [entry for entry in entries(data) if isinstance(entry, ChildRecord)]


def only_child(data: bytes) -> ChildRecord:
    """The one child in ``data``."""
    (child,) = children(data)
    return child


def rejections(data: bytes) -> list[Rejection]:
    """What was not taken from ``data``."""
    return [entry for entry in entries(data) if isinstance(entry, Rejection)]


def remarks(data: bytes) -> list[Remark]:
    """What in ``data`` deserves a look."""
    return [entry for entry in entries(data) if isinstance(entry, Remark)]


def header_of(data: bytes) -> Header:
    """The header of ``data``, which always comes first."""
    first = entries(data)[0]
    assert isinstance(first, Header)
    return first


class Generated(io.RawIOBase):
    """A binary stream made on the fly from pieces, of any length, that never holds more than one piece."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""
        self.sent = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes; empty at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        piece, self._rest = self._rest[:size], self._rest[size:]
        self.sent += len(piece)
        return piece
