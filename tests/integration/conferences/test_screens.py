"""Conferences on screen: few clicks, typing kept, each fact typed once (CPC-01..CPC-15; WT 4.66-4.90)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from holdfast.cases.conferences.models import AgencyView, Conference, ConferenceChild
from holdfast.cases.models import InformationGiven, ViewHeard
from holdfast.cases.plans.models import ChildInNeedPlan, ChildProtectionPlan
from holdfast.ledger.models import Correction, Read
from tests.support.cast import Cast, Member
from tests.support.conferencing import HELD, convened, health_visitor, held, invited, planned

pytestmark = pytest.mark.django_db


def page(client: Client, who: Member, address: str) -> str:
    client.force_login(who.user)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def posted(client: Client, who: Member, address: str, data: dict[str, Any]) -> Any:
    client.force_login(who.user)
    return client.post(address, data, follow=True)


def test_convening_takes_one_click(client: Client, cast: Cast) -> None:
    """Siblings, network, parents and the only possible kind are there already (CPC-01, CPC-02, GEN-08; WT 4.68)."""
    address = f"{reverse('conferences:convene')}?case={cast.case.pk}"
    text = page(client, cast.worker, address)
    assert "Jack Thorne" in text
    assert "Teresa Vetch" in text
    assert "WT 4.73" in text
    form = client.get(address).context["form"]
    data = {
        "children": form.fields["children"].initial,
        "kind": form.fields["kind"].initial,
        "invited": form.fields["invited"].initial,
        "chair": str(cast.chair.practitioner.pk),
    }
    response = posted(client, cast.worker, address, data)
    conference = Conference.objects.get()
    assert response.redirect_chain == [(conference.get_absolute_url(), 302)]
    assert (conference.kind, conference.children.count(), conference.chair) == ("initial", 2, cast.chair.practitioner)
    assert {row.role for row in conference.invitations.all()} == {
        "social-worker",
        "social-work-manager",
        "school",
        "parent",
    }
    assert Read.objects.filter(person_id=cast.sibling.pk, part="conference").exists()


def test_a_refusal_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    """Nothing typed is lost (design: Nothing lost)."""
    convened(cast)
    address = f"{reverse('conferences:convene')}?case={cast.case.pk}"
    data = {"children": [str(cast.case.pk)], "kind": "initial", "purpose": "Left alone at night", "chair": "later"}
    response = posted(client, cast.worker, address, data)
    assert "convened already" in response.content.decode()
    assert "Left alone at night" in response.content.decode()


def test_the_page_of_a_conference_before_it_is_held(client: Client, cast: Cast) -> None:
    """Who comes, why, and what is to be done next (CPC-02; WT 4.68)."""
    conference = convened(cast)
    text = page(client, cast.worker, conference.get_absolute_url())
    assert "Rosa Thorne" in text
    assert "Hold the conference" not in text
    assert "Hold the conference" in page(client, cast.administrator, conference.get_absolute_url())


def test_no_midwife_at_a_pre_birth_conference_is_said(client: Client, cast: Cast) -> None:
    """Midwifery is prompted (CPC-14; WT 4.121)."""
    from tests.support.conferencing import another_case

    conference = convened(cast, "pre-birth", [another_case(cast, cast.unborn)])
    text = page(client, cast.administrator, conference.get_absolute_url())
    assert "WT 4.121" in text
    assert "How did midwifery take part?" in page(
        client, cast.administrator, reverse("conferences:hold", args=[conference.pk])
    )


def test_arranging_inviting_and_calling_off(client: Client, cast: Cast) -> None:
    """The day can follow; somebody else can come; the reason is asked (WT 4.68, 4.90)."""
    conference = convened(cast, chair=None)
    address = reverse("conferences:arrange", args=[conference.pk])
    posted(
        client,
        cast.worker,
        address,
        {
            "planned_for_date": "1/12/2026",
            "planned_for_time": "10:00",
            "place": "Room 4",
            "chair": str(cast.chair.practitioner.pk),
        },
    )
    conference.refresh_from_db()
    assert (conference.place, conference.chair) == ("Room 4", cast.chair.practitioner)
    visitor = health_visitor(cast)
    invite = reverse("conferences:invite", args=[conference.pk])
    response = posted(client, cast.worker, invite, {"practitioner": str(visitor.practitioner.pk)})
    assert "Choose in what role" in response.content.decode()
    posted(
        client,
        cast.worker,
        invite,
        {"practitioner": str(visitor.practitioner.pk), "role": "health-visitor", "direct_contact": "on"},
    )
    assert conference.invitations.get(role="health-visitor").name == "Hester Visitor"
    cancel = reverse("conferences:cancel", args=[conference.pk])
    assert "Say why" in posted(client, cast.worker, cancel, {"reason": ""}).content.decode()
    posted(client, cast.worker, cancel, {"reason": "Moved away"})
    assert client.get(invite).status_code == 404


def hold_data(conference: Conference, cast: Cast, **more: Any) -> dict[str, Any]:
    rows = {row.role: str(row.pk) for row in conference.invitations.all()}
    data: dict[str, Any] = {
        "held_at_date": "1/4/2026",
        "held_at_time": "10:30",
        "chair": str(cast.chair.practitioner.pk),
        "came": list(rows.values()),
        "contact": [rows["social-worker"], rows["school"], rows["police"]],
        "summary": "The evenings were talked through.",
        "continuing_risk": "yes",
        "test": "likely",
        "decision": "plan",
        "categories": ["neglect"],
        "reasons": "Alone at night.",
        "lead_body": "local-authority",
        "key_worker": str(cast.worker.practitioner.pk),
        "core_group": [rows["parent"], rows["school"]],
        "contingency": "Strategy discussion",
        "first_core_group_on": "10/4/2026",
        "next_review_on": "24/6/2026",
        "views-TOTAL_FORMS": "2",
        "views-INITIAL_FORMS": "0",
        "views-0-agency_name": "Thrift Lane Primary School",
        "views-0-participant": "Teresa Vetch",
        "views-0-view": "plan",
        "views-1-agency_name": "Marram Constabulary",
        "views-1-participant": "Pat Constable",
        "views-1-view": "",
        "family-TOTAL_FORMS": "1",
        "family-INITIAL_FORMS": "0",
        "family-0-name": "Rosa Thorne",
        "family-0-view": "I want help.",
        "outcomes-TOTAL_FORMS": "1",
        "outcomes-INITIAL_FORMS": "0",
        "outcomes-0-outcome": "An adult is home at night",
        "outcomes-0-area": "stay-safe",
        "outcomes-0-action": "Find child care",
        "outcomes-0-owner": "Wendy Sorrel",
        "child-0-child_attended": "no",
        "child-0-child_view": "It is dark.",
    }
    return {**data, **more}


def test_one_screen_decides_for_each_child(client: Client, cast: Cast) -> None:
    """Typed once, with what differs for Jack (CPC-09..CPC-11, CPC-15; WT 4.75, 4.79-4.86)."""
    conference = convened(cast)
    address = reverse("conferences:hold", args=[conference.pk])
    text = page(client, cast.administrator, address)
    assert "2 of" not in text  # the officer has not been marked as knowing the child
    assert "No quorum" in text
    data = hold_data(
        conference,
        cast,
        **{
            "child-1-continuing_risk": "no",
            "child-1-decision": "no-plan-in-need",
            "child-1-reasons": "With his father.",
        },
    )
    response = posted(client, cast.administrator, address, data)
    assert response.redirect_chain == [(conference.get_absolute_url(), 302)], response.content.decode()
    plan = ChildProtectionPlan.objects.get()
    assert (plan.case, plan.key_worker, plan.next_review_on) == (cast.case, cast.worker.practitioner, date(2026, 6, 24))
    assert {row.name for row in plan.core_group.all()} == {"Wendy Sorrel", "Rosa Thorne", "Teresa Vetch"}
    assert ChildInNeedPlan.objects.get().case == cast.sibling_case
    assert AgencyView.objects.filter(entry__case=cast.case).count() == 1
    assert ViewHeard.objects.get(case=cast.case, person=cast.mother).view == "I want help."
    text = response.content.decode()
    assert "With his father." in text
    assert "It is dark." in text
    assert "Send out the decision" in text


def test_what_the_screen_refuses_comes_back_with_everything_typed(client: Client, cast: Cast) -> None:
    """The quorum beside its field, the category beside its own (CPC-03, CPC-10; WT 4.69, 4.83)."""
    conference = convened(cast)
    address = reverse("conferences:hold", args=[conference.pk])
    response = posted(client, cast.administrator, address, hold_data(conference, cast, contact=[]))
    form = response.context["screen"].meeting
    assert "WT 4.69" in form.errors["quorum_exception"][0]
    assert "The evenings were talked through." in response.content.decode()
    assert "An adult is home at night" in response.content.decode()
    response = posted(client, cast.administrator, address, hold_data(conference, cast, categories=[]))
    assert "WT 4.83" in response.context["screen"].decision.errors["categories"][0]
    assert not ChildProtectionPlan.objects.exists()


def test_a_row_can_be_added_without_javascript(client: Client, cast: Cast) -> None:
    """Another outcome, and nothing saved yet (CPC-11; WT 4.86)."""
    conference = convened(cast)
    address = reverse("conferences:hold", args=[conference.pk])
    data = hold_data(conference, cast, **{"outcomes-add": "1"})
    response = posted(client, cast.administrator, address, data)
    assert len(response.context["screen"].rows["outcomes"]) == 2
    assert "Alone at night." in response.content.decode()
    assert Conference.objects.get().held_at is None


def test_a_held_conference_is_not_held_again(client: Client, cast: Cast) -> None:
    """It leads back to its page (WT 4.90)."""
    conference = held(cast)
    response = posted(client, cast.administrator, reverse("conferences:hold", args=[conference.pk]), {})
    assert response.redirect_chain == [(conference.get_absolute_url(), 302)]


def test_a_review_shows_the_core_groups_report_and_is_decided_on_it(client: Client, cast: Cast) -> None:
    """Work done and impact, then the decision (CPP-07, CPP-08; WT 4.111-4.113)."""
    plan = planned(cast)
    address = f"{reverse('conferences:convene')}?case={cast.case.pk}"
    text = page(client, cast.worker, address)
    assert "Is it brought forward?" in text
    review = convened(cast, "review", [cast.case])
    hold = reverse("conferences:hold", args=[review.pk])
    assert "has not reported" in page(client, cast.administrator, hold)
    data = hold_data(
        review, cast, continuing_risk="no", decision="end-in-need", reasons="Safe now", held_at_date="24/6/2026"
    )
    response = posted(client, cast.administrator, hold, data)
    assert response.redirect_chain == [(review.get_absolute_url(), 302)], response.content.decode()
    plan.refresh_from_db()
    assert plan.ending_reason == "review-judgement"
    assert ChildInNeedPlan.objects.get().case == cast.case


def test_the_decision_and_the_minutes_go_out(client: Client, cast: Cast) -> None:
    """To everybody invited, or why not (CPC-12; WT 4.82, 4.90)."""
    conference = held(cast)
    police = conference.invitations.get(role="police")
    address = reverse("conferences:circulate", args=[conference.pk])
    data = {"at_date": "2/4/2026", "at_time": "9:00", "how": "writing", "not_to": [str(police.pk)], "why_not": ""}
    assert "Say why" in posted(client, cast.administrator, address, data).content.decode()
    posted(client, cast.administrator, address, {**data, "why_not": "Left the force"})
    assert InformationGiven.objects.filter(what="conference-decision", withheld_reason="Left the force").count() == 2
    minutes = reverse("conferences:minutes", args=[conference.pk])
    posted(client, cast.administrator, minutes, {"at_date": "9/4/2026", "at_time": "9:00", "how": "writing"})
    conference.refresh_from_db()
    assert conference.minutes_sent_at is not None


def test_a_correction_stands_beside_what_it_corrects(client: Client, cast: Cast) -> None:
    """Both readable on the page (REC-01; WT 4.131)."""
    held(cast)
    entry = ConferenceChild.objects.get(case=cast.case)
    address = reverse("conferences:correct", args=[entry.pk])
    data = {"reasons": "Left alone on three nights.", "how_heard": entry.how_heard, "child_attended": "no"}
    posted(client, cast.administrator, address, {**data, "correction_reason": "It was three nights"})
    assert Correction.objects.filter(record_id=entry.pk, field="reasons").exists()
    assert "It was three nights" in page(client, cast.worker, entry.conference.get_absolute_url())


def test_what_was_said_is_corrected_beside_itself(client: Client, cast: Cast) -> None:
    """The record of the whole conference too (REC-01; WT 4.90, 4.131)."""
    conference = held(cast, summary="The evenings.")
    address = reverse("conferences:correct-conference", args=[conference.pk])
    response = posted(client, cast.administrator, address, {"summary": "The nights.", "correction_reason": "Misheard"})
    assert "Misheard" in response.content.decode()


def test_the_list_says_what_waits(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """To be held, to be sent out, to be convened (CPC-12, CPP-06; WT 4.82, 4.110); at a fixed cost."""
    held(cast)
    convened(cast, "transfer", chair=None, invited=invited(cast))
    client.force_login(cast.chair.user)
    text = client.get(reverse("conferences:list")).content.decode()
    assert "No day yet" in text
    assert "Decision to send out" in text
    assert "Reviews to convene" in text
    with django_assert_num_queries(19):
        client.get(reverse("conferences:list"))


def test_the_page_of_a_conference_costs_a_fixed_number_of_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """However many are invited; identity marks of other steps may add one each (design: Scale)."""
    conference = held(cast, held_at=HELD)
    client.force_login(cast.worker.user)
    client.get(conference.get_absolute_url())
    with django_assert_max_num_queries(26):
        client.get(conference.get_absolute_url())
