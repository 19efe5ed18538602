"""The fictional authority is played through the rooms' own actions (issue: the demo authority)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from django.test import Client
from django.urls import reverse

from holdfast.cases.models import Case, ChildSeen, Decision
from holdfast.cases.plans.models import ChildProtectionPlan
from holdfast.clocks.models import ClockRow
from holdfast.core.time import today
from holdfast.demo import actions
from holdfast.demo.generate import generate
from holdfast.demo.script import Script
from holdfast.demo.selectors import counts, demo_users, is_built
from holdfast.people.models import Person

pytestmark = pytest.mark.django_db

SMALLEST = 10  # children referred in a year; the families that must be there come whatever the number


@cache
def script() -> Script:
    """The handwritten families and a few calls."""
    whole = generate(today=today(), referrals_per_year=SMALLEST)
    written = tuple(one for one in whole.families if one.family.key.startswith("s"))
    return replace(whole, families=written, contacts=whole.contacts[:3])


def test_the_handwritten_families_are_played_without_a_refusal() -> None:
    """Every event of their stories is something that a practitioner could have recorded."""
    actions.prepare(script())
    assert not is_built()
    assert actions.play_part(script()) == {}
    assert actions.finish(script()) == {}
    assert is_built()
    assert counts()["families"] == len(script().families)
    assert ChildProtectionPlan.objects.exists()
    assert Decision.objects.filter(endorsed_at__isnull=False).exists()
    assert ChildSeen.objects.exclude(said="").exists()
    assert ClockRow.objects.exists()
    roles = {user.role.split(" (")[0] for user in demo_users()}
    assert {"Social worker", "Team manager", "Conference chair", "Partner practitioner"} <= roles


def test_a_build_that_was_cut_off_goes_on_and_adds_nothing_twice() -> None:
    """A family that is there is passed over."""
    actions.prepare(script())
    actions.play_part(script(), part=0, of=2)
    before = Person.objects.count()
    actions.prepare(script())
    actions.play_part(script(), part=0, of=2)
    assert Person.objects.count() == before
    actions.play_part(script(), part=1, of=2)
    assert Person.objects.count() > before


def test_the_demo_user_finds_the_child_and_the_story(client: Client) -> None:
    """What was played stands on the same screens as everything else."""
    actions.prepare(script())
    actions.play_part(script())
    actions.finish(script())
    from holdfast.access.models import User

    manager = User.objects.get(username="ruth.lascelles")
    client.force_login(manager)
    for case in Case.objects.select_related("child")[:6]:
        page = client.get(reverse("children:child", args=[case.child_id]))
        assert page.status_code == 200
        assert case.child.name in page.content.decode()


def test_nobody_in_it_is_born_in_the_future() -> None:
    """Relative to today."""
    assert isinstance(script().today, date)
    assert all(one.born is None or one.born <= today() for fam in script().families for one in fam.family.people)
