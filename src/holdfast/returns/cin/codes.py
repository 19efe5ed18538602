"""The census's code tables, and the Holdfast term behind each code (STA-03; WT 4.124).

The tables are data: ``codes.yaml``, each table with the place in the census schema that it was taken from. A
code that was withdrawn stays, with the census years in which it held, because returns of every year since
2017 are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Code:
    """One code. ``first`` and ``last`` are census years (the year in which they end); ``None`` is without
    bound.
    """

    code: str
    term: str
    label: str
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One code table: ``title`` completes "a code for ..."; ``source`` cites the schema."""

    name: str
    title: str
    source: str
    codes: Mapping[str, Code]

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def __getitem__(self, code: str) -> Code:
        return self.codes[code]

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes.values())

    def term(self, code: str | None) -> str | None:
        """The Holdfast term for ``code``; ``None`` for no code."""
        return None if code is None else self.codes[code].term


def table(name: str) -> Table:
    """The table called ``name`` in ``codes.yaml``. Raises ``KeyError`` where there is none."""
    return tables()[name]


@cache
def tables() -> Mapping[str, Table]:
    """All tables by name. Raises ``ValueError`` when ``codes.yaml`` is not as it should be."""
    text = resources.files(__package__).joinpath("codes.yaml").read_text(encoding="utf-8")
    return {name: _table(name, raw) for name, raw in yaml.safe_load(text).items()}


def _table(name: str, raw: Mapping[str, Any]) -> Table:
    if set(raw) != {"title", "source", "codes"}:
        raise ValueError(f"codes.yaml: {name} needs title, source and codes, and has {sorted(raw)}")
    codes = {str(code): _code(f"{name}.{code}", str(code), entry) for code, entry in raw["codes"].items()}
    return Table(name=name, title=raw["title"], source=raw["source"], codes=codes)


def _code(where: str, code: str, entry: Mapping[str, Any]) -> Code:
    unknown = set(entry) - {"term", "label", "first", "last"}
    if unknown or not entry.get("term") or not entry.get("label"):
        raise ValueError(f"codes.yaml: {where} needs term and label, may have first and last, and has {sorted(entry)}")
    return Code(code, str(entry["term"]), str(entry["label"]), entry.get("first"), entry.get("last"))
