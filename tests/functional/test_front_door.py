"""The front door in a real browser: from a telephone call to what the referrer is told (REF-01..14; WT 4.12-4.23)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from holdfast.cases.referrals import actions
from holdfast.cases.referrals.models import Referral
from tests.functional.conftest import NARROW, WIDE, OpenPage
from tests.functional.pages import assert_accessible, shoot
from tests.integration.referrals.making import contact_of, neighbour_facts, new_child, referral_of
from tests.support.cast import Cast, build_cast

BOTH = pytest.mark.parametrize("width", [WIDE, NARROW])


@pytest.fixture
def people(live_server: LiveServer) -> Cast:
    """The cast, where the browser's server sees it."""
    return build_cast()


def looked_at(page: Page, name: str) -> None:
    """axe finds nothing, and a picture is kept."""
    assert_accessible(page)
    shoot(page, f"front-door-{name}")


@pytest.mark.parametrize("javascript", [True, False])
def test_from_a_telephone_call_to_the_decision(open_page: OpenPage, people: Cast, javascript: bool) -> None:
    """REF-03, REF-06, REF-07: search, one form, decide, tell; with and without JavaScript (WT 4.17-4.22)."""
    page = open_page(people.worker.user, javascript=javascript)
    page.goto("/front-door/")
    page.get_by_label("Name", exact=False).first.fill("Nell Dulse")
    page.get_by_role("button", name="Search", exact=True).last.click()
    page.get_by_role("button", name="Take down the concern").click()
    expect(page.get_by_label("First name").first).to_have_value("Nell")
    page.get_by_label("Telephone", exact=True).first.check()
    page.get_by_label("Who is raising it?").select_option(label="School or education")
    page.get_by_label("Their name").fill("Teresa Vetch, Thrift Lane Primary School")
    page.get_by_label("What is the concern?").fill("Often hungry at school")
    if javascript:
        looked_at(page, "new")
    page.get_by_role("button", name="Record", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Referral")
    if javascript:
        looked_at(page, "referral-undecided")
    page.get_by_role("button", name="Decide what happens next").click()
    page.get_by_label("Advice or information").check()
    page.get_by_label("Why?").first.fill("The school nurse will see her")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.locator("main")).to_contain_text("The school nurse will see her")
    page.get_by_role("button", name="Record what they were told").click()
    expect(page.locator("main")).to_contain_text("Told to Teresa Vetch")
    assert Referral.objects.get().told_at is not None


@BOTH
def test_every_page_is_accessible_and_fits_a_phone(open_page: OpenPage, people: Cast, width: int) -> None:
    """GEN-05, GEN-07: what a worker meets at the door (WT 4.12-4.23)."""
    nell, tom = new_child(people), new_child(people, "Tom")
    first = referral_of(people, nell, tom, mode="in-writing", referrer=neighbour_facts(), possible_crime=True)
    actions.state_thresholds(by=people.designated.actor, authority=people.authority, text="Harm is referred at once.")
    contact = contact_of(people, people.child, outcome="to-allocated-worker", urgent=True)
    search = actions.record_search(by=people.worker.actor, authority=people.authority, words="Thorne")
    page = open_page(people.worker.user, width=width)
    for name, address in {
        "door": "/front-door/?since=all",
        "found": f"/front-door/search/{search.pk}/",
        "known": f"/front-door/concern/?child={people.child.pk}&child={people.sibling.pk}",
        "unnamed": "/front-door/concern/?unnamed=1",
        "contact": f"/front-door/contact/{contact.pk}/",
        "concern": f"/front-door/new-concern/{contact.new_concerns.get().pk}/",
        "referral": f"/referral/{first.pk}/",
        "decide": f"/referral/{first.pk}/decide/",
        "missing": f"/front-door/contact/{first.contact.pk}/missing/",
        "correct": f"/front-door/contact/{first.contact.pk}/correct/",
        "criteria": "/criteria-for-referral/",
    }.items():
        page.goto(address)
        looked_at(page, name)


@BOTH
def test_a_partner_s_pages_are_accessible(open_page: OpenPage, people: Cast, width: int) -> None:
    """REF-01, REF-05: a partner makes a referral and sees it (WT 4.19)."""
    page = open_page(people.teacher.user, width=width)
    page.goto(f"/make-a-referral/?to={people.authority.pk}")
    looked_at(page, "make")
    page.get_by_label("First name").first.fill("Nell")
    page.get_by_label("What kind of service are you?").select_option(label="School or education")
    page.get_by_label("What is the concern?").fill("No coat in the snow")
    page.get_by_role("button", name="Send the referral").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your referral")
    looked_at(page, "own")
    page.goto("/my-referrals/")
    looked_at(page, "own-list")
