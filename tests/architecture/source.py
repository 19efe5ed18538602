"""The project's own files, as the architecture tests read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "holdfast"


@dataclass(frozen=True, order=True)
class Finding:
    """A place that breaks a rule."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


@dataclass(frozen=True)
class Module:
    """A Python file: its path from the project's folder, and what it says."""

    file: str
    tree: ast.Module

    @classmethod
    def of(cls, source: str, file: str = "src/holdfast/planted/example.py") -> Module:
        """A module from text, for showing that a scanner catches what it should."""
        return cls(file, ast.parse(source))


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git keeps or would keep: what is ignored is not the project's."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def texts() -> Iterator[tuple[str, str]]:
    """Path and text of every tracked file that is text."""
    for path in tracked():
        try:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


@cache
def modules(under: str = "src/holdfast/") -> tuple[Module, ...]:
    """Every Python file under a folder, parsed; migrations, which Django writes, are left out."""
    found = []
    for path in tracked():
        file = str(path.relative_to(ROOT))
        if file.startswith(under) and file.endswith(".py") and "/migrations/" not in file:
            found.append(Module(file, ast.parse(path.read_text(encoding="utf-8"), file)))
    return tuple(found)


def called_name(call: ast.Call) -> str:
    """The last part of what is called: `timedelta` of `datetime.timedelta(...)`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def report(findings: list[Finding]) -> str:
    """All findings, a line each, for a failing test's message."""
    return "\n" + "\n".join(str(finding) for finding in sorted(findings))
