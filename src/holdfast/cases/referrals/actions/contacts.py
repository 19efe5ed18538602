"""Taking down a concern, whoever raises it and whatever becomes of it (REF-01, REF-02, REF-03; WT 4.12-4.18)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Agency, Practitioner
from holdfast.cases.models import Case
from holdfast.cases.referrals.actions.checks import label_of, not_to_come
from holdfast.cases.referrals.actions.referring import take_as_referral
from holdfast.cases.referrals.actions.searching import consider_search
from holdfast.cases.referrals.models import Contact, ContactChild, NewConcern, Referral, Referrer, SearchMade
from holdfast.cases.referrals.words import NOTHING_MORE, OWN_FORM, TAKEN_AS_REFERRAL, TO_WORKER
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import NotNow, Unacceptable
from holdfast.core.time import now
from holdfast.ledger.corrections import correct
from holdfast.ledger.models import Correction
from holdfast.people.models import Person

TOLD = (
    "how_arose",
    "needs",
    "maltreatment",
    "foundation",
    "basis",
    "urgent",
    "agreement",
    "agreement_reason",
    "possible_crime",
    "police_told_at",
    "police_note",
    "police_not_told",
    "curfew_breach",
    "other_children",
    "agreed_next",
)
"""What else can be told of a concern; each may be missing, and is asked for afterwards (GEN-05)."""
CORRECTABLE = ("received_at", "concern", *TOLD)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferrerFacts:
    """Who raised a concern. `source` is a referral-source code of the edition (REF-01; WT 4.17)."""

    source: str
    name: str = ""
    agency_name: str = ""
    practitioner: Practitioner | None = None
    contact_details: str = ""
    relationship: str = ""
    may_be_named: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedChild:
    """A child named in a contact, with what was said of school and doctor."""

    child: Person
    school: str = ""
    gp: str = ""


def _write_contact(
    *,
    authority: Agency,
    taken_by_id: UUID | None,
    referrer: ReferrerFacts,
    concern: str,
    mode: str,
    when: datetime,
    told: Mapping[str, Any],
) -> Contact:
    unknown = sorted(set(told) - set(TOLD) - {"typed"})
    if unknown:
        raise TypeError(f"a contact has no {', '.join(unknown)}")
    if not concern.strip():
        raise Unacceptable("Enter what the concern is", field="concern")
    edition = edition_for(authority.pk, when)
    person = referrer.practitioner
    raised = Referrer(
        source=referrer.source,
        source_label=label_of(edition, "referral-source", referrer.source, "source"),
        name=referrer.name.strip() or (person.name if person else ""),
        agency_name=referrer.agency_name.strip() or (person.agency.name if person else ""),
        practitioner=person,
        contact_details=referrer.contact_details.strip(),
        relationship=referrer.relationship.strip(),
        may_be_named=referrer.may_be_named,
    )
    contact = Contact(
        authority=authority,
        referrer=raised,
        received_at=when,
        mode=mode,
        mode_label=label_of(edition, "contact-mode", mode, "mode"),
        taken_by_id=taken_by_id,
        concern=concern.strip(),
        **told,
    )
    raised.save()
    contact.referrer = raised
    contact.save()
    return contact


def record_contact(
    *,
    by: Actor,
    authority: Agency,
    referrer: ReferrerFacts,
    concern: str,
    mode: str,
    outcome: str,
    children: Sequence[NamedChild] = (),
    received_at: datetime | None = None,
    advice: str = "",
    searches: Sequence[SearchMade] = (),
    **told: Any,
) -> Contact:
    """Write down a concern and what became of it (REF-01, REF-02, REF-03, GEN-06; WT 4.12-4.18).

    `outcome` is a contact-outcome code of the edition; `told` takes the further facts of `TOLD`. A discussion
    without `children` is possible. On a child with an open case the concern can go to its worker. Raises
    `Unacceptable` for a time to come, a blank concern, or an outcome that does not fit.
    """
    when = not_to_come(received_at or now(), "received_at")
    with acting("contact.record", by=by, on=[authority], happened_at=when) as act:
        contact = _write_contact(
            authority=authority,
            taken_by_id=by.practitioner_id,
            referrer=referrer,
            concern=concern,
            mode=mode,
            when=when,
            told=told,
        )
        act.touch(contact, contact.referrer)
        name_children(contact, children)
        for search in searches:
            consider_search(by=by, search=search, contact=contact, considered=[one.child for one in children])
        settle(by=by, contact=contact, outcome=outcome, advice=advice, at=when)
        act.touch(*(one.child for one in children))
    return contact


def receive_referral(
    *,
    by: Actor,
    authority: Agency,
    referrer: ReferrerFacts,
    concern: str,
    mode: str,
    children: Sequence[NamedChild],
    received_at: datetime | None = None,
    searches: Sequence[SearchMade] = (),
    **told: Any,
) -> Referral:
    """Take down a concern and take it as a referral in one breath (REF-03, REF-06; WT 4.15-4.20)."""
    contact = record_contact(
        by=by,
        authority=authority,
        referrer=referrer,
        concern=concern,
        mode=mode,
        outcome=TAKEN_AS_REFERRAL,
        children=children,
        received_at=received_at,
        searches=searches,
        **told,
    )
    return contact.referral


def name_children(contact: Contact, children: Sequence[NamedChild]) -> None:
    """Write down which children a contact is about; inside an act."""
    ContactChild.objects.bulk_create(
        ContactChild(contact=contact, child=one.child, school=one.school.strip(), gp=one.gp.strip())
        for one in {one.child.pk: one for one in children}.values()
    )


def settle(*, by: Actor, contact: Contact, outcome: str, advice: str, at: datetime) -> None:
    """Say what becomes of a contact, and do it: refer, pass on, or leave it at advice (REF-02; WT 4.12, 4.13)."""
    label = label_of(edition_for(contact.authority_id, at), "contact-outcome", outcome, "outcome")
    if outcome not in (TAKEN_AS_REFERRAL, TO_WORKER) and not advice.strip():
        wanted = "why nothing further is done" if outcome == NOTHING_MORE else "what was said or advised"
        raise Unacceptable(f"Enter {wanted}", field="advice")
    if outcome == TAKEN_AS_REFERRAL:
        contact.advice = advice.strip()
        take_as_referral(by=by, contact=contact, at=at)
        return
    contact.outcome, contact.outcome_label, contact.outcome_at = outcome, label, at
    contact.advice = advice.strip()
    contact.save()
    if outcome == TO_WORKER:
        _pass_on(contact, at=at)


def _pass_on(contact: Contact, *, at: datetime) -> None:
    """Put the concern to the worker of each child whose case is open."""
    named = [one.child_id for one in contact.children.all()]
    cases = Case.objects.filter(child_id__in=named, authority_id=contact.authority_id, closed_at=None)
    concerns = [pass_to_worker(contact, case, at=at) for case in cases.select_related("worker")]
    if not concerns:
        raise Unacceptable("None of these children has an open case: take it as a referral", field="outcome")


def pass_to_worker(contact: Contact, case: Case, *, at: datetime) -> NewConcern:
    """Put a new concern on an open case to its worker; inside an act (REF-02, REF-12; WT 4.12, 4.23)."""
    concern = NewConcern(case=case, contact=contact, child_id=case.child_id, passed_to=case.worker, passed_at=at)
    concern.save()
    return concern


def make_referral(
    *,
    by: Actor,
    authority: Agency,
    source: str,
    concern: str,
    children: Sequence[Mapping[str, Any]] = (),
    adults: Sequence[Mapping[str, Any]] = (),
    home: Mapping[str, Any] | None = None,
    contact_details: str = "",
    relationship: str = "",
    **told: Any,
) -> Contact:
    """A partner makes a referral in writing (REF-01; WT 4.19). What they wrote of people stays as they wrote it.

    A partner is not told who is known to children's social care, so the people are matched with its records when it
    is taken in; the clocks run from the moment that it was made.
    """
    when = now()
    practitioner = Practitioner.objects.select_related("agency").get(pk=by.practitioner_id or by.agency_id)
    facts = ReferrerFacts(
        source=source, practitioner=practitioner, contact_details=contact_details, relationship=relationship
    )
    typed = {"children": list(children), "adults": list(adults), "home": dict(home or {})}
    with acting("referral.make", by=by, happened_at=when) as act:
        contact = _write_contact(
            authority=authority,
            taken_by_id=None,
            referrer=facts,
            concern=concern,
            mode=OWN_FORM,
            when=when,
            told={**told, "typed": typed},
        )
        act.touch(contact, contact.referrer)
    return contact


def take_in_contact(
    *,
    by: Actor,
    contact: Contact,
    outcome: str,
    children: Sequence[NamedChild] = (),
    advice: str = "",
    searches: Sequence[SearchMade] = (),
    at: datetime | None = None,
) -> Contact:
    """Take in what a partner wrote: who the children are on our records, and what becomes of it (REF-05, REF-07)."""
    if not contact.waiting:
        raise NotNow("This has been taken in already")
    when = not_to_come(at or now(), "at")
    with acting("contact.take-in", by=by, on=[contact], happened_at=when) as act:
        contact.taken_by_id = by.practitioner_id
        name_children(contact, children)
        for search in searches:
            consider_search(by=by, search=search, contact=contact, considered=[one.child for one in children])
        settle(by=by, contact=contact, outcome=outcome, advice=advice, at=when)
        act.touch(*(one.child for one in children))
    return contact


def _cases_of(contact: Contact) -> list[Case]:
    return list(Case.objects.filter(referrals__referral__contact=contact))


def tell_police(
    *, by: Actor, contact: Contact, told_at: datetime | None = None, note: str = "", not_told: str = ""
) -> Contact:
    """Record that the police were told of a possible crime, or why not (REF-11; WT 4.18, 4.20)."""
    if told_at is None and not not_told.strip():
        raise Unacceptable("Say when the police were told, or why they were not", field="told_at")
    if told_at is not None:
        not_to_come(told_at, "told_at")
    with acting("contact.police", by=by, on=[contact], happened_at=told_at, reason=not_told) as act:
        contact.possible_crime = True
        contact.police_told_at = told_at
        contact.police_note = note.strip()
        contact.police_not_told = "" if told_at else not_told.strip()
        contact.save()
        act.touch(*_cases_of(contact))
    return contact


def complete_contact(*, by: Actor, contact: Contact, added: Mapping[str, Any]) -> Contact:
    """Add what had not been asked at the door (GEN-05). What has been answered is corrected instead, with a reason."""
    missing = {name: value for name, value in added.items() if value not in (None, "", [])}
    answered = [name for name in missing if name not in TOLD or getattr(contact, name) not in (None, "", [])]
    if answered:
        raise Unacceptable("This has been answered already: correct it instead", field=answered[0])
    if not missing:
        raise Unacceptable("Answer at least one question, or go back")
    with acting("contact.complete", by=by, on=[contact]) as act:
        for name, value in missing.items():
            setattr(contact, name, value)
        contact.save()
        act.touch(*_cases_of(contact))
    return contact


def correct_contact(*, by: Actor, contact: Contact, changes: Mapping[str, Any], reason: str) -> list[Correction]:
    """Correct what was taken down; what it said before stays beside it (REC-01; WT 4.129-4.131)."""
    unknown = sorted(set(changes) - set(CORRECTABLE))
    if unknown:
        raise TypeError(f"a contact's {', '.join(unknown)} is not corrected here")
    if "received_at" in changes:
        not_to_come(changes["received_at"], "received_at")
    with acting("contact.correct", by=by, on=[contact], reason=reason) as act:
        made = correct(contact, changes, reason=reason)
        referral = getattr(contact, "referral", None)
        if referral is not None and referral.received_at != contact.received_at:
            made += correct(referral, {"received_at": contact.received_at}, reason=reason)
        act.touch(*_cases_of(contact))
    return made
