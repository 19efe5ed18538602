"""The decision, and later the minutes, go to all who were invited (CPC-12; WT 4.82, 4.90)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.cases.actions import Told, give_information
from holdfast.cases.conferences.models import Attendance, Conference, Invitation
from holdfast.cases.plans.checks import happened
from holdfast.core.errors import NotNow


def _told(row: Invitation, how: str, when: datetime, withheld: str) -> Told:
    return Told(
        recipient=row.name,
        part=row.role,
        how=how,
        given_at=when,
        withheld_reason=withheld,
        practitioner_id=row.practitioner_id,
        person_id=row.person_id,
    )


def circulate_decision(
    *,
    by: Actor,
    conference: Conference,
    how: str = "writing",
    withheld: Mapping[UUID, str] | None = None,
    at: datetime | None = None,
) -> Conference:
    """Record that the decision went to everybody invited (CPC-12; WT 4.82).

    `withheld` gives, by invitation id, the reason why somebody was not told. It is kept on each child's record.
    """
    if conference.held_at is None:
        raise NotNow("The conference has not been held")
    if conference.circulated_at is not None:
        raise NotNow("The decision has been circulated already")
    when = happened(at)
    rows = list(conference.invitations.all())
    with acting("conference.circulate", by=by, on=[conference], happened_at=when) as act:
        for entry in conference.children.select_related("case"):
            give_information(
                by=by,
                case=entry.case,
                step=conference.step,
                record=entry,
                what="conference-decision",
                to=[_told(row, how, when, (withheld or {}).get(row.pk, "")) for row in rows],
            )
            act.touch(entry.case)
        conference.circulated_at = when
        conference.save()
    return conference


def send_minutes(*, by: Actor, conference: Conference, how: str = "writing", at: datetime | None = None) -> Conference:
    """Record that the minutes went to all invited, except for any part from which they were kept out (WT 4.90)."""
    if conference.held_at is None:
        raise NotNow("The conference has not been held")
    if conference.minutes_sent_at is not None:
        raise NotNow("The minutes have been sent already")
    when = happened(at)
    with acting("conference.circulate", by=by, on=[conference], happened_at=when) as act:
        entries = list(conference.children.select_related("case"))
        rows = list(conference.invitations.all())
        for entry in entries:
            give_information(
                by=by,
                case=entry.case,
                step=conference.step,
                record=entry,
                what="conference-record",
                to=[_told(row, how, when, row.note if row.attendance == Attendance.EXCLUDED else "") for row in rows],
            )
            act.touch(entry.case)
        conference.minutes_sent_at = when
        conference.save()
    return conference
