"""Command groups whose commands are loaded when they are called, with Django and the database only where needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

import click


@dataclass(frozen=True)
class Entry:
    """Where a command lives. `database`: it needs Django, and a database that is there and up to date."""

    module: str
    attribute: str
    database: bool = False

    def present(self) -> bool:
        try:
            return find_spec(self.module) is not None
        except ModuleNotFoundError:
            return False

    def load(self) -> click.Command:
        """The command. Its module imports no room before it runs, so that help needs neither settings nor database."""
        command: click.Command = getattr(import_module(self.module), self.attribute)
        return command


class LazyGroup(click.Group):
    """A group of `Entry`s beside its ordinary commands."""

    entries: dict[str, Entry]

    def __init__(self, *args: object, entries: dict[str, Entry] | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.entries = {name: entry for name, entry in (entries or {}).items() if entry.present()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *self.entries])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = self.entries.get(cmd_name)
        return entry.load() if entry else super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called, and make the database ready for it unless only help is wanted."""
        name, command, rest = super().resolve_command(ctx, args)
        entry = self.entries.get(name or "")
        if entry and entry.database and "--help" not in rest:
            ready_database()
        return name, command, rest


def start_django() -> None:
    """Load the settings and the rooms; quick when it was done before."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.config.settings")
    django.setup()


def ready_database() -> None:
    """Start the embedded server where it is used, make the database where there is none, migrate it."""
    from holdfast.config import database

    start_django()
    database.ensure_database()
    if database.migrate():
        click.echo("holdfast: the database is up to date now", err=True)


def known_errors() -> tuple[type[Exception], ...]:
    """The errors that are sentences for people: they end a command without a traceback."""
    from holdfast.config.environment import Misconfigured
    from holdfast.config.postgres import ServerFailed
    from holdfast.core.errors import HoldfastError
    from holdfast.guidance.errors import GuidanceError

    return (Misconfigured, ServerFailed, HoldfastError, GuidanceError)


def run(command: Callable[[], object]) -> None:
    """Run the command line; what people got wrong ends in one sentence on stderr and exit code 2."""
    try:
        command()
    except known_errors() as error:
        click.echo(f"holdfast: {error}", err=True)
        sys.exit(2)
