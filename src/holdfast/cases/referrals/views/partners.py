"""A partner's own referrals: made in writing, acknowledged, decided, asked after (REF-01, REF-05, REF-08; WT 4.19)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from holdfast.access.door import check
from holdfast.access.middleware import ActorRequest
from holdfast.agencies.models import Agency
from holdfast.agencies.selectors import authorities
from holdfast.cases.referrals import actions, selectors
from holdfast.cases.referrals.forms.concern import OwnReferralForm
from holdfast.cases.referrals.forms.people import AdultRow, ChildRow, ChosenForm
from holdfast.cases.referrals.letters import states_of
from holdfast.cases.referrals.models import Contact
from holdfast.cases.referrals.views.common import all_right, sent
from holdfast.cases.referrals.words import OWN_STAFF, kind_of_source
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import NotNow, OutOfSight
from holdfast.web.forms import Rows, attempt
from holdfast.web.paging import page_of


def _authority(request: ActorRequest) -> Agency:
    """The authority that the referral goes to: the one named in the address, or the only one there is."""
    known = list(authorities())
    wanted = request.GET.get("to", "")
    found = next((one for one in known if str(one.pk) == wanted), known[0] if known else None)
    if found is None:
        raise OutOfSight("There is no authority to refer to")
    return found


def make(request: ActorRequest) -> HttpResponse:
    """Make a referral in writing: the same questions as at the front door (REF-01, REF-03; WT 4.15, 4.19)."""
    check("referral.make", by=request.actor)
    authority = _authority(request)
    edition = edition_for(authority.pk)
    sources = [
        (code, label)
        for code, label in edition.choices("referral-source")
        if kind_of_source(code) == "professional" and code != OWN_STAFF
    ]
    form = OwnReferralForm(sent(request), edition=edition, sources=sources)
    household = ChosenForm(sent(request), offered=[])
    rows = [
        Rows(request, ChildRow, prefix="children", one="child", at_least=1),
        Rows(request, AdultRow, prefix="adults", one="adult"),
    ]
    pressed = [each for each in rows if each.pressed]
    if request.method == "POST" and not pressed and all_right([household, form, *rows]):
        contact = attempt(form, lambda: _send(request, authority, form, household, rows))
        if contact is not None:
            messages.success(request, f"Your referral has been sent to {authority.name}.")
            return redirect("referrals:own_referral", pk=contact.pk)
    for each in pressed:
        each.settle(form, household)
    return render(
        request,
        "referrals/make.html",
        {
            "form": form,
            "forms": [household],
            "household": household,
            "rows": rows,
            "authority": authority,
            "authorities": list(authorities()),
            "thresholds": selectors.thresholds_on(authority.pk),
            "criteria": edition.step("contact").ask("criteria"),
        },
    )


def _send(
    request: ActorRequest, authority: Agency, form: OwnReferralForm, household: ChosenForm, rows: list[Rows]
) -> Contact:
    typed = form.cleaned_data
    return actions.make_referral(
        by=request.actor,
        authority=authority,
        source=typed["source"],
        concern=typed["concern"],
        children=[_plain(row) for row in rows[0].values],
        adults=[_plain(row) for row in rows[1].values],
        home=_plain(household.cleaned_data),
        contact_details=typed["contact_details"],
        relationship=typed["relationship"],
        **form.told(),
    )


def _plain(typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed, as it is kept: dates in the international way, gaps left out."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in typed.items()
        if value not in (None, "", [])
    }


def own(request: ActorRequest) -> HttpResponse:
    """A partner's own referrals, and nothing of anybody else's (REF-05, REF-08)."""
    check("referral.own", by=request.actor)
    mine = selectors.own_contacts(request.actor.practitioner_id or UUID(int=0))
    return render(request, "referrals/own.html", {"page": page_of(request, mine)})


def _own(request: ActorRequest, pk: UUID) -> Contact:
    check("referral.own", by=request.actor)
    mine = selectors.own_contacts(request.actor.practitioner_id or UUID(int=0))
    contact = mine.filter(pk=pk).first()
    if contact is None:
        raise OutOfSight("There is no such referral")
    return contact


def own_referral(request: ActorRequest, pk: UUID) -> HttpResponse:
    """One's own referral: acknowledged or not, and what one was told (REF-05, REF-08; WT 4.19, 4.22)."""
    contact = _own(request, pk)
    referral = getattr(contact, "referral", None)
    clocks = [state for state in states_of(referral) if state.rule.code != "referral-decision"] if referral else []
    late = any(state.rule.code == "referral-chase" and state.status == "overdue" for state in clocks)
    context = {"contact": contact, "referral": referral, "clocks": clocks, "ask_again": late}
    return render(request, "referrals/own_referral.html", context)


@require_POST
def again(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Ask again, having had no acknowledgement (REF-05; WT 4.19)."""
    contact = _own(request, pk)
    referral = getattr(contact, "referral", None)
    if referral is None:
        messages.warning(request, "Your referral is still waiting to be taken in. Please telephone.")
        return redirect("referrals:own_referral", pk=contact.pk)
    try:
        actions.chase_referral(by=request.actor, referral=referral)
    except NotNow as problem:
        messages.warning(request, problem.message)
    else:
        messages.success(request, "It is recorded that you asked again. If it is urgent, telephone as well.")
    return redirect("referrals:own_referral", pk=contact.pk)
