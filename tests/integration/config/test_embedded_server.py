"""The embedded server, started and stopped for real, in homes of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from holdfast.config.postgres import SUPERUSER, EmbeddedServer

USES_IT = """
import sys
from pathlib import Path
from holdfast.config.postgres import EmbeddedServer
EmbeddedServer(Path(sys.argv[1])).use()
print("uses it", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """A home in a short folder that is removed with what runs in it."""
    folder = Path(tempfile.mkdtemp(prefix="holdfast-test-"))
    yield folder
    for server in (EmbeddedServer(folder), EmbeddedServer(folder / ("long" * 30))):
        if server.home.exists() and server.running():
            server.use()
            server.leave()
    shutil.rmtree(folder)


@pytest.fixture
def server(home: Path) -> EmbeddedServer:
    return EmbeddedServer(home)


def another_user(home: Path) -> subprocess.Popen[str]:
    """Another process that uses the server of the home until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", USES_IT, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "uses it\n"
    return process


def answer(server: EmbeddedServer) -> str:
    """What the server says of its sorting order, so that it has really answered."""
    with psycopg.connect(host=str(server.socket_folder), user=SUPERUSER, dbname="postgres") as connection:
        row = connection.execute("SELECT datlocale FROM pg_database WHERE datname = 'postgres'").fetchone()
    assert row is not None
    return str(row[0])


def test_it_starts_and_the_last_user_stops_it(server: EmbeddedServer) -> None:
    """One that nobody uses any more does not stay; it can be started again, and being used twice is used once."""
    server.use()
    server.use()
    assert answer(server) == "C.UTF-8"
    server.leave()
    assert not server.running()
    server.leave()
    server.use()
    assert answer(server) == "C.UTF-8"
    server.leave()
    assert not server.running()


def test_it_stays_while_another_process_uses_it(server: EmbeddedServer) -> None:
    """The first to come may be the first to go."""
    server.use()
    other = another_user(server.home)
    server.leave()
    assert answer(server)
    other.communicate("")
    assert other.returncode == 0
    assert not server.running()


def test_a_killed_user_does_not_keep_it_running(server: EmbeddedServer) -> None:
    """The kernel gives up what a killed process held, so the next to leave stops the server."""
    other = another_user(server.home)
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert server.running()
    server.use()
    server.leave()
    assert not server.running()


def test_a_killed_server_starts_again(server: EmbeddedServer) -> None:
    """Its stale pid file is no obstacle, and committed work is there."""
    server.use()
    # The other tests let commits wait for the disk; here is the one that needs them not to.
    safe = "-c synchronous_commit=on"
    with psycopg.connect(host=str(server.socket_folder), user=SUPERUSER, dbname="postgres", options=safe) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    os.kill(int((server.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    while server.running():
        time.sleep(0.05)
    server.leave()
    after = EmbeddedServer(server.home)
    after.use()
    with psycopg.connect(host=str(after.socket_folder), user=SUPERUSER, dbname="postgres") as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
    after.leave()


def test_a_long_home_works(home: Path) -> None:
    """Where the path is too long for a socket, the socket lies in a private folder elsewhere."""
    deep = home / ("long" * 30)
    deep.mkdir()
    server = EmbeddedServer(deep)
    server.use()
    assert answer(server) == "C.UTF-8"
    assert server.socket_folder.stat().st_mode & 0o077 == 0
    server.leave()
    shutil.rmtree(server.socket_folder)
