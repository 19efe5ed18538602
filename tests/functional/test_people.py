"""People, agencies and guidance in the browser: readable by everybody, at desk and phone width (GEN-08; WCAG 2.2)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from holdfast.people import actions
from holdfast.people.models import Person, Relationship
from tests.functional.conftest import NARROW, WIDE, OpenPage
from tests.functional.pages import assert_accessible
from tests.support.cast import build_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_pages_are_accessible_and_fit(open_page: OpenPage, transactional_db: None, width: int) -> None:
    """GEN-08, GEN-09: axe finds nothing; nothing scrolls sideways (WT 4.36)."""
    cast = build_cast()
    by = cast.worker.actor
    actions.change_person(by=by, person=cast.child, changes={"religion": "None", "warning": "A dog in the yard"})
    actions.change_name(by=by, person=cast.child, given_name="Ivy", family_name="Okoro")
    actions.identify(by=by, person=cast.child, kind="nhs", value="1112223334", accept_wrong=True)
    page = open_page(cast.designated.user, width=width)
    child = {"pk": cast.child.pk}
    edition = {"edition": "working-together-2005"}
    for address in (
        reverse("people:child", kwargs=child),
        reverse("people:details", kwargs=child),
        reverse("people:home", kwargs=child),
        reverse("people:relate", kwargs=child),
        reverse("network:add", kwargs=child),
        reverse("agencies:list"),
        reverse("agencies:agency", kwargs={"pk": cast.authority.pk}),
        reverse("agencies:hold_post", kwargs={"pk": cast.worker.practitioner.pk}),
        reverse("guidance:index"),
        reverse("guidance:edition", kwargs=edition),
        reverse("guidance:adoption"),
    ):
        page.goto(address)
        assert_accessible(page)


def test_somebody_new_is_added_without_javascript(open_page: OpenPage, transactional_db: None) -> None:
    """GEN-08: search, find nobody, add the grandmother on the same page (WT 4.36)."""
    cast = build_cast()
    page = open_page(cast.worker.user, javascript=False)
    page.goto(reverse("people:relate", kwargs={"pk": cast.child.pk}))
    page.fill("#find_q", "Maud Vetchling")
    page.click("button[name=search]")
    page.select_option("select[name=kind]", label="Grandparent")
    page.check("input[name=lives_there]")
    page.click("button[name=relate]")
    assert page.get_by_text("It is recorded who they are.").is_visible()
    maud = Person.objects.get(given_name="Maud")
    assert Relationship.objects.get(person=maud).kind == "grandparent"
    assert "Maud" not in page.url


def test_a_citation_is_one_click_away(open_page: OpenPage, transactional_db: None) -> None:
    """GEN-07: the link ends at its own paragraph."""
    cast = build_cast()
    page = open_page(cast.worker.user)
    page.goto(reverse("people:child", kwargs={"pk": cast.child.pk}))
    page.get_by_role("link", name="WT 4.36").first.click()
    assert page.url.endswith("#wt-4-36")
    assert page.locator("#wt-4-36").is_visible()
