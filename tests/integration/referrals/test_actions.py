"""Taking down concerns and referrals (REF-01..05, REF-07..11, GEN-05, GEN-06; WT 4.12-4.22)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from holdfast.cases.models import Case, InformationGiven, ViewHeard
from holdfast.cases.referrals import actions
from holdfast.cases.referrals.actions import Home, NamedChild, NewAdult, NewChild
from holdfast.cases.referrals.models import Contact, NewConcern, Referral, SearchMade
from holdfast.core.errors import NotNow, NotPermitted, OutOfSight, Unacceptable
from holdfast.core.time import now
from holdfast.ledger.models import Act, Correction
from holdfast.people.models import Person, Relationship
from holdfast.people.selectors import carers_of, siblings_of
from tests.integration.referrals.making import (
    MORNING,
    contact_of,
    neighbour_facts,
    new_child,
    referral_of,
)
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_concern_can_be_discussed_without_naming_the_child(cast: Cast) -> None:
    """REF-01, GEN-06: it is written down with the advice given (WT 4.12, 4.13)."""
    contact = contact_of(cast, advice="Ask the mother first, and ring again")
    assert (contact.children.count(), contact.outcome) == (0, "advice")
    act = Act.objects.get(verb="contact.record", subjects__record_id=contact.pk)
    assert (act.actor_name, act.agency_name) == ("Wendy Sorrel", "Marram Children's Services")
    with pytest.raises(Unacceptable) as refused:
        contact_of(cast, advice=" ")
    assert refused.value.field == "advice"


def test_a_contact_about_an_unknown_child_is_recorded_and_opens_nothing(cast: Cast) -> None:
    """REF-02: recorded with the advice given; no case (WT 4.12, 4.127)."""
    nell = new_child(cast)
    contact = contact_of(cast, nell)
    assert [named.child for named in contact.children.all()] == [nell]
    assert not Case.objects.filter(child=nell).exists()


def test_a_contact_on_an_open_case_goes_to_its_worker(cast: Cast) -> None:
    """REF-02, REF-12: the allocated worker is told of the concern (WT 4.12, 4.23)."""
    contact = contact_of(cast, cast.child, cast.sibling, outcome="to-allocated-worker")
    passed = NewConcern.objects.filter(contact=contact)
    assert {(one.case_id, one.passed_to_id) for one in passed} == {
        (cast.case.pk, cast.worker.practitioner.pk),
        (cast.sibling_case.pk, cast.worker.practitioner.pk),
    }
    with pytest.raises(Unacceptable) as refused:
        contact_of(cast, new_child(cast), outcome="to-allocated-worker")
    assert refused.value.field == "outcome"


def test_a_referral_gives_each_child_a_case_of_their_own(cast: Cast) -> None:
    """REF-02, GEN-08: what is common is typed once; the open case goes on, the others are opened (WT 4.12, 4.15)."""
    nell = new_child(cast)
    referral = referral_of(cast, nell, cast.child)
    by_child = {one.child_id: one for one in referral.children.all()}
    assert by_child[cast.child.pk].case == cast.case
    assert not by_child[cast.child.pk].opened_case
    opened = by_child[nell.pk].case
    assert by_child[nell.pk].opened_case
    assert (opened.opened_at, opened.team) == (MORNING, cast.team)
    assert Contact.objects.get(referral=referral).outcome == "referral"


def test_a_referral_names_a_child(cast: Cast) -> None:
    """REF-01: without one, it stays a contact (WT 4.12)."""
    with pytest.raises(Unacceptable) as refused:
        contact_of(cast, outcome="referral")
    assert refused.value.field == "outcome"
    contact = contact_of(cast, new_child(cast))
    actions.take_as_referral(by=cast.worker.actor, contact=contact)
    with pytest.raises(NotNow):
        actions.take_as_referral(by=cast.worker.actor, contact=contact)


def test_what_is_not_known_blocks_nothing(cast: Cast) -> None:
    """GEN-05, REF-03: only the concern itself is asked for; the rest is added afterwards (WT 4.13, 4.17, 4.36)."""
    referral = referral_of(cast, urgent=True)
    contact = referral.contact
    assert (contact.maltreatment, contact.how_arose, contact.agreement) == (None, "", "")
    actions.complete_contact(
        by=cast.worker.actor, contact=contact, added={"maltreatment": True, "foundation": "A bruise", "needs": ""}
    )
    assert Contact.objects.get(pk=contact.pk).foundation == "A bruise"
    with pytest.raises(Unacceptable) as refused:
        actions.complete_contact(by=cast.worker.actor, contact=contact, added={"foundation": "Another"})
    assert refused.value.field == "foundation"
    with pytest.raises(Unacceptable):
        actions.complete_contact(by=cast.worker.actor, contact=contact, added={"needs": ""})
    with pytest.raises(Unacceptable):
        contact_of(cast, concern="  ")


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("source", {"referrer": actions.ReferrerFacts(source="a-ghost")}),
        ("mode", {"mode": "by-raven"}),
        ("outcome", {"outcome": "vanished"}),
        ("received_at", {"received_at": now() + timedelta(days=1)}),
    ],
)
def test_what_no_edition_knows_is_refused_beside_its_field(cast: Cast, field: str, changes: dict[str, Any]) -> None:
    """REF-03: words come from the edition; a time to come is no time (WT 4.17)."""
    with pytest.raises(Unacceptable) as refused:
        contact_of(cast, new_child(cast), **changes)
    assert refused.value.field == field


def test_a_fact_that_a_contact_does_not_have_is_a_programming_error(cast: Cast) -> None:
    """REF-03: nothing typed is dropped in silence."""
    with pytest.raises(TypeError):
        contact_of(cast, colour="blue")
    with pytest.raises(TypeError):
        actions.correct_contact(by=cast.worker.actor, contact=contact_of(cast), changes={"mode": "email"}, reason="x")


def test_a_public_referrers_name_is_nowhere_but_in_its_own_record(cast: Cast) -> None:
    """REF-09: withheld from everyone unless they consent (WT 4.21)."""
    referral = referral_of(cast, referrer=neighbour_facts())
    referrer = referral.contact.referrer
    assert referrer.withheld
    assert referrer.words == str(referrer) == "Member of the public, identity withheld"
    actions.tell_referrer(by=cast.worker.actor, referral=referral, told="We have looked into it", how="telephone")
    assert {given.recipient for given in InformationGiven.objects.all()} == {referrer.words}
    named = referral_of(cast, referrer=neighbour_facts(may_be_named=True)).contact.referrer
    assert named.words == "Gladys Kelp (neighbour or friend)"
    teacher = referral_of(cast).contact.referrer
    assert teacher.words == "Teresa Vetch, Thrift Lane Primary School (school or education)"


def test_records_are_searched_and_the_search_is_recorded(cast: Cast) -> None:
    """REF-07: who searched, when, for what, and what was taken into account (WT 4.20)."""
    search = actions.record_search(
        by=cast.worker.actor, authority=cast.authority, words="Thorne", postcode="zz1  4ab", found=3
    )
    assert (search.made_by, search.postcode) == (cast.worker.practitioner, "ZZ1 4AB")
    contact = contact_of(cast, cast.child, searches=[search])
    search = SearchMade.objects.get(pk=search.pk)
    assert (search.contact, search.considered) == (contact, [cast.child.pk])
    assert search.terms == "Thorne, ZZ1 4AB"
    with pytest.raises(Unacceptable):
        actions.record_search(by=cast.worker.actor, authority=cast.authority)


def test_a_telephone_referral_is_confirmed_in_writing(cast: Cast) -> None:
    """REF-04: once, not before it was made (WT 4.19)."""
    referral = referral_of(cast)
    with pytest.raises(Unacceptable):
        actions.confirm_referral(by=cast.worker.actor, referral=referral, at=MORNING - timedelta(hours=1))
    actions.confirm_referral(by=cast.worker.actor, referral=referral, at=MORNING + timedelta(hours=5))
    assert Referral.objects.get(pk=referral.pk).confirmed_at == MORNING + timedelta(hours=5)
    with pytest.raises(NotNow):
        actions.confirm_referral(by=cast.worker.actor, referral=referral)


def test_a_written_referral_is_acknowledged_or_asked_after(cast: Cast) -> None:
    """REF-05: acknowledged once; until then the referrer can ask again (WT 4.19)."""
    referral = referral_of(cast, mode="in-writing")
    actions.chase_referral(by=cast.teacher.actor, referral=referral)
    with pytest.raises(OutOfSight):
        actions.chase_referral(by=cast.partner.actor, referral=referral)
    with pytest.raises(Unacceptable):
        actions.acknowledge_referral(by=cast.worker.actor, referral=referral, how="by-raven")
    actions.acknowledge_referral(by=cast.worker.actor, referral=referral, how="email")
    for again in (actions.acknowledge_referral, actions.chase_referral):
        with pytest.raises(NotNow):
            again(by=cast.worker.actor, referral=referral, **({"how": "email"} if again.__name__[0] == "a" else {}))


def test_the_referrer_is_told_or_it_is_said_why_not(cast: Cast) -> None:
    """REF-08: typed once, kept in each child's case (WT 4.19, 4.22)."""
    referral = referral_of(cast, cast.child, cast.sibling)
    actions.tell_referrer(by=cast.worker.actor, referral=referral, told="Assessed, since …", how="telephone")
    given = InformationGiven.objects.filter(practitioner=cast.teacher.practitioner)
    assert {row.case_id for row in given} == {cast.case.pk, cast.sibling_case.pk}
    assert Referral.objects.get(pk=referral.pk).told == "Assessed, since …"
    other = referral_of(cast)
    actions.tell_referrer(by=cast.worker.actor, referral=other, withheld_reason="Cannot be reached")
    assert Referral.objects.get(pk=other.pk).told_at is None
    with pytest.raises(Unacceptable):
        actions.tell_referrer(by=cast.worker.actor, referral=other)


