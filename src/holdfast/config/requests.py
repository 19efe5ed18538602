"""Each request gets an id, which every log line of it carries, and one line of its own when it ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger("holdfast.requests")


class RequestLog:
    """Outermost middleware: binds `request_id`, logs route, status and milliseconds, and answers with the id.

    The route's name stands in for the path: paths and query strings can carry names of people.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            match = request.resolver_match
            if match is not None:
                spent = round((time.perf_counter() - began) * 1000)
                log.info("request", method=request.method, route=match.view_name, status=response.status_code, ms=spent)
                # Pages tell of people: no browser, no proxy keeps them. Static files have no route.
                response.setdefault("Cache-Control", "no-store, private")
        response["X-Request-ID"] = request_id
        return response
