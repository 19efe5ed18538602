"""A conference, its plan and a core group in a real browser (CPC-15, CPP-02, GEN-07; WT 4.75, 4.95)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from holdfast.cases.conferences.models import Conference
from holdfast.cases.plans import actions
from holdfast.cases.plans.models import ChildProtectionPlan
from tests.functional.conftest import NARROW, WIDE, OpenPage
from tests.functional.pages import assert_accessible, shoot
from tests.support.cast import Cast, build_cast
from tests.support.conferencing import HELD, convened, held

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(live_server: LiveServer) -> Cast:
    """The cast, where the server sees it."""
    return build_cast()


def test_a_conference_is_held_on_one_page(open_page: OpenPage, people: Cast) -> None:
    """From the ticks to the plan, with what was proposed left as it is (CPC-09..CPC-15; WT 4.69-4.86)."""
    conference = convened(people)
    page = open_page(people.administrator.user)
    page.goto(reverse("conferences:hold", args=[conference.pk]))
    assert_accessible(page)
    page.get_by_label("Pat Constable, Marram Constabulary").nth(1).check()
    page.locator("[name=continuing_risk][value=yes]").check()
    page.locator("[name=test][value=likely]").check()
    page.locator("[name=decision][value=plan]").check()
    page.locator("[name=categories][value=neglect]").check()
    page.locator("[name=reasons]").fill("Left alone at night.")
    page.get_by_role("button", name="Record the conference").last.click()
    expect(page.get_by_text("The conference is recorded.")).to_be_visible()
    assert ChildProtectionPlan.objects.count() == 2


SCREENS: dict[str, Callable[[Cast], str]] = {
    "conferences": lambda cast: reverse("conferences:list"),
    "convene": lambda cast: f"{reverse('conferences:convene')}?case={cast.case.pk}&kind=transfer",
    "conference": lambda cast: Conference.objects.get().get_absolute_url(),
    "invite": lambda cast: reverse("conferences:invite", args=[Conference.objects.get().pk]),
    "plans": lambda cast: reverse("plans:list"),
    "plan": lambda cast: ChildProtectionPlan.objects.get(case=cast.case).get_absolute_url(),
    "plan-detail": lambda cast: reverse("plans:work-out", args=[ChildProtectionPlan.objects.get(case=cast.case).pk]),
    "core-group": lambda cast: reverse("plans:hold-core-group", args=[ChildProtectionPlan.objects.first().pk]),  # type: ignore[union-attr]
    "end-plan": lambda cast: reverse("plans:end", args=[ChildProtectionPlan.objects.first().pk]),  # type: ignore[union-attr]
    "need-plan": lambda cast: actions.start_need_plan(
        by=cast.worker.actor, case=cast.case, at=HELD, needs="A bed"
    ).get_absolute_url(),
    "move": lambda cast: actions.notify_move(
        by=cast.worker.actor, case=cast.case, kind="out-permanent", other_authority="Samphire", at=HELD
    ).get_absolute_url(),
}


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_pages_are_accessible_at_both_widths(open_page: OpenPage, people: Cast, width: int) -> None:
    """axe finds nothing, nothing needs sideways scrolling (design: The interface)."""
    held(people)
    page = open_page(people.manager.user, width=width)
    for name, address in SCREENS.items():
        page.goto(address(people))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_accessible(page)
        shoot(page, f"conferences-{name}")


def test_the_conference_screen_fits_a_phone(open_page: OpenPage, people: Cast) -> None:
    """Also without JavaScript (design: The interface)."""
    conference = convened(people)
    for width, javascript in ((NARROW, True), (WIDE, False)):
        page = open_page(people.administrator.user, width=width, javascript=javascript)
        page.goto(reverse("conferences:hold", args=[conference.pk]))
        if javascript:
            assert_accessible(page)
        shoot(page, f"conferences-hold{'' if javascript else '-plain'}")
