"""Who gets what on the screens of a child, a family and a case."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from holdfast.cases import actions
from holdfast.cases.assessments import actions as assessments
from holdfast.cases.assessments.models import BeganWith
from holdfast.cases.models import Decision
from tests.matrix import Expect
from tests.support.cast import Cast

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def _child(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.child.pk}


def _case(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.case.pk}


def _closed(cast: Cast) -> dict[str, Any]:
    cast.case.refresh_from_db()
    if cast.case.is_open:
        actions.close_case(by=cast.worker.actor, case=cast.case, reason="needs-met", summary="Well and safe")
    return {"pk": cast.case.pk}


def _sighting(cast: Cast) -> dict[str, Any]:
    return {"pk": actions.see_child(by=cast.worker.actor, case=cast.case, at=START).pk}


def _decision(cast: Cast) -> dict[str, Any]:
    if not Decision.objects.exists():
        assessments.begin_assessment(
            by=cast.worker.actor, cases=[cast.case], step="initial-assessment", began_with=BeganWith.REFERRAL, at=START
        )
        assessments.complete_assessments(
            by=cast.worker.actor,
            assessments=[cast.case.assessments.get()],
            outcome="no-further-action",
            reasons="Well.",
            at=START,
        )
    return {"pk": Decision.objects.get().pk}


def _action(cast: Cast) -> dict[str, Any]:
    action = actions.agree_action(
        by=cast.worker.actor, case=cast.case, step="initial-assessment", record=cast.case, what="Ring the school"
    )
    return {"pk": action.pk}


ROUTES: dict[str, Expect] = {
    "children:search": Expect(outsider=200),
    "children:child": Expect(kwargs=_child),
    "children:decisions": Expect(kwargs=_child, wrong="teacher"),
    "children:seen": Expect(kwargs=_child, wrong="auditor"),
    "children:family_of": Expect(kwargs=_child, ok=302),
    "children:sighting": Expect(kwargs=_sighting),
    "children:family": Expect(kwargs=lambda cast: {"pk": cast.family.pk}),
    "children:allocate": Expect(kwargs=_case, right="manager", wrong="worker"),
    "children:close": Expect(kwargs=_case, wrong="auditor"),
    "children:reopen": Expect(kwargs=_closed, wrong="auditor"),
    "children:endorse": Expect(kwargs=_decision, right="manager", wrong="worker"),
    "children:finish_action": Expect(kwargs=_action, wrong="auditor"),
}
