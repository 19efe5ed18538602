"""`holdfast demo`: builds the fictional authority."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from typing import Any

import click

PARTS = max(1, min(4, os.cpu_count() or 1))  # families are played side by side, one process for each core


@click.command()
@click.option("--seed", type=int, default=None, help="Another authority; the same seed gives the same one.")
@click.option("--today", "day", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day it is built for.")
@click.option("--referrals", type=click.IntRange(10, 20_000), default=None, help="Children referred in a year.")
@click.option("--parts", type=click.IntRange(1, 16), default=PARTS, show_default=True, help="Processes side by side.")
@click.option("--part", type=click.IntRange(0), default=None, hidden=True)
@click.option("--json", "as_json", is_flag=True, help="A summary as JSON on standard output.")
def demo(
    *, seed: int | None, day: datetime | None, referrals: int | None, parts: int, part: int | None, as_json: bool
) -> None:
    """Build the fictional authority Wrenshaw: agencies, people, families, three years of history, to this day.

    A build that was cut off goes on where it stopped.
    """
    from holdfast.core.time import today
    from holdfast.demo import actions
    from holdfast.demo.generate import REFERRALS_PER_YEAR, SEED, generate
    from holdfast.demo.selectors import is_built

    if is_built():
        raise click.ClickException("The fictional authority is built already")
    on = day.date() if day else today()
    chosen = {"seed": SEED if seed is None else seed, "referrals": referrals or REFERRALS_PER_YEAR}
    script = generate(chosen["seed"], today=on, referrals_per_year=chosen["referrals"])
    if part is not None:
        _say(actions.play_part(script, part, parts, told=_progress))
        return
    actions.prepare(script)
    if parts == 1:
        _say(actions.play_part(script, told=_progress))
    else:
        _side_by_side(parts, {**chosen, "today": on.isoformat()})
    _say(actions.finish(script))
    _summary(as_json)


def _side_by_side(parts: int, chosen: dict[str, Any]) -> None:
    """Play the parts in processes of their own; they share the database of this one."""
    options = [f"--{name}={value}" for name, value in chosen.items()]
    start = [sys.executable, "-c", "from holdfast.config.cli import main; main()", "demo", *options]
    running = [subprocess.Popen([*start, f"--parts={parts}", f"--part={part}"]) for part in range(parts)]
    ended = [one.wait() for one in running]
    if any(ended):
        raise click.ClickException("The fictional authority is not whole. Run `holdfast demo` again: it goes on")


def _say(refused: dict[str, int]) -> None:
    for reason, number in refused.items():
        click.echo(f"not played: {number} x {reason}", err=True)


def _progress(done: int, of: int) -> None:
    if done % 100 == 0:
        click.echo(f"holdfast: {done} of {of} families", err=True)


def _summary(as_json: bool) -> None:
    from holdfast.demo.selectors import counts, demo_users

    if as_json:
        click.echo(json.dumps(counts()))
        return
    for what, number in counts().items():
        click.echo(f"{what.replace('_', ' ')}: {number}")
    for user in demo_users():
        click.echo(f"  {user}")
