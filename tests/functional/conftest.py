"""Browser tests: a live server, a Chromium, pages that fail on any error the browser reports."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.functional import chromium

WIDE, NARROW = 1280, 360

# Playwright's event loop runs in the test's thread; the rows a test writes there are not shared with any other.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


class OpenPage(Protocol):
    """Opens a page, signed in as `user` if one is given, `width` CSS pixels wide, with or without JavaScript."""

    def __call__(self, user: Any = None, *, width: int = WIDE, javascript: bool = True) -> Page: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder that opens a page needs the browser."""
    for item in items:
        if {"open_page", "browser"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run. Without any, the test is named as skipped, or fails where CI is set."""
    path = chromium.find()
    if path is None:
        message = "no Chromium: set CHROMIUM to the path of one, or install it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """A function that opens pages; at the end each is closed, and what the browser complained of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(user: Any = None, *, width: int = WIDE, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            locale="en-GB",
            timezone_id="Europe/London",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        if user is not None:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": live_server.url}
            context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
        page.on("console", complain_to(complaints))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


def complain_to(complaints: list[str]) -> Callable[[ConsoleMessage], None]:
    """Collect the console's errors: a refused script or a missing file is one; a page that answers 4xx is not."""

    def listen(message: ConsoleMessage) -> None:
        address = message.location["url"]
        answered = "the server responded with a status of 4" in message.text
        if message.type == "error" and (not answered or "/static/" in address):
            complaints.append(f"{address}: {message.text}")

    return listen


def session_of(user: Any) -> str:
    """A session's key for `user`, as signing in would give."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A wide page with nobody signed in."""
    return open_page()
