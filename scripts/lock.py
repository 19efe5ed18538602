"""Write the hashed requirement files. They hold no registry address: a place's own settings say where to fetch from."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV: list[str | Path] = [
    ROOT / ".venv/bin/uv", "pip", "compile", "--quiet", "--universal", "--python-version=3.11", "--generate-hashes",
    "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate",
]  # fmt: skip


def main() -> None:
    for name, *constraints in (("base",), ("dev", "--constraints=base.txt"), ("node",)):
        command = [*UV, *constraints, f"{name}.in", f"--output-file={name}.txt"]
        subprocess.run(command, cwd=ROOT / "requirements", check=True)


if __name__ == "__main__":
    main()
