"""The authority behaves about as England does: rates against `rates.yaml`, within what a sample allows."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from holdfast.demo.generate import generate
from holdfast.demo.rates import rates
from holdfast.demo.script import (
    AssessmentCompleted,
    ChildInNeedPlanMade,
    ConferenceHeld,
    EnquiryStarted,
    Event,
    ForChild,
    ReferralDecided,
    ReferralReceived,
    Script,
)
from tests.unit.demo.conftest import TODAY

YEAR = timedelta(days=365)


@pytest.fixture(scope="module")
def busy() -> Script:
    """Enough families for rates to show."""
    return generate(11, today=TODAY, referrals_per_year=700)


def events(script: Script) -> list[Event]:
    return [event for told in script.families for event in told.events]


def referred(script: Script) -> int:
    """Children referred, as the national tables count."""
    return sum(len(event.children) for event in events(script) if isinstance(event, ReferralReceived))


def decided(script: Script) -> list[ForChild]:
    """What each initial conference decided, child by child."""
    return [one for event in events(script) if type(event) is ConferenceHeld for one in event.decisions]


def near(found: float, name: str, within: float) -> None:
    wanted = rates().shares[name]
    assert abs(found - wanted) <= within, f"{name}: {found:.3f} where the rates say {wanted:.3f}"


def test_volume_is_as_asked(busy: Script) -> None:
    """About so many children referred a year."""
    assert 0.9 < referred(busy) / (700 * 3.06) < 1.15


def test_referrals_repeat_at_the_national_rate(busy: Script) -> None:
    """REF-14: those referred again within twelve months, leaving out the first year, which has no year before it."""
    again = total = 0
    for told in busy.families:
        last: dict[str, Event] = {}
        for event in (one for one in told.events if isinstance(one, ReferralReceived)):
            for child in event.children:
                counted = event.at.date() > TODAY - 2 * YEAR
                total += counted
                again += counted and child in last and event.at - last[child].at <= YEAR
                last[child] = event
    near(again / total, "referred-again", 0.06)


def test_decisions_on_referrals(busy: Script) -> None:
    """REF-06: few end at the door."""
    found = Counter(
        decision for event in events(busy) if isinstance(event, ReferralDecided) for _, decision in event.decisions
    )
    quiet = found["no-further-action"] + found["advice"] + found["referred-elsewhere"]
    near(quiet / referred(busy), "no-further-action", 0.025)


def test_enquiries_conferences_and_plans(busy: Script) -> None:
    """ENQ-05, CPC-09: how many enquiries come of referrals, conferences of enquiries, plans of conferences."""
    enquiries = sum(isinstance(event, EnquiryStarted) for event in events(busy))
    near(enquiries / referred(busy), "enquiry-per-referral", 0.06)
    near(len(decided(busy)) / enquiries, "conference-per-enquiry", 0.1)
    near(sum(bool(one.plan) for one in decided(busy)) / len(decided(busy)), "plan-per-conference", 0.1)


def test_categories_of_abuse(busy: Script) -> None:
    """GEN-03, CPC-10: neglect first, then emotional abuse; sexual abuse rare."""
    found = Counter(one.categories[0] for one in decided(busy) if one.plan)
    total = sum(found.values())
    weights = rates().weights["category"]
    for category in ("neglect", "emotional", "physical", "sexual"):
        assert abs(found[category] / total - weights[category] / sum(weights.values())) < 0.13


def test_work_in_time(busy: Script) -> None:
    """IA-01, CPC-01: most initial assessments in time, and most conferences, judged by the guidance's clocks."""
    from holdfast.guidance import compile_rule, load

    rule = compile_rule(load("working-together-2005").clock("initial-assessment"))
    late = total = 0
    for told in busy.families:
        received = {e.referral: e.at for e in told.events if isinstance(e, ReferralReceived)}
        for event in told.events:
            if isinstance(event, AssessmentCompleted) and event.kind == "initial":
                total += 1
                late += event.at > rule.both(received[event.referral])[1]
    near(1 - late / total, "assessment-in-time", 0.05)


def test_children_not_in_need_and_plans_for_those_who_are(busy: Script) -> None:
    """IA-06, CIN-01."""
    outcomes = Counter(e.outcome for e in events(busy) if isinstance(e, AssessmentCompleted))
    near((outcomes["not-in-need"] + outcomes["closed"]) / referred(busy), "not-in-need", 0.05)
    plans = sum(isinstance(event, ChildInNeedPlanMade) for event in events(busy))
    near(plans / referred(busy), "in-need-plan-per-referral", 0.08)


def test_who_they_are(busy: Script) -> None:
    """GEN-09: sex, ethnicity and disability about as in the national tables."""
    children = [child for told in busy.families for child in told.family.children]
    sexes = Counter(child.sex for child in children)
    near(sexes["female"] / (sexes["female"] + sexes["male"]), "female", 0.05)
    near(sum(bool(child.disabilities) for child in children) / len(children), "disability", 0.05)
    weights = rates().weights["ethnicity"]
    british = sum(child.ethnicity == "white-british" for child in children) / len(children)
    assert abs(british - weights["white-british"] / sum(weights.values())) < 0.08


def test_there_is_live_work(busy: Script) -> None:
    """On the morning of the demo: assessments under way, conferences ahead, somebody waiting for a decision."""
    under_way = {e.referral for e in events(busy) if isinstance(e, ReferralReceived)} - {
        e.referral for e in events(busy) if isinstance(e, ReferralDecided)
    }
    assert len(under_way) < 12
    recent = [e for e in events(busy) if e.at.date() > TODAY - timedelta(days=7)]
    assert len({type(event).__name__ for event in recent}) > 12
