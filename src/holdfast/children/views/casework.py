"""Allocating, closing, reopening; endorsing decisions; finishing what was agreed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from holdfast.access.door import fetch, look
from holdfast.access.middleware import ActorRequest
from holdfast.cases import actions
from holdfast.cases.models import AgreedAction, Case, Decision
from holdfast.cases.selectors import edition_for
from holdfast.children.forms import AllocateForm, CloseForm, EndorseForm, FinishActionForm, ReopenForm
from holdfast.children.selectors import decisions_alike, open_cases_of_siblings
from holdfast.core.errors import NotNow, NotPermitted, Unacceptable
from holdfast.web.forms import HoldfastForm

CASES = Case.objects.select_related("child", "authority", "worker", "team")


def _show(request: ActorRequest, case: Case, form: HoldfastForm, title: str, **more: object) -> HttpResponse:
    look(request.actor, [case.child_id], "case", request_id=getattr(request, "request_id", ""))
    context = {"child": case.child, "case": case, "form": form, "title": title, **more}
    return render(request, "children/case_form.html", context)


def allocate(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Allocate a case, and by default those of the brothers and sisters too (STA-04; WT 4.91)."""
    case = fetch(CASES, pk, "case.allocate", by=request.actor)
    siblings = open_cases_of_siblings(case.child, case.authority_id)
    initial = {"practitioner": case.worker_id, "team": case.team_id}
    form = AllocateForm(request.POST or None, case=case, siblings=siblings, initial=initial)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        chosen = [one for one in siblings if str(one.id) in asked.get("siblings", [])]
        try:
            actions.allocate_case(
                by=request.actor,
                cases=[case, *chosen],
                practitioner=asked["practitioner"],
                team=asked["team"],
                reason=asked["reason"],
            )
        except (Unacceptable, NotNow) as problem:
            form.refuse(problem.message)
        else:
            holder = asked["practitioner"] or asked["team"]
            messages.success(request, f"{case.child.name} is allocated to {holder}.")
            return redirect("children:child", pk=case.child_id)
    return _show(request, case, form, "Allocate the case")


def close(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Close a case with what was achieved (CIN-04; WT 4.4)."""
    case = fetch(CASES, pk, "case.close", by=request.actor)
    form = CloseForm(request.POST or None, edition=edition_for(case.authority_id))
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_case(by=request.actor, case=case, **form.cleaned_data)
        except Unacceptable as problem:
            form.refuse(problem)
        except NotNow as problem:
            form.refuse(problem.message)
        else:
            messages.success(request, f"The case of {case.child.name} is closed.")
            return redirect("children:child", pk=case.child_id)
    return _show(request, case, form, "Close the case")


def reopen(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Take back a closure made in error; what was decided before is shown (REF-14)."""
    case = fetch(CASES, pk, "case.reopen", by=request.actor)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen_case(by=request.actor, case=case, reason=form.cleaned_data["reason"])
        except (Unacceptable, NotNow) as problem:
            form.refuse(problem.message)
        else:
            messages.success(request, f"The case of {case.child.name} is open again.")
            return redirect("children:child", pk=case.child_id)
    before = list(case.decisions.select_related("taken_by", "endorsed_by"))
    return _show(request, case, form, "Reopen the case", decisions=before)


def endorse(request: ActorRequest, pk: UUID) -> HttpResponse:
    """A manager reads a decision with its reasons, and endorses it (GEN-11; WT 4.32, 4.64)."""
    query = Decision.objects.select_related("case__child", "case__authority", "case__worker", "case__team", "taken_by")
    decision = fetch(query, pk, "decision.endorse", by=request.actor)
    alike = decisions_alike(decision)
    form = EndorseForm(request.POST or None, alike=alike)
    if request.method == "POST" and form.is_valid():
        ticked = form.cleaned_data.get("alike") or []
        together = [decision, *(one for one in alike if str(one.id) in ticked)]
        try:
            with transaction.atomic():
                for one in together:
                    actions.endorse_decision(by=request.actor, decision=one, note=form.cleaned_data["note"])
        except (NotNow, NotPermitted) as problem:
            form.refuse(problem.message)
        else:
            names = ", ".join(one.case.child.name for one in together)
            messages.success(request, f"Endorsed: {decision.outcome_label}, {names}.")
            return redirect("clocks:my_work")
    return _show(request, decision.case, form, "Endorse a decision", decisions=[decision])


def finish_action(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record what came of an agreed action (GEN-06; WT 4.13)."""
    query = AgreedAction.objects.select_related("case__child", "case__authority", "case__worker", "case__team", "owner")
    action = fetch(query, pk, "action.finish", by=request.actor)
    form = FinishActionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, dropped = form.cleaned_data["result"], form.cleaned_data["dropped"]
        try:
            actions.finish_action(
                by=request.actor,
                action=action,
                result="" if dropped else said,
                dropped_reason=said if dropped else "",
            )
        except NotNow as problem:
            form.refuse(problem.message)
        else:
            messages.success(request, "Recorded. The action is off your list.")
            return redirect("children:child", pk=action.case.child_id)
    return _show(request, action.case, form, "What came of it", action=action)
