"""Rules of the house that a script can hold: sizes, no leftovers, nothing of one machine, no clock in the engine."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.source import Finding, Module, called_name, modules, report, texts

LONGEST_FILE = 400
LONGEST_FUNCTION = {"src/": 60, "scripts/": 60, "tests/": 80}

# Written in pieces, so that this file does not find itself.
ADDRESSES = re.compile(
    r'"resolved"\s*:\s*"http' + r"|registry\s*=\s*\"?http" + r"|--(extra-)?index" + r"-url|--find" + r"-links"
    r"|https?://(files\.python" + r"hosted|registry\.npm" + r"js|pypi\.)"
)
MACHINE = re.compile(r"(^|[^\w.])/(wo" + r"rk|fa" + r"rm|ro" + r"ot|ho" + r"me/\w+)/", re.MULTILINE)
LEFTOVERS = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|NotImple" + r"mentedError)\b|for n" + r"ow\b")
SWITCHED_OFF = re.compile(r"pytest\.mark\.(sk" + r"ip|xf" + r"ail)|assert Tr" + r"ue\b")


def grep(pattern: re.Pattern[str], files: str, text: str, why: str) -> list[Finding]:
    return [
        Finding(files, text.count("\n", 0, hit.start()) + 1, f"{why}: {hit[0]!r}") for hit in pattern.finditer(text)
    ]


def test_files_fit_the_head() -> None:
    """A Python file beyond 400 lines becomes a package."""
    found = [
        Finding(file, lines, f"{lines} lines")
        for file, text in texts()
        if file.endswith(".py") and "/migrations/" not in file and (lines := text.count("\n")) > LONGEST_FILE
    ]
    assert not found, report(found)


def test_functions_fit_a_screen() -> None:
    """A function that needs scrolling hides something."""
    found = [f for under, most in LONGEST_FUNCTION.items() for m in modules(under) for f in long_ones(m, most)]
    assert not found, report(found)


def long_ones(module: Module, most: int) -> list[Finding]:
    return [
        Finding(module.file, node.lineno, f"{node.name} has {length} lines")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > most
    ]


def test_a_long_function_is_seen() -> None:
    """The ceiling is really measured."""
    function = Module.of("def f():\n    x = 1\n    x = 2\n")
    assert long_ones(function, 2)
    assert not long_ones(function, 3)


@pytest.mark.parametrize(
    ("pattern", "where", "why"),
    [
        (ADDRESSES, ("",), "a place to fetch packages from belongs to each machine's settings"),
        (MACHINE, ("",), "a path of one machine"),
        (LEFTOVERS, ("src/", "scripts/", "Makefile"), "unfinished"),
        (SWITCHED_OFF, ("tests/",), "a test that cannot fail"),
    ],
    ids=["registry addresses", "machine paths", "leftovers", "switched-off tests"],
)
def test_no_tracked_file_holds(pattern: re.Pattern[str], where: tuple[str, ...], why: str) -> None:
    """Nothing that binds the project to one machine, and nothing left half done."""
    found = [finding for file, text in texts() if file.startswith(where) for finding in grep(pattern, file, text, why)]
    assert not found, report(found)


@pytest.mark.parametrize(
    ("pattern", "planted"),
    [
        (ADDRESSES, "--extra-index" + "-url x"),
        (ADDRESSES, '"resolved": ' + '"https://x"'),
        (MACHINE, "open('/wo" + "rk/main')"),
        (LEFTOVERS, "# TO" + "DO: later"),
        (SWITCHED_OFF, "@pytest.mark.sk" + "ip"),
    ],
)
def test_the_patterns_see_what_they_are_for(pattern: re.Pattern[str], planted: str) -> None:
    """Each pattern is shown one thing that it has to find."""
    assert pattern.search(planted)


CLOCKS = {"now", "today", "utcnow", "localtime", "time", "monotonic"}


def own_clock(module: Module) -> list[Finding]:
    """Calls that ask the machine for the time."""
    return [
        Finding(module.file, call.lineno, f"asks the machine for the time with {called_name(call)}()")
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in CLOCKS
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in {"datetime", "date", "time", "timezone", "dt"}
    ]


def test_only_core_asks_for_the_time() -> None:
    """One place knows what time it is, so that a test or a demonstration can live on another day.

    `core/time.py` is that place; `guidance` has no clock, but its command line has to know today.
    """
    exempt = {"src/holdfast/core/time.py"}
    found = [f for m in modules() if m.file not in exempt for f in own_clock(m)]
    assert not found, report(found)


def test_a_clock_is_seen() -> None:
    """Asking the time past `core` is found; making a time is not asking."""
    assert own_clock(Module.of("datetime.now(UTC)"))
    assert own_clock(Module.of("date.today()"))
    assert own_clock(Module.of("datetime.combine(day, time.min)")) == []
