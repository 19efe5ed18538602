"""What the front door puts on work lists, beside its clocks (REF-02, REF-05, REF-08, REF-11, REF-12)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch, Q
from django.urls import reverse

from holdfast.access.actors import Actor
from holdfast.access.roles import Role
from holdfast.cases.referrals.letters import Editions, chase_due
from holdfast.cases.referrals.models import Contact, NewConcern, Referral, ReferredChild
from holdfast.cases.referrals.words import TO_WORKER
from holdfast.cases.rooms import WorkItem, tells_work
from holdfast.cases.selectors import edition_for
from holdfast.core.time import now

HEADS = (Role.TEAM_MANAGER, Role.SERVICE_MANAGER, Role.DESIGNATED_MANAGER)


@tells_work("new-concern")
def new_concerns(actor: Actor, at_most: int) -> Iterator[WorkItem]:
    """New concerns on open cases, for their worker, or for the team where there is none (REF-02, REF-12; WT 4.23)."""
    if actor.authority_id is None:
        return
    mine = Q(case__worker_id=actor.practitioner_id) | Q(case__worker=None, case__team_id__in=actor.team_ids)
    waiting = NewConcern.objects.filter(
        mine, decided_at=None, case__closed_at=None, case__authority_id=actor.authority_id
    )
    source = str(edition_for(actor.authority_id).step("contact").decision(TO_WORKER).source)
    for concern in waiting.select_related("case__child", "contact").order_by("passed_at")[:at_most]:
        yield WorkItem(
            kind="new-concern",
            heading="New concerns on open cases",
            title=concern.contact.concern[:120],
            url=reverse("referrals:concern", args=[concern.pk]),
            child_name=concern.case.child.name,
            case_id=concern.case_id,
            why="Decide whether to hold a strategy discussion; a core assessment can be brought up to date.",
            source=source,
            urgent=bool(concern.contact.urgent),
        )


@tells_work("referral-to-decide")
def to_decide(actor: Actor, at_most: int) -> Iterator[WorkItem]:
    """Referrals to decide, for who took them, whose case it is, and the team's manager (REF-06; WT 4.20)."""
    if actor.authority_id is None:
        return
    mine = Q(contact__taken_by_id=actor.practitioner_id) | Q(children__case__worker_id=actor.practitioner_id)
    if actor.holds(*HEADS):
        mine |= Q(children__case__team_id__in=actor.team_ids)
    waiting = Referral.objects.filter(mine, authority_id=actor.authority_id, decided_at=None).distinct()
    children = Prefetch("children", ReferredChild.objects.select_related("child"))
    editions = Editions(actor.authority_id)
    source = str(editions.on(now()).clock("referral-decision").source)
    for referral in waiting.select_related("contact").prefetch_related(children).order_by("received_at")[:at_most]:
        yield WorkItem(
            kind="referral-to-decide",
            heading="Referrals to decide",
            title=referral.contact.concern[:120],
            url=reverse("referrals:decide", args=[referral.pk]),
            child_name=", ".join(one.child.name for one in referral.children.all()),
            due=editions.due("referral-decision", referral.received_at),
            why="Decide what happens next, and record it with the reasons.",
            source=source,
            urgent=bool(referral.contact.urgent),
        )


@tells_work("police-to-tell")
def police_to_tell(actor: Actor, at_most: int) -> Iterator[WorkItem]:
    """Possible crimes of which the police have not been told, nor why not (REF-11; WT 4.18, 4.20)."""
    if actor.authority_id is None:
        return
    untold = Contact.objects.filter(
        authority_id=actor.authority_id,
        taken_by_id=actor.practitioner_id,
        possible_crime=True,
        police_told_at=None,
        police_not_told="",
    )
    ask = edition_for(actor.authority_id).step("referral").ask("police-told")
    for contact in untold.order_by("received_at")[:at_most]:
        yield WorkItem(
            kind="police-to-tell",
            heading="Police to be told",
            title=contact.concern[:120],
            url=reverse("referrals:contact", args=[contact.pk]),
            why=ask.why,
            source=str(ask.source),
            urgent=True,
        )


@tells_work("referrer-to-tell")
def referrers_to_tell(actor: Actor, at_most: int) -> Iterator[WorkItem]:
    """Decided referrals whose referrer has not been told, for who took them (REF-08; WT 4.19, 4.22)."""
    if actor.authority_id is None:
        return
    decided = Referral.objects.filter(
        authority_id=actor.authority_id,
        contact__taken_by_id=actor.practitioner_id,
        decided_at__isnull=False,
        told_at=None,
        not_told="",
    )
    ask = edition_for(actor.authority_id).step("referral").ask("feedback")
    for referral in decided.select_related("contact__referrer").order_by("decided_at")[:at_most]:
        yield WorkItem(
            kind="referrer-to-tell",
            heading="Referrers to be told",
            title=f"Tell {referral.contact.referrer.words} what was decided",
            url=f"{reverse('referrals:referral', args=[referral.pk])}#tell",
            why=ask.why,
            source=str(ask.source),
        )


@tells_work("ask-again")
def ask_again(actor: Actor, at_most: int) -> Iterator[WorkItem]:
    """A partner's own referrals that nobody acknowledged in time: ask again (REF-05; WT 4.19)."""
    if actor.authority_id is not None or actor.practitioner_id is None:
        return
    own = Referral.objects.filter(
        contact__referrer__practitioner_id=actor.practitioner_id, acknowledged_at=None, chased_at=None
    ).select_related("contact__referrer")
    for referral, rule in chase_due(own.order_by("received_at")[:at_most]):
        yield WorkItem(
            kind="ask-again",
            heading="Referrals without an acknowledgement",
            title=referral.contact.concern[:120],
            url=reverse("referrals:own_referral", args=[referral.contact_id]),
            why=rule.why,
            source=str(rule.source),
        )
