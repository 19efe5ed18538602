"""Which database Django uses, and how it comes to be: made where there is none, migrated where it is behind."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from holdfast.config import environment, postgres

# Held while migrating, so that two processes that start at once do not both migrate. Any fixed number would do.
MIGRATION_LOCK = 4_018_305


def settings_for_django() -> dict[str, dict[str, Any]]:
    """The DATABASES setting. Nothing is started by asking. Raises `Misconfigured` for an address that is none."""
    url = environment.database_url()
    embedded = postgres.server()
    if url:
        try:
            given = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
        except psycopg.ProgrammingError:
            # The driver's words repeat the address, and with it the password.
            raise environment.Misconfigured(
                "HOLDFAST_DATABASE_URL cannot be read; it looks like postgresql://user:password@host:5432/holdfast"
            ) from None
    else:
        assert embedded is not None
        given = {"host": str(embedded.socket_folder), "port": str(postgres.PORT), "user": postgres.SUPERUSER}
    # Each trigger asks whether it is told to hold still. Where nothing was said, the question itself fails, and is
    # caught, for every row; an answer of 'nobody' is given beforehand.
    said = given.get("options") or os.environ.get("PGOPTIONS", "")
    given["options"] = f"{said} -c pgtrigger.ignore={{}}".strip()
    default = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.pop("dbname", postgres.DATABASE),
        "USER": given.pop("user", ""),
        "PASSWORD": given.pop("password", ""),
        "HOST": given.pop("host", ""),
        "PORT": given.pop("port", ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": given,
    }
    return {"default": default}


def ensure_database() -> None:
    """Start the embedded server if it is ours, and make the database when the server has none of that name.

    Raises `Misconfigured` when the server cannot be reached, `ServerFailed` when the embedded one cannot start.
    """
    postgres.use()
    address = _address()
    name = address["dbname"]
    try:
        psycopg.connect(**address).close()
        return
    except psycopg.OperationalError as error:
        # libpq reports a missing database without an SQLSTATE, so its words are all there is to tell it by.
        if f'database "{name}" does not exist' not in str(error):
            raise environment.Misconfigured(f"The database cannot be reached: {error}") from error
    server = {**address, "dbname": "postgres"}
    # Two processes that start at once may both find none.
    already = suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation)
    with psycopg.connect(**server, autocommit=True) as connected, already:
        connected.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _address() -> dict[str, Any]:
    """Django's database as psycopg is told of it."""
    from django.db import connection

    wanted = ("dbname", "host", "port", "user", "password")
    parameters = connection.get_connection_params()
    return {key: parameters[key] for key in wanted if parameters.get(key)}


def migrate() -> bool:
    """Bring the database's tables up to date. True when there was something to do; quick when there was not."""
    from django.core.management import call_command

    if not unapplied():
        return False
    # On a connection of its own: a migration that fails leaves Django's unfit to give the lock back.
    with psycopg.connect(**_address(), autocommit=True) as lock:
        lock.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        behind = unapplied()
        if behind:
            call_command("migrate", interactive=False, verbosity=0)
    return behind


def unapplied() -> bool:
    """Whether the code knows migrations that the database has not seen."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
