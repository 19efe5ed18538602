"""Who gets what on the pages about people, and about who works with a child."""

from __future__ import annotations

from typing import Any

from holdfast.cases.models import Involvement
from holdfast.people.models import Relationship
from tests.matrix import Expect
from tests.support.cast import Cast


def _child(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.child.pk}


def _unborn(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.unborn.pk}


def _relationship(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.child.pk, "to": Relationship.objects.get(other=cast.child).pk}


def _involvement(cast: Cast) -> dict[str, Any]:
    return {"pk": Involvement.objects.get(child=cast.child).pk}


ROUTES: dict[str, Expect] = {
    "people:child": Expect(kwargs=_child),
    "people:details": Expect(kwargs=_child, wrong="auditor"),
    "people:name": Expect(kwargs=_child, wrong="auditor"),
    "people:alias": Expect(kwargs=_child, wrong="auditor"),
    "people:birth": Expect(kwargs=_unborn, wrong="auditor"),
    "people:death": Expect(kwargs=_child, wrong="auditor"),
    "people:number": Expect(kwargs=_child, wrong="auditor"),
    "people:home": Expect(kwargs=_child, wrong="auditor"),
    "people:left": Expect(kwargs=_child, wrong="auditor"),
    "people:relate": Expect(kwargs=_child, wrong="auditor"),
    "people:relationship": Expect(kwargs=_relationship, wrong="auditor"),
    "people:family": Expect(kwargs=_child, wrong="auditor"),
    "network:add": Expect(kwargs=_child, wrong="auditor"),
    "network:end": Expect(kwargs=_involvement, wrong="auditor"),
}
