"""The command line `holdfast`: what it prints on stdout is the answer, logs and messages go to stderr."""

from __future__ import annotations

import signal
import sys
from typing import NoReturn

import click

from holdfast.config.lazy import Entry, LazyGroup, ready_database, run, start_django


@click.group(
    cls=LazyGroup,
    entries={
        "guidance": Entry("holdfast.guidance.commands", "guidance"),
        "clocks": Entry("holdfast.clocks.commands", "clocks", database=True),
        "demo": Entry("holdfast.demo.commands", "demo", database=True),
    },
)
def holdfast() -> None:
    """Holdfast, for the people who keep children safe."""


@holdfast.group(
    name="import",
    cls=LazyGroup,
    entries={"cin": Entry("holdfast.returns.commands", "cin", database=True)},
)
def import_() -> None:
    """Take in what other systems wrote."""


@holdfast.command()
def migrate() -> None:
    """Make the database where there is none, and bring its tables up to date."""
    ready_database()


@holdfast.command()
@click.option("--demo", is_flag=True, help="Also build the fictional authority, if it is not there yet.")
def setup(demo: bool) -> None:
    """Everything that `serve` needs, without serving."""
    from holdfast.config.demonstration import build_demo_once

    ready_database()
    if demo:
        build_demo_once()


@holdfast.command()
@click.option("--bind", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
@click.option("--demo", is_flag=True, help="Print the users of the fictional authority.")
def serve(bind: str, workers: int, demo: bool) -> None:
    """Serve on the port that PORT names (8000 unless set) until Ctrl-C."""
    from holdfast.config import environment
    from holdfast.config.demonstration import print_demo_users
    from holdfast.config.server import Server

    port = environment.port()
    ready_database()
    # Whoever tries the demonstration wants to see its users, not a line for each page.
    server = Server(f"{bind}:{port}", workers, log_requests=not demo)
    if demo:
        print_demo_users()
    click.echo(f"Holdfast is at http://{bind}:{port}/ (Ctrl-C ends it)", err=True)
    server.run()


@holdfast.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django's own commands, such as `makemigrations`."""
    from django.core.management import execute_from_command_line

    from holdfast.config import database

    start_django()
    database.ensure_database()
    execute_from_command_line(["holdfast manage", *arguments])


def _end(number: int, frame: object) -> NoReturn:
    """Leave by way of the exit handlers, which stop the embedded server."""
    sys.exit(128 + number)


def main() -> None:
    """The entry point of the installed program."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGHUP, _end)
    run(lambda: holdfast(prog_name="holdfast"))
