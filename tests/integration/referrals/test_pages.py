"""The pages of the front door, as people use them (REF-01..14, GEN-05..07, GEN-09..11; WT 4.12-4.23)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from holdfast.cases.referrals import actions
from holdfast.cases.referrals.models import Contact, NewConcern, Referral, SearchMade
from holdfast.ledger.models import Read
from holdfast.people.models import Person
from tests.integration.referrals.making import (
    MORNING,
    NO_ROWS,
    contact_of,
    neighbour_facts,
    new_child,
    referral_of,
)
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def door(client: Client, cast: Cast) -> Client:
    """The social worker at the door."""
    client.force_login(cast.worker.user)
    return client


def typed(**more: Any) -> dict[str, Any]:
    """What is typed on the form about a concern: a teacher telephones."""
    return {
        **NO_ROWS,
        "received_date": "1/6/2026",
        "received_time": "9.30am",
        "mode": "telephone",
        "source": "school",
        "referrer": "Teresa Vetch, Thrift Lane Primary School",
        "concern": "Often hungry at school",
        "outcome": "referral",
        **more,
    }


def search_for(door: Client, **words: str) -> SearchMade:
    """Search as the form does; the search that was recorded."""
    response = door.post(reverse("referrals:search"), words)
    assert response.status_code == 302, response.context["form"].errors
    return SearchMade.objects.latest("made_at")


def test_a_search_comes_first_and_leaves_no_name_in_an_address(door: Client, cast: Cast) -> None:
    """REF-07: recorded with who, when, what for and what was found; names travel in the body (WT 4.20)."""
    response = door.post(reverse("referrals:search"), {"words": "Ivy Thorn"})
    made = SearchMade.objects.get()
    assert response["Location"] == reverse("referrals:found", args=[made.pk])
    assert (made.made_by, made.words, made.found) == (cast.worker.practitioner, "Ivy Thorn", 1)
    page = door.get(response["Location"])
    assert "Ivy Thorne" in page.content.decode()
    assert "Wendy Sorrel" in page.content.decode()
    empty = door.post(reverse("referrals:search"), {})
    assert "Enter a name" in empty.content.decode()


def test_brothers_and_sisters_stand_under_the_child_who_was_found(door: Client, cast: Cast) -> None:
    """GEN-08: chosen with one click each; the only one who fits is ticked (WT 4.36)."""
    made = search_for(door, words="Ivy Thorne")
    response = door.get(reverse("referrals:found", args=[made.pk]))
    (match,) = response.context["matches"]
    assert {known.person.pk for known in match.kin} == {cast.sibling.pk, cast.unborn.pk}
    assert response.context["only"] == cast.child.pk
    parent = search_for(door, words="Rosa Thorne")
    (match,) = door.get(reverse("referrals:found", args=[parent.pk])).context["matches"]
    assert not match.known.is_child
    assert {known.person.pk for known in match.kin} == {cast.child.pk, cast.sibling.pk, cast.unborn.pk}


def test_an_earlier_referral_is_seen_at_once_with_what_was_decided_and_why(door: Client, cast: Cast) -> None:
    """REF-14: on the search, on the form and on the referral (WT 4.26, 4.127)."""
    nell = new_child(cast)
    first = referral_of(cast, nell)
    actions.decide_referral(
        by=cast.worker.actor,
        referral=first,
        decisions=[actions.ChildDecision(child=first.children.get(), outcome="no-further-action", reasons="All well")],
        at=MORNING + timedelta(hours=1),
    )
    made = search_for(door, words="Nell Dulse")
    again = referral_of(cast, nell, received_at=MORNING + timedelta(days=30))
    for address in (
        reverse("referrals:found", args=[made.pk]),
        f"{reverse('referrals:new')}?child={nell.pk}",
        reverse("referrals:referral", args=[again.pk]),
        reverse("referrals:decide", args=[again.pk]),
    ):
        page = door.get(address).content.decode()
        assert "No further action" in page, address
        assert "All well" in page, address


def test_a_new_family_is_typed_once_and_becomes_a_referral(door: Client, cast: Cast) -> None:
    """REF-01, REF-03, GEN-09: one form; what the search knew is filled in; the teacher is recognised (WT 4.17)."""
    made = search_for(door, words="Nell Dulse", postcode="ZZ1 9AA")
    address = f"{reverse('referrals:new')}?search={made.pk}"
    page = door.get(address)
    assert page.context["rows"][0].forms[0].initial == {"given_name": "Nell", "family_name": "Dulse", "born_on": None}
    assert page.context["household"].initial["postcode"] == "ZZ1 9AA"
    rows = {
        "children-TOTAL_FORMS": "2",
        "children-0-given_name": "Nell",
        "children-0-family_name": "Dulse",
        "children-0-first_language": "Polish",
        "children-0-disability": "hearing",
        "children-1-given_name": "Tom",
        "children-1-age": "4",
        "adults-TOTAL_FORMS": "1",
        "adults-0-given_name": "Mara",
        "adults-0-relation": "mother",
        "line1": "9 Kelp Street",
        "postcode": "ZZ1 9AA",
    }
    response = door.post(address, typed(**rows))
    referral = Referral.objects.get()
    assert response["Location"] == reverse("referrals:referral", args=[referral.pk])
    assert {one.child.name for one in referral.children.all()} == {"Nell Dulse", "Tom Dulse"}
    nell = Person.objects.get(given_name="Nell")
    assert (nell.first_language, nell.disabilities) == ("Polish", ["hearing"])
    assert referral.contact.referrer.practitioner == cast.teacher.practitioner
    assert list(referral.contact.searches.all()) == [made]
    assert referral.received_at == MORNING - timedelta(hours=1)


def test_a_known_child_and_her_brother_are_ticked_not_typed(door: Client, cast: Cast) -> None:
    """GEN-08, REF-02: the open case suggests its worker; nobody is registered twice (WT 4.12, 4.36)."""
    address = f"{reverse('referrals:new')}?child={cast.child.pk}"
    page = door.get(address)
    assert page.context["form"].initial["outcome"] == "to-allocated-worker"
    before = Person.objects.count()
    data = typed(outcome="to-allocated-worker", children=[str(cast.child.pk), str(cast.sibling.pk)])
    data |= {"children-TOTAL_FORMS": "1", "children-0-given_name": "Ivy", "children-0-family_name": "Thorne"}
    door.post(address, data)
    assert Person.objects.count() == before
    assert NewConcern.objects.count() == 2
    (search,) = SearchMade.objects.all()
    assert set(search.considered) == {cast.child.pk, cast.sibling.pk}


def test_a_concern_can_be_talked_over_without_a_name(door: Client, cast: Cast) -> None:
    """REF-01: no child is asked for (WT 4.12)."""
    address = f"{reverse('referrals:new')}?unnamed=1"
    assert door.get(address).context["rows"] == []
    data = typed(outcome="advice", advice="Speak with the mother, and ring again")
    response = door.post(address, data)
    contact = Contact.objects.get()
    assert response["Location"] == reverse("referrals:contact", args=[contact.pk])
    assert "Speak with the mother" in door.get(response["Location"]).content.decode()


def test_what_is_wrong_is_said_beside_its_field_and_the_typing_is_kept(door: Client, cast: Cast) -> None:
    """GEN-05: only who, how and what are asked for; a refusal loses nothing (WT 4.13)."""
    response = door.post(reverse("referrals:new"), typed(concern="", needs="A warm coat", agreement="not-sought-risk"))
    assert set(response.context["form"].errors) == {"concern", "agreement_reason"}
    assert "A warm coat" in response.content.decode()
    response = door.post(reverse("referrals:new"), typed(outcome="advice"))
    assert set(response.context["form"].errors) == {"advice"}
    assert not Contact.objects.exists()
    response = door.post(reverse("referrals:new"), typed())
    assert "outcome" in response.context["form"].errors
    response = door.post(reverse("referrals:new"), typed(**{"children-add": "1", "concern": ""}))
    assert not response.context["form"].errors
    assert len(response.context["rows"][0]) == 1


def test_a_member_of_the_public_is_named_nowhere(door: Client, client: Client, cast: Cast) -> None:
    """REF-09: not on the door, the contact, the referral, the decision, nor the story (WT 4.21)."""
    referral = referral_of(cast, cast.child, referrer=neighbour_facts())
    other = contact_of(cast, cast.child, referrer=neighbour_facts())
    for address in (
        f"{reverse('referrals:front_door')}?since=all",
        reverse("referrals:contact", args=[other.pk]),
        reverse("referrals:referral", args=[referral.pk]),
        reverse("referrals:decide", args=[referral.pk]),
    ):
        page = door.get(address).content.decode()
        assert "identity withheld" in page, address
        assert "Gladys" not in page, address
        assert "960999" not in page, address
    assert door.get(reverse("referrals:reveal", args=[referral.contact.pk])).status_code == 403


def test_a_manager_learns_who_it_was_with_a_reason_that_is_recorded(client: Client, cast: Cast) -> None:
    """REF-09: shown once, in no address, and logged (WT 4.21)."""
    referral = referral_of(cast, cast.child, referrer=neighbour_facts())
    client.force_login(cast.manager.user)
    address = reverse("referrals:reveal", args=[referral.contact.pk])
    assert "Gladys" not in client.get(address).content.decode()
    assert "Gladys" not in client.post(address, {"reason": " "}).content.decode()
    assert not Read.objects.filter(part="withheld referrer").exists()
    shown = client.post(address, {"reason": "The police ask for a statement"})
    assert "Gladys Kelp" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    reads = Read.objects.filter(part="withheld referrer", purpose="The police ask for a statement")
    assert {read.person_id for read in reads} == {cast.child.pk, referral.contact.referrer_id}


def test_the_front_door_shows_what_waits_and_until_when(
    door: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """REF-06: longest waiting first, late ones marked; the number of queries does not grow with the list (WT 4.20)."""
    for number in range(4):
        referral_of(cast, new_child(cast, f"Nell {number}"), received_at=MORNING + timedelta(hours=number))
    contact_of(cast)
    with django_assert_max_num_queries(24):
        response = door.get(f"{reverse('referrals:front_door')}?since=all")
    assert [row.referral.received_at.hour for row in response.context["rows"]] == [9, 10, 11, 12]
    assert all(row.late for row in response.context["rows"])
    assert response.context["page"].total == 5
    only = door.get(f"{reverse('referrals:front_door')}?since=all&show=contacts")
    assert only.context["page"].total == 1
    today = door.get(f"{reverse('referrals:front_door')}?since=nonsense")
    assert today.context["page"].total == 1


def test_the_referral_reads_as_prose_with_its_clocks(
    door: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """REC-04, GEN-07: what was told, what is missing, each clock with its paragraph (WT 4.17-4.20)."""
    referral = referral_of(cast, cast.child, cast.sibling, urgent=True, how_arose="Said so to her teacher")
    with django_assert_max_num_queries(40):
        response = door.get(reverse("referrals:referral", args=[referral.pk]))
    page = response.content.decode()
    assert "Said so to her teacher" in page
    assert {clock.rule.code for clock in response.context["clocks"]} == {
        "referral-decision",
        "referral-written-confirmation",
    }
    assert "WT 4.20" in page
    assert "WT 4.19" in page
    assert "Does the family know and agree?" in response.context["left"]
    assert Read.objects.filter(person_id=cast.sibling.pk, part="referral").exists()
    assert reverse("protection:urgent") in page
