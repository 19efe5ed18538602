"""The pages about people: what they show and ask, what they refuse with the typing kept (GEN-01, GEN-08, REC-01)."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from holdfast.cases import actions as cases
from holdfast.cases.models import Involvement
from holdfast.core.time import today
from holdfast.ledger.models import Read
from holdfast.people import actions
from holdfast.people.models import Address, Identifier, NameKind, Person, PersonName, Relationship, Residence
from holdfast.people.selectors import families_of, household_of
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(client: Client, cast: Cast) -> Client:
    """The child's social worker, signed in."""
    client.force_login(cast.worker.user)
    return client


def address(name: str, person: Person, **more: Any) -> str:
    return reverse(name, kwargs={"pk": person.pk, **more})


def send(client: Client, name: str, person: Person, data: dict[str, Any], **more: Any) -> HttpResponse:
    """Post a form; follow nothing."""
    return client.post(address(name, person, **more), data)  # type: ignore[return-value]


def text(response: Any) -> str:
    return response.content.decode()  # type: ignore[no-any-return]


def test_everybody_around_a_child_is_on_one_page(worker: Client, cast: Cast) -> None:
    """GEN-08, GEN-09: prose, parents, siblings, home, network, numbers; each with its way to add (WT 4.36, 4.43)."""
    actions.identify(by=cast.worker.actor, person=cast.child, kind="nhs", value="1112223334", accept_wrong=True)
    actions.change_name(by=cast.worker.actor, person=cast.child, given_name="Ivy", family_name="Okoro")
    page = text(worker.get(address("people:child", cast.child)))
    for said in (
        "Ivy Okoro, female, was born on 21 August 2017",
        "Mother:",
        "Has parental responsibility.",
        "Unborn child Thorne",
        "4 Eelgrass Row",
        "Teresa Vetch",
        "Check digit does not fit",
        "Former name: Ivy Thorne",
        "How this was known over time",
        "Ivy Thorne</del>",
    ):
        assert said in page, said
    for name in ("details", "name", "alias", "number", "home", "left", "relate", "family", "death"):
        assert address(f"people:{name}", cast.child) in page, name
    assert Read.objects.filter(person_id=cast.child.pk, part="people", actor=cast.worker.user).exists()


def test_an_unborn_childs_page_leads_to_the_birth(worker: Client, cast: Cast) -> None:
    """GEN-01: followed before birth, and the same person after (WT 4.14)."""
    page = text(worker.get(address("people:child", cast.unborn)))
    assert address("people:birth", cast.unborn) in page
    assert address("people:death", cast.unborn) not in page
    assert send(worker, "people:birth", cast.unborn, {"born_on": "never"}).status_code == 200
    done = send(worker, "people:birth", cast.unborn, {"born_on": "today", "given_name": "Wren", "sex": "female"})
    assert done["Location"] == address("people:child", cast.unborn)
    assert Person.objects.get(pk=cast.unborn.pk).born_on == today()
    again = worker.get(address("people:birth", cast.unborn))
    assert again["Location"] == address("people:child", cast.unborn)
    assert "recorded already" in text(send(worker, "people:birth", cast.unborn, {"born_on": "today", "sex": "male"}))


def test_a_colleague_of_another_agency_reads_and_changes_nothing(client: Client, cast: Cast) -> None:
    """DIR-01, GEN-07: a teacher in the network sees who is there; neither history nor a way to change."""
    client.force_login(cast.teacher.user)
    page = text(client.get(address("people:child", cast.child)))
    assert "Rosa Thorne" in page
    assert "How this was known over time" not in page
    assert address("people:details", cast.child) not in page
    assert client.get(address("people:details", cast.child)).status_code in (403, 404)


DETAILS: dict[str, Any] = {
    "first_language": "Polish",
    "interpreter_needed": "yes",
    "ethnicity": "white-other",
    "disabilities": ["hearing"],
    "born_on": "21/8/2017",
    "sex": "female",
    "warning": "A dog in the yard",
}


