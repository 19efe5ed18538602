"""The permission matrix: for each address, what a stranger, an outsider, a wrong role and a right role get.

Each room states its addresses in a file of its own, `tests/matrix/<room>.py`, as `ROUTES: dict[str, Expect]`, keyed
by the route's full name (`referrals:referral`). `tests/architecture/test_permission_matrix.py` asks each address as
each of the four and proves from the resolver that none is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.cast import Cast

SIGN_IN = 302


def nothing(cast: Cast) -> dict[str, Any]:
    """For addresses without parts."""
    return {}


@dataclass(frozen=True)
class Expect:
    """What an address answers.

    `right` and `wrong` name members of the cast who may, and who may not for want of the role (403). `outsider` is
    the answer to somebody of another authority: 404 where the address is a record's, 200 where everybody has their
    own page there, 403 where it is an office's. `kwargs` makes the address's parts, and what has to exist, from the
    cast. `public` addresses need no sign-in. `data` is what a POST sends; `query` goes behind the question mark.
    """

    right: str = "worker"
    wrong: str | None = "sysadmin"
    outsider: int | None = 404
    kwargs: Callable[[Cast], Mapping[str, Any]] = nothing
    method: str = "get"
    ok: int = 200
    public: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)
    query: Callable[[Cast], Mapping[str, Any]] = nothing


def public(ok: int = 200, method: str = "get") -> Expect:
    """An address for everybody, signed in or not."""
    return Expect(public=True, ok=ok, method=method, wrong=None, outsider=None)


def everybody(ok: int = 200, **more: Any) -> Expect:
    """An address for all who are signed in, each seeing their own."""
    return Expect(ok=ok, wrong=None, outsider=ok, **more)
