"""A contact taken as a referral, and what passes between us and who made it (WT 4.15-4.22)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Team
from holdfast.cases.actions import Told, give_information, hear_view, open_case
from holdfast.cases.models import Case, InformationGiven
from holdfast.cases.referrals.actions.checks import label_of, not_before
from holdfast.cases.referrals.models import Contact, Referral, ReferredChild
from holdfast.cases.referrals.words import TAKEN_AS_REFERRAL
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import NotNow, Unacceptable
from holdfast.core.time import now

STEP = "referral"
"""The step of the pathway that this is."""


def receiving_team(by: Actor, authority_id: UUID) -> Team | None:
    """The team that takes new referrals: the actor's own if it does, else the authority's first."""
    teams = list(Team.objects.filter(agency_id=authority_id, takes_referrals=True))
    return next((team for team in teams if team.pk in by.team_ids), teams[0] if teams else None)


def cases_of(referral: Referral) -> list[Case]:
    """The cases of all children of a referral."""
    children = referral.children.select_related("case__child", "case__worker", "case__authority")
    return [one.case for one in children]


def take_as_referral(*, by: Actor, contact: Contact, at: datetime | None = None) -> Referral:
    """Take a contact as a referral: each child it names has a case, the open one or a new one (REF-02; WT 4.12, 4.15).

    The referral was received when the contact was. Raises `Unacceptable` where no child is named.
    """
    named = list(contact.children.select_related("child"))
    if not named:
        raise Unacceptable("A referral names at least one child. Without one, record the advice given", field="outcome")
    if contact.outcome == TAKEN_AS_REFERRAL:
        raise NotNow("This contact is a referral already")
    when = at or now()
    team = receiving_team(by, contact.authority_id)
    with acting("contact.refer", by=by, on=[contact], happened_at=when) as act:
        contact.outcome = TAKEN_AS_REFERRAL
        edition = edition_for(contact.authority_id, when)
        contact.outcome_label = label_of(edition, "contact-outcome", contact.outcome, "outcome")
        contact.outcome_at = when
        contact.save()
        sent = contact.received_at if contact.written and contact.referrer.is_professional else None
        referral = Referral(contact=contact, authority=contact.authority, received_at=contact.received_at, sent_at=sent)
        referral.save()
        act.touch(referral)
        for one in named:
            was_open = Case.objects.filter(child=one.child, authority=contact.authority, closed_at=None).exists()
            case = open_case(by=by, child=one.child, authority=contact.authority, at=contact.received_at, team=team)
            child = ReferredChild(case=case, referral=referral, child=one.child, opened_case=not was_open)
            child.save()
            act.touch(child, case)
    return referral


def confirm_referral(*, by: Actor, referral: Referral, at: datetime | None = None) -> Referral:
    """Record that a professional's telephone referral has been confirmed in writing (REF-04; WT 4.19)."""
    if referral.confirmed_at is not None:
        raise NotNow("The written confirmation is recorded already")
    when = not_before(at or now(), referral.received_at, "confirmed_at", "the referral")
    with acting("referral.confirm", by=by, on=[referral], happened_at=when) as act:
        referral.confirmed_at = when
        referral.save()
        act.touch(*cases_of(referral))
    return referral


def acknowledge_referral(*, by: Actor, referral: Referral, how: str, at: datetime | None = None) -> Referral:
    """Record that a written referral has been acknowledged to whoever sent it, and how (REF-05; WT 4.19).

    `how` is a contact-mode code of the edition.
    """
    if referral.acknowledged_at is not None:
        raise NotNow("The referral is acknowledged already")
    when = not_before(at or now(), referral.received_at, "acknowledged_at", "the referral")
    label_of(edition_for(referral.authority_id, when), "contact-mode", how, "how")
    with acting("referral.acknowledge", by=by, on=[referral], happened_at=when) as act:
        referral.acknowledged_at = when
        referral.acknowledged_how = how
        referral.save()
        act.touch(*cases_of(referral))
    return referral


def chase_referral(*, by: Actor, referral: Referral, at: datetime | None = None) -> Referral:
    """The referrer asks again, having had no acknowledgement (REF-05; WT 4.19). A partner asks about their own only."""
    if referral.acknowledged_at is not None:
        raise NotNow("The referral has been acknowledged")
    own = by.practitioner_id is not None and referral.contact.referrer.practitioner_id == by.practitioner_id
    when = not_before(at or now(), referral.received_at, "chased_at", "the referral")
    verb, on = ("referral.own", []) if own else ("referral.acknowledge", [referral])
    with acting(verb, by=by, on=on, happened_at=when) as act:
        referral.chased_at = when
        referral.save()
        act.touch(referral, *cases_of(referral))
    return referral


def tell_referrer(
    *,
    by: Actor,
    referral: Referral,
    told: str = "",
    how: str = "",
    withheld_reason: str = "",
    at: datetime | None = None,
) -> list[InformationGiven]:
    """Record what the referrer was told of the decision and its reasons, or why not (REF-08; WT 4.19, 4.22).

    One row for each child's case. A public referrer is named nowhere in it (REF-09; WT 4.21).
    """
    if not told.strip() and not withheld_reason.strip():
        raise Unacceptable("Enter what the referrer was told, or why they were not", field="told")
    when = not_before(at or now(), referral.received_at, "told_at", "the referral")
    referrer = referral.contact.referrer
    recipient = Told(
        recipient=referrer.words,
        part=referrer.source,
        how=how,
        given_at=when,
        withheld_reason=withheld_reason.strip(),
        practitioner_id=referrer.practitioner_id,
    )
    with acting("referral.tell", by=by, on=[referral], happened_at=when, reason=withheld_reason) as act:
        referral.told = told.strip()
        referral.told_at = None if withheld_reason.strip() else when
        referral.not_told = withheld_reason.strip()
        referral.save()
        given: list[InformationGiven] = []
        for child in referral.children.select_related("case__child"):
            what = "Decision on the referral, with the reasons"
            given += give_information(by=by, case=child.case, step=STEP, record=child, what=what, to=[recipient])
            act.touch(child.case)
    return given


def hear_family(
    *,
    by: Actor,
    referral: Referral,
    person_name: str,
    view: str = "",
    not_asked_reason: str = "",
    given: str = "",
    language: str = "",
    at: datetime | None = None,
) -> None:
    """Record what somebody of the family said about the referral, or why not asked, and what they were given (GEN-10).

    `given` words the written information, `language` the one that they prefer (WT 4.56, 9.17). Typed once, kept in
    each child's case.
    """
    when = not_before(at or now(), referral.received_at, "at", "the referral")
    with acting("referral.hear", by=by, on=[referral], happened_at=when) as act:
        for child in referral.children.select_related("case__child"):
            hear_view(
                by=by,
                case=child.case,
                step=STEP,
                record=child,
                person_name=person_name.strip(),
                view=view,
                not_asked_reason=not_asked_reason,
                at=when,
            )
            if given.strip():
                told = Told(recipient=person_name.strip(), part="family", language=language.strip(), given_at=when)
                give_information(by=by, case=child.case, step=STEP, record=child, what=given.strip(), to=[told])
            act.touch(child.case)
