"""The law is data: no limit of any edition stands in Python or in a template (GEN-05, GEN-06)."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from holdfast.guidance import editions, load
from tests.architecture.source import PACKAGE, ROOT, Finding, Module, called_name, modules, report

TIMEISH = re.compile(r"(^|_)(days?|hours?|months?|limits?|deadlines?|due|timescales?|overdue)($|_)", re.IGNORECASE)
SPANS = {"timedelta", "relativedelta"}
# No limit of the guidance is in these; and a number that divides turns days into weeks.
OTHER_UNITS = {"weeks", "minutes", "seconds", "milliseconds", "microseconds", "years"}
# It invents how long things took; when they were due it, too, has to ask an edition, so its texts are read.
INVENTS = "src/holdfast/demo/"
WORDS = {
    "two": 2, "three": 3, "six": 6, "seven": 7, "eight": 8, "ten": 10, "fifteen": 15, "thirty-five": 35,
    "forty-five": 45, "forty-eight": 48, "seventy-two": 72,
}  # fmt: skip
SAID = re.compile(
    rf"\b(\d+|{'|'.join(WORDS)})[\s-]+(?:working[\s-]+days?|WD\b|hours?|months?)",
    re.IGNORECASE,
)
# Nought and one of anything, and the lengths of an hour, a day and a year, are no rules.
NEVER_STATUTORY = {0, 1, 12, 24, 60}


@cache
def limits() -> set[int]:
    """Every limit of every clock of every edition, whatever its unit."""
    found = {rule.limit for name in editions() for rules in load(name).dated_clocks.values() for rule in rules}
    return found - NEVER_STATUTORY


def whole_number(node: ast.expr) -> int | None:
    """The number that an expression writes out, whatever its sign."""
    if isinstance(node, ast.UnaryOp):
        return whole_number(node.operand)
    return node.value if isinstance(node, ast.Constant) and type(node.value) is int else None


def timeish(node: ast.expr) -> bool:
    """Whether an expression is named for a span of time: `days`, `case.limit_hours`, `DUE`."""
    if isinstance(node, ast.Attribute):
        name = node.attr
    elif isinstance(node, ast.Call):
        name = called_name(node)
    else:
        name = node.id if isinstance(node, ast.Name) else ""
    return bool(TIMEISH.search(name))


def suspects(node: ast.AST) -> Iterator[ast.expr]:
    """The expressions in which a number would be a span of time."""
    for kind, look in LOOKS.items():
        if isinstance(node, kind):
            yield from look(node)


def in_call(call: ast.Call) -> Iterator[ast.expr]:
    named = called_name(call) in SPANS or bool(TIMEISH.search(called_name(call)))
    if named:
        yield from call.args
    for word in call.keywords:
        if (named or TIMEISH.search(word.arg or "")) and word.arg not in OTHER_UNITS:
            yield word.value


def in_comparison(compare: ast.Compare) -> Iterator[ast.expr]:
    sides = [compare.left, *compare.comparators]
    if any(timeish(side) for side in sides):
        yield from sides


def in_arithmetic(sum_: ast.BinOp) -> Iterator[ast.expr]:
    divides = isinstance(sum_.op, ast.FloorDiv | ast.Mod)
    if not divides and (timeish(sum_.left) or timeish(sum_.right)):
        yield from (sum_.left, sum_.right)


def in_assignment(assignment: ast.Assign | ast.AnnAssign) -> Iterator[ast.expr]:
    targets = assignment.targets if isinstance(assignment, ast.Assign) else [assignment.target]
    if assignment.value is not None and any(timeish(target) for target in targets):
        yield assignment.value


def in_dictionary(dictionary: ast.Dict) -> Iterator[ast.expr]:
    for key, value in zip(dictionary.keys, dictionary.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and TIMEISH.search(key.value):
            yield value


def in_defaults(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> Iterator[ast.expr]:
    arguments = function.args
    named = list(zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True))
    positional = [*arguments.posonlyargs, *arguments.args]
    named += list(zip(positional[len(positional) - len(arguments.defaults) :], arguments.defaults, strict=True))
    yield from (default for name, default in named if default is not None and TIMEISH.search(name.arg))


LOOKS: dict[type[ast.AST] | tuple[type[ast.AST], ...], Callable[[Any], Iterator[ast.expr]]] = {
    ast.Call: in_call,
    ast.Compare: in_comparison,
    ast.BinOp: in_arithmetic,
    (ast.Assign, ast.AnnAssign): in_assignment,
    ast.Dict: in_dictionary,
    (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda): in_defaults,
}


def docstrings(tree: ast.Module) -> set[int]:
    """The identities of the string constants that are documentation."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, holders)
        for statement in node.body
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    }


