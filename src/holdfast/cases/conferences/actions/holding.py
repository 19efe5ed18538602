"""A conference is held: who came, each agency's view, what is decided for each child (WT 4.69, 4.79-4.86, 4.112)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Practitioner
from holdfast.cases import rooms
from holdfast.cases.actions import hear_view, take_decision
from holdfast.cases.conferences.chairing import check_chair
from holdfast.cases.conferences.deciding import Attended, ForChild, Invited
from holdfast.cases.conferences.judging import check_child
from holdfast.cases.conferences.models import (
    ADJOURNED,
    REVIEW,
    AgencyView,
    Attendance,
    Conference,
    ConferenceChild,
)
from holdfast.cases.conferences.quorum import quorum_of
from holdfast.cases.conferences.selectors import cases_of_conference
from holdfast.cases.models import Case, Decision
from holdfast.cases.plans.checks import happened
from holdfast.core.errors import NotNow, Unacceptable
from holdfast.ledger.openacts import OpenAct

CONSEQUENCES: Mapping[str, str] = {
    "plan": "child-protection-plan",
    "no-plan-in-need": "child-in-need-plan",
    "end-in-need": "child-in-need-plan",
}
"""What a decision begins at once; core groups and reviews follow in their time, by their clocks."""
ENDS = ("end", "end-in-need")


def hold_conference(
    *,
    by: Actor,
    conference: Conference,
    attended: Sequence[Attended],
    children: Sequence[ForChild],
    held_at: datetime | None = None,
    chair: Practitioner | None = None,
    summary: str = "",
    quorum_exception: str = "",
    midwifery: str = "",
) -> Conference:
    """Record a conference and what was decided for each child, in one act (CPC-03, CPC-08..CPC-15; WT 4.69-4.86).

    Raises `Unacceptable` for a chair in the line of the case, for too few agencies without the reason for going ahead,
    for a child without a decision, and for answers that do not fit each other. Plans begin, go on or end at once.
    """
    if not conference.is_open:
        raise NotNow("The conference has been held or called off")
    when = happened(held_at, field="held_at")
    cases = {case.pk: case for case in cases_of_conference(conference)}
    leads = chair or conference.chair
    if leads is None:
        raise Unacceptable("Choose who chaired the conference", field="chair")
    check_chair(leads, cases.values())
    decided = {child.case.pk for child in children}
    if missing := [case.child.name for key, case in cases.items() if key not in decided]:
        raise Unacceptable(f"Each child is decided separately (WT 4.75). Still to decide: {', '.join(missing)}")
    if decided - cases.keys():
        raise Unacceptable("A child was decided whom this conference is not about")
    for child in children:
        check_child(conference, child, when)
    with acting("conference.hold", by=by, on=[conference], happened_at=when) as act:
        quorum = _attendance(conference, attended, when)
        goes_ahead = any(child.decision != ADJOURNED for child in children)
        if goes_ahead and not quorum and not quorum_exception.strip():
            raise Unacceptable(
                "Too few agencies in direct contact with the child were there. Give the reason why the conference went"
                " ahead, or adjourn it (WT 4.69)",
                field="quorum_exception",
            )
        conference.held_at = when
        conference.chair = leads
        conference.summary = summary.strip()
        conference.midwifery = midwifery.strip()
        conference.quorum_met = quorum
        conference.quorum_exception = "" if quorum else quorum_exception.strip()
        conference.save()
        entries = {entry.case_id: entry for entry in conference.children.select_related("case__child", "plan")}
        for child in children:
            _decide(by, act, conference, entries[child.case.pk], child)
        _meet_again(by, conference, [child.case for child in children if child.decision == ADJOURNED])
        act.touch(*cases.values())
    return conference


def _attendance(conference: Conference, attended: Iterable[Attended], when: datetime) -> bool:
    """Write down who came; whether that makes the quorum."""
    rows = {row.pk: row for row in conference.invitations.select_related("practitioner")}
    for one in attended:
        row = rows.get(one.invitation.pk)
        if row is None:
            raise Unacceptable(f"{one.invitation.name} is not invited to this conference")
        if one.attendance == Attendance.EXCLUDED and not one.note.strip():
            raise Unacceptable(f"Give the ground on which the chair kept {row.name} out (WT 4.72)", field="attendance")
        row.attendance = one.attendance
        row.note = one.note.strip() or row.note
        if one.direct_contact is not None:
            row.direct_contact = one.direct_contact
        row.save()
    return quorum_of(conference.authority_id, rows.values(), when).met


def _decide(by: Actor, act: OpenAct, conference: Conference, entry: ConferenceChild, child: ForChild) -> None:
    when = conference.held_at
    assert when is not None
    for name in (
        "child_attended", "how_heard", "continuing_risk", "test", "decision", "reasons", "progress",
        "first_core_group_on", "next_review_on", "later_review_reason",
    ):  # fmt: skip
        setattr(entry, name, getattr(child, name))
    entry.categories = list(child.categories)
    entry.save()
    act.touch(entry)
    AgencyView.objects.bulk_create(
        AgencyView(
            entry=entry,
            invitation=view.invitation,
            agency_name=view.agency_name,
            participant=view.participant,
            view=view.view,
            words=view.words.strip(),
            dissents=view.dissents,
        )
        for view in child.views
    )
    _hear(by, conference, entry, child)
    decision = take_decision(
        by=by,
        case=entry.case,
        step=conference.step,
        record=entry,
        outcome=child.decision,
        reasons=child.reasons,
        departure=child.departure,
        at=when,
        taken_by_id=conference.chair_id,
    )
    _follow(by, conference, entry, child, decision)


def _hear(by: Actor, conference: Conference, entry: ConferenceChild, child: ForChild) -> None:
    """The child's and the family's views, each a record of its own (GEN-04, GEN-10)."""
    when = conference.held_at
    common: dict[str, Any] = {"by": by, "case": entry.case, "step": conference.step, "record": entry, "at": when}
    if child.child_view.strip():
        hear_view(person=entry.case.child, view=child.child_view, **common)
    for said in child.family_views:
        hear_view(
            person=said.person,
            person_name=said.name,
            view=said.view,
            not_asked_reason=said.not_asked_reason,
            **common,
        )


def _follow(by: Actor, conference: Conference, entry: ConferenceChild, child: ForChild, decision: Decision) -> None:
    """What the decision leads to at once: plans begin, go on or end."""
    when = conference.held_at
    assert when is not None
    if conference.kind == REVIEW and child.decision != ADJOURNED:
        rooms.heed(
            conference.step,
            by=by,
            case=entry.case,
            at=when,
            because=decision,
            ends=child.decision in ENDS,
            entry_id=entry.pk,
            categories=child.categories,
            next_review_on=child.next_review_on,
            reasons=child.reasons,
        )
    step = CONSEQUENCES.get(child.decision)
    if step is None:
        return
    begun = rooms.begin(
        step,
        by=by,
        cases=[entry.case],
        at=when,
        because=decision,
        conference_id=conference.pk,
        **_for_plan(child),
    )
    if child.decision == "plan":
        entry.plan = begun
        entry.save()


def _meet_again(by: Actor, conference: Conference, cases: Sequence[Case]) -> None:
    """An adjourned conference is convened afresh, once for all children who wait for it (WT 4.69)."""
    if not cases or conference.held_at is None:
        return
    same = [
        Invited(
            role=row.role,
            name=row.name,
            reason=row.reason,
            practitioner=row.practitioner,
            person=row.person,
            agency_name=row.agency_name,
            direct_contact=row.direct_contact,
        )
        for row in conference.invitations.select_related("practitioner__agency", "person")
    ]
    rooms.begin(conference.step, by=by, cases=cases, at=conference.held_at, chair=conference.chair, invited=same)


def _for_plan(child: ForChild) -> dict[str, Any]:
    """What a new plan takes over from the conference: typed once (CPC-11; WT 4.85-4.86)."""
    taken = {
        name: getattr(child, name)
        for name in (
            "categories", "key_worker", "core_group", "outcomes", "lead_body", "aims", "contingency", "contact",
            "visits_every_days", "previous_plans", "first_core_group_on", "next_review_on",
        )
    }  # fmt: skip
    parents = "\n".join(
        f"{said.name or (said.person.name if said.person else '')}: {said.view}"
        for said in child.family_views
        if said.view.strip()
    )
    return {**taken, "child_wishes": child.child_view.strip(), "parents_views": parents}
