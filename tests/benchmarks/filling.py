"""Filling tables with SQL: each row made by the database from a number, `n`, the same every time.

Triggers and foreign keys are off while tables fill, so that no history is written of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models


def key(kind: int, n: str = "n") -> str:
    """SQL: the identifier of row `n` of a kind, in the form and the order of those that `new_id` makes."""
    return f"('{kind:08x}-0000-7000-8000-' || lpad(to_hex({n}), 12, '0'))::uuid"


def chance(seed: int, n: str = "n") -> str:
    """SQL: a number from 0 to 99 that looks random and is the same for the same `n` and seed."""
    return f"((hashint4(({n}) + {seed * 1_000_003}) & 2147483647) % 100)"


def _blank(field: models.Field[Any, Any]) -> str | None:
    """SQL of an empty value for a column of which nothing was said; None leaves it null."""
    if field.name == "recorded_at":
        return "now()"
    if field.null:
        return None
    if isinstance(field, models.BooleanField):
        return "true" if field.default is True else "false"
    blanks = {ArrayField: "'{}'", models.JSONField: "'{}'::jsonb", models.IntegerField: "0"}
    return next((blank for kind, blank in blanks.items() if isinstance(field, kind)), "''")


def fill(model: type[models.Model], rows: str, **columns: str) -> int:
    """Insert rows into a model's table: `rows` is what follows FROM, and each column an expression on it."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    unknown = set(columns) - set(fields)
    if unknown:
        raise ValueError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
    values = {fields[name].column: said for name, said in columns.items()}
    for name, field in fields.items():
        blank = None if name in columns else _blank(field)
        if blank is not None:
            values[field.column] = blank
    names = ", ".join(f'"{name}"' for name in values)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {", ".join(values.values())} FROM {rows}'
        )
        count: int = cursor.rowcount
        return count


def table_of(name: str, columns: str, rows: list[tuple[object, ...]]) -> None:
    """A temporary table to look things up in while filling."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ({columns})")
        with cursor.copy(f"COPY {name} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"ANALYZE {name}")


@contextmanager
def without_triggers() -> Iterator[None]:
    """While within, nothing is kept of what is written, and nothing is checked: for filling tables only."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET session_replication_role")


def settle() -> None:
    """Let the database learn what it holds, as it would have by itself with time."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
