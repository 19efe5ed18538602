"""`holdfast import cin`: reading a Children in Need return in."""

from __future__ import annotations

import json
from pathlib import Path

import click

from holdfast.core.errors import HoldfastError


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--authority", metavar="NAME", default="", help="For which authority, by its name or number.")
@click.option("--dry-run", is_flag=True, help="Do everything, report it, and save nothing.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON on standard output.")
def cin(file: Path, authority: str, dry_run: bool, as_json: bool) -> None:
    """Read in a Children in Need census return (XML) of any year since 2017.

    All of it that can be taken is taken, or nothing: what cannot be is reported line by line with the reason.
    The same file again changes nothing; a later year's return adds what is new and corrects beside what
    stood.
    """
    from holdfast.returns.cin.actions import import_file

    try:
        report = import_file(path=file, authority=authority, dry_run=dry_run)
    except HoldfastError as error:
        raise click.ClickException(f"{file.name}: {error.message} Nothing was saved.") from None
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        for line in report.as_text():
            click.echo(line)
