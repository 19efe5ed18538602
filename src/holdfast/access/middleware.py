"""Puts the actor on the request, and turns refusals into the pages that they deserve."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from holdfast.access.actors import Actor, actor_of
from holdfast.core.errors import NotPermitted, OutOfSight


class ActorRequest(HttpRequest):
    """A request with its actor; what views are given."""

    actor: Actor
    request_id: str


class ActorMiddleware:
    """Sets `request.actor`; `OutOfSight` becomes 404 and `NotPermitted` 403, wherever they are raised."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_of(request.user)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> None:
        """Refuse those who are signed in but hold no post, on every page that needs one."""
        needs_post = getattr(view, "login_required", True) and not getattr(view, "postless", False)
        if needs_post and request.user.is_authenticated and getattr(request, "actor", None) is None:
            raise PermissionDenied("This account holds no post today.")

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Translate the door's refusals."""
        if isinstance(exception, OutOfSight):
            raise Http404(exception.message) from exception
        if isinstance(exception, NotPermitted):
            raise PermissionDenied(exception.message) from exception
