"""A plan is worked out, carried by its core group, and reported on (CPP-02..CPP-04, CPP-07; WT 4.92-4.102, 4.113)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.cases.actions import Told, give_information
from holdfast.cases.models import InformationGiven, Involvement
from holdfast.cases.plans.actions.starting import CORE_GROUP, STEP, join_core_group, set_outcome
from holdfast.cases.plans.checks import happened
from holdfast.cases.plans.models import (
    ChildProtectionPlan,
    CoreGroupAttendance,
    CoreGroupEntry,
    CoreGroupMeeting,
    CoreGroupMember,
    CoreGroupReport,
    OutcomeProgress,
    PlannedOutcome,
    Progress,
)
from holdfast.cases.plans.outline import Member, Outline, Standing
from holdfast.core.errors import NotNow, Unacceptable
from holdfast.ledger.openacts import OpenAct

DETAILS = (
    "aims", "needs", "contact", "visits_every_days", "progress_judged", "contingency", "child_wishes", "parents_views",
    "preference_not_taken", "agreement",
)  # fmt: skip


def still_current(plan: ChildProtectionPlan) -> None:
    """Raise `NotNow` when the plan has ended."""
    if not plan.is_current:
        raise NotNow("The plan has ended: it stands as it was")


def work_out_plan(
    *,
    by: Actor,
    plan: ChildProtectionPlan,
    details: Mapping[str, Any],
    outcomes: Sequence[Outline] = (),
    at: datetime | None = None,
) -> ChildProtectionPlan:
    """Set out the plan in detail, or bring it up to date (CPP-03, CPP-04; WT 4.92, 4.96, 4.99-4.101).

    `details` takes any of `DETAILS`; each earlier wording stays in the history. `outcomes` are added to those there.
    """
    still_current(plan)
    when = happened(at)
    unknown = set(details) - set(DETAILS)
    if unknown:
        raise Unacceptable(f"A plan has no {', '.join(sorted(unknown))}")
    with acting("plan.work-out", by=by, on=[plan], happened_at=when) as act:
        for name, value in details.items():
            setattr(plan, name, value.strip() if isinstance(value, str) else value)
        plan.detailed_at = plan.detailed_at or when
        plan.save()
        for outline in outcomes:
            set_outcome(outline, by=by, act=act, plan=plan, step=STEP, when=when)
        act.touch(plan.case)
    return plan


def add_outcome(
    *, by: Actor, plan: ChildProtectionPlan, outline: Outline, at: datetime | None = None
) -> PlannedOutcome:
    """Agree a further outcome, with who does what (GEN-02; WT 4.100)."""
    still_current(plan)
    when = happened(at)
    with acting("plan.work-out", by=by, on=[plan], happened_at=when) as act:
        outcome = set_outcome(outline, by=by, act=act, plan=plan, step=STEP, when=when)
        act.touch(plan.case)
    return outcome


def drop_outcome(*, by: Actor, outcome: PlannedOutcome, reason: str, at: datetime | None = None) -> PlannedOutcome:
    """Give up an outcome, with the reason; it stays readable (REC-01; WT 4.96)."""
    if outcome.dropped_at is not None:
        raise NotNow("This outcome was dropped already")
    if not reason.strip():
        raise Unacceptable("Say why the outcome is dropped", field="reason")
    with acting("plan.work-out", by=by, on=[outcome], reason=reason) as act:
        outcome.dropped_at = happened(at)
        outcome.dropped_reason = reason.strip()
        outcome.save()
        act.touch(outcome.case)
    return outcome


def change_core_group(
    *, by: Actor, plan: ChildProtectionPlan, members: Iterable[Member], at: datetime | None = None
) -> list[CoreGroupMember]:
    """Set who belongs to the core group from a moment; those left out leave it then (CPP-02; WT 4.93)."""
    still_current(plan)
    when = happened(at)
    wanted = {member.key: member for member in members if member.called}
    with acting("core-group.change", by=by, on=[plan], happened_at=when) as act:
        for row in plan.core_group.filter(to_at=None):
            if wanted.pop(row.practitioner_id or row.person_id or row.name.casefold(), None) is None:
                row.to_at = when
                row.save()
                if row.practitioner_id is not None:
                    Involvement.objects.filter(
                        child=plan.case.child, practitioner_id=row.practitioner_id, part=CORE_GROUP, to_at=None
                    ).update(to_at=when)
        join_core_group(by, act, plan, wanted.values(), when)
        act.touch(plan.case)
    return list(plan.core_group.filter(to_at=None))


def hold_core_group(
    *,
    by: Actor,
    plans: Sequence[ChildProtectionPlan],
    decided: str,
    came: Sequence[Member],
    missing: Sequence[Member] = (),
    held_at: datetime | None = None,
    notes: Mapping[UUID, str] | None = None,
    standings: Sequence[Standing] = (),
    outcomes: Mapping[UUID, Sequence[Outline]] | None = None,
    **told: Any,
) -> CoreGroupMeeting:
    """Record a core group meeting for one or more children, once (CPP-02; WT 4.95-4.96).

    `notes` and `outcomes` (new ones) are by plan id; `standings` say how outcomes stand. `told` takes place,
    plan_changes, core_assessment, next_meeting_on.
    """
    if not plans:
        raise Unacceptable("Choose the children whom the core group was about", field="plans")
    if not decided.strip():
        raise Unacceptable("Write down what was decided and agreed", field="decided")
    when = happened(held_at, field="held_at")
    for plan in plans:
        still_current(plan)
        if when < plan.started_at:
            raise Unacceptable("The plan had not started then", field="held_at")
    with acting("core-group.hold", by=by, on=plans, happened_at=when) as act:
        meeting = CoreGroupMeeting(
            authority_id=plans[0].case.authority_id,
            held_at=when,
            decided=decided.strip(),
            written_by_id=by.practitioner_id,
            **told,
        )
        meeting.save()
        act.touch(meeting)
        for plan in plans:
            entry = CoreGroupEntry(case=plan.case, meeting=meeting, plan=plan, note=(notes or {}).get(plan.pk, ""))
            entry.save()
            act.touch(entry, plan.case)
            for outline in (outcomes or {}).get(plan.pk, ()):
                set_outcome(outline, by=by, act=act, plan=plan, step=STEP, when=when)
        _attend(meeting, came, missing)
        judge_outcomes(act, standings, step="core-group", record_id=meeting.pk, when=when)
    return meeting


def _attend(meeting: CoreGroupMeeting, came: Sequence[Member], missing: Sequence[Member]) -> None:
    CoreGroupAttendance.objects.bulk_create(
        CoreGroupAttendance(
            meeting=meeting,
            practitioner=member.practitioner,
            person=member.person,
            name=member.called,
            role=member.role,
            came=present,
        )
        for present, members in ((True, came), (False, missing))
        for member in members
        if member.called
    )


def judge_outcomes(act: OpenAct, standings: Iterable[Standing], *, step: str, record_id: UUID, when: datetime) -> None:
    """Write down how planned outcomes stand, inside an open act (CPP-07, CPP-10; WT 4.96, 4.113)."""
    rows = []
    for standing in standings:
        if standing.stands not in Progress.values:
            raise Unacceptable("Say how the outcome stands", field="stands")
        rows.append(
            OutcomeProgress(
                outcome_id=standing.outcome_id,
                at=when,
                stands=standing.stands,
                evidence=standing.evidence.strip(),
                step=step,
                record_id=record_id,
            )
        )
    OutcomeProgress.objects.bulk_create(rows)
    act.touch(*rows)


def report_to_review(
    *,
    by: Actor,
    plan: ChildProtectionPlan,
    work_done: str,
    impact: str,
    family_work: str = "",
    child_view: str = "",
    recommendation: str = "",
    standings: Sequence[Standing] = (),
    at: datetime | None = None,
) -> CoreGroupReport:
    """The core group's report: work done, and its impact on the child against planned outcomes (CPP-07; WT 4.113)."""
    still_current(plan)
    when = happened(at)
    for field, value, message in (
        ("work_done", work_done, "Say what work has been done"),
        ("impact", impact, "Say what has changed for the child"),
    ):
        if not value.strip():
            raise Unacceptable(message, field=field)
    with acting("plan.report", by=by, on=[plan], happened_at=when) as act:
        report = CoreGroupReport(
            case=plan.case,
            plan=plan,
            written_at=when,
            written_by_id=by.practitioner_id,
            work_done=work_done.strip(),
            family_work=family_work.strip(),
            impact=impact.strip(),
            child_view=child_view.strip(),
            recommendation=recommendation.strip(),
        )
        report.save()
        act.touch(report, plan.case)
        judge_outcomes(act, standings, step="core-group", record_id=report.pk, when=when)
    return report


def give_plan_copy(
    *,
    by: Actor,
    plan: ChildProtectionPlan,
    to: Sequence[str],
    language: str = "",
    complaints_told: bool = False,
    at: datetime | None = None,
) -> list[InformationGiven]:
    """Record that the family received the written plan in their language, and how to complain (CPP-04; WT 4.101)."""
    if not to:
        raise Unacceptable("Say who received the plan", field="to")
    when = happened(at)
    told = [Told(recipient=name, part="family", how="writing", language=language, given_at=when) for name in to]
    with acting("plan.copy", by=by, on=[plan], happened_at=when):
        given = give_information(by=by, case=plan.case, step=STEP, record=plan, what="plan-copy", to=told)
        if complaints_told:
            given += give_information(by=by, case=plan.case, step=STEP, record=plan, what="complaints", to=told)
    return given
