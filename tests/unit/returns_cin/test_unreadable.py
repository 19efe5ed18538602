"""A file that cannot be read as a whole says why in plain words, and memory stays bounded (STA-03)."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.returns.cin import ChildRecord, Rejection, UnreadableReturn, read
from holdfast.returns.cin.nodes import LARGEST_FILE
from tests.unit.returns_cin.builder import HEADER, Generated, a_child, a_return, an_episode, entries

GOOD = a_return(a_child(an_episode()))
LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE Message [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<Message><Children><Child>&c;</Child></Children></Message>"""
EXTERNAL = b"""<?xml version="1.0"?>
<!DOCTYPE Message [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<Message><Children><Child>&secret;</Child></Children></Message>"""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\n ", "blank space"),
        (b"PK\x03\x04rest", "Excel"),
        (b"PK\x05\x06rest", "zip"),
        (b"\xd0\xcf\x11\xe0rest", "older Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"{\\rtf1 x}", "rich text"),
        ("<Message/>".encode("utf-32"), "UTF-32"),
        (b"LAchildID,UPN\nC1,A1\n", "CSV"),
        (b"nothing in particular", "not XML"),
        (b"\x00\x01\x02\x03\xff\xfe", "not XML"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"<html><body></body></html>", "web page"),
        (b"<Children></Children>", "<Message>"),
        (b"<DOCUMENT></DOCUMENT>", "looked-after"),
        (b"<Message><Header></Header></Message>", "no child"),
        (b"<Message><Children/></Message>", "no child"),
        (GOOD.replace(b"<Collection>CIN", b"<Collection>CLA"), "CLA"),
        (GOOD[: len(GOOD) // 2], "cut short"),
        (GOOD[:-3], "cut short"),
        (GOOD + b"<Message/>", "after the end"),
        (GOOD.replace(b"</Child>", b"</Chidl>"), "another element's end tag"),
        (GOOD.replace(b"C1", b"C & 1"), "stray character"),
        (GOOD.replace(b"C1", b"C\xe91"), "another encoding"),
        (GOOD.replace(b"C1", b"C&nbsp;1"), "entity"),
        (b'<?xml version="1.0" encoding="klingon"?>' + GOOD, "encoding"),
        (b'<?xml version="1.0" encoding="shift_jis"?>' + GOOD, "encoding"),
        (GOOD.replace(b"<Child>", b"<Child a='1' a='2'>"), "not well-formed"),
        (LAUGHS, "document type"),
        (EXTERNAL, "document type"),
        (GOOD.replace(b"<Message>", b'<!DOCTYPE Message SYSTEM "http://x.test/cin.dtd"><Message>'), "document type"),
    ],
)
def test_says_what_is_wrong(data: bytes, words: str) -> None:
    """STA-03: malformed, cut short, another collection, another kind of file, tricks with entities."""
    with pytest.raises(UnreadableReturn) as caught:
        entries(data)
    assert words in caught.value.message


def test_the_line_is_named() -> None:
    """STA-03: where to look."""
    with pytest.raises(UnreadableReturn) as caught:
        entries(b"<Message>\n<Children>\n<Child>\n</Children>")
    assert caught.value.line == 4
    assert "Line 4" in str(caught.value)


def test_children_before_the_fault_were_yielded_and_the_fault_still_raises() -> None:
    """STA-03: the caller holds a transaction open until the end, because only the end tells."""
    found = []
    with pytest.raises(UnreadableReturn):
        for entry in read(io.BytesIO(a_return(a_child(an_episode()) * 3)[:-20])):
            found.append(entry)
    assert sum(isinstance(entry, ChildRecord) for entry in found) == 3


def test_elements_nested_too_deeply() -> None:
    """STA-03: depth costs memory too."""
    deep = b"<a>" * 5_000 + b"</a>" * 5_000
    with pytest.raises(UnreadableReturn, match="nested"):
        entries(GOOD.replace(b"<Child>", b"<Child>" + deep))


def test_a_path_and_a_file_too_large(tmp_path: Path) -> None:
    """STA-03: a file beyond any return is refused before a byte of it is read."""
    path = tmp_path / "return.xml"
    path.write_bytes(GOOD)
    assert len(list(read(path))) == len(list(read(str(path)))) == 2
    with path.open("wb") as sparse:
        sparse.truncate(LARGEST_FILE + 1)
    with pytest.raises(UnreadableReturn, match="larger than"):
        list(read(path))


def _one_child_without_end() -> Iterator[bytes]:
    yield b"<Message><Children><Child>"
    while True:
        yield b"<CINdetails><CINreferralDate>2023-05-01</CINreferralDate></CINdetails>" * 1_000


def _a_tag_without_end() -> Iterator[bytes]:
    yield b"<Message><Children><Child name='"
    while True:
        yield b"x" * 100_000


def _a_comment_without_end() -> Iterator[bytes]:
    yield b"<Message><!-- "
    while True:
        yield b"x" * 100_000


@pytest.mark.parametrize("stream", [_one_child_without_end, _a_tag_without_end, _a_comment_without_end])
def test_what_never_ends_is_stopped_early(stream: object) -> None:
    """STA-03: memory is bounded by what is refused, long before two gigabytes."""
    assert callable(stream)
    source = Generated(stream())
    with pytest.raises(UnreadableReturn):
        list(read(source))  # type: ignore[arg-type]
    assert source.sent < 5_000_000


TWO_HUNDRED_MEGABYTES = 200
MEGABYTE = b"x" * 1_000_000


def _much_text_in_one_value() -> Iterator[bytes]:
    yield f"<Message>{HEADER}<Children><Child><ChildIdentifiers><LAchildID>".encode()
    yield from (MEGABYTE for _ in range(TWO_HUNDRED_MEGABYTES))
    yield b"</LAchildID><UPN>H801200001001</UPN></ChildIdentifiers></Child></Children></Message>"


def _much_that_belongs_nowhere() -> Iterator[bytes]:
    yield f"<Message>{HEADER}<Rubbish>".encode()
    yield from (MEGABYTE for _ in range(TWO_HUNDRED_MEGABYTES))
    yield f"</Rubbish><Children>{a_child(an_episode())}</Children></Message>".encode()


def _many_children() -> Iterator[bytes]:
    child = a_child(an_episode()) + f"<!--{' ' * 900_000}-->"
    yield f"<Message>{HEADER}<Children>".encode()
    yield from (child.encode() for _ in range(TWO_HUNDRED_MEGABYTES))
    yield b"</Children></Message>"


@pytest.mark.parametrize(
    ("stream", "how_many"),
    [(_much_text_in_one_value, 1), (_much_that_belongs_nowhere, 1), (_many_children, TWO_HUNDRED_MEGABYTES)],
)
def test_two_hundred_megabytes_in_a_few(stream: object, how_many: int) -> None:
    """STA-03: 200 MB read, made as they are read, with a peak of a few megabytes."""
    assert callable(stream)
    source = Generated(stream())
    tracemalloc.start()
    try:
        found = sum(isinstance(entry, ChildRecord) for entry in read(source))  # type: ignore[arg-type]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found == how_many
    assert source.sent > 170_000_000
    assert peak < 8_000_000


def test_more_than_the_largest_file_on_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    """STA-03: a stream has no size to ask for, so the bytes are counted as they come."""
    monkeypatch.setattr("holdfast.returns.cin.nodes.LARGEST_FILE", 1_000_000)
    with pytest.raises(UnreadableReturn, match="larger than"):
        list(read(Generated(_many_children())))  # type: ignore[arg-type]


def test_what_belongs_nowhere_is_skipped_whole() -> None:
    """STA-03: one rejection for the whole of it, and the elements in it are not mistaken for children."""
    data = GOOD.replace(b"<Children>", b"<Old><Children><Child/></Children></Old><Children>")
    found = entries(data)
    assert sum(isinstance(entry, ChildRecord) for entry in found) == 1
    assert [entry.element for entry in found if isinstance(entry, Rejection)] == ["Message/Old"]
