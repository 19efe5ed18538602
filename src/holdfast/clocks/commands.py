"""`holdfast clocks`: what runs and what is late, on any day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from holdfast.guidance import UnreadableWhen


@click.command()
@click.option("--on", "on", metavar="WHEN", help="A day or a moment; now unless given.")
@click.option("--overdue", is_flag=True, help="Only those that are late.")
@click.option("--rebuild", is_flag=True, help="Make every clock anew from the facts first.")
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output, one object a clock.")
def clocks(on: str | None, overdue: bool, rebuild: bool, as_json: bool) -> None:
    """List the clocks that run, soonest first: case, what is due, when, how it stands, and the paragraph.

    Cases and children are given by identifier only: names stay inside.
    """
    from holdfast.clocks import actions

    as_of = _moment(on)
    if rebuild:
        click.echo(f"{actions.rebuild()} clocks made anew", err=True)
    rows = _rows(as_of, overdue)
    if as_json:
        _print_json(rows)
    else:
        _print_table(rows)


def _moment(on: str | None) -> datetime:
    from holdfast.core.time import now
    from holdfast.guidance import end_of_day
    from holdfast.guidance.when import parse_when

    if on is None:
        return now()
    try:
        when = parse_when(on)
    except UnreadableWhen as error:
        raise click.UsageError(str(error)) from None
    return when if isinstance(when, datetime) else end_of_day(when)


def _rows(as_of: datetime, overdue: bool) -> Iterator[dict[str, Any]]:
    from holdfast.clocks.selectors import running, status_of
    from holdfast.guidance import in_london, load

    for row in running(as_of=as_of).iterator(chunk_size=2000):
        status = status_of(row, as_of)
        if overdue and status != "overdue":
            continue
        rule = load(row.edition).clock(row.clock)
        yield {
            "case": str(row.case_id),
            "child": str(row.child_id),
            "clock": row.clock,
            "label": rule.label,
            "edition": row.edition,
            "from": in_london(row.started_at).isoformat(),
            "due": row.due_on.isoformat() if row.due_on else in_london(row.due_at).isoformat(),
            "status": status,
            "source": str(rule.source),
        }


def _print_json(rows: Iterator[dict[str, Any]]) -> None:
    click.echo("[", nl=False)
    for number, row in enumerate(rows):
        click.echo(("," if number else "") + "\n" + json.dumps(row), nl=False)
    click.echo("\n]")


def _print_table(rows: Iterator[dict[str, Any]]) -> None:
    found = 0
    for row in rows:
        found += 1
        click.echo(f"{row['due']:<26} {row['status']:<8} {row['label']:<50} {row['source']:<12} case {row['case']}")
    if not found:
        click.echo("No clock runs.")
