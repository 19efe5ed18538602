"""What holds for brothers and sisters together is done once (GEN-08; WT 4.75)."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from holdfast.cases.assessments.actions import begin_assessment, complete_assessments
from holdfast.cases.assessments.models import Assessment, BeganWith
from holdfast.cases.enquiries.models import Activity
from holdfast.cases.models import ChildSeen, Decision, InformationGiven
from tests.support.cast import Cast
from tests.support.harm import enquired


def assessed(cast: Cast) -> list[Assessment]:
    """Both children's initial assessments, completed with the same outcome."""
    round_ = begin_assessment(
        by=cast.worker.actor,
        cases=[cast.case, cast.sibling_case],
        step="initial-assessment",
        began_with=BeganWith.REFERRAL,
        lead=cast.worker.practitioner,
    )
    found = list(Assessment.objects.filter(round=round_))
    complete_assessments(by=cast.worker.actor, assessments=found, outcome="child-in-need", reasons="Both need help")
    return found


def test_the_same_decision_is_endorsed_for_all_at_once(cast: Cast, client: Client) -> None:
    """GEN-08, GEN-11: brothers and sisters are ticked; a tick taken away leaves that decision waiting (WT 4.32)."""
    assessed(cast)
    client.force_login(cast.manager.user)
    own = Decision.objects.get(case=cast.case)
    other = Decision.objects.get(case=cast.sibling_case)
    address = reverse("children:endorse", kwargs={"pk": own.pk})
    assert cast.sibling.name in client.get(address).content.decode()
    assert client.post(address, {"note": "", "alike": [str(other.pk)]}).status_code == 302
    assert Decision.objects.filter(endorsed_at=None).count() == 0


def test_a_decision_can_be_endorsed_alone(cast: Cast, client: Client) -> None:
    """GEN-11: without the tick the other child's decision goes on waiting."""
    assessed(cast)
    client.force_login(cast.manager.user)
    own = Decision.objects.get(case=cast.case)
    client.post(reverse("children:endorse", kwargs={"pk": own.pk}), {"note": ""})
    assert [one.case_id for one in Decision.objects.filter(endorsed_at=None)] == [cast.sibling_case.pk]


def test_what_a_child_said_is_kept_without_the_tick(cast: Cast, client: Client) -> None:
    """GEN-04: whoever writes what a child said means that child; one who was not on the visit is left out."""
    client.force_login(cast.worker.user)
    address = reverse("children:seen", kwargs={"pk": cast.child.pk})
    visit = {"at_date": "today", "at_time": "now", f"child-{cast.case.pk}-seen": "yes"}
    visit |= {f"child-{cast.case.pk}-include": "1", f"child-{cast.sibling_case.pk}-seen": "yes"}
    client.post(address, visit)
    assert ChildSeen.objects.filter(child=cast.sibling).count() == 0
    client.post(address, visit | {f"child-{cast.sibling_case.pk}-said": "I like the cat"})
    assert ChildSeen.objects.get(child=cast.sibling).said == "I like the cat"


def test_what_has_begun_is_gone_on_with(cast: Cast, client: Client) -> None:
    """GEN-07: the next step leads to the enquiry that is open, not to a second one (WT 4.42)."""
    enquired(cast)
    client.force_login(cast.worker.user)
    page = client.get(reverse("children:child", kwargs={"pk": cast.child.pk})).content.decode()
    assert "Go on with the section 47 enquiry" in page
    assert reverse("enquiries:new") not in page


def test_part_of_an_enquiry_counts_for_both_children(cast: Cast, client: Client) -> None:
    """ENQ-02, GEN-08: a parent is spoken with once; what a child said stays with that child (WT 4.49)."""
    first, second = enquired(cast)
    client.force_login(cast.worker.user)
    address = reverse("enquiries:activity", kwargs={"pk": first.pk})
    told = {"kind": "parent-interview", "at_date": "today", "at_time": "now", "findings": "She is afraid"}
    client.post(address, told | {"also": [str(second.pk)]})
    assert {one.enquiry_id for one in Activity.objects.filter(findings="She is afraid")} == {first.pk, second.pk}


def test_the_family_is_told_once_of_both_enquiries(cast: Cast, client: Client) -> None:
    """ENQ-09, GEN-08, GEN-10: what the family was told is on both children's records (WT 4.56)."""
    both = enquired(cast)
    client.force_login(cast.worker.user)
    told = {"what": "A leaflet", "recipient": "Rosa", "at_date": "today", "at_time": "now"}
    address = reverse("enquiries:inform", kwargs={"pk": both[0].pk})
    client.post(address, told | {"enquiries": [str(one.pk) for one in both]})
    assert InformationGiven.objects.filter(what="A leaflet").count() == len(both)
