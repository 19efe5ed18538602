"""Three children from the first telephone call to the end of their plans, in a browser, at desk and phone width."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from holdfast.cases.enquiries.models import Section47Enquiry
from tests.functional.conftest import NARROW, WIDE, OpenPage
from tests.functional.pages import assert_accessible, shoot
from tests.support.cast import Cast
from tests.support.journey import CHILDREN, Journey
from tests.support.walking import Walk


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_three_children_from_the_telephone_call_to_the_end_of_their_plans(
    open_page: OpenPage, cast: Cast, width: int
) -> None:
    """Every step is found from where its worker is, every page is accessible, nothing is typed twice.

    (REF-01..08, IA-02..07, STR-01..06, ENQ-01..09, CPC-01, CPC-08..15, CPP-02, CPP-06, CPP-08, GEN-04, GEN-08;
    WT 4.12-4.116)
    """
    seen: set[str] = set()

    def look(page: Page, step: str) -> None:
        assert not page.title().startswith("Error"), page.locator(".govuk-error-summary").inner_text()
        assert_accessible(page)
        heading = page.locator("h1").first.inner_text()
        name = f"journey-{step}-{heading}".lower().replace(" ", "-").replace("/", "-").replace(":", "")[:70]
        if name not in seen:
            seen.add(name)
            shoot(page, name)

    walk = Walk(lambda user: open_page(user, width=width), look)
    Journey(walk, cast).whole()
    assert walk.twice() == []


def test_the_first_half_without_javascript(open_page: OpenPage, cast: Cast) -> None:
    """From the front door to the strategy discussion every page works without a script (REF-01, STR-01; GEN-04)."""
    walk = Walk(lambda user: open_page(user, javascript=False), javascript=False)
    journey = Journey(walk, cast)
    journey.referral()
    journey.decision()
    journey.letters()
    journey.visit()
    journey.initial_assessment()
    journey.endorsement()
    journey.strategy()
    walk.sees("Begin a section 47 enquiry", *CHILDREN)


def test_urgent_action_first_for_an_unknown_child(open_page: OpenPage, cast: Cast) -> None:
    """Three answers at the front door; then police protection, the discussion, the enquiry (GEN-05, IMM-01..07).

    Nothing that the paperwork asks stands before what protects the child (WT 4.36-4.40).
    """
    walk = Walk(open_page, lambda page, step: assert_accessible(page))
    with walk.step("Urgent", cast.worker):
        walk.go("/front-door/")
        walk.follow("Act urgently")
        walk.type("What was done?", "Police carried a baby out of a burning flat")
        walk.type("To protect whom?", "unknown baby")
        walk.press("Record the urgent action")
        walk.sees("Still to add")
        assert walk.cost.boxes == 2, "the moment is filled in: two boxes to type in, and one button"
        walk.follow("Add a measure")
        walk.tick("Police protection")
        walk.press("Record the measure")
        walk.sees("Police protection")
        walk.follow("Record a strategy discussion")
        walk.tick("Telephone")
        walk.answer("What was decided", "Begin a section 47 enquiry")
        walk.type("Reasons for the decision", "Nobody knows yet who left it alone")
        police = walk.part("Participant 2")
        walk.select("Who", "Pat Constable, Marram Constabulary", within=police)
        walk.press("Record the strategy discussion")
        walk.sees("Begin a section 47 enquiry")
    assert Section47Enquiry.objects.count() == 1
    assert walk.twice() == []
