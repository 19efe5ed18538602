"""Pages of immediate protection (IMM-01..07, GEN-05; WT 4.13, 4.36-4.40)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.protection import actions
from holdfast.cases.protection.models import Measure, Responsibility, UrgentAction
from holdfast.ledger.models import Read
from holdfast.people.models import Person
from tests.integration.referrals.making import new_child, referral_of
from tests.support.cast import Cast

NOBODY = "00000000-0000-7000-8000-000000000000"  # the same in every worker: they compare what they collected
pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 3, 6, 17, 55, tzinfo=UTC)
WHEN = {"at_0": "6/3/2026", "at_1": "17:55", "at_date": "6/3/2026", "at_time": "17:55"}


@pytest.fixture
def worker(client: Client, cast: Cast) -> Client:
    """Wendy, signed in."""
    client.force_login(cast.worker.user)
    return client


@pytest.fixture
def action(cast: Cast) -> UrgentAction:
    """An urgent action for both siblings."""
    return actions.act_urgently(
        by=cast.worker.actor, what="Taken to the ward", children=[cast.child, cast.sibling], at=FRIDAY
    )


def measure(cast: Cast, action: UrgentAction, kind: str) -> Measure:
    """A measure for Ivy."""
    return actions.start_measure(by=cast.worker.actor, cases=[cast.case], kind=kind, action=action, at=FRIDAY)[0]


def post(client: Client, name: str, data: dict[str, Any], **kwargs: Any) -> Any:
    """Send a form."""
    return client.post(reverse(f"protection:{name}", kwargs=kwargs), WHEN | data)


def test_the_page_asks_for_three_facts_and_no_more(worker: Client, cast: Cast) -> None:
    """GEN-05: what, when (now), whom (chosen already) (WT 4.13, 4.36)."""
    page = worker.get(reverse("protection:urgent"), {"child": [cast.child.pk, cast.sibling.pk]})
    form = page.context["form"]
    assert set(form.fields) == {"what", "at", "children", "names"}
    assert [name for name, field in form.fields.items() if field.required] == ["what", "at"]
    assert set(form.fields["children"].initial) == {str(cast.child.pk), str(cast.sibling.pk)}
    offered = {key for key, _ in form.fields["children"].choices}
    assert offered == {str(child.pk) for child in (cast.child, cast.sibling, cast.unborn)}, "siblings are in sight"
    assert Read.objects.filter(part="urgent action").count() == 2


def test_one_sentence_is_enough(worker: Client, cast: Cast) -> None:
    """GEN-05: and the record then lists what is still to add (WT 4.13)."""
    address = f"{reverse('protection:urgent')}?child={cast.child.pk}"
    page = worker.post(
        address, WHEN | {"what": "Father left the house", "children": [str(cast.child.pk)], "names": ""}, follow=True
    )
    action = UrgentAction.objects.get()
    assert page.redirect_chain[-1][0] == action.get_absolute_url()
    assert action.at == FRIDAY
    said = page.content.decode()
    assert "Still to add" in said
    assert "Father left the house" in said
    assert "WT 4.40" in said


def test_it_works_for_a_child_whom_nobody_knows(worker: Client) -> None:
    """IMM-01: without case, referral or record (WT 4.36)."""
    worker.post(reverse("protection:urgent"), WHEN | {"what": "Found at the station", "names": "unknown boy, Tom Reed"})
    assert {child.name for child in Person.objects.filter(cases__urgent_entries__isnull=False)} == {
        "unknown boy",
        "Tom Reed",
    }


def test_the_children_of_a_referral_are_chosen_already(worker: Client, cast: Cast) -> None:
    """IMM-01: from the referral's page, known or not yet decided (WT 4.36)."""
    referral = referral_of(cast, new_child(cast), new_child(cast, "Tom"))
    address = f"{reverse('protection:urgent')}?referral={referral.pk}"
    form = worker.get(address).context["form"]
    assert len(form.fields["children"].choices) == 2
    chosen = {"what": "Taken to the ward", "children": form.fields["children"].initial, "names": ""}
    worker.post(address, WHEN | chosen)
    assert UrgentAction.objects.get().referral_id == referral.pk


