"""Children who move in or out, on screen (MOV-01, MOV-02, IMM-05; WT 4.39, 4.114, 4.125)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.access.door import fetch, may
from holdfast.access.middleware import ActorRequest
from holdfast.cases.correcting import correction_page
from holdfast.cases.models import Case
from holdfast.cases.pages import act_page, looked
from holdfast.cases.plans import actions
from holdfast.cases.plans.forms import AcceptForm, MoveForm, ReceivingForm, SettleForm
from holdfast.cases.plans.models import Move
from holdfast.cases.plans.story import label
from holdfast.cases.selectors import edition_for

CASES = Case.objects.select_related("child", "authority", "worker", "team")
MOVES = Move.objects.select_related("case__child", "case__authority", "case__worker", "case__team", "plan")


def notify_move(request: ActorRequest) -> HttpResponse:
    """Record notice of a move (MOV-02; WT 4.125)."""
    case = fetch(CASES, request.GET.get("case", ""), "move.notify", by=request.actor)
    form = MoveForm(request.POST or None, edition=edition_for(case.authority_id))
    return act_page(
        request,
        form,
        lambda: actions.notify_move(by=request.actor, case=case, **form.cleaned_data),
        title="A child moves in or out",
        intro="The original plan stands, and so does who is responsible, until the other authority has acted.",
        source="WT 4.114",
        part="move",
        cases=[case],
        back=reverse("children:child", kwargs={"pk": case.child_id}),
        done="The move is recorded.",
        to=Move.get_absolute_url,
    )


def move(request: ActorRequest, pk: UUID) -> HttpResponse:
    """A move as prose, with what is still open (MOV-01, IMM-05; WT 4.39, 4.114)."""
    found = fetch(MOVES, pk, "plan.view", by=request.actor)
    looked(request, [found.case], "move")
    edition = edition_for(found.case.authority_id, found.notified_at)
    categories = ", ".join(label(edition, "category-of-abuse", code) for code in found.other_plan_categories)
    context = {
        "move": found,
        "child": found.case.child,
        "case": found.case,
        "kind": label(edition, "move-kind", found.kind),
        "categories": categories,
        "may_manage": may("move.accept", by=request.actor, on=[found]),
        "may_correct": may("record.correct", by=request.actor, on=[found]),
    }
    return render(request, "plans/move.html", context)


def accept(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record who accepts responsibility (IMM-05; WT 4.39)."""
    found = fetch(MOVES, pk, "move.accept", by=request.actor)
    form = AcceptForm(request.POST or None)
    return act_page(
        request,
        form,
        lambda: actions.accept_responsibility(by=request.actor, move=found, **form.cleaned_data),
        title="Responsibility accepted",
        part="move",
        cases=[found.case],
        back=found.get_absolute_url(),
        done="The acceptance is recorded.",
    )


def receiving(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record the receiving authority's conference (MOV-01; WT 4.114)."""
    found = fetch(MOVES, pk, "move.conference", by=request.actor)
    form = ReceivingForm(request.POST or None)
    return act_page(
        request,
        form,
        lambda: actions.record_receiving_conference(by=request.actor, move=found, **form.cleaned_data),
        title=f"Conference of {found.other_authority}",
        part="move",
        cases=[found.case],
        back=found.get_absolute_url(),
        done="Their conference is recorded. The plan here can be ended once they have accepted responsibility.",
    )


def settle(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record how a move was settled (MOV-02)."""
    found = fetch(MOVES, pk, "move.settle", by=request.actor)
    form = SettleForm(request.POST or None)
    return act_page(
        request,
        form,
        lambda: actions.settle_move(by=request.actor, move=found, **form.cleaned_data),
        title="Settle the move",
        part="move",
        cases=[found.case],
        back=found.get_absolute_url(),
        done="The move is settled.",
    )


CORRECTABLE = (
    "notified_by", "other_authority", "other_contact", "moved_on", "until", "new_address", "note", "other_plan_since",
    "other_key_worker", "accepted_by", "confirmed_in_writing_at", "receiving_conference_decided",
)  # fmt: skip


def correct_move(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Correct what was written down of a move (REC-01; WT 4.131)."""
    found = fetch(MOVES, pk, "record.correct", by=request.actor)
    return correction_page(request, found, CORRECTABLE, title="Move", back=found.get_absolute_url())