def test_the_police_are_told_of_a_possible_crime_or_it_is_said_why_not(cast: Cast) -> None:
    """REF-11: the record shows when, or why not (WT 4.18, 4.20)."""
    contact = contact_of(cast, new_child(cast), possible_crime=True)
    assert contact.police_open
    with pytest.raises(Unacceptable):
        actions.tell_police(by=cast.worker.actor, contact=contact)
    actions.tell_police(by=cast.worker.actor, contact=contact, told_at=now(), note="Sergeant Whelk")
    assert not Contact.objects.get(pk=contact.pk).police_open
    other = contact_of(cast, new_child(cast), possible_crime=True)
    actions.tell_police(by=cast.worker.actor, contact=other, not_told="It happened abroad, and is known there")
    assert not Contact.objects.get(pk=other.pk).police_open


def test_the_family_is_heard_about_the_referral(cast: Cast) -> None:
    """GEN-10: views sought, what was given in which language; typed once (WT 4.56, 9.17)."""
    referral = referral_of(cast, cast.child, cast.sibling)
    actions.hear_family(
        by=cast.worker.actor,
        referral=referral,
        person_name="Rosa Thorne",
        view="Would like help",
        given="Leaflet: what happens and why",
        language="Polish",
    )
    assert ViewHeard.objects.filter(view="Would like help").count() == 2
    assert InformationGiven.objects.filter(recipient="Rosa Thorne", language="Polish").count() == 2


