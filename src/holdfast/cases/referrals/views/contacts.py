"""A contact's page, and what is added to it afterwards (REF-02, REF-09, REF-11, REF-12; WT 4.12-4.23)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from holdfast.access.door import fetch, may
from holdfast.access.middleware import ActorRequest
from holdfast.cases.models import Case
from holdfast.cases.referrals import actions, selectors
from holdfast.cases.referrals.forms.following import (
    ContactCorrection,
    MissingForm,
    NewConcernForm,
    PoliceForm,
    RevealForm,
)
from holdfast.cases.referrals.models import Contact, NewConcern
from holdfast.cases.referrals.prose import prose_of, questions_left
from holdfast.cases.referrals.views.common import ask, looked, sent, sources
from holdfast.cases.referrals.views.door import address_of
from holdfast.cases.selectors import current_decision, edition_for
from holdfast.core.errors import NotNow, Unacceptable


def contact(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What was raised, by whom, what was said, and what became of it (REF-01, REF-02, GEN-06; WT 4.12, 4.13)."""
    found = fetch(selectors.contact_record(), pk, "contact.view", by=request.actor)
    if hasattr(found, "referral"):
        return redirect("referrals:referral", pk=found.referral.pk)
    named = [one.child for one in found.children.all()]
    looked(request, [child.pk for child in named], "contact")
    concerns = list(found.new_concerns.all())
    earlier = selectors.earlier_referrals(
        [child.pk for child in named], authority_id=found.authority_id, before=found.received_at
    )
    return render(
        request,
        "referrals/contact.html",
        {
            "contact": found,
            "prose": prose_of(found),
            "cites": sources(edition_for(found.authority_id, found.received_at)),
            "left": questions_left(found),
            "cases": [concern.case for concern in concerns],
            "concerns": [(concern, current_decision(concern.pk)) for concern in concerns],
            "earlier": [(child, earlier[child.pk]) for child in named if child.pk in earlier],
            "may_refer": bool(named) and not found.waiting and may("contact.refer", by=request.actor, on=[found]),
            "may_take_in": found.waiting and may("contact.take-in", by=request.actor, on=[found]),
            "may_change": may("contact.complete", by=request.actor, on=[found]),
            "may_reveal": found.referrer.withheld and may("referral.referrer.reveal", by=request.actor, on=[found]),
        },
    )


def _fetch(request: ActorRequest, pk: UUID, verb: str) -> Contact:
    return fetch(selectors.contact_record(), pk, verb, by=request.actor)


def _cases(contact: Contact) -> list[Case]:
    named = [one.child_id for one in contact.children.all()]
    cases = Case.objects.filter(child_id__in=named, authority_id=contact.authority_id, closed_at=None)
    return list(cases.select_related("child", "worker", "team"))


@require_POST
def refer(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Take a contact as a referral after all (REF-02; WT 4.12)."""
    found = _fetch(request, pk, "contact.refer")
    try:
        referral = actions.take_as_referral(by=request.actor, contact=found)
    except (Unacceptable, NotNow) as problem:
        messages.error(request, problem.message)
        return redirect("referrals:contact", pk=found.pk)
    messages.success(request, "The contact is taken as a referral. Decide next what happens.")
    return redirect(referral.get_absolute_url())


def missing(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What nobody has answered yet (GEN-05, REF-03; WT 4.17)."""
    found = _fetch(request, pk, "contact.complete")
    looked(request, [one.child_id for one in found.children.all()], "contact")
    edition = edition_for(found.authority_id, found.received_at)
    form = MissingForm(sent(request), edition=edition, contact=found)
    return ask(
        request,
        form,
        lambda: actions.complete_contact(by=request.actor, contact=found, added=form.told()),
        title="Add what is still missing",
        back=address_of(found),
        done="It is added to the record.",
        cases=_cases(found),
    )


def correct(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Correct what was taken down; what it said stays beside it (REC-01; WT 4.129-4.131)."""
    found = _fetch(request, pk, "contact.correct")
    looked(request, [one.child_id for one in found.children.all()], "correction")
    edition = edition_for(found.authority_id, found.received_at)
    form = ContactCorrection(sent(request), edition=edition, contact=found)
    return ask(
        request,
        form,
        lambda: actions.correct_contact(
            by=request.actor, contact=found, changes=form.changes(), reason=form.cleaned_data["reason"]
        ),
        title="Correct what was taken down",
        back=address_of(found),
        done="The record is corrected. What it said before stands beside it.",
        cases=_cases(found),
    )


def police(request: ActorRequest, pk: UUID) -> HttpResponse:
    """When the police were told of a possible crime, or why not (REF-11; WT 4.18, 4.20)."""
    found = _fetch(request, pk, "contact.police")
    looked(request, [one.child_id for one in found.children.all()], "police")
    form = PoliceForm(sent(request))
    return ask(
        request,
        form,
        lambda: actions.tell_police(by=request.actor, contact=found, **form.cleaned_data),
        title="Whether the police have been told",
        back=address_of(found),
        done="It is recorded whether the police were told.",
        cases=_cases(found),
        source=edition_for(found.authority_id).step("referral").ask("police-told"),
    )


def reveal(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Who a withheld referrer is: for managers, with a reason that is recorded; shown once (REF-09; WT 4.21)."""
    found = _fetch(request, pk, "referral.referrer.reveal")
    form = RevealForm(sent(request))
    shown = request.method == "POST" and form.is_valid()
    if shown:
        children = [one.child_id for one in found.children.all()]
        looked(request, [*children, found.referrer_id], "withheld referrer", purpose=form.cleaned_data["reason"])
    cite = edition_for(found.authority_id).step("contact").ask("who-raised-it").source
    context = {"form": form, "contact": found, "shown": shown, "back": address_of(found), "cite_source": cite}
    response = render(request, "referrals/reveal.html", context)
    response["Cache-Control"] = "no-store"
    return response


def concern(request: ActorRequest, pk: UUID) -> HttpResponse:
    """A new concern on an open case: read it, and decide (REF-12; WT 4.23)."""
    query = NewConcern.objects.select_related(
        "case__child", "case__authority", "case__worker", "case__team", "contact__referrer", "contact__authority"
    )
    found = fetch(query, pk, "contact.view", by=request.actor)
    looked(request, [found.child_id], "new concern")
    edition = edition_for(found.case.authority_id, found.contact.received_at)
    form = NewConcernForm(sent(request), edition=edition)
    may_decide = found.decided_at is None and may("concern.decide", by=request.actor, on=[found])
    return ask(
        request,
        form,
        lambda: actions.decide_new_concern(by=request.actor, concern=found, **form.cleaned_data),
        title="A new concern on an open case",
        back=reverse("children:child", kwargs={"pk": found.child_id}),
        to=reverse("referrals:concern", kwargs={"pk": found.pk}),
        done="The decision is recorded.",
        cases=[found.case],
        template="referrals/concern.html",
        concern=found,
        decision=current_decision(found.pk),
        prose=prose_of(found.contact),
        may_decide=may_decide,
    )
