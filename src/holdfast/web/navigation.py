"""The main menu. Each room adds its own entry, so the design system knows no room.

In a room's ``AppConfig.ready``::

    from holdfast.web.navigation import NavItem, register
    register(NavItem("Front door", "referrals:front_door", roles={"social worker"}, order=20))
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class NavItem:
    """An entry of the main menu.

    roles
        who sees it; empty: everyone who is signed in. Hiding is a courtesy: the page checks for itself.
    order
        position from the left; My work 10, Front door 20, Search is a box, Team 40.
    """

    label: str
    url_name: str
    roles: Collection[str] = ()
    order: int = 50

    def is_for(self, roles: Collection[str]) -> bool:
        """Whether somebody with these roles sees it."""
        return not self.roles or not set(self.roles).isdisjoint(roles)


_items: dict[str, NavItem] = {}
_homes: list[tuple[int, NavItem]] = []
_search: list[str] = []


def register(item: NavItem) -> None:
    """Add an entry; the same ``url_name`` again replaces it."""
    _items[item.url_name] = item


def register_home(url_name: str, roles: Collection[str] = (), order: int = 50) -> None:
    """Say where ``/`` leads people with these roles; the lowest ``order`` that fits wins."""
    _homes.append((order, NavItem("Home", url_name, roles)))
    _homes.sort(key=lambda pair: pair[0])


def register_search(url_name: str) -> None:
    """Say which page answers the search box in the header (GET, parameter ``q``)."""
    _search[:] = [url_name]


def search_url() -> str | None:
    """Where the search box sends its question; None while no room answers it."""
    return reverse(_search[0]) if _search else None


def home_of(roles: Collection[str]) -> str | None:
    """The address of the first page that this person's work starts on."""
    return next((reverse(item.url_name) for _, item in _homes if item.is_for(roles)), None)


@dataclass(frozen=True)
class Link:
    """An entry as drawn."""

    label: str
    url: str
    current: bool


def items() -> list[NavItem]:
    """All entries, in order."""
    return sorted(_items.values(), key=lambda item: (item.order, item.label))


def _url(item: NavItem) -> str | None:
    """The entry's address. One entry without an address must not take every page down; a test finds it."""
    try:
        return reverse(item.url_name)
    except NoReverseMatch:
        log.warning("menu entry %s has no address", item.url_name)
        return None


def links_for(actor: Any, path: str) -> Iterator[Link]:
    """The menu of this person on this page; nothing for a person who is not signed in."""
    if actor is None:
        return
    shown = [(item.label, url) for item in items() if item.is_for(actor.roles) and (url := _url(item))]
    here = max((url for _, url in shown if path.startswith(url)), key=len, default=None)
    for label, url in shown:
        yield Link(label, url, url == here)