def test_a_correction_stands_beside_what_was_taken_down(cast: Cast) -> None:
    """REF-06: a time put right moves the referral's clocks with it (WT 4.20, 4.131)."""
    referral = referral_of(cast)
    earlier = MORNING - timedelta(days=3)
    actions.correct_contact(
        by=cast.worker.actor,
        contact=referral.contact,
        changes={"received_at": earlier, "concern": "Hungry on Mondays"},
        reason="Misheard",
    )
    assert Referral.objects.get(pk=referral.pk).received_at == earlier
    assert Correction.objects.filter(record_id=referral.contact.pk).count() == 2


def test_a_family_is_registered_once_from_what_is_known(cast: Cast) -> None:
    """GEN-08, GEN-09: names, parents and home typed once; an age serves, an unborn child too (WT 4.14, 4.43)."""
    named = actions.gather_household(
        by=cast.worker.actor,
        authority=cast.authority,
        new=[
            NewChild(given_name="Nell", family_name="Dulse", born_on=date(2019, 4, 2), known={"religion": "None"}),
            NewChild(given_name="Tom", age=4, school="Thrift Lane"),
            NewChild(expected_on=date(2027, 2, 1)),
        ],
        adults=[NewAdult(given_name="Mara", relation="mother", parental_responsibility=True)],
        home=Home(line1="9 Kelp Street", postcode="zz1 9aa"),
    )
    nell, tom, unborn = (one.child for one in named)
    assert (tom.family_name, tom.birth_estimated, named[1].school) == ("Dulse", True, "Thrift Lane")
    assert unborn.is_unborn
    assert {child.pk for child in siblings_of(nell)} == {tom.pk, unborn.pk}
    assert [carer.person.name for carer in carers_of(tom.pk)] == ["Mara Dulse"]
    assert tom.residences.get().address.postcode == "ZZ1 9AA"


