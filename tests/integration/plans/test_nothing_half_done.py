"""Break the ledger in the middle of each action: nothing has changed (REC-01)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from holdfast.cases.actions import Told
from holdfast.cases.conferences import actions as conferences
from holdfast.cases.conferences import models as conference_models
from holdfast.cases.conferences.deciding import Invited
from holdfast.cases.conferences.models import Conference
from holdfast.cases.plans import actions
from holdfast.cases.plans import models as plan_models
from holdfast.cases.plans.models import ChildInNeedPlan, ChildProtectionPlan, Move
from holdfast.cases.plans.outline import Member, Outline
from holdfast.cases.plans.selectors import outcomes_of
from holdfast.ledger.models import Act
from tests.support.cast import Cast
from tests.support.conferencing import HELD, convened, everybody_came, held, plan_for, planned, reviewed

pytestmark = pytest.mark.django_db
AFTER = HELD + timedelta(days=30)
KEPT = [
    *(getattr(plan_models, name) for name in plan_models.__all__ if hasattr(getattr(plan_models, name), "objects")),
    conference_models.Conference,
    conference_models.ConferenceChild,
    conference_models.Invitation,
    conference_models.AgencyView,
]
Broken = Callable[[Cast], Callable[[], Any]]


def _conference(call: Callable[[Cast, Conference], Any]) -> Broken:
    def prepare(cast: Cast) -> Callable[[], Any]:
        conference = convened(cast)
        return lambda: call(cast, conference)

    return prepare


def _held(call: Callable[[Cast, Conference], Any]) -> Broken:
    def prepare(cast: Cast) -> Callable[[], Any]:
        conference = held(cast)
        return lambda: call(cast, conference)

    return prepare


def _plan(call: Callable[[Cast, ChildProtectionPlan], Any]) -> Broken:
    def prepare(cast: Cast) -> Callable[[], Any]:
        plan = planned(cast)
        return lambda: call(cast, plan)

    return prepare


def _need(call: Callable[[Cast, ChildInNeedPlan], Any]) -> Broken:
    def prepare(cast: Cast) -> Callable[[], Any]:
        plan = actions.start_need_plan(by=cast.worker.actor, case=cast.case, at=HELD, needs="A bed")
        return lambda: call(cast, plan)

    return prepare


def _move(call: Callable[[Cast, Move], Any]) -> Broken:
    def prepare(cast: Cast) -> Callable[[], Any]:
        move = actions.notify_move(
            by=cast.worker.actor, case=cast.case, kind="out-permanent", other_authority="Samphire", at=HELD
        )
        return lambda: call(cast, move)

    return prepare


def _ended(cast: Cast) -> Callable[[], Any]:
    plan = planned(cast)
    reviewed(cast, plan, "end")
    plan.refresh_from_db()
    to = [Told(recipient="Rosa Thorne")]
    return lambda: actions.notify_ending(by=cast.worker.actor, plan=plan, to=to, services="Youth club")


NAN = Member(name="Nan Thorne")
DONE: dict[str, Broken] = {
    "convene": lambda cast: lambda: convened(cast),
    "arrange": _conference(lambda c, x: conferences.arrange_conference(by=c.worker.actor, conference=x, place="Hall")),
    "cancel": _conference(lambda c, x: conferences.cancel_conference(by=c.worker.actor, conference=x, reason="Moved")),
    "invite": _conference(
        lambda c, x: conferences.invite(by=c.worker.actor, conference=x, invited=[Invited(role="gp", name="Dr Reed")])
    ),
    "withdraw": _conference(
        lambda c, x: conferences.withdraw_invitation(by=c.worker.actor, invitation=x.invitations.all()[0], reason="No")
    ),
    "hold": _conference(
        lambda c, x: conferences.hold_conference(
            by=c.chair.actor,
            conference=x,
            attended=everybody_came(x),
            children=[plan_for(c, c.case), plan_for(c, c.sibling_case)],
            held_at=HELD,
        )
    ),
    "circulate": _held(lambda c, x: conferences.circulate_decision(by=c.chair.actor, conference=x)),
    "minutes": _held(lambda c, x: conferences.send_minutes(by=c.chair.actor, conference=x)),
    "key worker": _plan(
        lambda c, x: actions.appoint_key_worker(
            by=c.manager.actor, plan=x, practitioner=c.second_worker.practitioner, at=AFTER
        )
    ),
    "vacancy": _plan(lambda c, x: actions.leave_key_worker_post(by=c.manager.actor, plan=x, reason="Left", at=AFTER)),
    "work out": _plan(lambda c, x: actions.work_out_plan(by=c.worker.actor, plan=x, details={"needs": "Sleep"})),
    "outcome": _plan(lambda c, x: actions.add_outcome(by=c.worker.actor, plan=x, outline=Outline(outcome="Fed"))),
    "drop": _plan(
        lambda c, x: actions.drop_outcome(
            by=c.worker.actor, outcome=outcomes_of([x.pk])[x.pk][0].outcome, reason="Reached"
        )
    ),
    "members": _plan(lambda c, x: actions.change_core_group(by=c.worker.actor, plan=x, members=[NAN])),
    "core group": _plan(
        lambda c, x: actions.hold_core_group(by=c.worker.actor, plans=[x], decided="Tuesdays", came=[NAN])
    ),
    "report": _plan(lambda c, x: actions.report_to_review(by=c.worker.actor, plan=x, work_done="x", impact="y")),
    "copy": _plan(lambda c, x: actions.give_plan_copy(by=c.worker.actor, plan=x, to=["Rosa Thorne"])),
    "end": _plan(lambda c, x: actions.end_plan(by=c.manager.actor, plan=x, reason="left-uk", note="For good")),
    "review": _plan(lambda c, x: reviewed(c, x, "end-in-need")),
    "notify": _ended,
    "need start": lambda cast: lambda: actions.start_need_plan(by=cast.worker.actor, case=cast.case, needs="A bed"),
    "need work": _need(lambda c, x: actions.work_out_need_plan(by=c.worker.actor, plan=x, needs="Two beds")),
    "need review": _need(
        lambda c, x: actions.review_need_plan(by=c.worker.actor, plan=x, outcome="continue", came_of_it="Beds")
    ),
    "need end": _need(lambda c, x: actions.end_need_plan(by=c.worker.actor, plan=x, reason="needs-met")),
    "move": lambda cast: (
        lambda: actions.notify_move(
            by=cast.worker.actor, case=cast.case, kind="in-permanent", other_authority="Samphire"
        )
    ),
    "accept": _move(lambda c, x: actions.accept_responsibility(by=c.manager.actor, move=x, accepted_by="Olive")),
    "receiving": _move(
        lambda c, x: actions.record_receiving_conference(by=c.manager.actor, move=x, held_at=AFTER, decided="A plan")
    ),
    "settle": _move(lambda c, x: actions.settle_move(by=c.manager.actor, move=x, why="Back home")),
}


def _everything() -> list[list[tuple[Any, ...]]]:
    return [list(model.objects.order_by("pk").values_list()) for model in KEPT]


@pytest.mark.parametrize("name", DONE)
def test_nothing_is_kept_when_the_ledger_cannot_be_written(
    cast: Cast, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every action is whole or nothing (REC-01; WT 4.129)."""
    call = DONE[name](cast)
    before, acts = _everything(), Act.objects.count()

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("holdfast.ledger.acts.ActSubject.objects.bulk_create", broken)
    with pytest.raises(OSError, match="disk"):
        call()
    assert _everything() == before
    assert Act.objects.count() == acts
