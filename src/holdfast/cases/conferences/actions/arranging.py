"""A conference is convened, arranged, and people are invited (CPC-01, CPC-02, CPC-08, CPC-14; WT 4.67-4.74, 4.121)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Practitioner
from holdfast.cases.actions import involve
from holdfast.cases.conferences.chairing import check_chair
from holdfast.cases.conferences.deciding import Invited
from holdfast.cases.conferences.models import FIRST, REVIEW, Conference, ConferenceChild, Invitation
from holdfast.cases.conferences.selectors import cases_of_conference, open_conference
from holdfast.cases.models import Case
from holdfast.cases.plans.checks import happened, known_codes
from holdfast.cases.plans.selectors import current_plans_of
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import NotNow, Unacceptable
from holdfast.ledger.openacts import OpenAct
from holdfast.people.selectors import siblings_of

INVITED = "conference-member"


def convene_conference(
    *,
    by: Actor,
    kind: str,
    cases: Sequence[Case],
    at: datetime | None = None,
    planned_for: datetime | None = None,
    place: str = "",
    chair: Practitioner | None = None,
    purpose: str = "",
    brought_forward: str = "",
    because_id: Any = None,
    invited: Sequence[Invited] = (),
) -> Conference:
    """Convene a conference about one child or several, each decided apart (CPC-01, CPC-15; WT 4.66-4.68, 4.75).

    The day, the place and the chair can follow. A chair in the case's line of management is refused (CPC-08; WT 4.73).
    A review looks at plans: a child without one is refused.
    """
    if not cases:
        raise Unacceptable("Choose the children whom the conference is about", field="cases")
    when = happened(at)
    authority_id = cases[0].authority_id
    known_codes(edition_for(authority_id, when), "conference-kind", [kind], field="kind")
    for case in cases:
        if not case.is_open:
            raise NotNow(f"The case of {case.child} is closed")
        if open_conference(case.pk, kind) is not None:
            raise NotNow(f"A conference of this kind is convened already for {case.child}")
    plans = current_plans_of(case.pk for case in cases)
    if kind == REVIEW and (without := [case.child.name for case in cases if case.pk not in plans]):
        raise NotNow(f"A review looks at a plan, and there is none for {', '.join(without)}")
    if chair is not None:
        check_chair(chair, cases)
    with acting("conference.convene", by=by, on=cases, happened_at=when) as act:
        conference = Conference(
            authority_id=authority_id,
            kind=kind,
            convened_at=when,
            convened_by_id=by.practitioner_id,
            because_id=because_id,
            purpose=purpose.strip(),
            planned_for=planned_for,
            place=place.strip(),
            chair=chair,
            brought_forward=brought_forward.strip(),
        )
        conference.save()
        act.touch(conference)
        for case in cases:
            plan = plans.get(case.pk) if kind == REVIEW else None
            entry = ConferenceChild(conference=conference, case=case, plan=plan)
            entry.save()
            act.touch(entry, case)
        _invite(invited, by=by, act=act, conference=conference, when=when)
    return conference


def arrange_conference(*, by: Actor, conference: Conference, **changes: Any) -> Conference:
    """Set or change the day, the place, the chair, why a review is brought forward (WT 4.90, 4.110)."""
    if not conference.is_open:
        raise NotNow("The conference has been held or called off")
    unknown = set(changes) - {"planned_for", "place", "chair", "minute_taker", "brought_forward", "purpose"}
    if unknown:
        raise Unacceptable(f"A conference has no {', '.join(sorted(unknown))}")
    cases = cases_of_conference(conference)
    if changes.get("chair") is not None:
        check_chair(changes["chair"], cases)
    with acting("conference.convene", by=by, on=[conference]) as act:
        for name, value in changes.items():
            setattr(conference, name, value)
        conference.save()
        act.touch(*cases)
    return conference


def cancel_conference(*, by: Actor, conference: Conference, reason: str, at: datetime | None = None) -> Conference:
    """Call a conference off, with the reason; the clock it was to meet runs on (WT 4.67)."""
    if not conference.is_open:
        raise NotNow("The conference has been held or called off")
    if not reason.strip():
        raise Unacceptable("Say why the conference is called off", field="reason")
    when = happened(at)
    with acting("conference.convene", by=by, on=[conference], happened_at=when, reason=reason) as act:
        conference.cancelled_at = when
        conference.cancelled_reason = reason.strip()
        conference.save()
        act.touch(*cases_of_conference(conference))
    return conference


def invite(
    *, by: Actor, conference: Conference, invited: Sequence[Invited], at: datetime | None = None
) -> list[Invitation]:
    """Invite people, each in a role and for a reason (CPC-02; WT 4.68). Whoever is invited already is passed over.

    Also after it was held, for somebody who came unasked.
    """
    if conference.cancelled_at is not None:
        raise NotNow("The conference was called off")
    if not invited:
        raise Unacceptable("Choose whom to invite", field="invited")
    cases = cases_of_conference(conference)
    with acting("conference.invite", by=by, on=[conference], happened_at=at) as act:
        made = _invite(invited, by=by, act=act, conference=conference, when=happened(at))
        act.touch(*cases)
    return made


def _invite(
    invited: Iterable[Invited], *, by: Actor, act: OpenAct, conference: Conference, when: datetime
) -> list[Invitation]:
    cases = cases_of_conference(conference)
    edition = edition_for(conference.authority_id, when)
    there = {_who(row.practitioner_id, row.person_id, row.name) for row in conference.invitations.all()}
    made: list[Invitation] = []
    for one in invited:
        if not one.called.strip():
            raise Unacceptable("Enter the name of whom to invite", field="name")
        known_codes(edition, "invitee-role", [one.role], field="role")
        who = _who(one.practitioner.pk if one.practitioner else None, one.person.pk if one.person else None, one.called)
        if who in there:
            continue
        there.add(who)
        row = Invitation(
            conference=conference,
            role=one.role,
            reason=one.reason.strip(),
            practitioner=one.practitioner,
            person=one.person,
            name=one.called.strip(),
            agency_name=one.practitioner.agency.name if one.practitioner else one.agency_name.strip(),
            invited_at=when,
            direct_contact=one.direct_contact,
        )
        row.save()
        made.append(row)
        for case in cases:
            _see(by, case, [row], when)
    act.touch(*made)
    return made


def _who(practitioner_id: object, person_id: object, name: str) -> object:
    return practitioner_id or person_id or name.strip().casefold()


def withdraw_invitation(*, by: Actor, invitation: Invitation, reason: str) -> Invitation:
    """Take back an invitation sent in error: it stays on record as not to come, with the reason (REC-01)."""
    if not reason.strip():
        raise Unacceptable("Say why the invitation is withdrawn", field="reason")
    if not invitation.conference.is_open:
        raise NotNow("The conference has been held or called off")
    with acting("conference.invite", by=by, on=[invitation.conference], reason=reason) as act:
        invitation.attendance = "absent"
        invitation.note = reason.strip()
        invitation.save()
        act.touch(invitation)
    return invitation


def join_conference(
    *, by: Actor, conference: Conference, cases: Sequence[Case], at: datetime | None = None
) -> Conference:
    """Take children up into the conference convened for their family, each to be decided apart (CPC-15; WT 4.75)."""
    if not conference.is_open:
        raise NotNow("The conference has been held or called off")
    when = happened(at)
    there = set(conference.children.values_list("case_id", flat=True))
    with acting("conference.convene", by=by, on=[conference, *cases], happened_at=when) as act:
        for case in cases:
            if case.pk not in there:
                entry = ConferenceChild(conference=conference, case=case)
                entry.save()
                act.touch(entry)
                _see(by, case, conference.invitations.select_related("practitioner"), when)
    return conference


def _see(by: Actor, case: Case, invitations: Iterable[Invitation], when: datetime) -> None:
    """Practitioners who are invited see the child whom the conference is about (CPC-02; WT 4.68)."""
    for row in invitations:
        if row.practitioner is not None:
            involve(by=by, child=case.child, practitioner=row.practitioner, part=INVITED, at=when)


def _of_the_family(kind: str, cases: Sequence[Case]) -> Conference | None:
    """The conference of the kind that waits for brothers or sisters: enquiries end one by one, a family meets once."""
    kin = {sibling.pk for case in cases for sibling in siblings_of(case.child)}
    return (
        Conference.objects.filter(
            kind=kind,
            authority_id=cases[0].authority_id,
            held_at=None,
            cancelled_at=None,
            children__case__child_id__in=kin,
            children__case__closed_at=None,
        )
        .distinct()
        .first()
    )


def _begin(
    kind: str, *, by: Actor, cases: Sequence[Case], at: datetime, because: object, details: Mapping[str, Any]
) -> Conference | None:
    """Convene for those of the cases that have none of the kind open; else give the one that is.

    `details` may name the chair and those invited: an adjourned conference meets again with the same people.
    """
    waiting = [case for case in cases if open_conference(case.pk, kind) is None]
    if not waiting:
        return open_conference(cases[0].pk, kind) if cases else None
    convened = _of_the_family(kind, waiting) if kind in FIRST else None
    if convened is not None:
        return join_conference(by=by, conference=convened, cases=waiting, at=at)
    return convene_conference(
        by=by,
        kind=kind,
        cases=waiting,
        at=at,
        because_id=getattr(because, "pk", None),
        chair=details.get("chair"),
        invited=details.get("invited", ()),
    )


def begin_conference(
    *, by: Actor, cases: Sequence[Case], at: datetime, because: object = None, **details: Any
) -> Conference | None:
    """An enquiry leads to a conference: initial, or pre-birth where none of the children is born (WT 4.65, 4.121)."""
    unborn = bool(cases) and all(case.child.is_unborn for case in cases)
    kind = "pre-birth" if unborn else "initial"
    return _begin(kind, by=by, cases=cases, at=at, because=because, details=details)


def begin_pre_birth(
    *, by: Actor, cases: Sequence[Case], at: datetime, because: object = None, **details: Any
) -> Conference | None:
    """The same for an unborn child; born children are passed over, theirs is an initial conference (CPC-14; WT 4.121).

    An unborn child whose brothers' and sisters' initial conference is convened already is decided there.
    """
    unborn = [case for case in cases if case.child.is_unborn]
    if not unborn:
        return None
    return _begin(FIRST[1], by=by, cases=unborn, at=at, because=because, details=details)


def begin_review(
    *, by: Actor, cases: Sequence[Case], at: datetime, because: object = None, brought_forward: str = "", **details: Any
) -> Conference | None:
    """A review is called for: brought forward by a core group, or due (CPP-06; WT 4.110)."""
    plans = current_plans_of(case.pk for case in cases)
    planned = [case for case in cases if case.pk in plans]
    if not planned:
        return None
    found = _begin(REVIEW, by=by, cases=planned, at=at, because=because, details=details)
    if found is not None and brought_forward and not found.brought_forward:
        arrange_conference(by=by, conference=found, brought_forward=brought_forward)
    return found


def begin_transfer(
    *, by: Actor, cases: Sequence[Case], at: datetime, because: object = None, **details: Any
) -> Conference | None:
    """A child with a plan elsewhere has moved here for good (MOV-01; WT 4.114)."""
    return _begin("transfer", by=by, cases=cases, at=at, because=because, details=details) if cases else None
