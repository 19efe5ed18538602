"""Home and help. Everything else belongs to the rooms."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from holdfast.web import navigation


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead everybody to the page that their work starts on, by role; without one, to a list of pages."""
    actor = getattr(request, "actor", None)
    start = navigation.home_of(actor.roles) if actor else None
    if start and start != request.path:
        return redirect(start)
    return render(request, "web/home.html", {"links": list(navigation.links_for(actor, request.path))})


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """What Holdfast is, in a page."""
    return render(request, "web/help.html")


@login_not_required
@require_safe
def keyboard(request: HttpRequest) -> HttpResponse:
    """What can be typed where."""
    return render(request, "web/keyboard.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "web/accessibility.html")


@login_not_required
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """Which cookies are kept, and why."""
    return render(request, "web/cookies.html")
