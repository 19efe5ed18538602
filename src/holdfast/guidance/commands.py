"""The command line of the guidance: ``holdfast guidance editions | due | trace | page``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from holdfast.guidance import report, trace
from holdfast.guidance.loader import load
from holdfast.guidance.page import page as page_of

_JSON = click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")


@click.group()
def guidance() -> None:
    """The guidance: its editions, its clocks, and where each paragraph is kept."""


@guidance.command()
@_JSON
def editions(as_json: bool) -> None:
    """The editions that there are, with their clocks."""
    _say(json.dumps(report.editions_report(), ensure_ascii=False, indent=2) if as_json else report.editions_text())


@guidance.command()
@click.argument("code")
@click.option("--from", "when", required=True, metavar="WHEN", help="2005-12-23, or 2005-12-23T16:40 (London).")
@click.option("--edition", metavar="EDITION", help="An edition's code; the oldest unless told.")
@_JSON
def due(code: str, when: str, edition: str | None, as_json: bool) -> None:
    """When the clock CODE runs out that started at WHEN."""
    found = report.due_report(code, when, edition)
    _say(json.dumps(found, ensure_ascii=False) if as_json else report.due_text(found))


@guidance.command(name="trace")
@_JSON
def trace_command(as_json: bool) -> None:
    """Requirement rows and paragraphs: the code and tests that cite them, and what has none."""
    found = trace.trace_report(trace.find_root(Path.cwd()))
    _say(json.dumps(found, ensure_ascii=False, indent=2) if as_json else trace.trace_text(found))


@guidance.command()
@click.argument("edition")
def page(edition: str) -> None:
    """The documentation page of an edition, in Markdown."""
    _say(page_of(load(edition)).rstrip("\n"))


def _say(text: str) -> None:
    click.echo(text)
