"""The pages that follow a referral: the decision, the letters, the police, corrections (REF-04..12; WT 4.18-4.23)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from holdfast.cases.models import Case, Decision, InformationGiven
from holdfast.cases.referrals import actions
from holdfast.cases.referrals.models import Contact, NewConcern, Referral, SearchMade
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
