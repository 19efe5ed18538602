"""What the pages of the front door share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from holdfast.access.door import look
from holdfast.access.middleware import ActorRequest
from holdfast.agencies.models import Agency
from holdfast.cases.models import Case
from holdfast.core.errors import OutOfSight
from holdfast.guidance import Citation, Edition
from holdfast.web.forms import HoldfastForm, attempt


def own_authority(request: ActorRequest) -> Agency:
    """The authority that the actor works for; there is no door without one."""
    authority = Agency.objects.filter(pk=request.actor.authority_id or UUID(int=0)).first()
    if authority is None:
        raise OutOfSight("There is no such page")
    return authority


def looked(request: ActorRequest, child_ids: Iterable[UUID], part: str, purpose: str = "") -> None:
    """Log that children's records were looked at (WT 4.126)."""
    look(request.actor, child_ids, part, purpose=purpose, request_id=getattr(request, "request_id", ""))


def sent(request: ActorRequest) -> QueryDict | None:
    """What was sent, however little; None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def sources(edition: Edition) -> dict[str, Citation]:
    """The paragraphs that the pages of a concern cite, from the edition that binds it (GEN-07)."""
    referral = edition.step("referral")
    asks = {"records": "records-searched", "police": "police-told", "family": "family-agreement"}
    return {name: referral.ask(code).source for name, code in asks.items()}


class Asked(Protocol):
    """A form, or rows."""

    def is_valid(self) -> bool:
        """Whether what was typed is right."""
        ...


def all_right(asked: Iterable[Asked]) -> bool:
    """Whether all forms of a page are right; every one is looked at, so that all errors show at once."""
    answers = [each.is_valid() for each in asked]
    return all(answers)


def ask(
    request: ActorRequest,
    form: HoldfastForm,
    save: Callable[[], Any],
    *,
    title: str,
    back: str,
    done: str,
    to: str = "",
    cases: Iterable[Case] = (),
    template: str = "referrals/ask.html",
    **more: Any,
) -> HttpResponse:
    """Ask what one action needs, do it, say what happened. A refusal comes back beside its field, typing kept."""
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: save() or True):
        messages.success(request, done)
        return redirect(to or back)
    context = {"form": form, "title": title, "back": back, "cases": list(cases), **more}
    return render(request, template, context)
