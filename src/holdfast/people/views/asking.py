"""A page that asks for one thing about a person, does it, and leads back to the people around the child."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access.door import look
from holdfast.access.middleware import ActorRequest
from holdfast.people.models import Person
from holdfast.web.forms import HoldfastForm, attempt


def looked(request: ActorRequest, person: Person) -> None:
    """Log that the person's page was looked at (WT 4.126)."""
    look(request.actor, [person.pk], "people", request_id=getattr(request, "request_id", ""))


def ask(
    request: ActorRequest, person: Person, form: HoldfastForm, save: Callable[[], Any], *, title: str, done: str
) -> HttpResponse:
    """Ask, act, say what happened. What the action refuses comes back beside its field, with the typing kept.

    The person has been fetched and authorised by the view; `save` returns something true.
    """
    looked(request, person)
    back = reverse("people:child", kwargs={"pk": person.pk})
    if request.method == "POST" and form.is_valid() and attempt(form, save) is not None:
        messages.success(request, done)
        return redirect(back)
    return render(request, "people/ask.html", {"form": form, "title": title, "child": person, "back": back})
