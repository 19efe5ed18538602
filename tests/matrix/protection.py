"""Who reaches the pages of immediate protection."""

from __future__ import annotations

from uuid import UUID

from holdfast.cases.protection import actions
from holdfast.cases.protection.models import Measure, Responsibility, UrgentAction
from tests.matrix import Expect
from tests.support.cast import Cast


def acted(cast: Cast) -> UrgentAction:
    """An urgent action."""
    return actions.act_urgently(by=cast.worker.actor, what="Taken to the ward", children=[cast.child])


def action(cast: Cast) -> dict[str, UUID]:
    """An urgent action's address."""
    return {"pk": acted(cast).pk}


def measure(cast: Cast) -> dict[str, UUID]:
    """A measure's address."""
    made: list[Measure] = actions.start_measure(
        by=cast.worker.actor, cases=[cast.case], kind="emergency-protection-order", action=acted(cast)
    )
    return {"pk": made[0].pk}


def request(cast: Cast) -> dict[str, UUID]:
    """A request to another authority."""
    made: list[Responsibility] = actions.ask_responsibility(
        by=cast.worker.actor, action=acted(cast), cases=[cast.case], authority_name="Samphire"
    )
    return {"pk": made[0].pk}


ROUTES = {
    "protection:urgent": Expect(outsider=200),
    "protection:action": Expect(kwargs=action),
    "protection:add": Expect(kwargs=action, wrong="auditor"),
    "protection:measure": Expect(kwargs=action, wrong="auditor"),
    "protection:ask_authority": Expect(kwargs=action, wrong="auditor"),
    "protection:next": Expect(kwargs=action, wrong="auditor"),
    "protection:correct": Expect(kwargs=action, wrong="auditor"),
    "protection:complete_measure": Expect(kwargs=measure, wrong="auditor"),
    "protection:extend": Expect(kwargs=measure, wrong="auditor"),
    "protection:end": Expect(kwargs=measure, wrong="auditor"),
    "protection:correct_measure": Expect(kwargs=measure, wrong="auditor"),
    "protection:answer_authority": Expect(kwargs=request, wrong="auditor"),
    "protection:correct_authority": Expect(kwargs=request, wrong="auditor"),
    "protection:confirm_authority": Expect(kwargs=request, wrong="auditor"),
}
