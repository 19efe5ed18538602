"""Make everything that Holdfast needs to run from a fresh clone: packages, front-end files, nothing global.

Runs on the standard library alone, since it is what installs the rest. Each step is skipped when the hash of
what it was made from has not changed, and a lock file keeps two runs at once from meddling with each other.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = VENV / "stamps"
OLDEST_PYTHON = (3, 11)


def say(message: str) -> None:
    print(f"set-up: {message}", file=sys.stderr, flush=True)


def stop(message: str) -> None:
    """End set-up with one sentence that says what to do."""
    say(message)
    raise SystemExit(2)


def run(*command: str | Path) -> None:
    """Run one command in the project's folder; a failure ends set-up and names the command."""
    try:
        subprocess.run([str(part) for part in command], cwd=ROOT, check=True, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        stop(f"this failed: {' '.join(str(part) for part in command)} ({error})")


def fingerprint(*names: str) -> str:
    """The hash of the named files' contents, of the interpreter, and of where the project stands."""
    digest = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for name in names:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def once(step: str, made_from: tuple[str, ...], made: Path, work: Callable[[], None]) -> None:
    """Do `work` unless it was done from the same files and `made` is still there."""
    stamp = STAMPS / step
    wanted = fingerprint(*made_from)
    if made.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    say(step)
    work()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)


def python() -> Path:
    return VENV / "bin" / "python"


def pip_install(*arguments: str | Path) -> None:
    run(python(), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *arguments)


def make_environment() -> None:
    """Make the virtual environment, anew when its interpreter is gone or was another one."""
    if VENV.exists():
        run(sys.executable, "-m", "venv", "--clear", VENV)
    else:
        run(sys.executable, "-m", "venv", VENV)


def install_locked_packages() -> None:
    pip_install("--require-hashes", "--requirement", "requirements/dev.txt")


def install_holdfast() -> None:
    pip_install("--no-deps", "--no-build-isolation", "--editable", ".")


def npm() -> str:
    """The machine's npm, or the one that the hashed Node.js wheel brings."""
    found = shutil.which("npm") if shutil.which("node") else None
    if found:
        return found
    pip_install("--require-hashes", "--requirement", "requirements/node.txt")
    os.environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return str(VENV / "bin" / "npm")


def install_frontend() -> None:
    run(npm(), "ci", "--no-progress", "--loglevel=error")
    run(python(), "scripts/vendor_frontend.py")


def main() -> None:
    if sys.version_info < OLDEST_PYTHON:
        stop(f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed; this is {sys.version.split()[0]}.")
    with (ROOT / ".setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        once("virtual environment", (), python(), make_environment)
        once("Python packages", ("requirements/dev.txt",), VENV / "bin" / "pytest", install_locked_packages)
        once("holdfast itself", ("pyproject.toml",), VENV / "bin" / "holdfast", install_holdfast)
        once(
            "front-end packages",
            ("package-lock.json", "scripts/vendor_frontend.py"),
            ROOT / "src/holdfast/web/static/vendor/govuk-frontend.min.css",
            install_frontend,
        )


if __name__ == "__main__":
    main()
