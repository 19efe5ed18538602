"""Who gets what at the addresses of assessments."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from holdfast.cases.assessments import actions
from holdfast.cases.assessments.models import BeganWith
from tests.matrix import Expect
from tests.support.cast import Cast

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def _round(cast: Cast) -> dict[str, Any]:
    round_ = actions.begin_assessment(
        by=cast.worker.actor, cases=[cast.case], step="initial-assessment", began_with=BeganWith.REFERRAL, at=START
    )
    return {"pk": round_.pk}


def _one(cast: Cast) -> dict[str, Any]:
    _round(cast)
    return {"pk": cast.case.assessments.get().pk}


def _completed(cast: Cast) -> dict[str, Any]:
    done = cast.case.assessments.filter(completed_at__isnull=False).first()
    if done is None:
        _round(cast)
        done = cast.case.assessments.get()
        actions.complete_assessments(
            by=cast.worker.actor, assessments=[done], outcome="no-further-action", reasons="Well.", at=START
        )
    return {"pk": done.pk}


ROUTES: dict[str, Expect] = {
    "assessments:begin": Expect(
        kwargs=lambda cast: {"pk": cast.case.pk, "step": "initial-assessment"}, wrong="administrator"
    ),
    "assessments:round": Expect(kwargs=_round, wrong="sysadmin"),
    "assessments:write": Expect(kwargs=_round, wrong="auditor"),
    "assessments:complete": Expect(kwargs=_round, wrong="auditor"),
    "assessments:reopen": Expect(kwargs=_completed, wrong="auditor"),
    "assessments:return": Expect(kwargs=_completed, right="manager", wrong="worker"),
    "assessments:stop": Expect(kwargs=_one, wrong="auditor"),
    "assessments:correct": Expect(kwargs=_one, wrong="auditor"),
}
