"""The pages of the front door, as people use them (REF-01..14, GEN-05..07, GEN-09..11; WT 4.12-4.23)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from holdfast.cases.models import Case, Decision, InformationGiven
from holdfast.cases.referrals import actions
from holdfast.cases.referrals.models import Contact, NewConcern, Referral, SearchMade
from holdfast.ledger.models import Read
from holdfast.people.models import Person
from tests.integration.referrals.making import (
    MORNING,
    contact_of,
    neighbour_facts,
    new_child,
    referral_of,
)
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db

NO_ROWS = {
    f"{prefix}-{name}": number
    for prefix in ("children", "adults")
    for name, number in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
}


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


def test_brothers_and_sisters_are_decided_on_one_page(door: Client, cast: Cast) -> None:
    """REF-06, GEN-11: the same for all unless said otherwise, with reasons (WT 4.20)."""
    referral = referral_of(cast, new_child(cast), new_child(cast, "Tom"))
    nell, tom = referral.children.order_by("recorded_at")
    address = reverse("referrals:decide", args=[referral.pk])
    data = {"outcome": "advice-or-information", "reasons": "Help is at hand", "at_date": "1/6/2026", "at_time": "2pm"}
    assert "reasons" in door.post(address, {**data, "reasons": ""}).context["form"].errors
    other = {f"child-{tom.pk}-outcome": "no-further-action", f"child-{tom.pk}-reasons": "Not concerned"}
    response = door.post(address, {**data, **other})
    assert response["Location"] == referral.get_absolute_url()
    taken = {one.record_id: (one.outcome, one.reasons) for one in Decision.objects.all()}
    assert taken == {
        nell.pk: ("advice-or-information", "Help is at hand"),
        tom.pk: ("no-further-action", "Not concerned"),
    }


def test_deciding_without_a_search_asks_why(door: Client, cast: Cast) -> None:
    """REF-07: the page leads to the search first (WT 4.20)."""
    referral = referral_of(cast, searched=False)
    address = reverse("referrals:decide", args=[referral.pk])
    assert f"{reverse('referrals:search')}?contact={referral.contact.pk}" in door.get(address).content.decode()
    data = {"outcome": "no-further-action", "reasons": "Known", "at_date": "1/6/2026", "at_time": "2pm"}
    assert "departure" in door.post(address, data).context["form"].errors
    made = door.post(reverse("referrals:search"), {"words": "Dulse", "contact": str(referral.contact.pk)})
    found = door.get(made["Location"])
    keys = [str(match.known.person.pk) for match in found.context["matches"]]
    search = SearchMade.objects.get()
    done = door.post(reverse("referrals:consider", args=[search.pk]), {"child": keys})
    assert done["Location"] == referral.get_absolute_url()
    assert "departure" not in door.get(address).context["form"].fields


def test_a_manager_allocates_while_deciding(client: Client, cast: Cast) -> None:
    """STA-04: offered to those who may allocate, and to nobody else (WT 4.20)."""
    referral = referral_of(cast)
    address = reverse("referrals:decide", args=[referral.pk])
    client.force_login(cast.worker.user)
    assert "worker" not in client.get(address).context["form"].fields
    client.force_login(cast.manager.user)
    data = {"outcome": "initial-assessment", "reasons": "Needs a look", "at_date": "1/6/2026", "at_time": "2pm"}
    client.post(address, {**data, "worker": str(cast.second_worker.practitioner.pk)})
    assert referral.children.get().case.worker == cast.second_worker.practitioner


LETTERS: list[tuple[str, str, dict[str, str], str]] = [
    ("confirm", "telephone", {"at_date": "1/6/2026", "at_time": "5pm"}, "confirmed_at"),
    ("acknowledge", "in-writing", {"at_date": "1/6/2026", "at_time": "5pm", "how": "email"}, "acknowledged_at"),
    ("tell", "telephone", {"at_date": "1/6/2026", "at_time": "5pm", "how": "email", "told": "Assessed"}, "told_at"),
]


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: str(letter[0]))
def test_letters_are_recorded_where_they_stand(
    door: Client, cast: Cast, letter: tuple[str, str, dict[str, str], str]
) -> None:
    """REF-04, REF-05, REF-08: one form on the referral's page each; a slip comes back beside its field (WT 4.19)."""
    name, mode, data, field = letter
    referral = referral_of(cast, cast.child, mode=mode)
    address = reverse(f"referrals:{name}", args=[referral.pk])
    assert door.get(address).status_code == 200
    wrong = door.post(address, {**data, "at_date": "1/1/2020"})
    assert wrong.status_code == 200
    assert wrong.context["form"].errors
    assert door.post(address, data)["Location"] == referral.get_absolute_url()
    assert getattr(Referral.objects.get(pk=referral.pk), field) is not None