def test_what_is_missing_is_said_beside_the_field_and_typing_is_kept(worker: Client, cast: Cast) -> None:
    """GEN-05 (WT 4.13)."""
    page = worker.post(reverse("protection:urgent"), WHEN | {"what": "", "names": "Baby Ash"})
    assert page.status_code == 200
    assert "a few words are enough" in page.content.decode()
    assert "Baby Ash" in page.content.decode()
    nobody = worker.post(f"{reverse('protection:urgent')}?child={cast.child.pk}", WHEN | {"what": "Moved", "names": ""})
    assert "children" in nobody.context["form"].errors
    assert not UrgentAction.objects.exists()


@pytest.mark.parametrize("query", ["child=nonsense", "referral=nonsense", f"child={NOBODY}", f"referral={NOBODY}"])
def test_a_broken_address_stands_in_nobodys_way(query: str, worker: Client) -> None:
    """GEN-05: the page opens all the same (WT 4.36)."""
    assert worker.get(f"{reverse('protection:urgent')}?{query}").status_code == 200


def test_a_partner_is_told_whom_to_ring(client: Client, cast: Cast) -> None:
    """Only children's social care records here (design: Access)."""
    client.force_login(cast.teacher.user)
    assert client.get(reverse("protection:urgent")).status_code == 403
    assert client.get(reverse("protection:urgent"), {"child": cast.child.pk}).status_code == 403


def test_the_rest_is_added_on_the_record(worker: Client, action: UrgentAction) -> None:
    """GEN-05, IMM-02, IMM-06: only what is blank is asked (WT 4.36, 4.37)."""
    post(
        worker,
        "add",
        {"other_children": "A cousin, seen", "planned_with_others": "no", "alone_reason": ""},
        pk=action.pk,
    )
    action.refresh_from_db()
    assert (action.other_children, action.planned_with_others) == ("A cousin, seen", False)
    form = worker.get(reverse("protection:add", kwargs={"pk": action.pk})).context["form"]
    assert "other_children" not in form.fields
    assert "alone_reason" in form.fields
    again = worker.post(reverse("protection:add", kwargs={"pk": action.pk}), {"csrfmiddlewaretoken": "x"})
    assert "Nothing has been added" in again.content.decode()


def test_a_measure_for_both_children_is_typed_once(worker: Client, action: UrgentAction) -> None:
    """IMM-03 (WT 4.38)."""
    cases = [str(entry.case_id) for entry in action.children.all()]
    started = {"started_at_date": "6/3/2026", "started_at_time": "18:10"}
    post(worker, "measure", {"kind": "police-protection", "cases": cases, **started}, pk=action.pk)
    assert Measure.objects.filter(kind="police-protection").count() == 2
    page = worker.get(action.get_absolute_url()).content.decode()
    assert "Monday 9 March 2026 at 6:10pm" in page
    assert "Why police powers were used" in page


def test_extending_ending_completing_and_correcting_a_measure(worker: Client, cast: Cast, action: UrgentAction) -> None:
    """IMM-03, IMM-04, REC-01 (WT 4.38, 4.40, App.1 §16)."""
    order = measure(cast, action, "emergency-protection-order")
    post(worker, "complete_measure", {"reason": "Injuries", "place": "Ward 4"}, pk=order.pk)
    post(worker, "extend", {"at_date": "10/3/2026", "at_time": "10:00", "made_by": "Family court"}, pk=order.pk)
    extension = Measure.objects.get(extends=order)
    refused = post(worker, "extend", {}, pk=order.pk)
    assert "extended already" in refused.content.decode()
    post(worker, "end", {"how": "discharged", "note": "With her aunt", "at_date": "20/3/2026"}, pk=extension.pk)
    extension.refresh_from_db()
    assert (extension.ended_how, extension.end_note) == ("discharged", "With her aunt")
    corrected = {"place": "Ward 5", "reason": "Injuries", "made_by": "", "excluded": "", "end_note": "With her aunt"}
    corrected |= {"started_at_date": "6/3/2026", "started_at_time": "17:55", "correction_reason": "Moved that night"}
    corrected |= {"ended_at_date": "10/3/2026", "ended_at_time": "10:00", "end_note": ""}
    post(worker, "correct_measure", corrected, pk=order.pk)
    order.refresh_from_db()
    assert order.place == "Ward 5"
    page = worker.get(action.get_absolute_url()).content.decode()
    assert "Moved that night" in page
    assert "With her aunt" in page


