"""Recording that children were seen: one visit, typed once, each child in their own words (GEN-04)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from holdfast.access.door import fetch, look
from holdfast.access.middleware import ActorRequest
from holdfast.cases.actions import see_child
from holdfast.cases.models import Case, ChildSeen
from holdfast.children.forms import SeenForm, VisitForm
from holdfast.children.selectors import open_cases_of_siblings
from holdfast.core.errors import OutOfSight, Unacceptable
from holdfast.core.ids import new_id
from holdfast.people.models import Person


def record_seen(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record a visit on which a child, and the brothers and sisters, were seen or were not (GEN-04; WT 4.27)."""
    person = fetch(Person, pk, "child.see", by=request.actor)
    own = Case.objects.filter(child=person, closed_at=None).select_related("child", "authority").first()
    if own is None:
        raise OutOfSight("The child has no open case")
    look(request.actor, [person.id], "seen", request_id=getattr(request, "request_id", ""))
    cases = [own, *open_cases_of_siblings(person, own.authority_id)]
    visit = VisitForm(request.POST or None)
    parts = [_part(request, case, chosen=case.id == own.id) for case in cases]
    if request.method == "POST":
        chosen = [part for part in parts if part.chosen]
        valid = [visit.is_valid(), *(part.form.is_valid() for part in chosen)]
        if not chosen:
            visit.refuse("Tick at least one child")
        elif all(valid) and _save(request, visit, chosen):
            messages.success(request, _told([part.case.child.name for part in chosen]))
            return redirect("children:child", pk=person.id)
    forms = [visit, *(part.form for part in parts)]
    context = {"child": person, "case": own, "visit": visit, "parts": parts, "forms": forms}
    return render(request, "children/record_seen.html", context)


@dataclass(frozen=True)
class Part:
    """One child's part of a visit."""

    case: Case
    form: SeenForm
    chosen: bool


def _part(request: ActorRequest, case: Case, *, chosen: bool) -> Part:
    prefix = f"child-{case.id}"
    posted = request.method == "POST"
    initial = {"seen": True, "language": case.child.communication or case.child.first_language}
    form = SeenForm(request.POST if posted else None, prefix=prefix, initial=initial)
    # Whoever wrote what a child said means the child, also without the tick: typing is never thrown away.
    if posted and f"{prefix}-include" not in request.POST and not _written(form):
        return Part(case, SeenForm(prefix=prefix, initial=initial), False)
    return Part(case, form, posted or chosen)


def _written(form: SeenForm) -> bool:
    """Whether anything was typed or chosen that is never filled in beforehand."""
    told = ("alone", "said", "wishes", "interpreter", "response", "not_seen_reason")
    return any(form[name].data for name in told)


def _save(request: ActorRequest, visit: VisitForm, chosen: list[Part]) -> bool:
    common: dict[str, Any] = dict(visit.cleaned_data)
    at = common.pop("at")
    visit_id = new_id() if len(chosen) > 1 else None
    try:
        with transaction.atomic():
            for part in chosen:
                see_child(
                    by=request.actor, case=part.case, at=at, visit_id=visit_id, **common, **part.form.cleaned_data
                )
    except Unacceptable as problem:
        visit.refuse(problem)
        return False
    return True


def _told(names: list[str]) -> str:
    *others, last = names
    return f"Recorded: the visit to {', '.join(others) + ' and ' if others else ''}{last}."


def sighting(request: ActorRequest, pk: UUID) -> HttpResponse:
    """One time that a child was seen, in full."""
    seen = fetch(
        ChildSeen.objects.select_related("case__child", "case__worker", "case__team", "child", "by"),
        pk,
        "case.view",
        by=request.actor,
    )
    look(request.actor, [seen.child_id], "seen", request_id=getattr(request, "request_id", ""))
    return render(request, "children/sighting.html", {"seen": seen, "child": seen.child, "case": seen.case})
