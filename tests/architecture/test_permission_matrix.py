"""Every address is in the permission matrix, and answers a stranger, an outsider and both kinds of role as it says."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, include, path, reverse
from django.urls.resolvers import RegexPattern

import tests.matrix
from tests.matrix import SIGN_IN, Expect
from tests.support.cast import Cast


def stated() -> dict[str, Expect]:
    """All rooms' entries. A route that two rooms state is an error."""
    routes: dict[str, Expect] = {}
    for module in iter_modules(tests.matrix.__path__):
        entries: dict[str, Expect] = import_module(f"tests.matrix.{module.name}").ROUTES
        twice = routes.keys() & entries.keys()
        assert not twice, f"stated twice: {twice}"
        routes |= entries
    return routes


def route_names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """The full name of every address that the resolver knows; one without a name gets its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from route_names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}" if entry.name else f"unnamed: {entry.pattern}"


MATRIX = stated()


def test_every_address_is_stated() -> None:
    """GEN-07: no page is reached whose readers nobody thought about."""
    known = set(route_names())
    assert known - MATRIX.keys() == set(), "not in tests/matrix"
    assert MATRIX.keys() - known == set(), "in tests/matrix, but no address"


def test_the_resolver_is_read_to_its_leaves() -> None:
    """A nested, namespaced and an unnamed address are all seen: completeness is not proved by looking away."""

    def view(request: object) -> HttpResponse:
        return HttpResponse()

    inner = ([path("x", view, name="inner"), path("y", view)], "app")
    patterns: list[URLPattern | URLResolver] = [
        path("", view, name="outer"),
        path("deep/", include(inner, namespace="space")),
    ]
    resolver = URLResolver(RegexPattern(r"^"), patterns)
    assert list(route_names(resolver)) == ["outer", "space:inner", "unnamed: y"]


def ask(name: str, expect: Expect, cast: Cast, who: str | None) -> int:
    """The status of the address for a member of the cast, or for a stranger."""
    client = Client()
    if who:
        client.force_login(getattr(cast, who).user)
    address = reverse(name, kwargs=dict(expect.kwargs(cast)))
    if expect.query is not tests.matrix.nothing:
        address += "?" + "&".join(f"{key}={value}" for key, value in expect.query(cast).items())
    response = getattr(client, expect.method)(address, dict(expect.data) if expect.method != "get" else {})
    if who is None and not expect.public and response.status_code == SIGN_IN:
        assert response["Location"].startswith(reverse("account_login")), "a stranger is led elsewhere than to sign in"
    return int(response.status_code)


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_each_address_answers_as_stated(name: str, cast: Cast) -> None:
    """GEN-07: a stranger signs in first, an outsider finds nothing, a wrong role is refused, a right one let in."""
    expect = MATRIX[name]
    wanted: dict[str | None, int] = {None: expect.ok if expect.public else SIGN_IN}
    if not expect.public:
        wanted[expect.right] = expect.ok
    if expect.wrong:
        wanted[expect.wrong] = 403
    if expect.outsider:
        wanted["outsider"] = expect.outsider
    # The right one goes last: what they do may change what the others would find.
    order = sorted(wanted, key=lambda who: who == expect.right)
    answers = {who: ask(name, expect, cast, who) for who in order}
    assert answers == wanted