def test_details_are_changed_and_what_they_said_is_told(worker: Client, cast: Cast) -> None:
    """GEN-09, REC-01: only what differs is changed; what it said before stays (WT 4.43, 4.131)."""
    assert send(worker, "people:details", cast.child, DETAILS).status_code == 302
    child = Person.objects.get(pk=cast.child.pk)
    assert (child.first_language, child.interpreter_needed, child.disabilities) == ("Polish", True, ["hearing"])
    page = text(worker.get(address("people:child", cast.child)))
    assert "Speaks Polish, and needs an interpreter." in page
    assert "A dog in the yard" in page
    unchanged = text(send(worker, "people:details", cast.child, DETAILS))
    assert "Nothing has been changed" in unchanged


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"born_on": "12/8/2017"}, "how it is known"),
        ({"disabilities": ["none", "hearing"]}, "not both"),
        ({"sex": "male"}, "how it is known"),
        ({"born_on": "1/1/2999"}, "must be today or in the past"),
    ],
)
def test_what_cannot_be_is_refused_with_the_typing_kept(
    worker: Client, cast: Cast, change: dict[str, Any], said: str
) -> None:
    """REC-01: beside its field, and nothing typed is lost."""
    page = text(send(worker, "people:details", cast.child, DETAILS | change))
    assert said in page
    assert "A dog in the yard" in page
    assert Person.objects.get(pk=cast.child.pk).warning == ""


def test_names_numbers_and_a_death(worker: Client, cast: Cast) -> None:
    """REC-01, REF-07: each on a page of its own."""
    assert send(worker, "people:name", cast.child, {"given_name": "Ivy", "family_name": "Okoro"}).status_code == 302
    assert "name on record" in text(
        send(worker, "people:name", cast.child, {"given_name": "Ivy", "family_name": "Okoro"})
    )
    assert send(worker, "people:alias", cast.child, {"kind": "alias", "given_name": "Vee"}).status_code == 302
    assert PersonName.objects.filter(person=cast.child, kind=NameKind.ALIAS).exists()
    assert "Enter the name" in text(send(worker, "people:alias", cast.child, {"kind": "alias"}))
    wrong = text(send(worker, "people:number", cast.child, {"kind": "nhs", "value": "111 222 3334"}))
    assert "its check digit does not fit" in wrong
    assert "1112223334" in wrong or "111 222 3334" in wrong
    kept = send(worker, "people:number", cast.child, {"kind": "nhs", "value": "1112223334", "accept_wrong": "on"})
    assert kept.status_code == 302
    assert Identifier.objects.get(person=cast.child).checks is False
    assert "date of birth" in text(send(worker, "people:death", cast.child, {"died_on": "1/1/2010"}))
    assert send(worker, "people:death", cast.mother, {"died_on": "today"}).status_code == 302


def test_a_family_moves_with_the_household_chosen_beforehand(worker: Client, cast: Cast) -> None:
    """GEN-08: who moves is ticked already, the address is typed once (WT 4.36)."""
    page = text(worker.get(address("people:home", cast.child)))
    for person, ticked in ((cast.child, True), (cast.mother, True), (cast.sibling, True), (cast.unborn, False)):
        box = page.split(f'value="{person.pk}"')[1].split(">")[0]
        assert ("checked" in box) is ticked, person.name
    actions.move_home(by=cast.worker.actor, people=[cast.sibling], line1="1 Father's Row")
    page = text(worker.get(address("people:home", cast.child)))
    assert "checked" not in page.split(f'value="{cast.sibling.pk}"')[1].split(">")[0], "lives elsewhere"
    movers = [str(one.pk) for one in (cast.child, cast.mother)]
    data = {"people": movers, "line1": "9 Sandwort Close", "postcode": "zz2 3cd", "kind": "home"}
    assert "or in the past" in text(send(worker, "people:home", cast.child, data | {"from_date": "1/1/2999"}))
    assert "house and street" in text(send(worker, "people:home", cast.child, data | {"line1": "", "postcode": ""}))
    assert send(worker, "people:home", cast.child, data).status_code == 302
    assert household_of(cast.child.pk) == [cast.mother]
    assert Address.objects.filter(line1="9 Sandwort Close").count() == 1


def test_somebody_leaves_home(worker: Client, cast: Cast) -> None:
    """GEN-08: gone, and not known where."""
    data = {"people": [str(cast.mother.pk)], "on": "today"}
    assert send(worker, "people:left", cast.child, data).status_code == 302
    assert household_of(cast.child.pk) == [cast.sibling]
    assert Residence.objects.get(person=cast.mother).to_date == today()


