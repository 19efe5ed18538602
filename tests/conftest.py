"""What every test stands on: the embedded database of HOLDFAST_HOME, shared by all workers of a run."""

from __future__ import annotations

import os

import pytest

from tests.support.cast import Cast, build_cast

# Tests do not survive a power cut, so their commits need not.
os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the database only when the first test asks for it: most tests of rules need none."""
    from holdfast.config import database

    database.ensure_database()


def pytest_configure(config: pytest.Config) -> None:
    """Sign-ins in tests need no slow password hash."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast of people and agencies."""
    return build_cast()
