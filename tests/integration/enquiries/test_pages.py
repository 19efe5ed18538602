"""Pages of section 47 enquiries (ENQ-01..10; WT 4.47-4.65)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from holdfast.cases.actions import Told
from holdfast.cases.conferences.models import Conference
from holdfast.cases.enquiries import actions
from holdfast.cases.enquiries.models import Activity, ConferenceRequest, HelpRequest, Section47Enquiry
from holdfast.cases.models import ChildSeen, Decision, InformationGiven, ViewHeard
from holdfast.ledger.models import Read
from tests.support.cast import Cast
from tests.support.harm import enquired

pytestmark = pytest.mark.django_db

AT = {"at_date": "10/3/2026", "at_time": "11:00"}


@pytest.fixture
def worker(client: Client, cast: Cast) -> Client:
    """Wendy, signed in."""
    client.force_login(cast.worker.user)
    return client


@pytest.fixture
def ivy(cast: Cast) -> Section47Enquiry:
    """The enquiry about Ivy; one about Jack goes with it."""
    return enquired(cast)[0]


def post(client: Client, name: str, pk: Any, data: dict[str, Any]) -> Any:
    """Send a form about an enquiry or a part of it."""
    return client.post(reverse(f"enquiries:{name}", kwargs={"pk": pk}), AT | data)


def page_of(client: Client, enquiry: Section47Enquiry) -> str:
    """The record as shown."""
    return str(client.get(enquiry.get_absolute_url()).content.decode())


def test_the_record_says_what_it_lacks_and_why(worker: Client, ivy: Section47Enquiry) -> None:
    """ENQ-02, GEN-07 (WT 4.47-4.58)."""
    page = page_of(worker, ivy)
    assert "has not been spoken with or observed apart" in page
    assert "WT 4.49" in page
    assert "Jack Thorne" in page, "brothers and sisters are one click away (GEN-08)"
    assert Read.objects.filter(part="section 47 enquiry").count() == 1


def test_beginning_without_a_discussion(worker: Client, cast: Cast) -> None:
    """ENQ-01, IMM-07: the ground is asked for (WT 4.35, box 1)."""
    address = f"{reverse('enquiries:new')}?child={cast.child.pk}"
    refused = worker.post(address, AT | {"ground": "", "cases": [str(cast.case.pk)]})
    assert "Say why the enquiry begins" in refused.content.decode()
    done = worker.post(address, AT | {"ground": "Curfew notice broken", "cases": [str(cast.case.pk)]})
    enquiry = Section47Enquiry.objects.get()
    assert done["Location"] == enquiry.get_absolute_url()
    assert "Curfew notice broken" in page_of(worker, enquiry)
    for query in ("", "?child=x", f"?child={uuid4()}", f"?child={cast.unborn.pk}"):
        assert worker.get(reverse("enquiries:new") + query).status_code == 404


def test_what_was_done_is_recorded(worker: Client, ivy: Section47Enquiry) -> None:
    """ENQ-02, ENQ-03, GEN-04 (WT 4.49-4.52)."""
    told = {"kind": "child-interview", "said": "I fell", "without_parents_knowledge": "yes"}
    refused = post(worker, "activity", ivy.pk, told)
    assert "ground" in refused.context["form"].errors
    assert "I fell" in refused.content.decode()
    post(worker, "activity", ivy.pk, told | {"ground": "evidence", "ground_reason": "Messages"})
    assert ChildSeen.objects.get().said == "I fell"
    page = page_of(worker, ivy)
    assert "Evidence would be destroyed. Messages" in page
    assert "The child was seen alone" in page
    neither = post(worker, "activity", ivy.pk, {"kind": "medical", "at_date": "", "at_time": ""})
    assert "at" in neither.context["form"].errors


def test_what_concerns_siblings_too_is_typed_once_and_says_nothing_untrue(
    worker: Client, cast: Cast, ivy: Section47Enquiry
) -> None:
    """ENQ-02, GEN-04, GEN-08: hearing one child apart is not hearing the other (WT 4.47, 4.49)."""
    jack = Section47Enquiry.objects.get(case=cast.sibling_case)
    also = {"also": [str(jack.pk)]}
    refused = post(worker, "activity", ivy.pk, also | {"kind": "child-interview", "said": "I fell"})
    assert "also" in refused.context["form"].errors
    post(worker, "activity", ivy.pk, also | {"kind": "interaction-observed", "findings": "Warm", "alone": "yes"})
    assert Activity.objects.filter(kind="interaction-observed").count() == 2
    assert ChildSeen.objects.get(child=cast.sibling).alone is False
    post(worker, "activity", ivy.pk, also | {"kind": "parent-interview", "whom": "Rosa"})
    assert Activity.objects.filter(kind="parent-interview", whom="Rosa").count() == 2


def test_what_is_awaited_is_listed_and_finished(worker: Client, ivy: Section47Enquiry) -> None:
    """ENQ-10 (WT 4.97)."""
    arranged = {"kind": "psychological", "arranged_for_date": "1/12/2030", "arranged_for_time": "9:00"}
    post(worker, "activity", ivy.pk, arranged)
    activity = Activity.objects.get()
    assert activity.is_outstanding
    assert "does not hold up the findings" in page_of(worker, ivy)
    post(worker, "finish", activity.pk, {"findings": "No harm"})
    assert "No harm" in page_of(worker, ivy)


def test_help_is_asked_and_answered(worker: Client, cast: Cast, ivy: Section47Enquiry) -> None:
    """ENQ-04 (WT 4.48)."""
    post(worker, "help", ivy.pk, {"agency": str(cast.school.pk), "duty": "s47", "what": "Attendance"})
    request = HelpRequest.objects.get()
    refused = post(worker, "help_answer", request.pk, {"answer": "refused"})
    assert "refusal" in refused.context["form"].errors
    post(worker, "help_answer", request.pk, {"answer": "refused", "refusal": "Waits for its head"})
    assert "Waits for its head" in page_of(worker, ivy)


def test_siblings_lead_and_family(worker: Client, cast: Cast, ivy: Section47Enquiry) -> None:
    """ENQ-01, GEN-08, GEN-10 (WT 4.47, 4.56)."""
    post(worker, "siblings", ivy.pk, {"siblings": "Jack at nursery, well"})
    both = [str(one.pk) for one in Section47Enquiry.objects.all()]
    post(worker, "lead", ivy.pk, {"lead": str(cast.second_worker.practitioner.pk), "enquiries": both})
    assert {one.lead for one in Section47Enquiry.objects.all()} == {cast.second_worker.practitioner}
    told = {"what": "Leaflet", "recipient": "Rosa", "language": "Polish", "view": "I am afraid", "enquiries": both}
    post(worker, "inform", ivy.pk, told)
    leaflets = InformationGiven.objects.filter(what="Leaflet", language="Polish")
    assert {one.case for one in leaflets} == {cast.case, cast.sibling_case}, "typed once"
    assert {one.view for one in ViewHeard.objects.all()} == {"I am afraid"}
    page = page_of(worker, ivy)
    for words in ("Jack at nursery, well", "Sam Heath", "I am afraid"):
        assert words in page


def test_the_outcome_is_typed_once_for_siblings(worker: Client, ivy: Section47Enquiry) -> None:
    """ENQ-05: and only for those who are ticked (WT 4.58-4.65)."""
    form = worker.get(reverse("enquiries:outcome", kwargs={"pk": ivy.pk})).context["form"]
    assert form.fields["enquiries"].initial == [str(ivy.pk)]
    both = [str(one.pk) for one in Section47Enquiry.objects.all()]
    post(
        worker,
        "outcome",
        ivy.pk,
        {"enquiries": both, "outcome": "substantiated-continuing-risk", "reasons": "Bruised twice"},
    )
    assert Decision.objects.filter(outcome="substantiated-continuing-risk").count() == 2
    assert Conference.objects.get().children.count() == 2


def test_what_an_outcome_lacks_is_asked_beside_its_field(worker: Client, ivy: Section47Enquiry) -> None:
    """ENQ-06, ENQ-07: typing kept (WT 4.59-4.64)."""
    given = {"enquiries": [str(ivy.pk)], "outcome": "substantiated-no-continuing-risk", "reasons": "He left"}
    refused = post(worker, "outcome", ivy.pk, given)
    assert "evidence" in refused.context["form"].errors
    assert "He left" in refused.content.decode()
    complete = {"evidence": "Flight seen", "plan": "Weekly visits", "review_on": "1/1/2030", "departure": "A baby"}
    post(worker, "outcome", ivy.pk, given | complete)
    page = page_of(worker, ivy)
    assert "waits for a qualified manager" in page
    assert "Weekly visits" in page
    post(worker, "review", ivy.pk, {"finding": "Well", "next_on": ""})
    assert Section47Enquiry.objects.get(pk=ivy.pk).review_on is None


def test_the_outcome_is_given_to_those_who_are_offered(worker: Client, cast: Cast, ivy: Section47Enquiry) -> None:
    """ENQ-09: parents, the child, those who work with the child and those who discussed it (WT 4.58)."""
    early = post(worker, "tell", ivy.pk, {"others": "Dr Penn"})
    assert "no outcome yet" in early.content.decode()
    post(
        worker,
        "outcome",
        ivy.pk,
        {"enquiries": [str(ivy.pk)], "outcome": "substantiated-continuing-risk", "reasons": "Bruised"},
    )
    form = worker.get(reverse("enquiries:tell", kwargs={"pk": ivy.pk})).context["form"]
    offered = dict(form.fields["to"].choices)
    assert {"Rosa Thorne", "Ivy Thorne", "Teresa Vetch, Thrift Lane Primary School"} <= set(offered.values())
    nobody = post(worker, "tell", ivy.pk, {})
    assert "to" in nobody.context["form"].errors
    half = post(worker, "tell", ivy.pk, {"withheld_from": "Stepfather"})
    assert "withheld_reason" in half.context["form"].errors
    withheld = {"withheld_from": "Stepfather", "withheld_reason": "Danger"}
    post(worker, "tell", ivy.pk, {"to": list(offered), "others": "Dr Penn", "how": "by post"} | withheld)
    assert InformationGiven.objects.filter(what="Outcome of the section 47 enquiry").count() == len(offered) + 2
    assert "withheld. Danger" in page_of(worker, ivy)


def test_a_partner_asks_for_a_conference_and_sees_only_what_is_theirs(
    client: Client, cast: Cast, ivy: Section47Enquiry
) -> None:
    """ENQ-08: the right to ask does not open the record of the enquiry (WT 4.64; design: Access)."""
    client.force_login(cast.teacher.user)
    assert client.get(ivy.get_absolute_url()).status_code == 404
    ask = reverse("enquiries:ask_conference", kwargs={"pk": ivy.pk})
    assert client.get(ask).status_code == 200
    client.post(ask, AT | {"reasons": "She is afraid", "backed_by": "Hannah Head", "backed_as": "senior-manager"})
    request = ConferenceRequest.objects.get()
    assert request.asked_by == "Teresa Vetch"
    client.force_login(cast.manager.user)
    refused = post(
        client, "answer_conference", request.pk, {"answer": "not-agreed", "at_date": "today", "at_time": "now"}
    )
    assert "normally agreed" in refused.content.decode()
    post(client, "answer_conference", request.pk, {"answer": "agreed", "at_date": "today", "at_time": "now"})
    assert Conference.objects.exists()


def test_a_partner_who_received_the_outcome_reads_the_record(client: Client, cast: Cast, ivy: Section47Enquiry) -> None:
    """ENQ-09: together with professionals who were involved (WT 4.58)."""
    actions.conclude(
        by=cast.worker.actor, enquiries=[ivy], outcome="substantiated-continuing-risk", reasons="Bruised twice"
    )
    to = [Told("Teresa Vetch", practitioner_id=cast.teacher.practitioner.pk)]
    actions.tell_outcome(by=cast.worker.actor, enquiry=ivy, to=to)
    client.force_login(cast.teacher.user)
    page = page_of(client, ivy)
    assert "Bruised twice" in page
    assert "Give the outcome" not in page
    assert "Ask for a conference" in page


def test_correcting_keeps_both(worker: Client, ivy: Section47Enquiry) -> None:
    """REC-01 (WT 4.131)."""
    data = {"started_at_date": "10/3/2026", "started_at_time": "9:00", "correction_reason": "A day later"}
    post(worker, "correct", ivy.pk, data)
    ivy.refresh_from_db()
    assert ivy.started_at.date() == date(2026, 3, 10)
    assert "A day later" in page_of(worker, ivy)


def test_the_record_costs_a_fixed_number_of_queries(
    worker: Client, cast: Cast, ivy: Section47Enquiry, django_assert_max_num_queries: Any
) -> None:
    """However much was done (design: Scale)."""
    for number in range(5):
        actions.record_activity(
            by=cast.worker.actor, enquiry=ivy, kind="connected-person", whom=f"Neighbour {number}", findings="Quiet"
        )
    with django_assert_max_num_queries(23):
        worker.get(ivy.get_absolute_url())


def test_what_was_done_and_asked_can_be_corrected(worker: Client, cast: Cast, ivy: Section47Enquiry) -> None:
    """REC-01: the record of the child's being seen follows the corrected time (WT 4.129-4.131)."""
    post(worker, "activity", ivy.pk, {"kind": "child-interview", "said": "I fell"})
    activity = Activity.objects.get()
    moved = {"at_date": "11/3/2026", "at_time": "9:00", "findings": "Quiet", "correction_reason": "On the Wednesday"}
    post(worker, "correct_activity", activity.pk, moved)
    assert ChildSeen.objects.get().at.date() == date(2026, 3, 11)
    ahead = moved | {"at_date": "1/1/2035"}
    assert "in the future" in post(worker, "correct_activity", activity.pk, ahead).content.decode()
    request = actions.ask_help(by=cast.worker.actor, enquiry=ivy, agency=cast.school, what="Attendance")
    asked = {"what": "Attendance and lateness", "asked_of": "", "correction_reason": "Both were asked for"}
    asked |= {"asked_at_date": "10/3/2026", "asked_at_time": "12:00"}
    post(worker, "correct_help", request.pk, asked)
    page = page_of(worker, ivy)
    for words in ("On the Wednesday", "Attendance and lateness", "Both were asked for"):
        assert words in page
