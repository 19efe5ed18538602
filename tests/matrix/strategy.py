"""Who reaches the pages of strategy discussions."""

from __future__ import annotations

from uuid import UUID

from tests.matrix import Expect
from tests.support.cast import Cast
from tests.support.harm import discussed


def discussion(cast: Cast) -> dict[str, UUID]:
    """A discussion's address."""
    return {"pk": discussed(cast).pk}


def entry(cast: Cast) -> dict[str, UUID]:
    """The address of one child's part of a discussion."""
    return {"pk": discussed(cast).children.all()[0].pk}


def party(cast: Cast) -> dict[str, UUID]:
    """The address of somebody who took part."""
    return {"pk": discussed(cast).participants.all()[0].pk}


def child(cast: Cast) -> dict[str, UUID]:
    """For the child whom the address names."""
    return {"child": cast.child.pk}


ROUTES = {
    "strategy:new": Expect(query=child),
    "strategy:discussion": Expect(kwargs=discussion),
    "strategy:add": Expect(kwargs=discussion, wrong="auditor"),
    "strategy:circulate": Expect(kwargs=discussion, wrong="auditor"),
    "strategy:review": Expect(kwargs=discussion, wrong="auditor"),
    "strategy:correct": Expect(kwargs=discussion, wrong="auditor"),
    "strategy:correct_participant": Expect(kwargs=party, wrong="auditor"),
    "strategy:decide": Expect(kwargs=entry, wrong="auditor"),
}
