"""Whatever the seed and the day, what happened makes sense (WT 4.12-4.116)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from holdfast.core.time import LONDON
from holdfast.demo.generate import generate, moment_of
from holdfast.demo.script import (
    CaseClosed,
    ChildBorn,
    ChildSeen,
    ConferenceHeld,
    FamilyScript,
    PlanEnded,
    ReviewHeld,
    Script,
)
from holdfast.demo.worktime import age_on
from holdfast.guidance import working_calendar
from tests.unit.demo.order import out_of_order

PHASES = (Phase.explicit, Phase.generate)  # a whole authority does not shrink
DAYS = st.dates(date(2024, 1, 2), date(2027, 12, 30))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=PHASES)
@given(seed=st.integers(0, 10**6), today=DAYS)
def test_each_step_rests_on_the_one_before_it(seed: int, today: date) -> None:
    """Cause before effect, nothing after now, for any seed and day (GEN-06, REF-06, ENQ-05, CPP-08)."""
    script = generate(seed, today=today, referrals_per_year=40, years=2)
    for told in script.families:
        assert [*out_of_order(told)] == []
        assert all(event.at <= moment_of(script) for event in told.events)
        assert [event.at for event in told.events] == sorted(event.at for event in told.events)


def test_the_same_seed_tells_the_same_story(small: Script) -> None:
    """A demo can be shown twice."""
    assert generate(7, today=small.today, referrals_per_year=150) == small
    assert generate(8, today=small.today, referrals_per_year=150) != small


def conferences(script: Script) -> list[tuple[FamilyScript, ConferenceHeld]]:
    return [(told, e) for told in script.families for e in told.events if isinstance(e, ConferenceHeld)]


def test_conferences_are_on_working_days_with_a_chair_outside_the_line(small: Script) -> None:
    """CPC-08, WT 4.73: the chair answers to nobody who manages the case."""
    calendar = working_calendar(small.today.year)
    held = conferences(small)
    assert held
    for _, one in held:
        assert calendar.is_working_day(one.at.astimezone(LONDON).date())
        chair = small.authority.practitioner(one.chair)
        assert chair.roles == ("conference-chair",)
        assert chair.supervisor == "dm"


def test_no_chair_is_in_two_places_at_once(small: Script) -> None:
    """Times of conferences differ for a chair."""
    slots = [(one.chair, one.at) for _, one in conferences(small) if not one.conference.startswith("s")]
    assert len(slots) == len(set(slots))


def test_conferences_have_their_quorum_or_say_why(small: Script) -> None:
    """CPC-03, WT 4.69: social care and two others with direct contact, or the exception in words."""
    for _, one in conferences(small):
        agencies = {a.participant.agency for a in one.attended if a.direct_contact and a.participant.agency}
        assert "lasc" in {a.participant.agency for a in one.attended}
        assert len(agencies - {"lasc"}) >= 2 or one.quorum_exception


def test_each_child_is_decided_apart(small: Script) -> None:
    """CPC-15, WT 4.75: one conference, a decision, reasons and views for each child."""
    for _, one in conferences(small):
        assert {decision.child for decision in one.decisions} <= set(one.children)
        for decision in one.decisions:
            assert decision.reasons
            assert decision.views
            if decision.continuing_risk:
                assert decision.key_worker
                assert decision.categories
                assert decision.core_group


def test_a_plan_ends_once_and_only_as_the_guidance_allows(small: Script) -> None:
    """CPP-08, WT 4.114: five ways, and a review behind the first of them."""
    allowed = {"review-decision", "transfer-conference", "eighteenth-birthday", "death", "left-the-country"}
    for told in small.families:
        ended = [event for event in told.events if isinstance(event, PlanEnded)]
        assert len({event.plan for event in ended}) == len(ended)
        reviews = {event.conference for event in told.events if isinstance(event, ReviewHeld)}
        for event in ended:
            assert event.reason in allowed
            assert event.reason != "review-decision" or event.review in reviews


def test_nothing_is_told_of_a_child_who_is_grown_or_closed(small: Script) -> None:
    """GEN-01: a child is anyone under eighteen; a closed case is quiet until somebody refers again."""
    for told in small.families:
        for event in told.events:
            for child in event.children:
                born = told.family.person(child).born
                if born and not isinstance(event, CaseClosed | PlanEnded):
                    assert age_on(born, event.at.date()) < 18


def test_visits_say_whether_the_child_was_seen(small: Script) -> None:
    """GEN-04, WT 4.27: seen or not, alone or not, and a reason when not; never a word from one not seen."""
    visits = [e for told in small.families for e in told.events if isinstance(e, ChildSeen)]
    assert any(visit.alone for visit in visits)
    assert any(not visit.seen for visit in visits)
    for visit in visits:
        assert len(visit.children) == 1
        assert visit.seen or (visit.not_seen_reason and visit.arranged and not visit.words)


def test_an_unborn_child_is_born_near_the_day(small: Script) -> None:
    """GEN-01, WT 4.14: expected, then born, on the same record."""
    for told in small.families:
        for event in told.events:
            if isinstance(event, ChildBorn):
                expected = told.family.person(event.children[0]).expected
                assert expected is not None
                assert abs(event.born - expected) < timedelta(days=21)
