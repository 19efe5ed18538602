"""Queries about returns."""

from __future__ import annotations

from uuid import UUID

from holdfast.returns.models import ReturnTaken

SHOWN = 20


def returns_taken(authority_id: UUID) -> list[ReturnTaken]:
    """The latest returns that an authority read in, latest first (STA-03)."""
    return list(ReturnTaken.objects.filter(authority_id=authority_id)[:SHOWN])
