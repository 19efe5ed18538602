"""What referrals tell the clocks, the story and the child's page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.urls import reverse

from holdfast.cases.models import Case
from holdfast.cases.referrals import work  # noqa: F401  (registers)
from holdfast.cases.referrals.letters import facts
from holdfast.cases.referrals.models import Contact, ContactChild, NewConcern, ReferredChild
from holdfast.cases.referrals.selectors import reasons_by_record
from holdfast.cases.rooms import Offer, StoryEntry, offers, tells_clocks, tells_story

tells_clocks("referral")(facts)


def _new_concern_url(case: Case) -> str:
    return f"{reverse('referrals:new')}?child={case.child_id}"


offers(
    Offer(
        step="referral",
        label="Record a new concern",
        url=_new_concern_url,
        verb="contact.record",
        available=lambda case: True,
    )
)


@tells_story("referral")
def story(child_ids: Sequence[UUID]) -> Iterator[StoryEntry]:
    """Contacts, referrals, and what was decided, by whoever raised them as they may be read (REF-09). Five queries."""
    yield from _contacts(child_ids)
    yield from _decisions(child_ids)
    yield from _new_concerns(child_ids)


def _contacts(child_ids: Sequence[UUID]) -> Iterator[StoryEntry]:
    named: dict[UUID, list[UUID]] = defaultdict(list)
    for contact_id, child_id in ContactChild.objects.filter(child_id__in=child_ids).values_list(
        "contact_id", "child_id"
    ):
        named[contact_id].append(child_id)
    for contact in Contact.objects.filter(pk__in=named).select_related("referrer", "taken_by", "referral"):
        referral = getattr(contact, "referral", None)
        yield StoryEntry(
            when=contact.received_at,
            kind="referral" if referral else "contact",
            title=f"{'Referral' if referral else 'Contact'} from {contact.referrer.words}",
            child_ids=tuple(named[contact.pk]),
            text=contact.concern,
            url=reverse("referrals:referral", args=[referral.pk])
            if referral
            else reverse("referrals:contact", args=[contact.pk]),
            by=contact.taken_by.name if contact.taken_by else "",
            agency=contact.referrer.agency_name,
            recorded_at=contact.recorded_at,
            marks=("urgent",) if contact.urgent else (),
            record_id=contact.pk,
            people=((contact.referrer.words, "referrer"),),
        )


def _decisions(child_ids: Sequence[UUID]) -> Iterator[StoryEntry]:
    decided = list(ReferredChild.objects.filter(child_id__in=child_ids, decided_at__isnull=False))
    reasons = reasons_by_record([one.pk for one in decided])
    for one in decided:
        assert one.decided_at is not None
        yield StoryEntry(
            when=one.decided_at,
            kind="referral-decision",
            title=f"Decision on the referral: {one.outcome_label}",
            child_ids=(one.child_id,),
            text=reasons.get(one.pk, ""),
            url=reverse("referrals:referral", args=[one.referral_id]),
            recorded_at=one.recorded_at,
            marks=("decision",),
            record_id=one.pk,
        )


def _new_concerns(child_ids: Sequence[UUID]) -> Iterator[StoryEntry]:
    passed = NewConcern.objects.filter(child_id__in=child_ids).select_related("passed_to")
    for concern in passed:
        worker = concern.passed_to.name if concern.passed_to else "the team"
        yield StoryEntry(
            when=concern.passed_at,
            kind="new-concern",
            title=f"New concern passed to {worker}",
            child_ids=(concern.child_id,),
            url=reverse("referrals:concern", args=[concern.pk]),
            recorded_at=concern.recorded_at,
            record_id=concern.pk,
        )
