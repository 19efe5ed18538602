"""Identifiers of records."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new identifier: random, carries no personal data, and sorts by the time it was made."""
    return uuid7()
