"""What the environment says: the one place where environment variables are read.

| variable | meaning | default |
| --- | --- | --- |
| `HOLDFAST_HOME` | folder of the embedded database and of generated secrets | `./var` |
| `HOLDFAST_DATABASE_URL` | a PostgreSQL server to use in place of the embedded one | embedded |
| `HOLDFAST_SECRET_KEY` | Django's signing key | generated once, kept in `HOLDFAST_HOME` |
| `HOLDFAST_HOSTS` | host names served, separated by commas; any of them turns on https-only cookies | loopback only |
| `HOLDFAST_DEBUG` | `1` shows tracebacks in the browser; never with real records | off |
| `PORT` | port of `holdfast serve` | 8000 |
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]


class Misconfigured(Exception):
    """The environment asks for something that cannot be; the message says what to change."""


def home() -> Path:
    """The folder of everything that a running Holdfast keeps on disk, made when first asked for.

    Others may pass through it, since the database of a root user runs under another account; what is secret in it is
    closed by itself.
    """
    folder = Path(os.environ.get("HOLDFAST_HOME") or "var").expanduser().resolve()
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    return folder


def database_url() -> str | None:
    """The address of the PostgreSQL server to use, or None for the embedded one."""
    return os.environ.get("HOLDFAST_DATABASE_URL") or None


def debug() -> bool:
    return os.environ.get("HOLDFAST_DEBUG") == "1"


def hosts() -> list[str]:
    """The names beyond this machine's own under which Holdfast is served."""
    return [name.strip() for name in os.environ.get("HOLDFAST_HOSTS", "").split(",") if name.strip()]


def port() -> int:
    """The port to serve on. Raises `Misconfigured` when PORT is not one."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise Misconfigured(f"PORT is {given!r}: it has to be a number from 1 to 65535.")
    return int(given)


def secret_key() -> str:
    """The signing key: given, or for use on this machine alone made once and kept where only its owner reads it."""
    given = os.environ.get("HOLDFAST_SECRET_KEY")
    if given:
        return given
    if hosts():
        raise Misconfigured("HOLDFAST_HOSTS is set, so HOLDFAST_SECRET_KEY has to be set too.")
    kept = home() / "secret-key"
    if not kept.exists():
        # Written whole under another name and then linked, so that two processes starting at once agree on one key.
        draft = home() / f"secret-key.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64), encoding="ascii")
        try:
            os.link(draft, kept)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text(encoding="ascii")
