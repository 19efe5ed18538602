"""The design system in a real browser: accessible, fits a phone, works without JavaScript (GEN-04)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from holdfast.web import navigation
from holdfast.web.navigation import NavItem
from tests.functional.conftest import NARROW, WIDE, OpenPage
from tests.functional.pages import assert_accessible, shoot
from tests.support.cast import PASSWORD, Cast

BOTH = pytest.mark.parametrize("width", [WIDE, NARROW])


@pytest.fixture
def kitchen(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The kitchen sink has addresses, a menu and a search page."""
    settings.ROOT_URLCONF = "tests.functional.web_kitchen_sink"
    entries = [NavItem("Everything", "sink", order=1), NavItem("New referral", "sink-form", order=2)]
    monkeypatch.setattr(navigation, "_items", {item.url_name: item for item in entries})
    monkeypatch.setattr(navigation, "_search", ["sink"])
    yield


@BOTH
@pytest.mark.parametrize("address", ["help/", "help/keyboard/", "help/accessibility/", "help/cookies/"])
def test_help_is_open_to_all_and_accessible(open_page: OpenPage, width: int, address: str) -> None:
    """Help can be read before signing in, and axe finds nothing (GEN-04)."""
    page = open_page(width=width)
    page.goto(f"/{address}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(page)
    shoot(page, "web-" + address.strip("/").replace("/", "-"))


@BOTH
def test_every_component_is_accessible(open_page: OpenPage, kitchen: None, width: int) -> None:
    """axe finds nothing on the page with every component, and it fits its width (GEN-04, GEN-07)."""
    page = open_page(width=width)
    page.goto("/sink/")
    assert_accessible(page)
    shoot(page, "web-sink")
    for summary in page.locator("details > summary").all():
        summary.click()
    assert_accessible(page)
    shoot(page, "web-sink-open")


@BOTH
def test_every_field_is_accessible_also_in_error(open_page: OpenPage, kitchen: None, width: int) -> None:
    """An empty form and one full of errors are both clean; the summary leads to the field (GEN-04)."""
    page = open_page(width=width)
    page.goto("/sink/form/")
    assert_accessible(page)
    shoot(page, "web-form")
    page.locator("#id_received_date").fill("31/2/2005")
    page.get_by_role("button", name="Record the referral").click()
    expect(page).to_have_title("Error: New referral – Holdfast")
    expect(page.locator("#id_received_date")).to_have_value("31/2/2005")
    assert_accessible(page)
    shoot(page, "web-form-errors")
    page.get_by_role("link", name="Choose the kind of harm").click()
    expect(page.locator("#id_kind_0")).to_be_focused()


def fill_one_child(page: Page) -> None:
    """Type something everywhere that 'Add another' must not lose."""
    page.locator("#id_concern").fill("Came hungry.\nAté “two” breakfasts; 你好")
    page.locator("#id_children-0-name").fill("Rowan")


@pytest.mark.parametrize("javascript", [True, False])
def test_add_another_keeps_what_was_typed(open_page: OpenPage, kitchen: None, javascript: bool) -> None:
    """Rows are added and removed with and without JavaScript; no typing is lost (GEN-04)."""
    page = open_page(javascript=javascript)
    page.goto("/sink/form/")
    fill_one_child(page)
    page.get_by_role("button", name="Add another child").click()
    expect(page.locator("#id_children-0-name")).to_have_value("Rowan")
    page.locator("#id_children-1-name").fill("Briar")
    page.get_by_role("button", name="Add another child").click()
    page.locator("#id_children-2-name").fill("Sorrel")
    expect(page.locator(".govuk-error-summary")).to_have_count(0)
    page.get_by_role("button", name="Remove Child 2").click()
    expect(page.locator("#id_children-1-name")).to_have_value("Sorrel")
    expect(page.locator("#id_children-2-name")).to_have_count(0)
    expect(page.locator("#id_concern")).to_have_value("Came hungry.\nAté “two” breakfasts; 你好")
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def test_enter_in_a_form_with_rows_saves_it(open_page: OpenPage, kitchen: None) -> None:
    """Enter presses the main button, not 'Add another' or 'Remove' (GEN-04)."""
    page = open_page(javascript=False)
    page.goto("/sink/form/")
    page.locator("#id_referrer").press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    expect(page.locator("[data-row]")).to_have_count(1)


def test_keys_and_helps(open_page: OpenPage, kitchen: None) -> None:
    """'/' goes to the search box, boxes grow, long lists narrow, unsaved typing is guarded (GEN-04)."""
    page = open_page()
    page.goto("/sink/form/")
    expect(page.locator("body")).to_have_class("govuk-template__body js-enabled govuk-frontend-supported")
    expect(page.locator("#id_parents_know_reason")).to_be_hidden()
    page.locator("#id_parents_know_answer_no").check()
    expect(page.locator("#id_parents_know_reason")).to_be_visible()
    page.locator("body").press("/")
    expect(page.locator("#hf-search-box")).to_be_focused()
    box = page.locator("#id_concern")
    before = box.evaluate("b => b.clientHeight")
    box.fill("line\n" * 20)
    assert box.evaluate("b => b.clientHeight") > before


def test_without_javascript_nothing_is_hidden_for_good(open_page: OpenPage, kitchen: None) -> None:
    """Conditional questions show, the menu is open, the print button is away (GEN-04)."""
    page = open_page(javascript=False, width=NARROW)
    page.goto("/sink/form/")
    expect(page.locator("#id_parents_know_reason")).to_be_hidden()
    page.locator("#id_parents_know_answer_no").check()
    expect(page.locator("#id_parents_know_reason")).to_be_visible()
    expect(page.get_by_role("link", name="New referral")).to_be_visible()
    expect(page.get_by_text("Print this page")).to_be_hidden()


def test_the_page_reflows_at_320_pixels(open_page: OpenPage, kitchen: None) -> None:
    """Nothing needs sideways scrolling at 320 CSS pixels (WCAG 1.4.10; GEN-04)."""
    page = open_page(width=320)
    for address in ("/sink/", "/sink/form/", "/sign-in/"):
        page.goto(address)
        assert_accessible(page)
    shoot(page, "web-320")


def test_print_leaves_the_furniture_out(open_page: OpenPage, kitchen: None) -> None:
    """On paper there is the record, without menu, search and buttons (GEN-04)."""
    page = open_page()
    page.goto("/sink/")
    page.emulate_media(media="print")
    expect(page.locator(".hf-header")).to_be_hidden()
    expect(page.locator(".hf-footer")).to_be_hidden()
    expect(page.get_by_role("heading", name="Everything at once")).to_be_visible()
    shoot(page, "web-print")


@BOTH
def test_signing_in_and_out(open_page: OpenPage, cast: Cast, width: int) -> None:
    """A wrong password is told without saying which half was wrong; the name and role stand on the page (GEN-07)."""
    page = open_page(width=width)
    page.goto("/help/")
    page.goto("/sign-in/")
    page.get_by_label("Username or email address").fill("ada.osei")
    page.get_by_label("Password", exact=True).fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_title("Error: Sign in – Holdfast")
    expect(page.get_by_role("alert")).to_contain_text("The username or the password is not right")
    expect(page.get_by_label("Username or email address")).to_have_value("ada.osei")
    assert_accessible(page)
    shoot(page, "web-sign-in-error")
    page.get_by_label("Username or email address").fill(cast.worker.user.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto("/help/")
    expect(page.locator(".hf-who__name")).to_have_text(cast.worker.actor.name)
    expect(page.locator(".hf-who__role")).to_have_text("Social worker")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


@BOTH
@pytest.mark.parametrize(
    "address", ["/password/", "/sign-out/", "/sign-in/again/", "/sign-in/closed/", "/no-such-page/"]
)
def test_pages_about_accounts_and_errors_are_accessible(
    open_page: OpenPage, cast: Cast, width: int, address: str
) -> None:
    """The pages that are seldom seen are as clean as the others (GEN-04)."""
    page = open_page(cast.worker.user if address != "/sign-in/closed/" else None, width=width)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(page)
    shoot(page, "web" + address.rstrip("/").replace("/", "-"))


def test_long_lists_narrow_and_keep_the_choice(open_page: OpenPage, kitchen: None) -> None:
    """A few letters shorten the list; what was chosen stays chosen (GEN-04)."""
    page = open_page()
    page.goto("/sink/form/")
    page.locator("#id_lead").select_option(label="Worker 03 Marsh")
    page.get_by_label("Type part of a name to shorten the list").fill("17 mar")
    expect(page.locator("#id_lead option")).to_have_text(["Choose…", "Worker 03 Marsh", "Worker 17 Marsh"])
    expect(page.locator("#id_lead")).to_have_value("3")


def test_unsaved_typing_is_asked_about(open_page: OpenPage, kitchen: None) -> None:
    """Leaving a page with typing on it asks first; saving does not (GEN-04)."""
    page = open_page()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/sink/form/")
    page.locator("#id_concern").press_sequentially("Came hungry")
    page.goto("/help/")
    assert asked == ["beforeunload"]
    page.goto("/sink/form/")
    page.locator("#id_concern").press_sequentially("Came hungry")
    page.get_by_role("button", name="Record the referral").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert asked == ["beforeunload"]
