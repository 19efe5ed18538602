"""From urgent action to the outcome of the enquiry, in a real browser (IMM-01..07, STR-01..06, ENQ-01..10)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from holdfast.cases.enquiries import actions as enquiries
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.protection import actions as protection
from holdfast.cases.protection.models import UrgentAction
from holdfast.cases.strategy.models import StrategyDiscussion
from holdfast.core.time import now
from tests.functional.conftest import NARROW, WIDE, OpenPage
from tests.functional.pages import assert_accessible, shoot
from tests.support.cast import Cast, build_cast
from tests.support.harm import discussed

BOTH = pytest.mark.parametrize("width", [WIDE, NARROW])


@pytest.fixture
def people(live_server: LiveServer) -> Cast:
    """The cast, where the browser's server sees it."""
    return build_cast()


def looked_at(page: Page, name: str) -> None:
    """axe finds nothing, and a picture is kept."""
    assert_accessible(page)
    shoot(page, f"harm-{name}")


@pytest.mark.parametrize("javascript", [True, False])
def test_from_friday_evening_to_the_enquiry(open_page: OpenPage, people: Cast, javascript: bool) -> None:
    """GEN-05, IMM-07, STR-05, ENQ-02: few steps, nothing in the way; with and without JavaScript (WT 4.36-4.49)."""
    page = open_page(people.worker.user, javascript=javascript)
    page.goto(f"/urgent/?child={people.child.pk}&child={people.sibling.pk}")
    page.get_by_label("What was done?").fill("Police took both to the ward")
    page.get_by_role("button", name="Record the urgent action").click()
    expect(page.get_by_role("heading", name="Still to add")).to_be_visible()
    page.get_by_role("link", name="Add a measure").click()
    page.get_by_label("Police protection").check()
    page.get_by_role("button", name="Record the measure").click()
    expect(page.get_by_label("About Ivy Thorne")).to_contain_text("Police protection until")
    page.get_by_role("link", name="Record a strategy discussion").click()
    page.get_by_label("Telephone", exact=True).check()
    page.get_by_label("Somebody else: name").nth(1).fill("PC Reed")
    for name in ("Ivy Thorne", "Jack Thorne"):
        page.get_by_role("group", name=f"What was decided for {name}?").get_by_label(
            "Begin a section 47 enquiry"
        ).check()
    page.get_by_label("Reasons for the decisions").fill("Bruises on both")
    page.get_by_role("button", name="Record the strategy discussion").click()
    page.get_by_role("link", name="Circulate the record").click()
    page.get_by_role("button", name="Circulate to everybody who took part").click()
    expect(page.locator("main")).to_contain_text("PC Reed")
    assert UrgentAction.objects.count() == 1
    assert StrategyDiscussion.objects.get().circulated_at is not None
    enquiry = Section47Enquiry.objects.get(case=people.case)
    page.goto(enquiry.get_absolute_url())
    page.get_by_role("link", name="Record what was done").click()
    page.get_by_label("What was done, or arranged?").select_option(label="Child interviewed separately")
    page.get_by_label("What the child said, in the child’s words").fill("I fell off the wall")
    page.get_by_role("button", name="Record it").click()
    expect(page.locator("main")).to_contain_text("I fell off the wall")
    page.get_by_role("link", name="Decide the outcome").click()
    page.get_by_label("Substantiated, continuing risk").check()
    page.get_by_label("Reasons", exact=True).fill("Two bruises of different age")
    page.get_by_role("button", name="Record the outcome").click()
    expect(page.locator("main")).to_contain_text("Two bruises of different age")


@BOTH
def test_every_page_is_accessible_and_fits_a_phone(open_page: OpenPage, people: Cast, width: int) -> None:
    """GEN-05, GEN-07: what a worker meets on a Friday evening (WT 4.36-4.65)."""
    by = people.worker.actor
    action = protection.act_urgently(by=by, what="Taken to the ward", children=[people.child, people.sibling])
    order, _ = protection.start_measure(
        by=by, cases=[people.case, people.sibling_case], kind="emergency-protection-order", action=action
    )
    protection.start_measure(by=by, cases=[people.case], kind="police-protection", action=action)
    asked = protection.ask_responsibility(by=by, action=action, cases=[people.case], authority_name="Samphire")[0]
    talk = discussed(people, now() - timedelta(hours=1), hospital_patient=True)
    enquiry = Section47Enquiry.objects.select_related("case__child").get(case=people.case)
    enquiries.record_activity(by=by, enquiry=enquiry, kind="child-interview", said="I fell", findings="Shy")
    awaited = enquiries.record_activity(
        by=by, enquiry=enquiry, kind="psychological", arranged_for=now() + timedelta(days=9)
    )
    helped = enquiries.ask_help(by=by, enquiry=enquiry, agency=people.school, what="Attendance")
    wanted = enquiries.request_conference(by=by, enquiry=enquiry, reasons="Afraid")
    page = open_page(people.worker.user, width=width)
    here, there = action.get_absolute_url(), talk.get_absolute_url()
    about = enquiry.get_absolute_url()
    for name, address in {
        "urgent": f"/urgent/?child={people.child.pk}&child={people.sibling.pk}",
        "urgent-unknown": "/urgent/",
        "action": here,
        "action-add": f"{here}add/",
        "measure": f"{here}measure/",
        "responsibility": f"{here}responsibility/",
        "next": f"{here}next/",
        "action-correct": f"{here}correct/",
        "extend": f"/measures/{order.pk}/extend/",
        "end": f"/measures/{order.pk}/end/",
        "complete": f"/measures/{order.pk}/complete/",
        "answer": f"/responsibility/{asked.pk}/answer/",
        "strategy-new": f"/strategy-discussions/new/?child={people.child.pk}",
        "strategy": there,
        "strategy-add": f"{there}add/",
        "circulate": f"{there}circulate/",
        "strategy-review": f"{there}review/",
        "enquiry": about,
        "activity": f"{about}activity/",
        "finish": f"/enquiries/activities/{awaited.pk}/done/",
        "help": f"{about}help/",
        "help-answer": f"/enquiries/help/{helped.pk}/answer/",
        "inform": f"{about}inform/",
        "outcome": f"{about}outcome/",
        "tell": f"{about}tell/",
        "ask-conference": f"{about}conference/",
        "answer-conference": f"/enquiries/requests/{wanted.pk}/answer/",
        "lead": f"{about}lead/",
        "begin": f"/enquiries/new/?child={people.child.pk}",
    }.items():
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        looked_at(page, name)
