"""Which requirement rows and paragraphs are cited by which code and tests, and which by none (GEN-07).

Rows are cited by their id (``REF-05``, or a run of them as ``REF-05..07``), paragraphs as ``WT 4.67``, with lists
and runs (``WT 4.3–4.4, 4.27``). The rows and what they rest on are in ``docs/requirements.yaml``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from holdfast.guidance import reading
from holdfast.guidance.errors import GuidanceError

REQUIREMENTS = Path("docs", "requirements.yaml")
_KINDS = (".py", ".yaml", ".html", ".js", ".txt", ".xml")
_LEFT_OUT = {"__pycache__", "node_modules", "static_built", "vendor"}

_ONE = r"(?:\d+\.\d+|App\.\d+ §\d+|box \d+|pitfalls box(?: \d+)?)"
_RUN = rf"{_ONE}(?:[–-](?:\d+\.)?\d+)?"
_PARAGRAPHS = re.compile(rf"\bWT ({_RUN}(?:, (?:WT )?{_RUN})*)")
_ROWS = re.compile(r"\b([A-Z]{2,3})-(\d\d)(?:(?:\.\.|–)(\d\d))?\b")
_DOTTED = re.compile(r"(\d+)\.(\d+)[–-](?:(\d+)\.)?(\d+)$")
_SECTIONS = re.compile(r"(App\.\d+) §(\d+)[–-](\d+)$")


class NoRequirements(GuidanceError):
    """There is no list of requirement rows here: this is no checkout of the project."""


@dataclass(frozen=True)
class Row:
    """One requirement: its id, what it asks in short, what it rests on, and the part of the work it belongs to."""

    id: str
    title: str
    sources: tuple[str, ...]
    part: str


def requirements(root: Path) -> dict[str, Row]:
    """The rows, by id. Raises ``NoRequirements`` where the file is not there, ``BrokenEdition`` where it is broken."""
    path = root / REQUIREMENTS
    if not path.is_file():
        raise NoRequirements(f"{REQUIREMENTS} is not in {root}: run this in a checkout of the project.")
    where = str(REQUIREMENTS)
    data = reading.parse(path.read_text(encoding="utf-8"), where)
    reading.keys(data, where, required=("rows",))
    rows: dict[str, Row] = {}
    for entry in reading.entries(data, "rows", where):
        here = f"{where}: {entry.get('id', '?')}"
        reading.keys(entry, here, required=("id", "title", "sources", "part"))
        name = reading.text(entry, "id", here)
        if name in rows:
            raise GuidanceError(f"{here}: the row stands twice.")
        rows[name] = Row(
            name,
            reading.text(entry, "title", here),
            reading.codes(entry, "sources", here),
            reading.text(entry, "part", here),
        )
    return rows


def find_root(start: Path) -> Path:
    """The checkout that ``start`` is in, or else the one this package was installed from in place."""
    here = Path(__file__).resolve()
    for folder in (start, *start.parents, *here.parents):
        if (folder / REQUIREMENTS).is_file():
            return folder
    raise NoRequirements(f"{REQUIREMENTS} is not in {start} or above it: run this in a checkout of the project.")


def trace_report(root: Path) -> dict[str, Any]:
    """Rows and paragraphs with the lines of code and tests that cite them, and what has none.

    ``unknown`` names ids that are cited and are no row. Lines are ``path:line`` from ``root``.
    """
    rows = requirements(root)
    code, tests = _cited(root, "src", rows), _cited(root, "tests", rows)
    resting: dict[str, list[str]] = defaultdict(list)
    for row in rows.values():
        for source in row.sources:
            for paragraph in paragraphs_in(source):
                resting[paragraph].append(row.id)
    found_paragraphs = sorted({*resting, *code.paragraphs, *tests.paragraphs}, key=_in_order)
    return {
        "rows": [
            {
                "id": row.id,
                "title": row.title,
                "part": row.part,
                "sources": list(row.sources),
                "code": code.rows.get(row.id, []),
                "tests": tests.rows.get(row.id, []),
            }
            for row in rows.values()
        ],
        "paragraphs": [
            {
                "paragraph": f"WT {name}",
                "rows": sorted(set(resting.get(name, []))),
                "code": code.paragraphs.get(name, []),
                "tests": tests.paragraphs.get(name, []),
            }
            for name in found_paragraphs
        ],
        "without_code": [name for name in rows if name not in code.rows],
        "without_tests": [name for name in rows if name not in tests.rows],
        "paragraphs_without_code": [f"WT {name}" for name in found_paragraphs if name not in code.paragraphs],
        "paragraphs_without_tests": [f"WT {name}" for name in found_paragraphs if name not in tests.paragraphs],
        "unknown": sorted({*code.unknown, *tests.unknown}),
    }


@dataclass
class _Cited:
    rows: dict[str, list[str]]
    paragraphs: dict[str, list[str]]
    unknown: set[str]


def _cited(root: Path, folder: str, rows: Mapping[str, Row]) -> _Cited:
    known_groups = {name.partition("-")[0] for name in rows}
    by_row: dict[str, list[str]] = defaultdict(list)
    by_paragraph: dict[str, list[str]] = defaultdict(list)
    unknown: set[str] = set()
    for path in _files(root / folder):
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            at = f"{path.relative_to(root).as_posix()}:{number}"
            for name in dict.fromkeys(rows_in(line, known_groups)):
                if name in rows:
                    by_row[name].append(at)
                else:
                    unknown.add(f"{name} at {at}")
            for paragraph in dict.fromkeys(paragraphs_in(line)):
                by_paragraph[paragraph].append(at)
    return _Cited(dict(by_row), dict(by_paragraph), unknown)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in _KINDS and path.is_file() and not _LEFT_OUT.intersection(path.parts):
            yield path


def rows_in(text: str, groups: Iterable[str]) -> Iterator[str]:
    """The row ids that a text cites, runs of them spelt out."""
    known = set(groups)
    for group, first, last in _ROWS.findall(text):
        if group in known:
            for number in range(int(first), int(last or first) + 1):
                yield f"{group}-{number:02}"


def paragraphs_in(text: str) -> Iterator[str]:
    """The paragraphs of WT that a text cites, without the ``WT``, runs of them spelt out."""
    for listed in _PARAGRAPHS.findall(text):
        for item in listed.split(", "):
            yield from _spelt_out(item.removeprefix("WT "))


def _spelt_out(item: str) -> Iterator[str]:
    if run := _DOTTED.match(item):
        chapter, first, other, last = run.groups()
        if other is None or other == chapter:
            yield from (f"{chapter}.{number}" for number in range(int(first), int(last) + 1))
            return
    if run := _SECTIONS.match(item):
        appendix, first, last = run.groups()
        yield from (f"{appendix} §{number}" for number in range(int(first), int(last) + 1))
        return
    yield re.split("[–-]", item)[0]


def _in_order(paragraph: str) -> tuple[int, list[int], str]:
    return (int(not paragraph[0].isdigit()), [int(n) for n in re.findall(r"\d+", paragraph)], paragraph)


def trace_text(report: Mapping[str, Any]) -> str:
    """``trace_report`` for reading: each row with how often it is cited, then what has none."""
    lines = [f"{'row':<8} {'code':>5} {'tests':>6}  what"]
    for row in report["rows"]:
        lines.append(f"{row['id']:<8} {len(row['code']):>5} {len(row['tests']):>6}  {row['title']}")
    for title, key in (
        ("Rows that no code cites", "without_code"),
        ("Rows that no test cites", "without_tests"),
        ("Paragraphs that no code cites", "paragraphs_without_code"),
        ("Paragraphs that no test cites", "paragraphs_without_tests"),
        ("Cited, and no row of that name", "unknown"),
    ):
        names = report[key]
        lines += ["", f"{title} ({len(names)})", "  " + (", ".join(names) or "none")]
    return "\n".join(lines)
