"""The fictional authority in the set-up: built once, its users printed when it is served."""

from __future__ import annotations

import click


def build_demo_once() -> None:
    """Build the fictional authority unless its users are there."""
    from holdfast.demo.commands import demo
    from holdfast.demo.selectors import demo_users

    if demo_users():
        return
    click.echo("holdfast: building the fictional authority (once, some minutes)", err=True)
    demo.main(args=[], standalone_mode=False)


def print_demo_users() -> None:
    """The users of the fictional authority, one a line, on stderr: there is no answer to print."""
    from holdfast.demo.selectors import demo_users

    for user in demo_users():
        click.echo(f"  {user}", err=True)
