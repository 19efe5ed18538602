"""Who may chair: a qualified social worker outside the case's line of management (CPC-08; WT 4.73-4.74)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from holdfast.access.roles import MANAGERS, Role
from holdfast.agencies.models import Practitioner
from holdfast.agencies.selectors import holders_of, line_above
from holdfast.cases.conferences.models import Conference
from holdfast.cases.models import Case
from holdfast.core.errors import Unacceptable


def line_of(cases: Iterable[Case]) -> dict[UUID, str]:
    """Everybody in the line of management of cases, with what they are to it (WT 4.73).

    The allocated worker, the managers of the team, and all to whom any of these answer.
    """
    line: dict[UUID, str] = {}
    for case in cases:
        starts: dict[UUID, str] = {}
        if case.worker_id:
            starts[case.worker_id] = "the allocated worker"
        if case.team_id:
            for manager in holders_of(*MANAGERS, team_id=case.team_id):
                starts.setdefault(manager.pk, "the manager of the team that holds the case")
        for start, what in starts.items():
            line.setdefault(start, what)
            for person in line_above(start) - {start}:
                line.setdefault(person, "a manager in the line of the case")
    return line


def check_chair(chair: Practitioner, cases: Iterable[Case]) -> None:
    """Raise `Unacceptable` for somebody who may not chair a conference about these cases (CPC-08; WT 4.73)."""
    if not chair.qualified_social_worker or not chair.experienced:
        raise Unacceptable(
            f"{chair.name} is not entered as a qualified and experienced social worker, as a chair has to be (WT 4.73)",
            field="chair",
        )
    what = line_of(cases).get(chair.pk)
    if what:
        raise Unacceptable(
            f"{chair.name} is {what}. The chair has to be independent of operational and line management of the case"
            " (WT 4.73). Choose somebody else",
            field="chair",
        )


def possible_chairs(authority_id: UUID, cases: Iterable[Case]) -> list[Practitioner]:
    """Those who chair conferences here and may chair this one, by name."""
    line = line_of(cases)
    chairs = holders_of(Role.CONFERENCE_CHAIR, agency_id=authority_id).filter(
        qualified_social_worker=True, experienced=True
    )
    return [chair for chair in chairs if chair.pk not in line]


def chair_last_time(case_ids: Iterable[UUID]) -> Practitioner | None:
    """Who chaired the last conference about these children: the same chair wherever possible (WT 4.73)."""
    last = (
        Conference.objects.filter(children__case_id__in=list(case_ids), chair__isnull=False)
        .exclude(held_at=None)
        .select_related("chair")
        .order_by("-held_at")
        .first()
    )
    return last.chair if last else None
