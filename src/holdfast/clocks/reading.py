"""Reading a million moments from the database without reading each of them in Python."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC

import psycopg
from django.db import connection
from psycopg.abc import AdaptContext
from psycopg.adapt import Loader
from psycopg.pq import Format

_OID = psycopg.adapters.types["timestamptz"].oid


class _Moments(Loader):
    """Stands in for Django's loader of moments, which is written in Python, with the driver's own, which is compiled.

    Django looks at `timezone` to see that the loader speaks of the zone that it expects; its connections are in UTC.
    """

    format = Format.TEXT
    timezone = UTC

    def __new__(cls, oid: int, context: AdaptContext | None = None) -> Loader:  # type: ignore[misc]
        """The driver's own loader."""
        return psycopg.adapters.get_loader(_OID, Format.TEXT)(oid, context)  # type: ignore[misc,return-value]

    def load(self, data: object) -> object:
        """Never asked: no object of this class is ever made."""
        raise TypeError("the driver's loader reads moments")


@contextmanager
def moments_read_quickly() -> Iterator[None]:
    """Within, moments are read by compiled code. They are the same moments, in UTC.

    Of making the clocks of every case anew, half the time would go into reading when things happened.
    """
    adapters = connection.connection.adapters
    usual = adapters.get_loader(_OID, Format.TEXT)
    adapters.register_loader(_OID, _Moments)
    try:
        yield
    finally:
        adapters.register_loader(_OID, usual)
