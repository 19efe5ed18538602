"""The command line as people use it: in a process of its own, answers on stdout, mistakes in a sentence."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.config.postgres import EmbeddedServer

PROGRAM = Path(sys.executable).parent / "holdfast"
QUIET = {"PYTHONWARNINGS": "ignore"}


@pytest.fixture
def home() -> Iterator[Path]:
    """A home of its own for a command, gone afterwards with whatever it started."""
    with tempfile.TemporaryDirectory(prefix="holdfast-test-") as folder:
        yield Path(folder)
        server = EmbeddedServer(Path(folder))
        server.use()
        server.leave()


def environment(home: Path, **more: str) -> dict[str, str]:
    dropped = ("HOLDFAST_", "PORT", "DJANGO_", "COV_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(dropped)}
    return {**kept, "HOLDFAST_HOME": str(home), **more}


def holdfast(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, with nobody at the keyboard."""
    return subprocess.run(
        [str(PROGRAM), *arguments],
        env=environment(home, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_help_needs_nothing(tmp_path: Path) -> None:
    """Help names every command, and starts no database."""
    done = holdfast(tmp_path, "--help")
    assert done.returncode == 0
    for command in ("clocks", "demo", "guidance", "import", "manage", "migrate", "serve", "setup"):
        assert f"\n  {command} " in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said", "more"),
    [
        (["no-such-command"], "No such command", {}),
        (["serve", "--workers", "0"], "0 is not in the range", {}),
        (["serve"], "PORT is 'abc'", {"PORT": "abc"}),
        (["migrate"], "HOLDFAST_DATABASE_URL cannot be read", {"HOLDFAST_DATABASE_URL": "postgres//me:hush@db/x"}),
        (["migrate"], "The database cannot be reached", {"HOLDFAST_DATABASE_URL": "postgresql://me@127.0.0.1:1/x"}),
        (["migrate"], "HOLDFAST_SECRET_KEY has to be set", {"HOLDFAST_HOSTS": "holdfast.example.org"}),
        (["guidance", "due", "no-such-clock", "--from", "2005-12-23"], "no-such-clock", {}),
    ],
)
def test_a_mistake_is_a_sentence(tmp_path: Path, arguments: list[str], said: str, more: dict[str, str]) -> None:
    """Exit code 2, the reason on stderr, nothing on stdout, no traceback."""
    done = holdfast(tmp_path, *arguments, **more)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "hush" not in done.stderr


def test_a_bare_home_becomes_a_served_one_and_ends_cleanly(home: Path) -> None:
    """The database is made and migrated; Ctrl-C ends all of it; the second time there is nothing to migrate."""
    port = free_port()
    serving = subprocess.Popen(
        [str(PROGRAM), "serve"], env=environment(home, PORT=str(port)), stderr=subprocess.PIPE, text=True
    )
    assert wait_for(f"http://127.0.0.1:{port}/healthz") == b'{"status": "ok"}'
    taken = holdfast(home, "serve", PORT=str(port))
    assert taken.returncode == 2
    assert "PORT chooses another port" in taken.stderr
    serving.send_signal(signal.SIGINT)
    _, said = serving.communicate(timeout=30)
    assert serving.returncode == 0
    assert f"http://127.0.0.1:{port}/" in said
    assert "Traceback" not in said
    assert not EmbeddedServer(home).running()
    again = holdfast(home, "migrate")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert not EmbeddedServer(home).running()


def wait_for(address: str) -> bytes:
    """What the address answers once it does."""
    for _ in range(2400):  # a bare home is migrated first, on a machine that may be busy
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return bytes(response.read())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer")


@pytest.mark.parametrize("wait", [0.0, 1.5])
@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_other_ends_stop_the_server_too(home: Path, name: signal.Signals, wait: float) -> None:
    """A closed terminal or an ending service leaves no server behind, in the middle of its start least of all."""
    shell = subprocess.Popen(
        [str(PROGRAM), "manage", "shell"],
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = EmbeddedServer(home)
    while not server.data.exists():
        time.sleep(0.01)
    time.sleep(wait)
    shell.send_signal(name)
    shell.communicate(timeout=60)
    assert not server.running()
