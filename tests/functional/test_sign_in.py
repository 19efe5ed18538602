"""Signing in, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import NARROW, WIDE, OpenPage
from tests.functional.pages import assert_accessible, shoot


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_who_is_not_signed_in_is_asked_to(open_page: OpenPage, width: int) -> None:
    """The start page leads a stranger to signing in, and that page is accessible at both widths."""
    page = open_page(width=width)
    page.goto("/sign-in/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(page)
    shoot(page, "sign-in")