def test_a_search_finds_somebody_on_record_without_a_name_in_an_address(worker: Client, cast: Cast) -> None:
    """GEN-08, REF-07, DIR-05: posted, logged, chosen, related (WT 4.36)."""
    aunt = actions.register_person(by=cast.worker.actor, given_name="Maud", family_name="Thorne")
    first = text(worker.get(address("people:relate", cast.child)))
    assert "Jack Thorne" in first
    assert "register somebody new" not in first
    found = text(send(worker, "people:relate", cast.child, {"q": "maud thorn", "search": "1"}))
    assert str(aunt.pk) in found
    assert Read.objects.filter(person_id=aunt.pk, part="search").exists()
    data = {"relate": "1", "q": "maud thorn", "who": str(aunt.pk), "kind": "aunt-uncle", "new_sex": "unknown"}
    assert send(worker, "people:relate", cast.child, data)["Location"] == address("people:child", cast.child)
    assert Relationship.objects.get(person=aunt, other=cast.child).kind == "aunt-uncle"
    assert aunt in [one.person for one in cast.family.members.select_related("person")]


def test_somebody_new_is_registered_on_the_same_page(worker: Client, cast: Cast) -> None:
    """GEN-08: after a search that found nobody, what was typed begins the answers."""
    found = text(send(worker, "people:relate", cast.child, {"q": "Karl Vetchling", "search": "1"}))
    assert "Nobody on record fits" in found
    assert 'value="Vetchling"' in found
    data = {
        "relate": "1",
        "q": "Karl Vetchling",
        "who": "new",
        "new_given": "Karl",
        "new_family": "Vetchling",
        "new_sex": "male",
        "new_telephone": "01632 960999",
        "kind": "parents-partner",
        "parental_responsibility": "no",
        "lives_there": "on",
    }
    nameless = text(send(worker, "people:relate", cast.child, data | {"new_given": "", "new_family": ""}))
    assert "Enter the name of the person who is new" in nameless
    assert "01632 960999" in nameless
    assert send(worker, "people:relate", cast.child, data).status_code == 302
    karl = Person.objects.get(given_name="Karl")
    assert karl in household_of(cast.child.pk)
    assert Relationship.objects.get(person=karl).parental_responsibility is False


def test_an_empty_search_is_told_and_a_sibling_is_related_without_one(worker: Client, cast: Cast) -> None:
    """GEN-08: those around the child are offered at once; 'is the mother of' can be said from either end."""
    assert "Enter a name" in text(send(worker, "people:relate", cast.child, {"search": "1"}))
    data = {"relate": "1", "who": str(cast.sibling.pk), "kind": "sibling"}
    assert send(worker, "people:relate", cast.child, data).status_code == 302
    ward = {"relate": "1", "q": "ivy", "who": str(cast.child.pk), "kind": "of-guardian", "new_sex": "unknown"}
    assert send(worker, "people:relate", cast.mother, ward).status_code == 302
    assert Relationship.objects.get(kind="guardian").person == cast.mother
    assert "Choose who it is" in text(send(worker, "people:relate", cast.child, {"relate": "1", "kind": "sibling"}))


def test_people_of_another_authority_are_neither_found_nor_related(worker: Client, cast: Cast) -> None:
    """GEN-07: the register of another authority is not there."""
    theirs = actions.register_person(by=cast.outsider.actor, given_name="Zelda", family_name="Away")
    found = text(send(worker, "people:relate", cast.child, {"q": "zelda", "search": "1"}))
    assert str(theirs.pk) not in found
    data = {"relate": "1", "q": "zelda", "who": str(theirs.pk), "kind": "cousin", "new_sex": "unknown"}
    assert send(worker, "people:relate", cast.child, data).status_code == 200
    assert not Relationship.objects.filter(person=theirs).exists()


def test_a_relationship_is_changed_and_ended(worker: Client, cast: Cast) -> None:
    """GEN-08, REC-01: with the date, and what it said before stays on the page (WT 4.131)."""
    one = Relationship.objects.get(other=cast.child)
    data = {"kind": "mother", "parental_responsibility": "yes", "responsibility_by": "birth", "to_date": "1/4/2026"}
    back = send(worker, "people:relationship", cast.child, data, to=one.pk)
    assert back["Location"] == address("people:child", cast.child)
    page = text(worker.get(address("people:child", cast.child)))
    assert "Ended" in page
    assert "parental responsibility through" in page
    wrong = send(worker, "people:relationship", cast.child, data | {"from_date": "1/5/2026"}, to=one.pk)
    assert "cannot end before it began" in text(wrong)
    assert worker.get(address("people:relationship", cast.sibling, to=one.pk)).status_code == 404
    assert worker.get(address("people:relationship", cast.child, to=cast.child.pk)).status_code == 404


