"""The criteria for referral that the board agreed (REF-13; WT 3.20, 4.15)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.access.door import check, may
from holdfast.access.middleware import ActorRequest
from holdfast.agencies.models import Agency
from holdfast.agencies.selectors import authorities
from holdfast.cases.referrals import actions, selectors
from holdfast.cases.referrals.forms.following import ThresholdForm
from holdfast.cases.referrals.views.common import ask, own_authority, sent
from holdfast.cases.selectors import edition_for


def thresholds(request: ActorRequest) -> HttpResponse:
    """The criteria in force, and those before; to be read by partners as well (REF-13; WT 4.15)."""
    check("thresholds.view", by=request.actor)
    own = request.actor.authority_id
    shown: list[Agency] = list(authorities().filter(pk=own) if own else authorities())
    statements = [(authority, selectors.thresholds_of(authority.pk)) for authority in shown]
    return render(
        request,
        "referrals/thresholds.html",
        {
            "statements": statements,
            "criteria": edition_for(own).step("contact").ask("criteria"),
            "may_state": bool(own) and may("thresholds.state", by=request.actor, on=shown),
        },
    )


def state(request: ActorRequest) -> HttpResponse:
    """State new criteria from a day; those before stay readable (REF-13)."""
    authority = own_authority(request)
    check("thresholds.state", by=request.actor, on=[authority])
    current = selectors.thresholds_on(authority.pk)
    initial = {"text": current.text if current else ""}
    form = ThresholdForm(sent(request), initial=initial)
    return ask(
        request,
        form,
        lambda: actions.state_thresholds(by=request.actor, authority=authority, **form.cleaned_data),
        title="Criteria for referral",
        back=reverse("referrals:thresholds"),
        done="The criteria are in force from the day you gave.",
    )
