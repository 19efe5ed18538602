"""Who there is in the fictional authority, and that nobody in it is real."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import nhs_number
import pytest

from holdfast.access.roles import Role
from holdfast.agencies.models import AgencyKind
from holdfast.demo.dice import Dice
from holdfast.demo.names import culture
from holdfast.demo.rates import parse, rates
from holdfast.demo.script import AssessmentStarted, MovedIn, ReferralReceived, Script
from holdfast.people.identifiers import upn_valid
from holdfast.people.models import RelationKind, Sex

REAL = Path(__file__).with_name("real_authorities.txt").read_text(encoding="utf-8").splitlines()
KINDS = (
    "unborn",
    "twins",
    "interpreter",
    "placed-by-other-authority",
    "service-family",
    "large-family",
    "private-address",
    "step-family",
    "grandparents",
)


def test_no_agency_or_place_is_a_real_authority(small: Script) -> None:
    """The names of England's children's services authorities appear nowhere in what is told."""
    text = repr(small)
    whole = [name for name in REAL if re.search(rf"\b{re.escape(name)} (Council|County|City|Children)", text)]
    assert whole == []
    names = " ".join(one.name for one in small.authority.agencies) + small.authority.name
    assert [name for name in REAL if name in names] == []


def test_postcodes_are_where_no_post_reaches(small: Script) -> None:
    """There is no postcode area ZZ."""
    codes = [home.postcode for told in small.families for home in told.family.addresses]
    assert codes
    assert all(code.startswith("ZZ") for code in codes)


def test_numbers_have_right_check_digits_and_belong_to_nobody(small: Script) -> None:
    """NHS numbers of the range that is never issued; pupil numbers of an authority that does not exist."""
    numbers = [pair for told in small.families for one in told.family.people for pair in one.identifiers]
    nhs = [value for kind, value in numbers if kind == "nhs"]
    assert len(set(nhs)) == len(nhs)
    assert all(value.startswith("999") and nhs_number.is_valid(value) for value in nhs)
    pupils = [value for kind, value in numbers if kind == "upn"]
    assert pupils
    assert len(set(pupils)) == len(pupils)
    assert all(upn_valid(value) and value[1:4] == "989" for value in pupils)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_family_is_there(small: Script, kind: str) -> None:
    """The families that the demo promises (GEN-01, GEN-08, GEN-09, MOV-01, MOV-03)."""
    assert any(kind in told.family.kinds for told in small.families)


def test_a_child_placed_by_another_authority_is_notified(small: Script) -> None:
    """MOV-02, WT 4.125: who keeps responsibility is on the record."""
    moves = [event for told in small.families for event in told.events if isinstance(event, MovedIn)]
    assert any(event.placed and event.other_authority for event in moves)


def test_five_families_are_written_by_hand(small: Script) -> None:
    """Each with a story that can be told at a table."""
    told = [one for one in small.families if one.family.signature]
    assert len(told) == 5
    assert len(next(one for one in told if one.family.key == "s01").family.children) == 3


def test_the_cast_holds_every_role(small: Script) -> None:
    """Forty who work with children sign in, and those who keep the system; chairs stand outside the line (CPC-08)."""
    people = [one for one in small.authority.practitioners if one.username]
    assert len(people) >= 40
    assert {role for one in people for role in one.roles} == set(Role.values)
    assert len({one.username for one in people}) == len(people)
    keys = {one.key for one in small.authority.practitioners}
    assert all(one.supervisor in keys for one in people if one.supervisor)


def test_words_are_those_of_the_rooms(small: Script) -> None:
    """Kinds of agency, of relationship and of sex are the rooms' own."""
    assert {one.kind for one in small.authority.agencies} <= set(AgencyKind.values)
    for told in small.families:
        assert {one.kind for one in told.family.relationships} <= set(RelationKind.values)
        assert {one.sex for one in told.family.people} <= set(Sex.values)


def test_everything_a_story_names_exists(small: Script) -> None:
    """Every practitioner, agency, person and address that is referred to is there."""
    people = {one.key for one in small.authority.practitioners}
    agencies = {one.key for one in small.authority.agencies}
    assert all(one.agency in agencies for one in small.authority.practitioners)
    for told in small.families:
        family = {one.key for one in told.family.people}
        homes = {one.key for one in told.family.addresses}
        assert all(one.person in family and one.address in homes for one in told.family.residences)
        assert all(one.person in family and one.to in family for one in told.family.relationships)
        for event in told.events:
            assert event.by in people
            assert set(event.children) <= family


def test_prose_is_whole_and_varied(small: Script) -> None:
    """No gap, brace or bracket is left in what is told, and referrals do not repeat one another."""
    concerns = [e.concern for told in small.families for e in told.events if isinstance(e, ReferralReceived)]
    assert len(set(concerns)) > 0.97 * len(concerns)
    assert all(first != second for first, second in pairwise(concerns))
    text = "".join(concerns) + "".join(
        e.plan for told in small.families for e in told.events if isinstance(e, AssessmentStarted)
    )
    assert not re.search(r"[{}\[\]|<>]|\.\.|  ", text)


def test_a_rate_owns_up_to_where_it_comes_from() -> None:
    """Every rate has a source in the national tables or says that it is an assumption."""
    assert all(rates().sources.values())
    share: dict[str, Any] = {
        "shares": {"x": {"value": 0.5}},
        "lengths": {},
        "weights": {},
        "circumstance-by-category": {},
    }
    with pytest.raises(ValueError, match="needs a source"):
        parse(share)
    share["shares"]["x"] = {"value": 2, "source": "c1"}
    with pytest.raises(ValueError, match="between 0 and 1"):
        parse(share)
    lengths = {"x": {"buckets": [[1, 5, 2]], "assumption": "none"}}
    with pytest.raises(ValueError, match="backwards"):
        parse({"shares": {}, "lengths": lengths, "weights": {}, "circumstance-by-category": {}})
    with pytest.raises(ValueError, match="unknown keys"):
        parse({"shares": {"x": {"value": 0.1, "why": "x"}}, "lengths": {}, "weights": {}})


def test_each_ethnicity_has_names() -> None:
    """No family is left without a name (GEN-09)."""
    dice = Dice(1, "test")
    for ethnicity in rates().weights["ethnicity"]:
        assert culture(ethnicity, dice).names
