"""Imported children stand on the same screens as all others (STA-03; WT 4.132)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from holdfast.cases.assessments.models import Assessment
from holdfast.cases.conferences.models import Conference
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.models import Case
from holdfast.cases.plans.models import ChildInNeedPlan, ChildProtectionPlan
from holdfast.cases.referrals.models import Referral
from holdfast.people.models import Person
from holdfast.returns.cin.actions import import_return
from tests.support.cast import Cast
from tests.unit.returns_cin.builder import a_child, a_return
from tests.unit.returns_cin.test_layouts import FULL

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(cast: Cast, tmp_path: Path) -> Person:
    """A child of whom Holdfast knows what a return says, with the plan still running."""
    path = tmp_path / "return.xml"
    running = FULL.replace("<CPPendDate>2024-02-20</CPPendDate>", "").replace(
        "<CINclosureDate>2024-02-27</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>", ""
    )
    path.write_bytes(a_return(a_child(running)))
    import_return(by=cast.designated.actor, authority=cast.authority, path=path)
    return Person.objects.get(identifiers__value="C1")


def pages(child: Person) -> Iterator[str]:
    case = Case.objects.get(child=child)
    yield reverse("children:child", args=[child.pk])
    yield reverse("people:child", args=[child.pk])
    yield reverse("chronology:child", args=[child.pk])
    yield reverse("children:decisions", args=[child.pk])
    yield reverse("children:search") + "?words=C1"
    yield reverse("referrals:referral", args=[Referral.objects.get(children__case=case).pk])
    yield reverse("assessments:round", args=[Assessment.objects.get(case=case).round_id])
    yield reverse("enquiries:enquiry", args=[Section47Enquiry.objects.get(case=case).pk])
    for conference in Conference.objects.filter(children__case=case):
        yield conference.get_absolute_url()
    for plan in (ChildProtectionPlan.objects.get(case=case), ChildInNeedPlan.objects.get(case=case)):
        yield plan.get_absolute_url()
    yield reverse("plans:list")
    yield reverse("conferences:list")
    yield reverse("clocks:team")


def test_every_page_of_an_imported_child_opens(cast: Cast, child: Person) -> None:
    """STA-03: nothing that a census leaves out breaks a page, for a manager or for who reads the return in."""
    for member in (cast.manager, cast.designated):
        client = Client()
        client.force_login(member.user)
        answers = {page: client.get(page).status_code for page in pages(child)}
        assert {page: status for page, status in answers.items() if status != 200} == {}


def test_a_child_without_a_name_is_told_apart_and_found(cast: Cast, child: Person) -> None:
    """STA-03: by the authority's own number, until somebody records the name."""
    assert child.name == "C1"
    client = Client()
    client.force_login(cast.manager.user)
    page = client.get(reverse("children:child", args=[child.pk])).content.decode()
    assert "C1" in page
    assert "Name not known" not in page
    from holdfast.people.actions import change_name

    change_name(by=cast.worker.actor, person=child, given_name="Ann", family_name="Reed")
    assert Person.objects.get(pk=child.pk).name == "Ann Reed"
