"""A children in need return comes in whole, once, and again without change (STA-03; WT 4.124)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.apps import apps

from holdfast.access.actors import Actor
from holdfast.cases.assessments.models import Assessment
from holdfast.cases.conferences.models import Conference, ConferenceChild
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.models import Case, Decision, EditionInForce
from holdfast.cases.plans.models import ChildInNeedPlan, ChildProtectionPlan
from holdfast.cases.referrals.models import ReferredChild
from holdfast.clocks.models import ClockRow
from holdfast.core.errors import NotPermitted
from holdfast.core.time import local_date
from holdfast.ledger.models import Act, Correction
from holdfast.people.models import Identifier, Person
from holdfast.returns.cin import UnreadableReturn
from holdfast.returns.cin.actions import import_return
from holdfast.returns.cin.report import Report
from holdfast.returns.models import Imported, ReturnTaken
from tests.support.cast import Cast
from tests.unit.returns_cin.builder import a_child, a_return, an_episode
from tests.unit.returns_cin.test_layouts import FULL

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).parents[1] / "data" / "cin" / "csdatatools-332-children.xml"
# The same child a year later: the plan's last review, and nothing of the year before.
NEXT_YEAR = a_return(a_child(FULL)).replace(b"2024</Year>", b"2025</Year>").replace(b"2024-03-31", b"2025-03-31")


@pytest.fixture
def take(cast: Cast, tmp_path: Path) -> object:
    """Read a return in for the cast's authority, as its designated manager."""

    def read_in(data: bytes, by: Actor | None = None, *, dry_run: bool = False) -> Report:
        path = tmp_path / "return.xml"
        path.write_bytes(data)
        return import_return(by=by or cast.designated.actor, authority=cast.authority, path=path, dry_run=dry_run)

    return read_in


def rows() -> dict[str, int]:
    """How many rows there are of everything."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def came_in(report: Report) -> dict[str, int]:
    return {name: number for name, number in report.came_in.items() if number}


def the_child() -> Person:
    return Person.objects.get(identifiers__value="C1")


def days(plan: ChildProtectionPlan) -> list[date]:
    entries = ConferenceChild.objects.filter(plan=plan, conference__kind="review").select_related("conference")
    return sorted(local_date(entry.conference.held_at) for entry in entries if entry.conference.held_at)


def test_the_sample_comes_in_and_comes_in_again_without_change(cast: Cast) -> None:
    """STA-03: the file's own counts; the second time not a row is added, an act included."""
    by = cast.designated.actor
    first = import_return(by=by, authority=cast.authority, path=SAMPLE)
    assert came_in(first) == {"children": 332, "episodes": 402, "conferences": 350}
    assert {name: number for name, number in first.in_file.items() if number} == came_in(first)
    assert (first.rejected, first.new) == (0, first.came_in)
    assert Case.objects.filter(referrals__referral__contact__mode="").count() == 402
    assert Conference.objects.count() == 350
    before = rows()
    second = import_return(by=by, authority=cast.authority, path=SAMPLE)
    assert rows() == before
    assert second.says_nothing_new
    assert came_in(second) == came_in(first)
    assert Act.objects.filter(verb="return.import").count() == 1


def test_every_record_becomes_one_of_a_room(take: object) -> None:
    """STA-03, GEN-01: each thing in the return stands where practitioners look for it."""
    assert callable(take)
    report = take(a_return(a_child(FULL)))
    assert came_in(report) == {
        "children": 1,
        "episodes": 1,
        "assessments": 1,
        "section47": 1,
        "conferences": 2,
        "plans": 1,
        "reviews": 2,
        "cin_plans": 1,
    }
    child = the_child()
    assert (child.born_on, child.sex, child.ethnicity) == (date(2015, 4, 5), "female", "white-british")
    case = Case.objects.get(child=child)
    assert case.closed_at is not None
    assert (local_date(case.opened_at), local_date(case.closed_at)) == (date(2023, 5, 1), date(2024, 2, 27))
    assert (case.closure_reason, case.primary_need) == ("needs-met", "acute-stress")
    referred = ReferredChild.objects.select_related("referral__contact__referrer").get(case=case)
    assert referred.referral.contact.referrer.source == "relative"
    assert Decision.objects.get(record_id=referred.pk).outcome == referred.outcome == "initial-assessment"
    enquiry = Section47Enquiry.objects.get(case=case)
    assert enquiry.concluded_at is not None
    assert local_date(enquiry.concluded_at) == date(2023, 6, 20)
    assessment = Assessment.objects.get(case=case)
    assert assessment.factors == ["2A", "2B"]
    assert "Drug misuse by the child; Drug misuse by a parent or carer." in assessment.analysis
    plan = ChildProtectionPlan.objects.get(case=case)
    assert (plan.initial_categories, plan.latest_categories) == (["physical"], ["emotional"])
    assert (plan.census_only, plan.previous_plans, plan.ending_reason) == (True, 1, "review-judgement")
    assert plan.conference_id is not None
    opening = Conference.objects.get(pk=plan.conference_id)
    assert opening.held_at is not None
    assert (opening.kind, local_date(opening.held_at)) == ("initial", date(2023, 6, 20))
    assert days(plan) == [date(2023, 9, 15), date(2024, 2, 20)]
    need = ChildInNeedPlan.objects.get(case=case)
    assert need.ended_at is not None
    assert (local_date(need.agreed_at), local_date(need.ended_at)) == (date(2023, 5, 3), date(2023, 6, 1))
    assert {row.record_id for row in Imported.objects.filter(kind="plan")} == {plan.pk}


