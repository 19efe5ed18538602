"""Looks at a file's first bytes: is this XML at all, and in which encoding?

People send what lies nearest: the workbook beside the return, the zip it was mailed in, the page that a
portal showed instead of the download. Each deserves an answer better than "not well-formed (invalid token)".
"""

from __future__ import annotations

import codecs
import re

from holdfast.returns.cin.errors import UnreadableReturn

_MAGIC = (
    (b"PK\x03\x04", "This is an Excel workbook, a Word document or a zip file."),
    (b"PK\x05\x06", "This is an empty zip file."),
    (b"\xd0\xcf\x11\xe0", "This is an older Excel or Word file."),
    (b"%PDF", "This is a PDF."),
    (b"\x1f\x8b", "This is a compressed (gzip) file."),
    (b"{\\rtf", "This is a rich text document."),
)
_WANTED = "Send the children in need return as the XML file that the case system or COLLECT writes."
_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")


def check_is_xml(head: bytes) -> None:
    """Raises ``UnreadableReturn`` when a file that begins with ``head`` cannot be XML."""
    if not head:
        raise UnreadableReturn(f"The file is empty. {_WANTED}")
    for magic, words in _MAGIC:
        if head.startswith(magic):
            raise UnreadableReturn(f"{words} {_WANTED}")
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadableReturn("The file is written in UTF-32, which no census software uses. Save it as UTF-8.")
    text = _as_ascii(head).lstrip()
    if not text:
        raise UnreadableReturn(f"The file begins with nothing but blank space. {_WANTED}")
    lowered = text[:200].lower()
    if lowered.startswith((b"<!doctype html", b"<html")):
        raise UnreadableReturn(f"This is a web page. {_WANTED}")
    if not text.startswith(b"<"):
        kind = "It looks like comma-separated values (CSV). " if b"," in text.split(b"\n")[0] else ""
        raise UnreadableReturn(f"This is not XML. {kind}{_WANTED}", line=1)


def encoding_to_force(head: bytes) -> str | None:
    """The encoding to insist on, where the file's own declaration is certainly wrong; otherwise ``None``.

    Some software writes ``encoding="utf-16"`` into a file that it then saves as UTF-8, byte by byte.
    """
    body = head.removeprefix(codecs.BOM_UTF8)
    declared = _DECLARED.match(body)
    return "utf-8" if declared and declared.group(1).lower().startswith((b"utf-16", b"ucs-2")) else None


def _as_ascii(head: bytes) -> bytes:
    """The first bytes without byte order mark and without the zeros of a two-byte encoding; only for looking
    at.
    """
    for bom in _BOMS:
        if head.startswith(bom):
            head = head[len(bom) :]
            break
    return head.replace(b"\x00", b"")
