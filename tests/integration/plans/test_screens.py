"""Plans on screen (CPP-01..CPP-10, CIN-01..CIN-04, MOV-01, MOV-02; WT 4.84, 4.91-4.125)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from holdfast.cases import actions as shared
from holdfast.cases.conferences.models import Conference
from holdfast.cases.models import InformationGiven
from holdfast.cases.plans import actions
from holdfast.cases.plans.models import (
    ChildInNeedPlan,
    ChildInNeedReview,
    ChildProtectionPlan,
    CoreGroupMeeting,
    CoreGroupReport,
    Move,
)
from holdfast.cases.plans.outline import Member as Member_
from holdfast.cases.plans.selectors import outcomes_of
from holdfast.ledger.models import Correction, Read
from tests.support.cast import Cast, Member
from tests.support.conferencing import HELD, held, planned, reviewed

pytestmark = pytest.mark.django_db
AT = {"at_date": "4/5/2026", "at_time": "10:00"}


def page(client: Client, who: Member, address: str) -> str:
    client.force_login(who.user)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, who: Member, name: str, pk: object, data: dict[str, Any]) -> Any:
    client.force_login(who.user)
    return client.post(reverse(name, args=[pk]), data, follow=True)


def test_the_plan_reads_as_prose_with_visits_and_drift(client: Client, cast: Cast) -> None:
    """Category, key worker, outcomes, visits planned and actual (CPP-03, CPP-05, CPP-10; WT 4.100)."""
    plan = planned(cast)
    shared.see_child(by=cast.worker.actor, case=plan.case, at=HELD + timedelta(days=5), alone=True, said="It is dark")
    text = page(client, cast.teacher, plan.get_absolute_url())
    for words in (
        "Neglect",
        "Wendy Sorrel",
        "An adult is at home every night",
        "Find evening child care",
        "at least every 14 days",
        "It is dark",
        "longer than the plan says",
    ):
        assert words in text
    assert "Work out the plan" not in text
    assert "Work out the plan" in page(client, cast.worker, plan.get_absolute_url())
    assert Read.objects.filter(person_id=cast.child.pk, part="child protection plan").count() == 2


def test_a_vacancy_stands_on_every_page_of_the_child(client: Client, cast: Cast) -> None:
    """Never vacant without alarm (CPP-01; WT 4.91)."""
    plan = planned(cast)
    response = post(client, cast.manager, "plans:key-worker", plan.pk, {**AT, "practitioner": "vacant", "reason": ""})
    assert "Say why there is no key worker" in response.content.decode()
    response = post(
        client, cast.manager, "plans:key-worker", plan.pk, {**AT, "practitioner": "vacant", "reason": "Left"}
    )
    assert "This child has no key worker" in response.content.decode()
    assert "No key worker" in page(client, cast.worker, reverse("plans:work-out", args=[plan.pk]))
    assert "Vacant" in page(client, cast.manager, reverse("plans:list"))
    data = {"practitioner": str(cast.second_worker.practitioner.pk), "at_date": "5/5/2026", "at_time": "9:00"}
    post(client, cast.manager, "plans:key-worker", plan.pk, data)
    assert ChildProtectionPlan.objects.get().key_worker == cast.second_worker.practitioner


def test_working_the_plan_out_adds_outcomes(client: Client, cast: Cast) -> None:
    """Nothing has to be complete to be kept (CPP-03, CPP-04, GEN-07; WT 4.100)."""
    plan = planned(cast)
    text = page(client, cast.worker, reverse("plans:work-out", args=[plan.pk]))
    assert "WT 4.85" in text
    data = {
        "needs": "Sleep",
        "visits_every_days": "10",
        "outcomes-TOTAL_FORMS": "1",
        "outcomes-INITIAL_FORMS": "0",
        "outcomes-0-outcome": "At school by nine",
        "outcomes-0-area": "enjoy-and-achieve",
        "outcomes-0-action": "Breakfast club",
        "outcomes-0-owner": "Teresa Vetch",
    }
    post(client, cast.worker, "plans:work-out", plan.pk, data)
    lines = outcomes_of([plan.pk])[plan.pk]
    assert lines[1].actions[0].owner == cast.teacher.practitioner
    plan.refresh_from_db()
    assert (plan.needs, plan.visits_every_days) == ("Sleep", 10)
    outcome = lines[1].outcome
    response = post(client, cast.worker, "plans:drop-outcome", outcome.pk, {"reason": "Done by the school itself"})
    assert "Done by the school itself" in response.content.decode()


def test_a_core_group_is_recorded_for_the_family(client: Client, cast: Cast) -> None:
    """Members of last time are there; how outcomes stand; a review brought forward (CPP-02, CPP-06; WT 4.95, 4.110)."""
    held(cast)
    plan = ChildProtectionPlan.objects.get(case=cast.case)
    address = reverse("plans:hold-core-group", args=[plan.pk])
    client.force_login(cast.worker.user)
    response = client.get(address)
    form = response.context["form"]
    assert len(form.fields["came"].choices) == 3
    outcome = outcomes_of([plan.pk])[plan.pk][0].outcome
    data = {
        "children": form.fields["children"].initial,
        "held_at_date": "8/4/2026",
        "held_at_time": "14:00",
        "came": form.fields["came"].initial,
        "others": "Nan Thorne, Hester Visitor",
        "decided": "",
        f"stands-{outcome.pk}-stands": "moving",
        f"stands-{outcome.pk}-evidence": "Two nights of seven",
        "bring_forward": "A new partner has moved in",
    }
    response = client.post(address, data)
    assert "Write down what was decided" in response.content.decode()
    assert "Two nights of seven" in response.content.decode()
    response = client.post(address, {**data, "decided": "Tuesdays with Nan"}, follow=True)
    meeting = CoreGroupMeeting.objects.get()
    assert "Tuesdays with Nan" in response.content.decode()
    assert meeting.attendance.filter(came=True).count() == 5
    assert meeting.entries.count() == 2
    review = Conference.objects.get(kind="review")
    assert review.brought_forward == "A new partner has moved in"
    assert "Core group, " in page(client, cast.teacher, meeting.get_absolute_url())


def test_core_group_members_are_chosen_from_the_network(client: Client, cast: Cast) -> None:
    """Somebody joins, somebody leaves (CPP-02; WT 4.93)."""
    plan = planned(cast)
    client.force_login(cast.worker.user)
    form = client.get(reverse("plans:members", args=[plan.pk])).context["form"]
    keep = form.fields["members"].initial[0]
    post(client, cast.worker, "plans:members", plan.pk, {"members": [keep], "name": "Nan Thorne"})
    assert plan.core_group.filter(to_at=None).count() == 2


def test_the_report_to_the_review(client: Client, cast: Cast) -> None:
    """Work done and impact (CPP-07; WT 4.113)."""
    plan = planned(cast)
    outcome = outcomes_of([plan.pk])[plan.pk][0].outcome
    data = {"work_done": "Six visits", "impact": "", f"stands-{outcome.pk}-stands": "not-moving"}
    assert "changed for the child" in post(client, cast.worker, "plans:report", plan.pk, data).content.decode()
    response = post(client, cast.worker, "plans:report", plan.pk, {**data, "impact": "None yet"})
    assert CoreGroupReport.objects.count() == 1
    assert "Does the plan drift?" in response.content.decode()


def test_the_family_gets_the_plan(client: Client, cast: Cast) -> None:
    """In its language, with how to complain (CPP-04, GEN-10; WT 4.101)."""
    plan = planned(cast)
    data = {**AT, "to": ["Rosa Thorne"], "language": "Polish", "complaints_told": "on"}
    assert "in Polish" in post(client, cast.worker, "plans:copy", plan.pk, data).content.decode()


def test_ending_explains_its_refusals_and_leads_on(client: Client, cast: Cast) -> None:
    """Five ways, checked; then those concerned are told and help goes on (CPP-08, CPP-09; WT 4.114-4.116)."""
    plan = planned(cast)
    data = {"reason": "died", "at_date": "4/5/2026", "at_time": "10:00"}
    assert "No date of death" in post(client, cast.manager, "plans:end", plan.pk, data).content.decode()
    data = {**data, "reason": "left-uk", "note": "To Poland for good; school there wrote."}
    response = post(client, cast.manager, "plans:end", plan.pk, data)
    assert "still to be told" in response.content.decode()
    form = {"told": ["Rosa Thorne"], "services": "Nothing: abroad", "at_date": "5/5/2026", "at_time": "10:00"}
    response = post(client, cast.worker, "plans:notify-ending", plan.pk, form)
    assert "Still to tell" in response.content.decode()
    response = post(
        client, cast.worker, "plans:notify-ending", plan.pk, {**form, "why_not": "Retired", "need_plan": "on"}
    )
    assert "Those concerned were told" in response.content.decode()
    assert InformationGiven.objects.filter(what="plan-ended", withheld_reason="Retired").count() == 3
    assert ChildInNeedPlan.objects.get().case == plan.case


def test_a_child_in_need_plan_from_start_to_review(client: Client, cast: Cast) -> None:
    """Started for siblings together, reviewed, closed (CIN-01, CIN-04, CPC-13; WT 4.31, 4.84)."""
    address = f"{reverse('plans:start-need-plan')}?case={cast.case.pk}"
    assert "Jack Thorne" in page(client, cast.worker, address)
    data = {
        **AT,
        "children": [str(cast.case.pk), str(cast.sibling_case.pk)],
        "needs": "A bed each",
        "review_on": "4/11/2026",
        "outcomes-TOTAL_FORMS": "1",
        "outcomes-INITIAL_FORMS": "0",
        "outcomes-0-outcome": "Each sleeps in a bed",
    }
    client.force_login(cast.worker.user)
    client.post(address, data)
    assert ChildInNeedPlan.objects.count() == 2
    plan = ChildInNeedPlan.objects.get(case=cast.case)
    empty = {"outcomes-TOTAL_FORMS": "0", "outcomes-INITIAL_FORMS": "0"}
    response = post(client, cast.worker, "plans:work-out-need", plan.pk, {"needs": "A bed and a table", **empty})
    assert "A bed and a table" in response.content.decode()
    review = {"held_at_date": "1/6/2026", "held_at_time": "9:00", "outcome": "close", "came_of_it": ""}
    assert "Say what came" in post(client, cast.worker, "plans:review-need", plan.pk, review).content.decode()
    response = post(client, cast.worker, "plans:review-need", plan.pk, {**review, "came_of_it": "Beds came"})
    assert "What the child says is not recorded" in response.content.decode()
    assert ChildInNeedReview.objects.get().outcome == "close"
    correct = {"needs": "A bed", "family_agreement": "", "review_on": "4/11/2026", "correction_reason": "Jack’s table"}
    post(client, cast.worker, "plans:correct-need", plan.pk, correct)
    assert Correction.objects.filter(record_id=plan.pk).exists()


def test_a_move_out_from_notice_to_the_end_of_our_plan(client: Client, cast: Cast) -> None:
    """Nothing changes hands until it is said so (MOV-01, MOV-02, IMM-05; WT 4.39, 4.114)."""
    plan = planned(cast)
    client.force_login(cast.worker.user)
    address = f"{reverse('plans:notify-move')}?case={cast.case.pk}"
    data = {**AT, "kind": "out-permanent", "other_authority": "Samphire"}
    response = client.post(address, data, follow=True)
    assert "nothing has changed hands" in response.content.decode()
    move = Move.objects.get()
    end = {"reason": "transferred", "at_date": "20/6/2026", "at_time": "10:00"}
    assert "has not held its conference" in post(client, cast.manager, "plans:end", plan.pk, end).content.decode()
    theirs = {"held_at_date": "18/5/2026", "held_at_time": "10:00", "decided": "A plan there"}
    post(client, cast.designated, "plans:receiving-conference", move.pk, theirs)
    accepted = {"accepted_by": "Olive Faraway", "at_date": "19/5/2026", "at_time": "10:00"}
    response = post(client, cast.designated, "plans:accept-move", move.pk, accepted)
    assert "Not confirmed in writing yet" in response.content.decode()
    post(client, cast.manager, "plans:end", plan.pk, end)
    plan.refresh_from_db()
    assert plan.ending_reason == "transferred"
    response = post(client, cast.designated, "plans:settle-move", move.pk, {"why": "Theirs now"})
    assert "Settled" in response.content.decode()


def test_a_correction_of_a_plan_stands_beside_it(client: Client, cast: Cast) -> None:
    """Both readable (REC-01; WT 4.131)."""
    plan = planned(cast)
    address = reverse("plans:correct", args=[plan.pk])
    client.force_login(cast.worker.user)
    form = client.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"first_core_group_on": "10/4/2026", "next_review_on": "24/6/2026"}
    client.post(address, {**data, "needs": "To be fed", "correction_reason": "Misheard"})
    assert "Misheard" in page(client, cast.worker, plan.get_absolute_url())


def test_a_core_group_and_a_move_are_corrected_beside_themselves(client: Client, cast: Cast) -> None:
    """Records about several children too (REC-01; WT 4.131)."""
    plan = planned(cast)
    meeting = actions.hold_core_group(
        by=cast.worker.actor, plans=[plan], decided="Mondays", came=[Member_(name="Nan")], held_at=HELD
    )
    data = {"decided": "Tuesdays", "correction_reason": "Misheard"}
    response = post(client, cast.worker, "plans:correct-core-group", meeting.pk, data)
    assert "Misheard" in response.content.decode()
    move = actions.notify_move(
        by=cast.worker.actor, case=plan.case, kind="out-temporary", other_authority="Samphire", at=HELD
    )
    data = {"other_authority": "Samphire Council", "correction_reason": "Its full name"}
    response = post(client, cast.worker, "plans:correct-move", move.pk, data)
    assert "Samphire Council" in response.content.decode()


def test_the_list_costs_a_fixed_number_of_queries(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """However many children (ENY-01; WT 4.122; design: Scale)."""
    held(cast)
    client.force_login(cast.manager.user)
    client.get(reverse("plans:list"))
    with django_assert_num_queries(8):
        text = client.get(reverse("plans:list")).content.decode()
    assert "Jack Thorne" in text
    assert "Jack Thorne" not in client.get(reverse("plans:list") + "?key_worker=vacant").content.decode()


def test_the_page_of_a_plan_costs_a_fixed_number_of_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """However long its history (design: Scale)."""
    plan = planned(cast)
    reviewed(cast, plan)
    client.force_login(cast.worker.user)
    client.get(plan.get_absolute_url())
    with django_assert_max_num_queries(34):
        client.get(plan.get_absolute_url())
