"""Keeping this process and its database server to one processor, and counting what both use of it."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection


@dataclass
class Measured:
    """Seconds by the wall clock and of a processor, and the most memory that this process ever had, in MB."""

    wall: float = 0
    python: float = 0
    server: float = 0
    memory: float = 0

    def __str__(self) -> str:
        return (
            f"{self.wall:.1f} s by the clock ({self.python:.1f} s of a processor in Python, {self.server:.1f} s in "
            f"PostgreSQL), at most {self.memory:.0f} MB in this process"
        )


def _server_seconds(process: int) -> float:
    """What a server process used of a processor; nothing where the system does not say."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return 0
    fields = stat.read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _keep_to(process: int, processors: set[int]) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(process, processors)


@contextmanager
def on_one_core() -> Iterator[Measured]:
    """Within, this process and the server process that works for it share one processor; afterwards what they used."""
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SET max_parallel_maintenance_workers = 0")
        cursor.execute("SELECT pg_backend_pid()")
        (server,) = cursor.fetchone()
    all_of_them = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else {0}
    for process in (0, server):
        _keep_to(process, {max(all_of_them)})
    measured = Measured()
    wall, python, before = time.perf_counter(), time.process_time(), _server_seconds(server)
    try:
        yield measured
    finally:
        measured.wall = time.perf_counter() - wall
        measured.python = time.process_time() - python
        measured.server = _server_seconds(server) - before
        measured.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        for process in (0, server):
            _keep_to(process, all_of_them)
