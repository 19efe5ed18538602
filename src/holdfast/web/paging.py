"""Pages and sorting, done on the server and kept in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def address_with(request: HttpRequest, **changes: str | int | None) -> str:
    """This page's query string with these parameters changed; None takes one away."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@dataclass(frozen=True)
class PageLink:
    """A number of the pagination; ``number`` None stands for a gap."""

    number: int | None
    url: str
    current: bool


class ListPage:
    """One page of a long list, with the links that lead to the others. Iterates over its items."""

    def __init__(self, request: HttpRequest, page: Page[Any], parameter: str) -> None:
        self._request, self._page, self._parameter = request, page, parameter

    def __iter__(self) -> Any:
        return iter(self._page.object_list)

    def __len__(self) -> int:
        return len(self._page.object_list)

    @property
    def items(self) -> Any:
        """What is on this page."""
        return self._page.object_list

    @property
    def total(self) -> int:
        """How many there are on all pages."""
        return self._page.paginator.count

    @property
    def first(self) -> int:
        """The position of this page's first item, from 1 (0 when there is none)."""
        return self._page.start_index()

    @property
    def last(self) -> int:
        """The position of this page's last item."""
        return self._page.end_index()

    @property
    def several(self) -> bool:
        """Whether there is more than one page."""
        return self._page.has_other_pages()

    @property
    def previous_url(self) -> str | None:
        """The page before, if there is one."""
        return self._url(self._page.previous_page_number()) if self._page.has_previous() else None

    @property
    def next_url(self) -> str | None:
        """The page after, if there is one."""
        return self._url(self._page.next_page_number()) if self._page.has_next() else None

    @property
    def links(self) -> list[PageLink]:
        """Numbers around this page, with gaps."""
        numbers = self._page.paginator.get_elided_page_range(self._page.number, on_each_side=1, on_ends=1)
        here = self._page.number
        gap = PageLink(None, "", False)
        return [PageLink(n, self._url(n), n == here) if isinstance(n, int) else gap for n in numbers]

    def _url(self, number: int) -> str:
        return address_with(self._request, **{self._parameter: number})


def page_of(request: HttpRequest, queryset: Any, per: int = 25, parameter: str = "page") -> ListPage:
    """The page of ``queryset`` that the address asks for; a wrong number gives the nearest page."""
    return ListPage(request, Paginator(queryset, per).get_page(request.GET.get(parameter)), parameter)


@dataclass(frozen=True)
class Sorting:
    """How a list is sorted; ``order_by`` goes to the queryset, the rest to ``{% sort_header %}``."""

    key: str
    descending: bool
    order_by: tuple[str, ...]
    request: HttpRequest

    def url(self, key: str) -> str:
        """The address that sorts by ``key``; again by the same key turns it round."""
        flip = key == self.key and not self.descending
        return address_with(self.request, sort=f"-{key}" if flip else key, page=None)

    def direction(self, key: str) -> str:
        """``ascending``, ``descending`` or ``none``, as ``aria-sort`` wants it."""
        if key != self.key:
            return "none"
        return "descending" if self.descending else "ascending"


def sorting_of(
    request: HttpRequest, columns: Mapping[str, str | Sequence[str]], default: str, last: str = "pk"
) -> Sorting:
    """Read ``?sort=due`` or ``?sort=-due``. ``columns`` maps keys to field names; others are ignored.

    ``last`` breaks ties, so that pages do not overlap.
    """
    asked = request.GET.get("sort", default)
    if asked.lstrip("-") not in columns:
        asked = default
    key, descending = asked.lstrip("-"), asked.startswith("-")
    fields = columns[key]
    names = [fields] if isinstance(fields, str) else list(fields)
    ordered = [_turned(name) if descending else name for name in names]
    return Sorting(key, descending, (*ordered, last), request)


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"