def test_clocks_are_those_of_the_edition_in_force(cast: Cast, take: object) -> None:
    """STA-03, CPC-01, CPP-06: two editions, the same return; nothing runs that a census cannot meet."""
    assert callable(take)
    take(a_return(a_child(FULL)))
    case = Case.objects.get(child=the_child())
    codes = set(ClockRow.objects.filter(case=case).values_list("clock", flat=True))
    assert codes == {"initial-assessment", "initial-conference", "first-review", "next-review"}
    met = ClockRow.objects.get(case=case, clock="initial-conference")
    assert met.met_at is not None
    assert (met.due_on, local_date(met.met_at)) == (date(2023, 6, 22), date(2023, 6, 20))
    by = cast.designated.actor
    from holdfast.cases.actions import adopt_edition

    adopt_edition(by=by, authority=cast.authority, edition="working-together-2023", from_date=date(2013, 4, 1))
    take(a_return(a_child(FULL)).replace(b">C1<", b">C2<"))
    other = Case.objects.get(child__identifiers__value="C2")
    assert ClockRow.objects.get(case=other, clock="assessment").due_on == date(2023, 7, 5)
    assert Assessment.objects.get(case=other).step == "assessment"


def test_an_assessment_runs_from_the_referral_only_where_the_return_tells_the_whole_story(take: object) -> None:
    """IA-01: the referral of an earlier year began another assessment than the one that this return tells of."""
    assert callable(take)
    old = an_episode(
        "<Assessments><AssessmentActualStartDate>2023-09-01</AssessmentActualStartDate></Assessments>",
        referred="2019-02-01",
    )
    take(a_return(a_child(old)))
    assessment = Assessment.objects.get()
    assert assessment.began_with == "assessment.new-information"
    assert local_date(assessment.clock_from) == date(2023, 9, 1)


def test_no_conference_required_stops_its_clock(take: object) -> None:
    """ENQ-05: an enquiry that ended without a conference waits for none."""
    assert callable(take)
    enquiry = "<Section47><S47ActualStartDate>2023-06-01</S47ActualStartDate><ICPCnotRequired>1</ICPCnotRequired>"
    take(a_return(a_child(an_episode(f"{enquiry}</Section47>"))))
    clock = ClockRow.objects.get(clock="initial-conference")
    assert clock.met_at is None
    assert clock.stopped_at is not None


def test_a_later_return_adds_and_corrects_beside_what_stood(take: object) -> None:
    """STA-03, REC-01: what was blank is filled in; what is said otherwise stands beside what it corrects."""
    assert callable(take)
    ended = b"<CPPendDate>2024-02-20</CPPendDate>"
    closed = b"<CINclosureDate>2024-02-27</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>"
    first = take(a_return(a_child(FULL)).replace(ended, b"").replace(closed, b""))
    case = Case.objects.get(child=the_child())
    assert (first.rejected, case.closed_at) == (0, None)
    assert ChildProtectionPlan.objects.get(case=case).is_current
    again = take(
        NEXT_YEAR.replace(b"<CPPreviewDate>2023-09-15</CPPreviewDate>", b"")
        .replace(b"N4", b"N1")
        .replace(b"</Reviews>", b"<CPPreviewDate>2024-02-21</CPPreviewDate></Reviews>")
        .replace(b">2B<", b">16A<")
    )
    assert Assessment.objects.get(case=case).analysis.endswith("Drug misuse by the child; Neglect.")
    case.refresh_from_db()
    plan = ChildProtectionPlan.objects.get(case=case)
    assert (again.new["reviews"], again.changed["plans"], again.changed["episodes"]) == (1, 1, 1)
    assert (again.unchanged("children"), again.new["children"]) == (1, 0)
    assert case.closed_at is not None
    assert plan.ended_at is not None
    assert days(plan) == [date(2023, 9, 15), date(2024, 2, 20), date(2024, 2, 21)]
    correction = Correction.objects.get(field="primary_need")
    assert (correction.was, correction.now_says) == ("acute-stress", "abuse-or-neglect")
    assert ReturnTaken.objects.count() == 2
    before = rows()
    assert take(NEXT_YEAR.replace(b"N4", b"N1").replace(b">2B<", b">16A<")).says_nothing_new
    assert rows() == before


