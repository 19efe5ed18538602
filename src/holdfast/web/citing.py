"""Where a paragraph of the guidance can be read. A room says so, as the design system knows no guidance (GEN-07)."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import NoReverseMatch

Finder = Callable[[str], str | None]

_finders: list[Finder] = []


def leads(finder: Finder) -> Finder:
    """Register what finds the address of a citation ('WT 4.67'); None from it for one that stands nowhere."""
    _finders[:] = [finder]
    return finder


def address_of(source: object) -> str | None:
    """The address at which a citation can be read; None while nobody can show it."""
    try:
        return _finders[0](str(source)) if _finders else None
    except NoReverseMatch:
        return None
