"""Search: what is typed never stands in an address."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from holdfast.access.actors import Actor
from holdfast.access.door import check, look
from holdfast.access.middleware import ActorRequest
from holdfast.cases.models import Case, Involvement
from holdfast.children.forms import SearchForm
from holdfast.people.models import Person
from holdfast.people.selectors import search as find
from holdfast.web.paging import page_of

KEY = "search"


@require_http_methods(["GET", "POST"])
def search(request: ActorRequest) -> HttpResponse:
    """Search for a child or an adult; what was asked is kept in the session, and each look leaves a trace (DIR-05)."""
    check("person.search", by=request.actor)
    if request.method == "POST":
        form = SearchForm(request.POST)
        if form.is_valid():
            asked = form.cleaned_data
            request.session[KEY] = {**asked, "born": asked["born"].isoformat() if asked.get("born") else ""}
            return redirect("children:search")
        return render(request, "children/search.html", {"form": form})
    asked = request.session.get(KEY, {})
    if not asked:
        return render(request, "children/search.html", {"form": SearchForm()})
    page = page_of(request, people_in_sight(request.actor, asked), per=25)
    ids = [person.id for person in page]
    look(request.actor, ids, "search", request_id=getattr(request, "request_id", ""))
    born = date.fromisoformat(asked["born"]) if asked.get("born") else None
    return render(
        request,
        "children/search.html",
        {"form": SearchForm(initial={**asked, "born": born}), "page": page, "cases": _latest_cases(ids)},
    )


def people_in_sight(actor: Actor, asked: dict[str, Any]) -> QuerySet[Person]:
    """People who fit, of those who exist for the actor."""
    born = date.fromisoformat(asked["born"]) if asked.get("born") else None
    found = find(asked.get("q", ""), born_on=born, number=asked.get("number", ""), postcode=asked.get("postcode", ""))
    if actor.authority_id:
        return found.filter(held_by_id=actor.authority_id)
    if actor.practitioner_id is None:
        return found.none()
    mine = Involvement.objects.filter(practitioner_id=actor.practitioner_id, to_at=None)
    return found.filter(id__in=mine.values("child_id"))


def _latest_cases(ids: list[Any]) -> dict[Any, Case]:
    latest: dict[Any, Case] = {}
    for case in Case.objects.filter(child_id__in=ids).select_related("worker").order_by("opened_at"):
        latest[case.child_id] = case
    return latest