def test_a_carer_on_record_is_not_registered_again(cast: Cast) -> None:
    """GEN-08: the mother of a known child is the same mother (WT 4.36)."""
    before = Person.objects.count()
    actions.gather_household(
        by=cast.worker.actor,
        authority=cast.authority,
        known=[cast.child],
        new=[NewChild(given_name="Nell")],
        adults=[NewAdult(given_name="Rosa", family_name="Thorne", relation="mother")],
    )
    assert Person.objects.count() == before + 1
    nell = Person.objects.get(given_name="Nell")
    assert Relationship.objects.filter(person=cast.mother, other=nell, kind="mother").exists()
    assert nell.families.get().family == cast.family


def test_a_partner_refers_in_writing_without_learning_who_is_known(cast: Cast) -> None:
    """REF-01, REF-05: kept as written until it is taken in, received when it was made (WT 4.19)."""
    written = actions.make_referral(
        by=cast.teacher.actor,
        authority=cast.authority,
        source="school",
        concern="Ivy has come to school without a coat",
        children=[{"given_name": "Ivy", "family_name": "Thorne"}],
    )
    assert (written.waiting, written.written, written.referrer.practitioner) == (True, True, cast.teacher.practitioner)
    assert not written.children.exists()
    search = actions.record_search(by=cast.worker.actor, authority=cast.authority, words="Ivy Thorne")
    actions.take_in_contact(
        by=cast.worker.actor,
        contact=written,
        outcome="referral",
        children=[NamedChild(child=cast.child)],
        searches=[search],
    )
    referral = Referral.objects.get(contact=written)
    assert (referral.received_at, referral.sent_at) == (written.received_at, written.received_at)
    with pytest.raises(NotNow):
        actions.take_in_contact(by=cast.worker.actor, contact=written, outcome="advice", advice="Ring")
    with pytest.raises(NotPermitted):
        actions.make_referral(by=cast.worker.actor, authority=cast.authority, source="school", concern="x")


def test_the_board_s_criteria_are_stated_with_their_date(cast: Cast) -> None:
    """REF-13: versions stay readable (WT 3.20, 4.15)."""
    from holdfast.cases.referrals.selectors import thresholds_of, thresholds_on

    for day, text in ((date(2026, 1, 1), "First"), (date(2026, 6, 1), "Second")):
        actions.state_thresholds(by=cast.designated.actor, authority=cast.authority, text=text, from_date=day)
    found = [thresholds_on(cast.authority.pk, date(2026, month, 2)) for month in (3, 7)]
    assert [statement.text for statement in found if statement] == ["First", "Second"]
    assert len(thresholds_of(cast.authority.pk)) == 2
    with pytest.raises(NotPermitted):
        actions.state_thresholds(by=cast.worker.actor, authority=cast.authority, text="Third")
    with pytest.raises(Unacceptable):
        actions.state_thresholds(by=cast.designated.actor, authority=cast.authority, text=" ")
