"""Counts a return's elements without parsing it: the second opinion on what the file holds (STA-03).

It decodes the text, cuts out comments, and counts opening tags. It knows nothing of nesting, of codes or of
dates, and shares no code with the reader, so that the two agree only if both are right.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from pathlib import Path

_CHUNK = 1 << 20
_TAG = re.compile(r"<(?:[\w.-]+:)?(\w+)(?:[\s/][^<>]*)?>([^<]*)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DECLARED = re.compile(rb"encoding\s*=\s*[\"']([\w.-]+)")
_NAMES = {
    "child": "children",
    "cindetails": "episodes",
    "assessmentactualstartdate": "assessments",
    "s47actualstartdate": "section47",
    "dateofinitialcpc": "conferences",
    "cppstartdate": "plans",
    "cppreviewdate": "reviews",
    "cinplanstartdate": "cin_plans",
}
_EMPTY_MATTERS = frozenset({"child", "cindetails"})


def count(path: str | Path) -> dict[str, int]:
    """How many of each thing the well-formed file at ``path`` holds, under the names of the import's report.

    A record is counted by its start date and a date only where it is not blank. Memory does not grow with the
    file.
    """
    totals = dict.fromkeys(_NAMES.values(), 0)
    for name, number in _occurrences(Path(path)).items():
        totals[_NAMES[name]] += number
    return totals


def _occurrences(path: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    rest = ""
    with path.open("rb") as stream:
        decoder = codecs.getincrementaldecoder(_encoding(stream.read(_CHUNK)))("replace")
        stream.seek(0)
        while chunk := stream.read(_CHUNK):
            text, rest = _settled(rest + decoder.decode(chunk))
            _add(found, text)
    _add(found, rest)
    return found


def _settled(text: str) -> tuple[str, str]:
    """The text up to a point where no comment, tag or value is cut in two, and what is left for the next round.

    What is left does not grow: of a value without end, only the beginning is looked at.
    """
    text = _COMMENT.sub("", text)
    comment = text.find("<!--")
    end = max(text.rfind("<", 0, comment if comment >= 0 else len(text)), 0)
    return text[:end], text[end : end + 2 * _CHUNK]


def _add(found: Counter[str], text: str) -> None:
    for match in _TAG.finditer(text):
        name = match.group(1).lower()
        said = match.group(2).strip() and not match.group(0).partition(">")[0].endswith("/")
        if name in _NAMES and (said or name in _EMPTY_MATTERS):
            found[name] += 1


def _encoding(head: bytes) -> str:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name
    declared = _DECLARED.search(head[:200])
    name = declared.group(1).decode("ascii") if declared else "utf-8"
    return "utf-8" if name.lower().startswith("utf-16") else name
