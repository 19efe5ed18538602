"""Who works with a child: adding somebody out of the register, and the end of their part."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access.door import check, fetch, look, may
from holdfast.access.middleware import ActorRequest
from holdfast.agencies.actions import register_practitioner
from holdfast.agencies.models import Practitioner
from holdfast.agencies.selectors import practitioners
from holdfast.cases.actions import end_involvement, involve
from holdfast.cases.models import Involvement
from holdfast.cases.screens.forms import NEW, EndInvolvementForm, FindPractitionerForm, InvolveForm, part_words
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import OutOfSight
from holdfast.core.time import now, start_of, today
from holdfast.people.models import Person
from holdfast.people.selectors import siblings_of
from holdfast.web.forms import attempt

AT_MOST = 20  # practitioners offered to choose from; more ask for a narrower search


def add(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record that somebody works with a child, and with brothers and sisters (GEN-08, DIR-01; WT 4.94).

    Found in the register, or entered there on the same page. What is searched for stands in no address.
    """
    child = fetch(Person, pk, "case.involve", by=request.actor)
    look(request.actor, [child.pk], "network", request_id=getattr(request, "request_id", ""))
    posted = request.POST if request.method == "POST" else None
    find = FindPractitionerForm(posted, auto_id="find_%s")
    form: InvolveForm | None = None
    found: list[Practitioner] = []
    if posted is not None and find.is_valid():
        found = list(practitioners(find.cleaned_data["find"])[: AT_MOST + 1])
        relating = "involve" in posted
        children = [child, *(one for one in siblings_of(child) if may("case.involve", by=request.actor, on=[one]))]
        form = InvolveForm(
            posted if relating else None,
            found=found[:AT_MOST],
            edition=edition_for(request.actor.authority_id),
            children=children,
            register=may("agency.practitioner.register", by=request.actor),
            initial={"find": find.cleaned_data["find"], "new_name": find.cleaned_data["find"].strip()},
        )
        if relating and form.is_valid() and _involve(request, form, found, children):
            messages.success(request, "It is recorded who works with the child.")
            return redirect("people:child", pk=child.pk)
    context = {"child": child, "find": find, "form": form, "found": len(found), "too_many": len(found) > AT_MOST}
    return render(request, "network/add.html", context | {"forms": [] if form else [find]})


def _involve(request: ActorRequest, form: InvolveForm, found: list[Practitioner], children: list[Person]) -> bool:
    said = form.cleaned_data
    since = _moment(said["since"])

    def save() -> bool:
        with transaction.atomic():
            who = next((one for one in found if str(one.pk) == said["who"]), None)
            if said["who"] == NEW or who is None:
                who = register_practitioner(
                    by=request.actor,
                    name=said["new_name"],
                    agency=said["new_agency"],
                    profession=said["new_profession"],
                    telephone=said["new_telephone"],
                )
            for one in children:
                if str(one.pk) in said["children"]:
                    involve(by=request.actor, child=one, practitioner=who, part=said["part"], at=since)
        return True

    return attempt(form, save) is not None


def _moment(day: Any) -> datetime:
    return start_of(day) if day and day < today() else now()


def end(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record that somebody no longer works with a child; that they did stays on record (REC-01)."""
    found = Involvement.objects.select_related("child", "practitioner__agency").filter(pk=pk).first()
    if found is None:
        raise OutOfSight("There is no such record")
    check("case.involve", by=request.actor, on=[found.child])
    look(request.actor, [found.child_id], "network", request_id=getattr(request, "request_id", ""))
    form = EndInvolvementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = _moment(form.cleaned_data["on"])
        if attempt(form, lambda: end_involvement(by=request.actor, involvement=found, at=at)) is not None:
            messages.success(request, f"It is recorded that {found.practitioner.name} no longer works with the child.")
            return redirect("people:child", pk=found.child_id)
    context = {
        "child": found.child,
        "involvement": found,
        "part": part_words(edition_for(request.actor.authority_id), found.part),
        "form": form,
        "back": reverse("people:child", kwargs={"pk": found.child_id}),
    }
    return render(request, "network/end.html", context)
