"""Pages of strategy discussions (STR-01..06; WT 4.41-4.46)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from holdfast.cases.actions import involve
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.models import AgreedAction, Decision
from holdfast.cases.strategy import actions
from holdfast.cases.strategy.models import StrategyDiscussion
from holdfast.ledger.models import Read
from tests.support.cast import Cast
from tests.support.harm import MONDAY, discussed

NOBODY = "00000000-0000-7000-8000-000000000000"  # the same in every worker: they compare what they collected
pytestmark = pytest.mark.django_db

NO_ROWS = {
    f"{prefix}-{count}_FORMS": "0"
    for prefix in ("participants", "todo", "interviews")
    for count in ("TOTAL", "INITIAL")
}


@pytest.fixture
def worker(client: Client, cast: Cast) -> Client:
    """Wendy, signed in."""
    client.force_login(cast.worker.user)
    return client


def new(cast: Cast) -> str:
    """The address for a discussion about Ivy."""
    return f"{reverse('strategy:new')}?child={cast.child.pk}"


def typed(cast: Cast, **more: Any) -> dict[str, Any]:
    """What a worker types for both siblings: the first of them begins an enquiry."""
    given = {
        "held_at_date": "9/3/2026",
        "held_at_time": "10:00",
        "mode": "telephone",
        "children": [str(cast.case.pk), str(cast.sibling_case.pk)],
        "concern": "A bruise",
        "decision_0": "begin-enquiry",
        "decision_1": "no-enquiry-in-need",
        "reasons": "Seen by the nurse",
        "reasons_1": "Jack is well",
    }
    rows = NO_ROWS | {
        "participants-TOTAL_FORMS": "2",
        "participants-0-role": "social-care",
        "participants-0-practitioner": str(cast.worker.practitioner.pk),
        "participants-1-role": "police",
        "participants-1-name": "PC Reed",
        "participants-1-agency_name": "Marram Constabulary",
        "participants-1-gave": "Nothing known",
        "todo-TOTAL_FORMS": "1",
        "todo-0-what": "See Ivy at school",
        "todo-0-owner": str(cast.worker.practitioner.pk),
        "todo-0-due_on": "10/3/2026",
    }
    return given | rows | more


def test_the_page_offers_brothers_and_sisters_and_the_worker(worker: Client, cast: Cast) -> None:
    """STR-01, GEN-08: siblings with open cases and those who ring are there already (WT 4.41, 4.43)."""
    page = worker.get(new(cast))
    form = page.context["form"]
    assert form.fields["children"].initial == [str(case.pk) for case in form.cases]
    assert {case.pk for case in form.cases} == {cast.case.pk, cast.sibling_case.pk}
    people = page.context["rows"][0].forms
    assert people[0].initial["practitioner"] == cast.worker.practitioner.pk
    assert people[1].initial["role"] == "police"
    assert Read.objects.filter(part="strategy discussion", person_id=cast.sibling.pk).exists()


def test_recording_it_once_for_both(worker: Client, cast: Cast) -> None:
    """STR-01..04, GEN-06: one page, one button (WT 4.42-4.44)."""
    first = worker.get(new(cast)).context["form"].cases[0]
    page = worker.post(new(cast), typed(cast), follow=True)
    discussion = StrategyDiscussion.objects.get()
    assert page.redirect_chain[-1][0] == discussion.get_absolute_url()
    assert [party.name for party in discussion.participants.all()] == ["Wendy Sorrel", "PC Reed"]
    assert AgreedAction.objects.get().due_on == date(2026, 3, 10)
    assert Section47Enquiry.objects.get().case == first
    reasons = Decision.objects.get(outcome="no-enquiry-in-need").reasons
    assert reasons == "Seen by the nurse\n\nJack is well"
    said = page.content.decode()
    for words in ("PC Reed", "See Ivy at school", "Circulate the record", "Nothing known", "Still to add"):
        assert words in said


def test_typing_is_kept_when_something_is_wrong(worker: Client, cast: Cast) -> None:
    """GEN-11: a decision has reasons; rows can be added without losing any (WT 4.44)."""
    page = worker.post(new(cast), typed(cast, reasons=""))
    assert "reasons" in page.context["form"].errors
    assert "PC Reed" in page.content.decode()
    more = worker.post(new(cast), typed(cast) | {"participants-add": "1"})
    assert len(more.context["rows"][0].forms) == 3
    assert not more.context["form"].errors
    nobody = worker.post(new(cast), typed(cast) | {"participants-1-name": ""})
    assert nobody.status_code == 200
    assert not StrategyDiscussion.objects.exists()


@pytest.mark.parametrize("query", ["", "?child=nonsense", f"?child={NOBODY}"])
def test_it_begins_from_a_child(query: str, worker: Client) -> None:
    """There is no discussion about nobody (WT 4.41)."""
    assert worker.get(reverse("strategy:new") + query).status_code == 404


def test_a_party_of_another_agency_reads_it_and_others_do_not(client: Client, cast: Cast) -> None:
    """STR-05: those who took part, of those who work with the child (WT 4.44; design: Access)."""
    discussion = discussed(cast)
    client.force_login(cast.teacher.user)
    assert client.get(discussion.get_absolute_url()).status_code == 404, "works with Ivy, and took no part"
    client.force_login(cast.partner.user)
    assert client.get(discussion.get_absolute_url()).status_code == 404, "took part, and does not work with her"
    involve(by=cast.worker.actor, child=cast.child, practitioner=cast.partner.practitioner, part="police")
    page = client.get(discussion.get_absolute_url())
    assert page.status_code == 200
    assert "Circulate" not in page.content.decode()
    assert client.get(reverse("strategy:add", kwargs={"pk": discussion.pk})).status_code == 403


def test_circulating_reviewing_adding_and_deciding(worker: Client, cast: Cast) -> None:
    """STR-03, STR-05, STR-06 (WT 4.42, 4.44)."""
    discussion = discussed(cast, outcome="", immediate_action="With grandmother")
    entry = discussion.children.all()[0]
    at = {"at_date": "9/3/2026", "at_time": "15:00"}

    def send(name: str, pk: Any, data: dict[str, Any]) -> Any:
        return worker.post(reverse(f"strategy:{name}", kwargs={"pk": pk}), data)

    send("circulate", discussion.pk, at)
    discussion.refresh_from_db()
    assert discussion.circulated_at is not None
    send("review", discussion.pk, at | {"finding": "Safe there", "next_on": "1/1/2030"})
    assert discussion.reviews.get().next_on == date(2030, 1, 1)
    more = {"interviews-TOTAL_FORMS": "1", "interviews-0-whom": "Rosa", "interviews-0-purpose": "How it came"}
    send("add", discussion.pk, NO_ROWS | more | {"wishes_how": "At school", "hospital_patient": "yes"})
    assert discussion.interviews.get().whom == "Rosa"
    discussion.refresh_from_db()
    assert (discussion.wishes_how, discussion.hospital_patient) == ("At school", True)
    send("decide", entry.pk, at | {"outcome": "no-enquiry", "reasons": "Explained"})
    assert Decision.objects.get(record_id=entry.pk).outcome == "no-enquiry"
    refused = send("decide", entry.pk, at | {"outcome": "no-enquiry", "reasons": ""})
    assert "Give the reasons" in refused.content.decode()
    page = worker.get(discussion.get_absolute_url()).content.decode()
    for words in ("Safe there", "At school", "Who might be missing", "Consultant", "Circulate again"):
        assert words in page


def test_correcting_the_date_says_so_on_the_record(worker: Client, cast: Cast) -> None:
    """REC-01, STR-02 (WT 4.67, 4.131)."""
    discussion = discussed(cast)
    data = {"held_at_date": "6/3/2026", "held_at_time": "10:00", "concern": "A bruise", "correction_reason": "Friday"}
    worker.post(reverse("strategy:correct", kwargs={"pk": discussion.pk}), data)
    discussion.refresh_from_db()
    assert discussion.held_at.date() == date(2026, 3, 6)
    page = worker.get(discussion.get_absolute_url()).content.decode()
    assert "Corrected" in page
    assert "Friday" in page


def test_the_record_costs_a_fixed_number_of_queries(
    worker: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    """However many took part (design: Scale)."""
    discussion = discussed(cast)
    people = [actions.TookPart(role="health", name=f"Nurse {number}") for number in range(5)]
    actions.add_to_discussion(by=cast.worker.actor, discussion=discussion, participants=people)
    assert discussion.held_at == MONDAY
    with django_assert_max_num_queries(22):
        worker.get(discussion.get_absolute_url())


def test_what_somebody_told_can_be_corrected(worker: Client, cast: Cast) -> None:
    """REC-01: beside what was written first (WT 4.44, 4.131)."""
    discussion = discussed(cast)
    party = discussion.participants.get(role="police")
    data = {"name": party.name, "agency_name": party.agency_name, "gave": "One call", "correction_reason": "Checked"}
    worker.post(reverse("strategy:correct_participant", kwargs={"pk": party.pk}), data)
    page = worker.get(discussion.get_absolute_url()).content.decode()
    for words in ("One call", "No earlier calls", "Checked"):
        assert words in page