def test_a_family_is_saved_with_whom_it_shows(worker: Client, cast: Cast) -> None:
    """GEN-08: ticked in, ticked out."""
    data = {"name": "Thorne", "people": [str(cast.child.pk), str(cast.sibling.pk)]}
    assert send(worker, "people:family", cast.child, data).status_code == 302
    assert families_of([cast.mother.pk]) == []
    lone = actions.register_person(by=cast.worker.actor, given_name="Lone", family_name="Alder")
    assert send(worker, "people:family", lone, {"people": [str(lone.pk)]}).status_code == 302
    assert families_of([lone.pk])[0].name == "Alder"


def test_the_page_costs_the_same_however_many_people_there_are(
    worker: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """REC-01, GEN-08: a fixed number of queries, with history, relatives and a network."""

    def cost() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            worker.get(address("people:child", cast.child))
        return len(queries)

    by = cast.worker.actor
    actions.change_person(by=by, person=cast.child, changes={"religion": "None"})
    first = cost()
    for number in range(4):
        actions.bring_in(by=by, child=cast.child, kind="cousin", new={"given_name": f"Cousin {number}"})
        actions.change_person(by=by, person=cast.child, changes={"religion": f"Changed {number}"})
        actions.identify(by=by, person=cast.child, kind="local", value=f"L{number}")
        cases.involve(by=by, child=cast.child, practitioner=cast.partner.practitioner, part=f"part-{number}")
    assert cost() == first
    with django_assert_num_queries(first):
        worker.get(address("people:child", cast.child))


# --- who works with a child ----------------------------------------------------------------------


def test_a_practitioner_is_found_and_works_with_both_children(worker: Client, cast: Cast) -> None:
    """GEN-08, DIR-01: found in the register, in a part of the edition, for brothers and sisters at once (WT 4.94)."""
    url = address("network:add", cast.child)
    assert "Enter a part of the name" in text(worker.post(url, {"find": ""}))
    found = text(worker.post(url, {"find": "constable", "search": "1"}))
    assert "Pat Constable, Marram Constabulary" in found
    data = {
        "involve": "1",
        "find": "constable",
        "who": str(cast.partner.practitioner.pk),
        "part": "police",
        "children": [str(cast.child.pk), str(cast.sibling.pk)],
        "since": "1/3/2026",
    }
    assert "Choose their part" in text(worker.post(url, data | {"part": ""}))
    assert worker.post(url, data)["Location"] == address("people:child", cast.child)
    assert Involvement.objects.filter(practitioner=cast.partner.practitioner).count() == 2
    assert "Police:" in text(worker.get(address("people:child", cast.sibling)))


def test_somebody_not_in_the_register_is_entered_on_the_way(worker: Client, cast: Cast) -> None:
    """DIR-01: the health visitor whom nobody registered yet, at the end of a Friday."""
    url = address("network:add", cast.child)
    assert "Nobody in the register fits" in text(worker.post(url, {"find": "Hedda Visit", "search": "1"}))
    data = {
        "involve": "1",
        "find": "Hedda Visit",
        "who": "new",
        "new_name": "Hedda Visit",
        "new_profession": "Health visitor",
        "part": "health-visitor",
        "children": [str(cast.child.pk)],
    }
    assert "Choose the agency" in text(worker.post(url, data))
    assert worker.post(url, data | {"new_agency": str(cast.school.pk)}).status_code == 302
    assert Involvement.objects.get(practitioner__name="Hedda Visit").part == "health-visitor"


def test_a_part_ends_and_with_it_the_sight_of_the_record(worker: Client, cast: Cast) -> None:
    """REC-01, GEN-07: that she worked with the child stays on record; she no longer sees it."""
    one = Involvement.objects.get(child=cast.child)
    url = reverse("network:end", kwargs={"pk": one.pk})
    assert "cannot end before it began" in text(worker.post(url, {"on": "1/1/2020"}))
    assert worker.post(url, {"on": "today"}).status_code == 302
    assert "recorded already" in text(worker.post(url, {"on": "today"}))
    page = text(worker.get(address("people:child", cast.child)))
    assert "Before: Teresa Vetch" in page
    teacher = Client()
    teacher.force_login(cast.teacher.user)
    assert teacher.get(address("people:child", cast.child)).status_code == 404
    assert worker.get(reverse("network:end", kwargs={"pk": cast.child.pk})).status_code == 404


def test_pages_of_nobody_are_not_there(worker: Client, cast: Cast) -> None:
    """GEN-07: an identifier that is none of a person's."""
    assert worker.get(reverse("people:child", kwargs={"pk": cast.case.pk})).status_code == 404