def test_a_child_is_born_between_two_returns(take: object) -> None:
    """GEN-01: the unborn child of last year's return is the child of this year's."""
    assert callable(take)
    unborn = "<ChildIdentifiers><LAchildID>C1</LAchildID><ExpectedPersonBirthDate>2023-08-01</ExpectedPersonBirthDate>"
    held = "<DateOfInitialCPC>2023-06-20</DateOfInitialCPC>"
    take(a_return(a_child(an_episode(held), f"{unborn}<Sex>U</Sex></ChildIdentifiers>")))
    assert the_child().is_unborn
    assert Conference.objects.get().kind == "pre-birth"
    born = (
        "<ChildIdentifiers><LAchildID>C1</LAchildID><UPN>H801200001001</UPN>"
        "<PersonBirthDate>2023-07-28</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>"
    )
    report = take(a_return(a_child(an_episode(held), born)))
    child = the_child()
    assert (child.born_on, child.sex, report.changed["children"]) == (date(2023, 7, 28), "female", 1)
    assert set(child.identifiers.values_list("kind", flat=True)) == {"local", "upn"}


def test_a_file_cut_short_leaves_nothing(take: object) -> None:
    """STA-03: children were read before the fault, and not one is kept."""
    assert callable(take)
    before = rows()
    with pytest.raises(UnreadableReturn):
        take(a_return(a_child(FULL) * 3)[:-30])
    assert rows() == before


def test_a_trial_run_saves_nothing(take: object) -> None:
    """STA-03: everything is done, reported, and undone."""
    assert callable(take)
    before = rows()
    report = take(a_return(a_child(FULL)), dry_run=True)
    assert report.new["reviews"] == 2
    assert rows() == before


def test_who_may_read_a_return_in(cast: Cast, take: object) -> None:
    """GEN-07: a designated manager, for their own authority; nobody else."""
    assert callable(take)
    for actor in (cast.worker.actor, cast.sysadmin.actor, cast.outsider.actor):
        with pytest.raises(NotPermitted):
            take(a_return(a_child(FULL)), actor)
    path = SAMPLE
    with pytest.raises(NotPermitted):
        import_return(by=cast.designated.actor, authority=cast.other_authority, path=path)


def test_a_child_and_a_case_that_holdfast_has_already(cast: Cast, take: object) -> None:
    """STA-03: the return is tied to what somebody wrote in Holdfast, and writes it no second time."""
    assert callable(take)
    from holdfast.people.actions import identify

    identify(by=cast.worker.actor, person=cast.child, kind="local", value="IVY-1")
    opened = local_date(cast.case.opened_at).isoformat()
    cases = Case.objects.count()
    numbers = a_return(a_child(an_episode(referred=opened))).replace(b">C1<", b">Ivy1<")
    report = take(numbers)
    assert report.rejected == 0
    assert Case.objects.count() == cases
    assert Person.objects.filter(identifiers__value="IVY1").count() == 1
    assert Imported.objects.get(kind="episode").record_id == cast.case.pk


def test_one_plan_at_a_time(take: object) -> None:
    """CPP-08: a second plan that has not ended is named, with its reviews; the first is kept."""
    assert callable(take)
    plan = "<ChildProtectionPlans><CPPstartDate>{}</CPPstartDate><Reviews>{}</Reviews></ChildProtectionPlans>"
    review = "<CPPreviewDate>2023-12-01</CPPreviewDate>"
    report = take(a_return(a_child(an_episode(plan.format("2023-06-01", "") + plan.format("2023-09-01", review)))))
    assert (report.came_in["plans"], report.came_in["reviews"], report.rejected) == (1, 0, 2)
    assert "one at a time" in report.rejections[0].reason
    assert "could not be taken" in report.rejections[1].reason
    assert ChildProtectionPlan.objects.count() == 1


def test_a_child_who_comes_twice_in_a_file(take: object) -> None:
    """STA-03: the second record adds to the first."""
    assert callable(take)
    report = take(a_return(a_child(an_episode()) + a_child(an_episode(referred="2024-01-01"))))
    assert (report.came_in["children"], report.new["children"], report.new["episodes"]) == (2, 1, 2)
    assert Case.objects.filter(child=the_child()).count() == 2


def test_a_referral_with_no_further_action_is_closed_at_the_door(take: object) -> None:
    """REF-06: nothing followed, so nothing stays open; where something did follow, the return is believed."""
    assert callable(take)
    nothing = "<ReferralNFA>true</ReferralNFA>"
    held = "<DateOfInitialCPC>2023-06-20</DateOfInitialCPC>"
    take(a_return(a_child(an_episode(nothing) + an_episode(nothing + held, referred="2023-06-01"))))
    first, second = Case.objects.filter(child=the_child()).order_by("opened_at")
    assert (first.closed_at, second.closed_at) == (first.opened_at, None)
    assert set(ReferredChild.objects.values_list("outcome", flat=True)) == {"no-further-action"}


def test_numbers_are_kept_as_given(take: object) -> None:
    """GEN-09: a UPN whose check letter is wrong is kept, and marked."""
    assert callable(take)
    identifiers = (
        "<ChildIdentifiers><LAchildID>C1</LAchildID><UPN>A123456789123</UPN>"
        "<PersonBirthDate>2015-04-05</PersonBirthDate></ChildIdentifiers>"
    )
    take(a_return(a_child(an_episode(), identifiers)))
    assert dict(Identifier.objects.values_list("kind", "checks")) == {"local": True, "upn": False}
    assert not EditionInForce.objects.exists()
