"""Plans: the network reads, the worker writes, managers appoint and end (CPP-01, CPP-08, MOV-02; WT 4.91-4.125)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from holdfast.cases.plans import actions
from holdfast.cases.plans.models import (
    ChildInNeedPlan,
    ChildProtectionPlan,
    CoreGroupMeeting,
    Move,
    PlannedOutcome,
)
from holdfast.cases.plans.outline import Member
from tests.matrix import Expect
from tests.support.cast import Cast
from tests.support.conferencing import planned, reviewed

AT = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


def _plan(cast: Cast) -> dict[str, Any]:
    found = ChildProtectionPlan.objects.first() or planned(cast)
    return {"pk": found.pk}


def _ended(cast: Cast) -> dict[str, Any]:
    found = ChildProtectionPlan.objects.first()
    if found is None:
        found = planned(cast)
        reviewed(cast, found, "end")
    return {"pk": found.pk}


def _outcome(cast: Cast) -> dict[str, Any]:
    _plan(cast)
    return {"pk": PlannedOutcome.objects.earliest("id").pk}


def _meeting(cast: Cast) -> dict[str, Any]:
    found = CoreGroupMeeting.objects.first() or actions.hold_core_group(
        by=cast.worker.actor,
        plans=[planned(cast)],
        decided="Tuesdays with the neighbour",
        came=[Member(name="Rosa Thorne")],
        held_at=AT,
    )
    return {"pk": found.pk}


def _need(cast: Cast) -> dict[str, Any]:
    found = ChildInNeedPlan.objects.first() or actions.start_need_plan(
        by=cast.worker.actor, case=cast.case, at=AT, needs="A bed"
    )
    return {"pk": found.pk}


def _move(cast: Cast) -> dict[str, Any]:
    found = Move.objects.first() or actions.notify_move(
        by=cast.worker.actor, case=cast.case, kind="out-permanent", other_authority="Samphire", at=AT
    )
    return {"pk": found.pk}


def _case(cast: Cast) -> dict[str, Any]:
    return {"case": cast.case.pk}


ROUTES: dict[str, Expect] = {
    "plans:list": Expect(outsider=200),
    "plans:plan": Expect(kwargs=_plan, right="teacher"),
    "plans:work-out": Expect(kwargs=_plan, wrong="teacher"),
    "plans:key-worker": Expect(kwargs=_plan, right="manager", wrong="worker"),
    "plans:members": Expect(kwargs=_plan, wrong="teacher"),
    "plans:hold-core-group": Expect(kwargs=_plan, wrong="teacher"),
    "plans:report": Expect(kwargs=_plan, wrong="chair"),
    "plans:copy": Expect(kwargs=_plan, wrong="teacher"),
    "plans:end": Expect(kwargs=_plan, right="manager", wrong="worker"),
    "plans:notify-ending": Expect(kwargs=_ended, right="administrator", wrong="auditor"),
    "plans:correct": Expect(kwargs=_plan, wrong="teacher"),
    "plans:drop-outcome": Expect(kwargs=_outcome, wrong="teacher"),
    "plans:core-group": Expect(kwargs=_meeting, right="teacher"),
    "plans:correct-core-group": Expect(kwargs=_meeting, wrong="teacher"),
    "plans:start-need-plan": Expect(query=_case, wrong="teacher"),
    "plans:need-plan": Expect(kwargs=_need, right="teacher"),
    "plans:work-out-need": Expect(kwargs=_need, wrong="chair"),
    "plans:review-need": Expect(kwargs=_need, wrong="chair"),
    "plans:correct-need": Expect(kwargs=_need, wrong="teacher"),
    "plans:notify-move": Expect(query=_case, wrong="teacher"),
    "plans:move": Expect(kwargs=_move, right="teacher"),
    "plans:accept-move": Expect(kwargs=_move, right="designated", wrong="worker"),
    "plans:receiving-conference": Expect(kwargs=_move, right="manager", wrong="worker"),
    "plans:correct-move": Expect(kwargs=_move, wrong="teacher"),
    "plans:settle-move": Expect(kwargs=_move, right="designated", wrong="worker"),
}