def test_a_public_referrer_is_offered_neutral_words(door: Client, cast: Cast) -> None:
    """REF-08: nothing of the child or the decision; a professional hears both (WT 4.22)."""
    public = referral_of(cast, cast.child, referrer=neighbour_facts())
    words = door.get(reverse("referrals:tell", args=[public.pk])).context["form"].initial["told"]
    assert "Ivy" not in words
    professional = referral_of(cast, cast.child)
    words = door.get(reverse("referrals:tell", args=[professional.pk])).context["form"].initial["told"]
    assert "Ivy Thorne" in words
    data = {"told": words, "withheld_reason": "She has moved away", "at_date": "1/6/2026", "at_time": "5pm"}
    door.post(reverse("referrals:tell", args=[professional.pk]), data)
    assert InformationGiven.objects.get(withheld_reason="She has moved away").given_at is None


def test_the_family_s_words_are_recorded(door: Client, cast: Cast) -> None:
    """GEN-10: and shown on the referral (WT 4.56)."""
    referral = referral_of(cast, cast.child)
    address = reverse("referrals:family", args=[referral.pk])
    assert "view" in door.post(address, {"person_name": "Rosa Thorne"}).context["form"].errors
    door.post(address, {"person_name": "Rosa Thorne", "view": "I would like help", "given": "Leaflet"})
    page = door.get(referral.get_absolute_url()).content.decode()
    assert "I would like help" in page
    assert "Leaflet" in page


def test_what_is_missing_is_added_and_what_is_wrong_corrected(door: Client, cast: Cast) -> None:
    """GEN-05, REC-01: only gaps are asked for; a correction stands beside what it corrects (WT 4.13, 4.131)."""
    referral = referral_of(cast, cast.child, maltreatment=True, foundation="A bruise")
    contact = referral.contact
    address = reverse("referrals:missing", args=[contact.pk])
    assert "maltreatment" not in door.get(address).context["form"].fields
    assert door.post(address, {}).context["form"].non_field_errors()
    door.post(address, {"needs": "A warm coat"})
    assert Contact.objects.get(pk=contact.pk).needs == "A warm coat"
    address = reverse("referrals:correct", args=[contact.pk])
    form = door.get(address).context["form"]
    data = {name: value for name, value in form.initial.items() if isinstance(value, str)}
    data |= {"maltreatment": "yes", "received_at_date": "1/6/2026", "received_at_time": "10:30"}
    assert "reason" in door.post(address, {**data, "concern": "Hungry"}).context["form"].errors
    door.post(address, {**data, "concern": "Hungry on Mondays", "reason": "Misheard"})
    page = door.get(referral.get_absolute_url()).content.decode()
    assert "Hungry on Mondays" in page
    assert "Often hungry at school" in page
    assert Referral.objects.get().received_at == MORNING


def test_the_police_are_told_on_a_page_of_its_own(door: Client, cast: Cast) -> None:
    """REF-11: until then every page about it says so (WT 4.18)."""
    referral = referral_of(cast, cast.child, possible_crime=True)
    address = reverse("referrals:police", args=[referral.contact.pk])
    assert address in door.get(referral.get_absolute_url()).content.decode()
    assert door.post(address, {}).context["form"].errors
    door.post(address, {"told_at_date": "1/6/2026", "told_at_time": "11am", "note": "Sergeant Whelk"})
    assert "Sergeant Whelk" in door.get(referral.get_absolute_url()).content.decode()


def test_a_new_concern_is_decided_by_the_worker(door: Client, cast: Cast) -> None:
    """REF-12: strategy discussion, assessment brought up to date, or on as planned (WT 4.23)."""
    contact_of(cast, cast.child, outcome="to-allocated-worker")
    concern = NewConcern.objects.get()
    address = reverse("referrals:concern", args=[concern.pk])
    choices = dict(door.get(address).context["form"].fields["outcome"].choices)
    assert set(choices) == {"strategy-discussion", "core-assessment", "no-further-action"}
    data = {"outcome": "no-further-action", "reasons": "Seen today, and well", "at_date": "today", "at_time": "now"}
    assert door.post(address, {**data, "reasons": ""}).context["form"].errors
    response = door.post(address, data)
    assert response["Location"] == address
    assert "Seen today, and well" in door.get(address).content.decode()
    assert Case.objects.get(pk=cast.case.pk).is_open


