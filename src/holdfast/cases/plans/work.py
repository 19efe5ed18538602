"""What plans put on work lists: vacancies, endings to tell of, moves without a conference (CPP-01, CPP-09, MOV-01)."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast.access.actors import Actor
from holdfast.access.roles import MANAGERS, Role
from holdfast.cases.plans.selectors import came_of_age, endings_to_notify, moves_open, vacant_key_workers
from holdfast.cases.rooms import WorkItem

_OVERSEEING = MANAGERS | {Role.DESIGNATED_MANAGER}


def vacancies(actor: Actor, at_most: int) -> Iterator[WorkItem]:
    """Children with a plan and no key worker: for managers, and for the worker of the case (CPP-01; WT 4.91)."""
    found = vacant_key_workers(actor.authority_id)
    if actor.authority_id is None:
        return
    if not actor.holds(*_OVERSEEING, Role.CONFERENCE_CHAIR):
        found = found.filter(case__worker_id=actor.practitioner_id)
    for plan in found[:at_most]:
        yield WorkItem(
            kind="vacancy",
            heading="Children with a plan and no key worker",
            title="No key worker",
            url=plan.get_absolute_url(),
            child_name=plan.case.child.name,
            case_id=plan.case_id,
            why="Every child with a plan has a named key worker, always.",
            source="WT 4.91",
            urgent=True,
        )


def endings(actor: Actor, at_most: int) -> Iterator[WorkItem]:
    """Plans that ended, of which those concerned have not been told (CPP-09; WT 4.115)."""
    if actor.authority_id is None:
        return
    found = endings_to_notify(actor.authority_id)
    if not actor.holds(Role.CONFERENCE_ADMINISTRATOR):
        found = found.filter(case__worker_id=actor.practitioner_id)
    for plan in found[:at_most]:
        yield WorkItem(
            kind="plan-ended",
            heading="Plans that have ended",
            title="Tell those concerned, and discuss what help goes on",
            url=plan.get_absolute_url(),
            child_name=plan.case.child.name,
            case_id=plan.case_id,
            why="Everybody invited to the first conference is told; help is not withdrawn with the plan.",
            source="WT 4.115, 4.116",
        )


def moves(actor: Actor, at_most: int) -> Iterator[WorkItem]:
    """Moves that are not settled: for the designated manager, and for the worker of the case (MOV-02; WT 4.125)."""
    if actor.authority_id is None:
        return
    found = moves_open(actor.authority_id)
    if not actor.holds(Role.DESIGNATED_MANAGER):
        found = found.filter(case__worker_id=actor.practitioner_id)
    for move in found[:at_most]:
        yield WorkItem(
            kind="move",
            heading="Children who move in or out",
            title=f"Move from or to {move.other_authority} is not settled",
            url=move.get_absolute_url(),
            child_name=move.case.child.name,
            case_id=move.case_id,
            why="The original plan stands until the receiving authority has held its conference.",
            source="WT 4.114",
        )


def adults(actor: Actor, at_most: int) -> Iterator[WorkItem]:
    """Plans of young people who are no longer children (CPP-08; WT 4.114)."""
    if actor.authority_id is None or not actor.holds(*_OVERSEEING):
        return
    for plan in came_of_age(actor.authority_id, at_most):
        yield WorkItem(
            kind="of-age",
            heading="Plans of young people who have come of age",
            title="End the plan, and settle what support goes on",
            url=plan.get_absolute_url(),
            child_name=plan.case.child.name,
            case_id=plan.case_id,
            why="A child protection plan ends when the child comes of age.",
            source="WT 4.114",
        )