def scan(module: Module, numbers: set[int]) -> list[Finding]:
    """Every limit that stands in the module as a number of time, or in a text for people."""
    found = []
    documentation = docstrings(module.tree)
    for node in ast.walk(module.tree):
        found += [
            Finding(module.file, node.lineno, f"{number} is a limit of the guidance: take it from the edition")
            for number in map(whole_number, suspects(node))
            if number in numbers and isinstance(node, ast.expr | ast.stmt) and not module.file.startswith(INVENTS)
        ]
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            found += spoken(module.file, node.lineno, node.value, numbers)
    return sorted(set(found))


def spoken(file: str, line: int, text: str, numbers: set[int]) -> list[Finding]:
    """Every limit that a text says in figures or words."""
    return [
        Finding(file, line + text.count("\n", 0, said.start()), f"says {said[0]!r}: take it from the edition")
        for said in SAID.finditer(text)
        if int(WORDS.get(said[1].lower(), said[1])) in numbers
    ]


def test_python_states_no_limit() -> None:
    """WT chapter 4's numbers live in editions, each with its paragraph, and nowhere else."""
    numbers = limits()
    found = [finding for module in modules() for finding in scan(module, numbers)]
    assert not found, report(found)


def test_templates_state_no_limit() -> None:
    """A page that says a deadline says the one of the edition in force."""
    numbers = limits()
    found = [
        finding
        for path in sorted(PACKAGE.rglob("templates/**/*.html"))
        for finding in spoken(str(path.relative_to(ROOT)), 1, path.read_text(encoding="utf-8"), numbers)
    ]
    assert not found, report(found)


def test_the_limits_are_those_of_the_editions() -> None:
    """The scanner looks for what the editions say: WT 4.67, WT 4.75, and police protection among them."""
    assert {7, 10, 15, 35, 45, 48, 72} <= limits()


@pytest.mark.parametrize(
    "planted",
    [
        "timedelta(days=15)",
        "datetime.timedelta(hours=72)",
        "relativedelta(months=+6)",
        "if elapsed_days > 35: pass",
        "late = case.working_days >= 15",
        "add_working_days(start, 7)",
        "LIMIT_HOURS = 48",
        "limit: int = 35",
        "def due(start, days=15): pass",
        "def due(start, *, within_hours=72): pass",
        "rule = {'limit': 35}",
        "Clock(code='x', limit=35)",
        "until = start_days + 15",
        "message = 'Hold the conference within 15 working days.'",
        "message = f'It is due in thirty-five working days from {day}'",
    ],
)
def test_the_scanner_sees_a_limit(planted: str) -> None:
    """A rule that catches nothing is no rule: each way of writing a limit is planted and found."""
    assert scan(Module.of(planted), limits())


@pytest.mark.parametrize(
    "harmless",
    [
        "timedelta(days=1)",
        "timedelta(weeks=1)",
        "timedelta(minutes=10)",
        "f'{days // 7} weeks'",
        "max_length = 35",
        "page_size = 15",
        "def due():\n    '''Within 15 working days (WT 4.67).'''",
        "if len(children) > 3: pass",
        "HTTPStatus(200)",
    ],
)
def test_the_scanner_lets_other_numbers_be(harmless: str) -> None:
    """Lengths, sizes, documentation and the plain arithmetic of the calendar are free."""
    assert scan(Module.of(harmless), limits()) == []
