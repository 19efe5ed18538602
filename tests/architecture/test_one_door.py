"""One door: rows are written in actions and in the ledger, and nowhere else (GEN-07)."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.source import Finding, Module, called_name, modules, report

DOORS = re.compile(
    r"""^src/holdfast/(
        ([a-z_]+/)+actions(\.py|/.+)      # each room's changes of state
      | ledger/.+                         # acts, versions, reads, corrections
      | access/door\.py                   # reads that are logged
    )$""",
    re.VERBOSE,
)
ALWAYS = {
    "save", "asave", "create", "acreate", "delete", "adelete", "bulk_create", "abulk_create", "bulk_update",
    "abulk_update", "get_or_create", "aget_or_create", "update_or_create", "aupdate_or_create", "create_user",
    "create_superuser", "_raw_delete", "raw_save", "save_base",
}  # fmt: skip
# Dictionaries have it too: it is a write when it stands on a manager or queryset, or names fields.
SOMETIMES = {"update", "aupdate"}
QUERYING = {"objects", "_default_manager", "_base_manager", "filter", "exclude", "all", "select_for_update", "order_by"}
WRITING_SQL = re.compile(r"^\s*(INSERT|UPDATE|DELETE|TRUNCATE|MERGE|COPY\s+\S+.*\bFROM)\b", re.IGNORECASE)


def scan(module: Module) -> list[Finding]:
    """Every write in the module."""
    return [
        Finding(module.file, call.lineno, f"writes with .{called_name(call)}() outside an action")
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and writes(call)
    ]


def writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    name = call.func.attr
    if name in ALWAYS:
        return not is_super(call.func.value)
    if name in SOMETIMES:
        names_fields = bool(call.keywords) and not call.args
        return names_fields or bool(QUERYING & parts_of(call.func.value))
    return name in {"execute", "executemany", "copy"} and any(sends_writing_sql(argument) for argument in call.args)


def is_super(receiver: ast.expr) -> bool:
    """`super().save()`: a model that refines how it is written does not thereby write."""
    return isinstance(receiver, ast.Call) and called_name(receiver) == "super"


def parts_of(expression: ast.expr) -> set[str]:
    """The attribute names along a chain such as `Case.objects.filter(...).exclude(...)`."""
    found = set()
    while isinstance(expression, ast.Attribute | ast.Call):
        if isinstance(expression, ast.Attribute):
            found.add(expression.attr)
            expression = expression.value
        else:
            expression = expression.func
    return found


def sends_writing_sql(argument: ast.expr) -> bool:
    return any(
        isinstance(node, ast.Constant) and isinstance(node.value, str) and WRITING_SQL.match(node.value)
        for node in ast.walk(argument)
    )


def test_nothing_is_written_but_in_actions() -> None:
    """GEN-07: whatever changes a record goes through an action, which checks permission and writes an act."""
    found = [finding for module in modules() if not DOORS.match(module.file) for finding in scan(module)]
    assert not found, report(found)


@pytest.mark.parametrize(
    "planted",
    [
        "case.save()",
        "form.save()",
        "Case.objects.create(x=1)",
        "Case.objects.get_or_create(x=1)",
        "Case.objects.update_or_create(x=1)",
        "Case.objects.filter(x=1).update(x=2)",
        "rows = Case.objects.all()\nrows.update(x=2)",
        "Case._default_manager.filter(x=1).order_by('y').update(**changes)",
        "Case.objects.filter(x=1).delete()",
        "Case.objects.bulk_create(rows)",
        "cursor.execute('UPDATE cases_case SET x = 1')",
        "cursor.execute(f'delete from {table}')",
        "async def f():\n    await case.asave()",
    ],
)
def test_the_scanner_sees_a_write(planted: str) -> None:
    """A rule that catches nothing is no rule: each kind of write is planted and found."""
    assert len(scan(Module.of(planted))) == 1


@pytest.mark.parametrize(
    "harmless",
    [
        "found.update({'a': 1})",
        "digest.update(data)",
        "Case.objects.filter(x=1).first()",
        "cursor.execute('SELECT 1')",
        "names.add('x')",
        "super().save(*args)",
    ],
)
def test_the_scanner_lets_reading_be(harmless: str) -> None:
    """What only reads, or changes plain Python values, is nobody's business."""
    assert scan(Module.of(harmless)) == []


def test_the_doors_are_where_they_should_be() -> None:
    """A file that merely ends in the same letters is no door."""
    assert DOORS.match("src/holdfast/cases/referrals/actions.py")
    assert DOORS.match("src/holdfast/cases/actions/casework.py")
    assert not DOORS.match("src/holdfast/cases/referrals/views.py")
    assert not DOORS.match("src/holdfast/cases/reactions.py")
    assert not DOORS.match("src/holdfast/access/selectors.py")
