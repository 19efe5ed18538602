"""The register of agencies: everybody with a post may look, those who keep it may change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access.door import check, may
from holdfast.access.middleware import ActorRequest
from holdfast.agencies import actions
from holdfast.agencies.forms import (
    AgencyForm,
    FilterForm,
    FindForm,
    LeaveForm,
    PostForm,
    PractitionerForm,
    TeamForm,
)
from holdfast.agencies.models import Agency, Post, Practitioner
from holdfast.agencies.selectors import practitioners, practitioners_with_posts, register_of_agencies, teams_of
from holdfast.core.errors import NotPermitted, OutOfSight
from holdfast.core.time import today
from holdfast.web.forms import HoldfastForm, attempt
from holdfast.web.paging import page_of

FOUND_AT_MOST = 50  # practitioners on one page of a search


def _find(query: QuerySet[Any], pk: UUID, verb: str, request: ActorRequest) -> Any:
    """A row of the register, which everybody with a post may know of, if the actor may do `verb`."""
    check("agency.directory.view", by=request.actor)
    try:
        found = query.get(pk=pk)
    except ObjectDoesNotExist:
        raise OutOfSight("There is no such record") from None
    check(verb, by=request.actor)
    return found


def _kept_by(request: ActorRequest, agency: Agency) -> bool:
    return not agency.is_authority or request.actor.authority_id == agency.pk


def _must_keep(request: ActorRequest, agency: Agency) -> None:
    if not _kept_by(request, agency):
        raise NotPermitted(f"{agency.name} keeps its own teams and posts")


def _ask(
    request: ActorRequest,
    form: HoldfastForm,
    save: Callable[[], Any],
    *,
    title: str,
    back: str,
    done: str,
    to: Callable[[Any], str] | None = None,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        result = attempt(form, save)
        if result is not None:
            messages.success(request, done)
            return redirect(to(result) if to else back)
    return render(request, "agencies/ask.html", {"form": form, "title": title, "back": back})


def _page(agency: Agency) -> str:
    return reverse("agencies:agency", kwargs={"pk": agency.pk})


def agencies(request: ActorRequest) -> HttpResponse:
    """The agencies that work with children here, page by page (DIR-01; WT 2.1)."""
    check("agency.directory.view", by=request.actor)
    form = FilterForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "kind": ""}
    found = register_of_agencies(asked["q"], asked["kind"])
    own = None if any(asked.values()) else Agency.objects.filter(pk=request.actor.agency_id).first()
    context = {
        "filter": form,
        "page": page_of(request, found, per=25),
        "own": own,
        "may_register": may("agency.register", by=request.actor),
    }
    return render(request, "agencies/list.html", context)


def agency(request: ActorRequest, pk: UUID) -> HttpResponse:
    """An agency: its teams, who works for it in which post, answering to whom (DIR-01; WT 4.73)."""
    found: Agency = _find(Agency.objects.all(), pk, "agency.directory.view", request)
    page = page_of(request, practitioners_with_posts(found.pk), per=50)
    day = today()
    people = [
        {
            "one": one,
            "held": [post for post in one.posts.all() if post.to_date is None or post.to_date >= day],
            "left": [post for post in one.posts.all() if post.to_date is not None and post.to_date < day],
        }
        for one in page
    ]
    keeps = _kept_by(request, found)
    context = {
        "agency": found,
        "teams": teams_of(found.pk),
        "page": page,
        "people": people,
        "may_team": keeps and may("agency.team.add", by=request.actor),
        "may_register": may("agency.practitioner.register", by=request.actor),
        "may_post": keeps and may("agency.post.hold", by=request.actor),
    }
    return render(request, "agencies/agency.html", context)


def find(request: ActorRequest) -> HttpResponse:
    """Find a practitioner of any agency. What is typed stands in no address (DIR-01)."""
    check("agency.directory.view", by=request.actor)
    form = FindForm(request.POST or None)
    found: list[Practitioner] | None = None
    if request.method == "POST" and form.is_valid():
        found = list(practitioners(form.cleaned_data["words"])[: FOUND_AT_MOST + 1])
    context = {"form": form, "found": (found or [])[:FOUND_AT_MOST], "searched": found is not None}
    return render(request, "agencies/find.html", context | {"too_many": len(found or []) > FOUND_AT_MOST})


def register_agency(request: ActorRequest) -> HttpResponse:
    """Enter an agency in the register (DIR-01)."""
    check("agency.register", by=request.actor)
    form = AgencyForm(request.POST or None)
    return _ask(
        request,
        form,
        lambda: actions.register_agency(by=request.actor, **form.cleaned_data),
        title="Register an agency",
        back=reverse("agencies:list"),
        done="The agency is registered.",
        to=_page,
    )


def add_team(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Add a team to an agency."""
    found: Agency = _find(Agency.objects.all(), pk, "agency.team.add", request)
    _must_keep(request, found)
    form = TeamForm(request.POST or None)
    return _ask(
        request,
        form,
        lambda: actions.add_team(by=request.actor, agency=found, **form.cleaned_data),
        title=f"A team of {found.name}",
        back=_page(found),
        done="The team is added.",
    )


def register_practitioner(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Enter somebody who works for an agency (DIR-01)."""
    found: Agency = _find(Agency.objects.all(), pk, "agency.practitioner.register", request)
    form = PractitionerForm(request.POST or None)
    return _ask(
        request,
        form,
        lambda: actions.register_practitioner(by=request.actor, agency=found, **form.cleaned_data),
        title=f"Somebody who works for {found.name}",
        back=_page(found),
        done="The practitioner is registered.",
    )


def hold_post(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record a post that somebody holds: role, team, answering to whom (WT 4.73; CPC-08)."""
    found: Practitioner = _find(Practitioner.objects.select_related("agency"), pk, "agency.post.hold", request)
    _must_keep(request, found.agency)
    form = PostForm(request.POST or None, practitioner=found)
    return _ask(
        request,
        form,
        lambda: actions.hold_post(by=request.actor, practitioner=found, **form.cleaned_data),
        title=f"A post of {found.name}",
        back=_page(found.agency),
        done="The post is recorded.",
    )


def leave_post(request: ActorRequest, pk: UUID) -> HttpResponse:
    """End a post; that it was held stays on record (REC-01)."""
    posts = Post.objects.select_related("practitioner__agency")
    found: Post = _find(posts, pk, "agency.post.leave", request)
    _must_keep(request, found.practitioner.agency)
    form = LeaveForm(request.POST or None)
    return _ask(
        request,
        form,
        lambda: actions.leave_post(by=request.actor, post=found, on=form.cleaned_data["on"]),
        title=f"{found.practitioner.name} leaves: {found}",
        back=_page(found.practitioner.agency),
        done="The post has ended.",
    )
