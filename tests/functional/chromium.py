"""Finding a Chromium for the browser tests: given, installed, installable, or downloadable, in this order."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Root needs no-sandbox; the rest keeps the browser from calling home, which a closed network refuses noisily.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The path of a Chromium, installed on the way if need be, or None. One worker at a time looks."""
    with (Path(tempfile.gettempdir()) / f"holdfast-chromium-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return given() or on_path() or from_debian() or from_playwright()


def given() -> str | None:
    """What the environment variable CHROMIUM names."""
    path = os.environ.get("CHROMIUM")
    return shutil.which(path) if path else None


def on_path() -> str | None:
    """One that the machine has."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def from_debian() -> str | None:
    """Debian's, where we may install it."""
    if os.getuid() != 0 or not shutil.which("apt-get"):
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ):
        if not _works(command, environment):
            return None
    return on_path()


def from_playwright() -> str | None:
    """Playwright's own download, which it keeps for the next time."""
    from playwright.sync_api import sync_playwright

    if not _works([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ)):
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _works(command: list[str], environment: dict[str, str]) -> bool:
    try:
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=600, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    print(find() or "none")