def test_responsibility_is_asked_answered_and_confirmed(worker: Client, cast: Cast, action: UrgentAction) -> None:
    """IMM-05 (WT 4.39)."""
    cases = [str(cast.case.pk)]
    post(worker, "ask_authority", {"authority_name": "Samphire", "cases": cases}, pk=action.pk)
    request = Responsibility.objects.get()
    assert "goes on acting" in worker.get(action.get_absolute_url()).content.decode()
    post(worker, "answer_authority", {"accepted": "yes", "answered_by": "Olive"}, pk=request.pk)
    assert "Not yet confirmed in writing" in worker.get(action.get_absolute_url()).content.decode()
    post(worker, "confirm_authority", {"confirmation": "E-mail"}, pk=request.pk)
    request.refresh_from_db()
    assert request.standing == "confirmed"


def test_what_follows_begins_or_leads_to_the_discussion(worker: Client, cast: Cast, action: UrgentAction) -> None:
    """IMM-02, IMM-07 (WT 4.37, 4.40)."""
    cases = [str(cast.case.pk), str(cast.sibling_case.pk)]
    led = post(worker, "next", {"outcome": "strategy-discussion", "cases": cases}, pk=action.pk)
    assert led["Location"].startswith(reverse("strategy:new"))
    assert str(cast.sibling.pk) in led["Location"]
    post(worker, "next", {"outcome": "enquiry", "cases": cases, "reasons": "Injuries"}, pk=action.pk)
    assert Section47Enquiry.objects.count() == 2
    assert "None has begun" not in worker.get(action.get_absolute_url()).content.decode()


def test_correcting_the_record_keeps_what_it_said(worker: Client, action: UrgentAction) -> None:
    """REC-01 (WT 4.131)."""
    post(worker, "correct", {"what": "Taken to the clinic", "correction_reason": "Wrong word"}, pk=action.pk)
    page = worker.get(action.get_absolute_url()).content.decode()
    assert "Taken to the clinic" in page
    assert "Taken to the ward" in page


def test_the_record_costs_a_fixed_number_of_queries(
    worker: Client, cast: Cast, action: UrgentAction, django_assert_max_num_queries: Any
) -> None:
    """However many measures there are (design: Scale)."""
    for kind in ("police-protection", "voluntary-move", "perpetrator-leaves", "emergency-protection-order"):
        actions.start_measure(
            by=cast.worker.actor, cases=[cast.case, cast.sibling_case], kind=kind, action=action, at=FRIDAY
        )
    with django_assert_max_num_queries(28):
        worker.get(action.get_absolute_url())


def test_what_another_authority_answered_can_be_corrected(worker: Client, cast: Cast, action: UrgentAction) -> None:
    """REC-01, IMM-05 (WT 4.39, 4.131)."""
    (request,) = actions.ask_responsibility(
        by=cast.worker.actor, action=action, cases=[cast.case], authority_name="Samphire", at=FRIDAY
    )
    data = {"authority_name": "Sandwort", "asked_at_date": "6/3/2026", "asked_at_time": "17:55"}
    post(worker, "correct_authority", data | {"correction_reason": "The neighbour"}, pk=request.pk)
    page = worker.get(action.get_absolute_url()).content.decode()
    for words in ("Sandwort", "Samphire", "The neighbour"):
        assert words in page