def test_a_contact_becomes_a_referral_after_all(door: Client, cast: Cast) -> None:
    """REF-02: with one button; twice is refused kindly (WT 4.12)."""
    contact = contact_of(cast, new_child(cast))
    address = reverse("referrals:refer", args=[contact.pk])
    assert "Take it as a referral" in door.get(reverse("referrals:contact", args=[contact.pk])).content.decode()
    assert door.post(address)["Location"] == Referral.objects.get().get_absolute_url()
    assert door.post(address)["Location"] == reverse("referrals:contact", args=[contact.pk])


def test_a_partner_makes_a_referral_and_sees_what_became_of_it(client: Client, cast: Cast) -> None:
    """REF-01, REF-05, REF-08: the same questions; one's own alone; taken in with the children recognised (WT 4.19)."""
    client.force_login(cast.teacher.user)
    address = f"{reverse('referrals:make')}?to={cast.authority.pk}"
    rows = {"children-TOTAL_FORMS": "1", "children-0-given_name": "Ivy", "children-0-family_name": "Thorne"}
    data = {**NO_ROWS, **rows, "children-0-born_on": "21/8/2017", "source": "school", "concern": "No coat in the snow"}
    assert client.post(address, {**data, "concern": ""}).context["form"].errors
    response = client.post(address, data)
    written = Contact.objects.get()
    assert response["Location"] == reverse("referrals:own_referral", args=[written.pk])
    assert "has not been taken in yet" in client.get(response["Location"]).content.decode()
    assert client.post(reverse("referrals:ask_again", args=[written.pk])).status_code == 302
    client.force_login(cast.partner.user)
    assert client.get(response["Location"]).status_code == 404

    client.force_login(cast.worker.user)
    assert "No coat in the snow" in client.get(reverse("referrals:front_door")).content.decode()
    taking = client.post(reverse("referrals:take_in", args=[written.pk]))
    page = client.get(taking["Location"])
    assert page.context["household"].initial["children"] == [str(cast.child.pk)]
    posted = {**NO_ROWS, **rows, "children": [str(cast.child.pk)], "outcome": "referral"}
    before = Person.objects.count()
    assert client.post(taking["Location"], posted).status_code == 302
    referral = Referral.objects.get()
    assert [one.child for one in referral.children.all()] == [cast.child]
    assert Person.objects.count() == before
    actions.acknowledge_referral(by=cast.worker.actor, referral=referral, how="email")
    actions.tell_referrer(by=cast.worker.actor, referral=referral, told="We will visit")

    client.force_login(cast.teacher.user)
    mine = client.get(reverse("referrals:own_referral", args=[written.pk])).content.decode()
    assert "Acknowledged" in mine
    assert "We will visit" in mine
    assert "No coat" in client.get(reverse("referrals:own")).content.decode()


def test_the_criteria_are_shown_where_a_concern_comes_in(client: Client, cast: Cast) -> None:
    """REF-13: stated by those who may, seen at the point of referral by partners too (WT 3.20, 4.15)."""
    client.force_login(cast.designated.user)
    address = reverse("referrals:state_thresholds")
    assert client.post(address, {"text": "", "from_date": "today"}).context["form"].errors
    data = {"text": "A child who is hurt is referred at once.", "from_date": "today", "agreed": "Board, May"}
    assert client.post(address, data)["Location"] == reverse("referrals:thresholds")
    for who, shown in (
        (cast.worker, "referrals:new"),
        (cast.worker, "referrals:thresholds"),
        (cast.teacher, "referrals:make"),
    ):
        client.force_login(who.user)
        query = f"?to={cast.authority.pk}" if shown == "referrals:make" else ""
        assert "hurt is referred at once" in client.get(reverse(shown) + query).content.decode()


def test_practitioners_are_offered_while_their_name_is_typed(door: Client, cast: Cast) -> None:
    """REF-01: by part of name or agency, asked for in the body (WT 4.17)."""
    page = door.post(reverse("referrals:who"), {"referrer": "vetch"}).content.decode()
    assert "Teresa Vetch, Thrift Lane Primary School" in page
    assert "Vetch" not in door.post(reverse("referrals:who"), {"referrer": "v"}).content.decode()


def test_strangers_sign_in_first(client: Client, cast: Cast) -> None:
    """Default deny (WT 4.126)."""
    referral = referral_of(cast, cast.child)
    response = client.get(referral.get_absolute_url())
    assert response["Location"].startswith(reverse("account_login"))
