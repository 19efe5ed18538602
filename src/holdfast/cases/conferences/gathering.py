"""From the conference screen's answers to what the action takes: common answers, and each child's own (CPC-15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from holdfast.agencies.models import Practitioner
from holdfast.cases.conferences.deciding import Attended, FamilyView, ForChild, View
from holdfast.cases.conferences.judging import PLANNED
from holdfast.cases.conferences.models import Attendance, ConferenceChild, Invitation
from holdfast.cases.plans.outline import Member, Outline, PlannedAction

Answers = Mapping[str, Any]
Typed = Sequence[Answers]


def attendance_of(answers: Answers, invitations: Sequence[Invitation]) -> list[Attended]:
    """How each of those invited took part. Being kept out comes before all, then coming, then a report."""
    came, contact = set(answers.get("came") or ()), set(answers.get("contact") or ())
    report, excluded = set(answers.get("report") or ()), set(answers.get("excluded") or ())

    def how(key: str) -> str:
        if key in excluded:
            return Attendance.EXCLUDED
        if key in came:
            return Attendance.CAME
        return Attendance.REPORT if key in report else Attendance.ABSENT

    return [
        Attended(
            row,
            how(str(row.pk)),
            str(row.pk) in contact,
            (answers.get("excluded_ground") or "") if str(row.pk) in excluded else "",
        )
        for row in invitations
    ]


def _concerns(row: Answers, case_id: UUID) -> bool:
    """Whether a row is about a child: it names no children, or this one among them."""
    children = row.get("children")
    return not children or str(case_id) in children


def views_of(rows: Typed, case_id: UUID) -> list[View]:
    """The agencies' views of one child; rows without a view are no view."""
    return [
        View(
            agency_name=row.get("agency_name") or "",
            participant=row.get("participant") or "",
            view=row["view"],
            words=row.get("words") or "",
            dissents=bool(row.get("dissents")),
        )
        for row in rows
        if row.get("view") and row.get("agency_name") and _concerns(row, case_id)
    ]


def family_views_of(rows: Typed, invitations: Sequence[Invitation]) -> list[FamilyView]:
    """What members of the family said; somebody invited is known by name."""
    people = {row.name.casefold(): row.person for row in invitations if row.person_id}
    return [
        FamilyView(
            name=row["name"],
            person=people.get(row["name"].strip().casefold()),
            view=row.get("view") or "",
            not_asked_reason=row.get("not_asked_reason") or "",
        )
        for row in rows
        if row.get("name") and (row.get("view") or row.get("not_asked_reason"))
    ]


def owner_of(name: str, practitioners: Mapping[str, Practitioner]) -> dict[str, Any]:
    """Who does something: the practitioner of that name among those there, else the name as typed."""
    known = practitioners.get(name.strip().casefold())
    return {"owner": known} if known else {"owner_name": name.strip()}


def outcomes_from(
    rows: Typed, practitioners: Mapping[str, Practitioner], case_id: UUID | None = None
) -> tuple[Outline, ...]:
    """The planned outcomes of one child, each with its first action."""
    found = []
    for row in rows:
        if case_id is not None and not _concerns(row, case_id):
            continue
        action = (row.get("action") or "").strip()
        actions = (
            (PlannedAction(action, due_on=row.get("due_on"), **owner_of(row.get("owner") or "", practitioners)),)
            if action
            else ()
        )
        found.append(
            Outline(
                outcome=row["outcome"],
                need=row.get("need") or "",
                area=row.get("area") or "",
                measure=row.get("measure") or "",
                due_on=row.get("due_on"),
                actions=actions,
            )
        )
    return tuple(found)


def practitioners_by_name(invitations: Sequence[Invitation]) -> dict[str, Practitioner]:
    """Practitioners among those invited, by name."""
    return {row.practitioner.name.casefold(): row.practitioner for row in invitations if row.practitioner}


CORE_ROLES = {"child": "child", "foster-carer": "foster-carer"}


def members_from(
    keys: Sequence[str], invitations: Sequence[Invitation], key_worker: Practitioner | None
) -> list[Member]:
    """The core group: those chosen, and the key worker, who leads it (WT 4.93)."""
    chosen = set(keys)
    members = [Member(practitioner=key_worker, role="key-worker")] if key_worker else []
    for row in invitations:
        if str(row.pk) not in chosen or (key_worker and row.practitioner_id == key_worker.pk):
            continue
        role = CORE_ROLES.get(row.role) or ("family-member" if row.person_id else "professional")
        members.append(Member(name=row.name, role=role, practitioner=row.practitioner, person=row.person))
    return members


def for_child(
    entry: ConferenceChild,
    *,
    common: Answers,
    own: Answers,
    rows: Mapping[str, Typed],
    invitations: Sequence[Invitation],
    key_workers: Mapping[str, Practitioner],
) -> ForChild:
    """What is decided for one child: the common answers, with this child's own in their place."""
    risk = own.get("continuing_risk")
    answer: dict[str, Any] = {
        name: own.get(name) or common.get(name) for name in ("decision", "test", "categories", "reasons")
    }
    key_worker = key_workers.get(own.get("key_worker") or common.get("key_worker") or "")
    planned = answer["decision"] in PLANNED
    new = answer["decision"] == "plan"
    plan: dict[str, Any] = {}
    if new:
        plan = {
            "lead_body": common.get("lead_body") or "",
            "key_worker": key_worker,
            "core_group": members_from(common.get("core_group") or (), invitations, key_worker),
            "outcomes": outcomes_from(rows.get("outcomes", ()), practitioners_by_name(invitations), entry.case_id),
            "aims": common.get("aims") or "",
            "contingency": common.get("contingency") or "",
            "visits_every_days": common.get("visits_every_days"),
            "first_core_group_on": common.get("first_core_group_on"),
        }
    if planned:
        plan["next_review_on"] = common.get("next_review_on")
        plan["later_review_reason"] = common.get("later_review_reason") or ""
    return ForChild(
        case=entry.case,
        decision=answer["decision"] or "",
        continuing_risk=common.get("continuing_risk") if not risk else risk == "yes",
        reasons=answer["reasons"] or "",
        test=(answer["test"] or "") if new else "",
        categories=answer["categories"] or () if planned else (),
        views=views_of(rows.get("views", ()), entry.case_id),
        family_views=family_views_of(rows.get("family", ()), invitations),
        child_attended=own.get("child_attended"),
        how_heard=own.get("how_heard") or "",
        child_view=own.get("child_view") or "",
        progress=own.get("progress") or "",
        **plan,
    )
