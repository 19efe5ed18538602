"""The clocks that enquiries start, after each turn that a case can take (STR-02, ENQ-05, IMM-07; WT 4.67, box 1)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.cases.actions import adopt_edition, open_case
from holdfast.cases.conferences.models import Conference, ConferenceChild
from holdfast.cases.enquiries import actions, facts
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.enquiries.timing import conference_timing
from holdfast.cases.models import Case
from holdfast.cases.referrals.models import Contact, Referral, ReferredChild, Referrer
from holdfast.clocks.actions import refresh
from holdfast.clocks.models import ClockRow
from holdfast.guidance import load
from holdfast.ledger.acts import open_act
from holdfast.people.actions import record_birth
from tests.support.cast import Cast
from tests.support.harm import MONDAY, discussed, enquired

pytestmark = pytest.mark.django_db


def day(number: int) -> datetime:
    """A moment some days after the first discussion."""
    return MONDAY + timedelta(days=number)


def clock(case: Case, enquiry: Section47Enquiry | None = None) -> ClockRow:
    """The conference clock of a case, or of one of its enquiries."""
    rows = ClockRow.objects.filter(case=case, clock="initial-conference")
    return rows.get(record_id=enquiry.pk) if enquiry else rows.get()


def conferred(cast: Cast, case: Case, held_at: datetime, kind: str = "initial") -> None:
    """A conference held about a child."""
    with open_act("conference.hold", signed=cast.chair.actor.signature()):
        conference = Conference(authority=cast.authority, kind=kind, convened_at=held_at, held_at=held_at)
        conference.save()
        ConferenceChild(conference=conference, case=case, decision="plan").save()
    refresh([case.pk])


def test_the_last_discussion_before_the_conference_counts() -> None:
    """STR-02: one held after it starts nothing; an earlier one than the first is not of this enquiry (WT 4.67)."""
    timing = conference_timing(
        initiating=day(0),
        started_at=day(0),
        discussions=[day(-5), day(0), day(6), day(30)],
        conferences=[day(-40), day(20)],
        next_starts=None,
    )
    assert timing is not None
    assert (timing.initiating, timing.last, timing.met_at) == (day(0), day(6), day(20))


def test_an_enquiry_begun_without_a_discussion_counts_from_the_first_one_after() -> None:
    """STR-02: until then there is no clock of the conference (WT 4.67, box 1)."""
    nothing = conference_timing(
        initiating=None, started_at=day(0), discussions=[day(-1)], conferences=[], next_starts=None
    )
    assert nothing is None
    timing = conference_timing(
        initiating=None, started_at=day(0), discussions=[day(2), day(4)], conferences=[], next_starts=None
    )
    assert timing is not None
    assert (timing.initiating, timing.last) == (day(2), day(4))


def test_a_later_enquiry_has_its_own_discussions_and_conference() -> None:
    """STR-02: what is held from its start on belongs to it (WT 4.67)."""
    timing = conference_timing(
        initiating=day(0), started_at=day(0), discussions=[day(0), day(90)], conferences=[day(99)], next_starts=day(90)
    )
    assert timing is not None
    assert (timing.last, timing.met_at) == (day(0), None)


def test_the_conference_meets_the_clock_late_or_not(cast: Cast) -> None:
    """CPC-01: held on the fifteenth working day it is in time (WT 4.67)."""
    ivy, _ = enquired(cast)
    assert clock(cast.case).due_on == date(2026, 3, 30)
    held = datetime(2026, 3, 30, 15, 0, tzinfo=UTC)
    conferred(cast, cast.case, held)
    assert clock(cast.case).met_at == held
    assert clock(cast.sibling_case).met_at is None, "each child's own"
    assert clock(cast.case, ivy).due_at >= held


def test_a_discussion_after_the_clock_ran_out_starts_it_anew(cast: Cast) -> None:
    """STR-02: the record shows which discussion it runs from, and so why it is late no longer (WT 4.67)."""
    enquired(cast)
    discussed(cast, day(28), "continue-enquiry")
    row = clock(cast.case)
    assert (row.started_by, row.started_at) == ("strategy.last", day(28))
    assert row.due_on is not None
    assert row.due_on > date(2026, 3, 30)


def test_an_unborn_child_is_born_during_the_enquiry(cast: Cast) -> None:
    """GEN-01: the same case and clock; the conference that is convened is of the kind that fits (WT 4.14, 4.121)."""
    case = open_case(by=cast.worker.actor, child=cast.unborn, authority=cast.authority, at=day(-3))
    (enquiry,) = enquired(cast, cases=[case])
    before = clock(case)
    actions.conclude(
        by=cast.worker.actor,
        enquiries=[enquiry],
        outcome="substantiated-continuing-risk",
        reasons="The mother's last child was harmed",
        at=day(3),
    )
    assert Conference.objects.get().kind == "pre-birth"
    record_birth(by=cast.worker.actor, child=cast.unborn, born_on=day(5).date(), given_name="Wren")
    refresh([case.pk])
    after = clock(case)
    assert (after.record_id, after.due_at, after.started_by) == (before.record_id, before.due_at, before.started_by)
    conferred(cast, case, day(10))
    assert clock(case).met_at == day(10), "an initial conference meets it as a pre-birth one would"


def test_a_child_born_before_the_outcome_has_an_initial_conference(cast: Cast) -> None:
    """GEN-01: though the enquiry began before the birth; concluding asks no interview of the unborn (WT 4.121)."""
    case = open_case(by=cast.worker.actor, child=cast.unborn, authority=cast.authority, at=day(-3))
    (enquiry,) = enquired(cast, cases=[case])
    record_birth(by=cast.worker.actor, child=cast.unborn, born_on=day(2).date())
    enquiry = Section47Enquiry.objects.select_related("case__child").get(pk=enquiry.pk)
    actions.conclude(
        by=cast.worker.actor,
        enquiries=[enquiry],
        outcome="substantiated-continuing-risk",
        reasons="As before",
        at=day(3),
    )
    assert Conference.objects.get().kind == "initial"


def test_an_enquiry_is_judged_by_the_edition_in_force_when_it_began(cast: Cast) -> None:
    """GEN-07: the later edition counts from the discussion that began it, and binds only enquiries begun under it."""
    adopt_edition(
        by=cast.designated.actor,
        authority=cast.authority,
        edition="working-together-2023",
        from_date=day(5).date(),
    )
    ivy, _ = enquired(cast)
    discussed(cast, day(7), "continue-enquiry")
    row = clock(cast.case, ivy)
    assert (row.edition, row.started_by, row.started_at) == ("working-together-2005", "strategy.last", day(7))
    actions.conclude(
        by=cast.worker.actor,
        enquiries=[ivy],
        outcome="not-substantiated",
        reasons="Explained",
        services="None",
        departure="Abroad",
        at=day(8),
    )
    discussed(cast, day(20), cases=[cast.case])
    discussed(cast, day(24), "continue-enquiry", cases=[cast.case])
    second = Section47Enquiry.objects.get(case=cast.case, concluded_at=None)
    row = clock(cast.case, second)
    assert (row.edition, row.started_by, row.started_at) == (
        "working-together-2023",
        "strategy.initiating",
        day(20),
    )


def test_closing_the_case_stops_the_clock(cast: Cast) -> None:
    """ENQ-05: a clock unmet does not run for ever (WT 4.67)."""
    enquired(cast)
    with open_act("case.close", signed=cast.worker.actor.signature()):
        cast.case.closed_at = day(2)
        cast.case.save()
    refresh([cast.case.pk])
    row = clock(cast.case)
    assert (row.stopped_at, row.stopped_why) == (day(2), "the case was closed")


def curfew_broken(cast: Cast, at: datetime) -> Referral:
    """Information that Ivy broke a curfew notice, taken as a referral."""
    with open_act("referral.receive", signed=cast.worker.actor.signature()):
        referrer = Referrer(source="police", source_label="Police", practitioner=cast.partner.practitioner)
        referrer.save()
        contact = Contact(
            authority=cast.authority,
            referrer=referrer,
            received_at=at,
            mode="telephone",
            mode_label="Telephone",
            concern="Out after the hour",
            curfew_breach=True,
        )
        contact.save()
        referral = Referral(contact=contact, authority=cast.authority, received_at=at)
        referral.save()
        ReferredChild(case=cast.case, referral=referral, child=cast.child).save()
    refresh([cast.case.pk])
    return referral


def test_a_broken_curfew_notice_calls_for_enquiries_within_the_hours_that_the_act_sets(cast: Cast) -> None:
    """IMM-07: from receiving the information, until the enquiry is started (WT box 1)."""
    referral = curfew_broken(cast, MONDAY)
    row = ClockRow.objects.get(clock="curfew-enquiry")
    assert (row.case, row.record_id, row.started_by) == (cast.case, referral.pk, "curfew.information-received")
    assert row.due_at == MONDAY + timedelta(hours=load("working-together-2005").clock("curfew-enquiry").limit)
    actions.begin_enquiry(by=cast.worker.actor, cases=[cast.case], ground="Curfew notice broken", at=day(1))
    assert ClockRow.objects.get(clock="curfew-enquiry").met_at == day(1)


def test_an_enquiry_that_is_under_way_meets_the_curfew_clock_at_once(cast: Cast) -> None:
    """IMM-07: nothing has to be begun twice (WT box 1)."""
    enquired(cast)
    curfew_broken(cast, day(2))
    assert ClockRow.objects.get(clock="curfew-enquiry").met_at == day(2)


def test_facts_for_everybody_take_as_many_queries_as_for_one(cast: Cast) -> None:
    """Streamed for the whole authority: the same facts, and no query for each case (design: Scale)."""
    enquired(cast)
    conferred(cast, cast.case, day(10))
    with CaptureQueriesContext(connection) as one:
        few = list(facts.conference_facts([cast.case.pk])) + list(facts.curfew_facts([cast.case.pk]))
    with CaptureQueriesContext(connection) as everybody:
        many = list(facts.conference_facts(None)) + list(facts.curfew_facts(None))
    assert len(few) == 1
    assert len(many) == 2
    assert few[0] in many
    assert len(everybody) == len(one)
