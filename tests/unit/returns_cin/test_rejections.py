"""What cannot be taken is named, with its line and the reason, and costs nothing else (STA-03)."""

from __future__ import annotations

from datetime import date

import pytest

from holdfast.returns.cin import Rejection
from tests.unit.returns_cin.builder import (
    HEADER,
    a_child,
    a_return,
    an_episode,
    children,
    only_child,
    rejections,
    remarks,
)


def only_rejection(data: bytes) -> Rejection:
    (rejection,) = rejections(data)
    return rejection


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2023-02-30", "no such day"),
        ("2023-13-01", "no such day"),
        ("01/05/2023", "more than one way"),
        ("1.5.23", "more than one way"),
        ("1 May 2023", "not a date"),
        ("20230501", "not a date"),
        ("2023-5-1", "not a date"),
        ("1066-04-13", "before 1900"),
        ("0000-01-01", "before 1900"),
        ("２０２３-05-01", "not a date"),
        ("2023-05-01 oops", "not a date"),
    ],
)
def test_a_bad_end_date_costs_the_end_date(text: str, reason: str) -> None:
    """STA-03: the assessment came in, without the date that could not be read."""
    assessment = (
        "<Assessments>\n<AssessmentActualStartDate>2023-05-02</AssessmentActualStartDate>\n"
        f"<AssessmentAuthorisationDate>{text}</AssessmentAuthorisationDate></Assessments>"
    )
    data = b"\n" + a_return(a_child(an_episode(assessment)))
    (read,) = only_child(data).episodes[0].assessments
    rejection = only_rejection(data)
    assert (read.started, read.authorised) == (date(2023, 5, 2), None)
    assert rejection.element == "Child/CINdetails/Assessments/AssessmentAuthorisationDate"
    assert (rejection.value, rejection.lost, rejection.child) == (text, "value", "C1")
    assert rejection.line == read.line + 2
    assert reason in rejection.reason


def test_a_bad_start_date_costs_the_assessment_and_nothing_else() -> None:
    """STA-03: never the child, never the episode, never the assessment beside it."""
    inside = "".join(
        f"<Assessments><AssessmentActualStartDate>{day}</AssessmentActualStartDate></Assessments>"
        for day in ("2023-05-02", "2023-99-02", "2023-07-02")
    )
    data = a_return(a_child(an_episode(inside)))
    assert [item.started.month for item in only_child(data).episodes[0].assessments] == [5, 7]
    value, record = rejections(data)
    assert (value.lost, value.value) == ("value", "2023-99-02")
    assert (record.lost, record.element) == ("record", "Child/CINdetails/Assessments")
    assert "could not be read" in record.reason


def test_a_plan_without_its_start_takes_its_reviews_with_it_and_says_so() -> None:
    """CPP-06: what went with a lost record is counted."""
    plan = (
        "<ChildProtectionPlans><NumberOfPreviousCPP>0</NumberOfPreviousCPP><Reviews>"
        "<CPPreviewDate>2023-09-01</CPPreviewDate><CPPreviewDate>2024-01-01</CPPreviewDate></Reviews>"
        "</ChildProtectionPlans>"
    )
    rejection = only_rejection(a_return(a_child(an_episode(plan))))
    assert (rejection.lost, rejection.within) == ("record", {"reviews": 2})
    assert "it is missing" in rejection.reason
    assert "2 reviews" in rejection.reason


def test_the_conference_of_a_lost_enquiry_is_kept() -> None:
    """CPC-01: the conference was held, whatever is wrong with the enquiry's own date."""
    enquiry = "<Section47><DateOfInitialCPC>2023-06-20</DateOfInitialCPC></Section47>"
    data = a_return(a_child(an_episode(enquiry)))
    (episode,) = only_child(data).episodes
    assert episode.section47s == ()
    assert episode.conference_dates() == (date(2023, 6, 20),)
    assert only_rejection(data).within == {}


def test_an_episode_without_its_referral_date() -> None:
    """STA-03: the episode is lost with what is in it, each counted; the child and its other episode are not."""
    lost = (
        "<CINdetails><CINreferralDate>yesterday</CINreferralDate>"
        "<Assessments><AssessmentActualStartDate>2023-05-02</AssessmentActualStartDate></Assessments>"
        "<CINPlanDates><CINPlanStartDate>2023-05-02</CINPlanStartDate></CINPlanDates>"
        "<Section47><S47ActualStartDate>2023-05-02</S47ActualStartDate>"
        "<DateOfInitialCPC>2023-05-20</DateOfInitialCPC></Section47>"
        "<ChildProtectionPlans><CPPstartDate>2023-05-20</CPPstartDate></ChildProtectionPlans></CINdetails>"
    )
    data = a_return(a_child(lost + an_episode(referred="2024-01-01")))
    assert [episode.referred for episode in only_child(data).episodes] == [date(2024, 1, 1)]
    record = rejections(data)[-1]
    assert record.lost == "record"
    assert record.within == {"assessments": 1, "cin_plans": 1, "section47": 1, "conferences": 1, "plans": 1}


def test_ends_before_beginnings() -> None:
    """STA-03: an end that cannot be an end is left out, and the record kept."""
    inside = (
        "<CINclosureDate>2023-04-30</CINclosureDate>"
        "<CINPlanDates><CINPlanStartDate>2023-06-02</CINPlanStartDate><CINPlanEndDate>2023-06-01</CINPlanEndDate>"
        "</CINPlanDates><ChildProtectionPlans><CPPstartDate>2023-06-02</CPPstartDate>"
        "<CPPendDate>2022-06-02</CPPendDate></ChildProtectionPlans>"
    )
    data = a_return(a_child(an_episode(inside)))
    (episode,) = only_child(data).episodes
    assert (episode.closed, episode.cin_plans[0].ended, episode.plans[0].ended) == (None, None, None)
    assert {item.lost for item in rejections(data)} == {"value"}
    assert len(rejections(data)) == 3


def test_death_before_birth() -> None:
    """STA-03: one of the two is wrong; the birth is what everything else hangs on."""
    identifiers = (
        "<ChildIdentifiers><LAchildID>C1</LAchildID><PersonBirthDate>2015-04-05</PersonBirthDate>"
        "<PersonDeathDate>2014-04-05</PersonDeathDate></ChildIdentifiers>"
    )
    data = a_return(a_child(an_episode(), identifiers))
    assert only_child(data).death_date is None
    assert "before the date of birth" in only_rejection(data).reason


@pytest.mark.parametrize(
    ("inside", "element"),
    [
        ("<PrimaryNeedCode>N99</PrimaryNeedCode>", "PrimaryNeedCode"),
        ("<ReasonForClosure>RC10</ReasonForClosure>", "ReasonForClosure"),
        ("<ReferralSource>12</ReferralSource>", "ReferralSource"),
        ("<ReferralNFA>maybe</ReferralNFA>", "ReferralNFA"),
        (
            "<ChildProtectionPlans><CPPstartDate>2023-06-02</CPPstartDate>"
            "<NumberOfPreviousCPP>-1</NumberOfPreviousCPP></ChildProtectionPlans>",
            "ChildProtectionPlans/NumberOfPreviousCPP",
        ),
        (
            "<ChildProtectionPlans><CPPstartDate>2023-06-02</CPPstartDate>"
            "<LatestCategoryOfAbuse>BAD</LatestCategoryOfAbuse></ChildProtectionPlans>",
            "ChildProtectionPlans/LatestCategoryOfAbuse",
        ),
        (
            "<Assessments><AssessmentActualStartDate>2023-05-02</AssessmentActualStartDate>"
            "<AssessmentFactors>RB</AssessmentFactors></Assessments>",
            "Assessments/AssessmentFactors",
        ),
    ],
)
def test_what_is_no_code_of_the_census(inside: str, element: str) -> None:
    """STA-03: the value is named and left out; the record that it stands in came in."""
    data = a_return(a_child(an_episode(inside)))
    rejection = only_rejection(data)
    assert (rejection.element, rejection.lost) == (f"Child/CINdetails/{element}", "value")
    (episode,) = only_child(data).episodes
    assert len(episode.plans) + len(episode.assessments) == element.count("/")


def test_elements_that_the_census_does_not_have() -> None:
    """STA-03: a module of a later year, or a supplier's own, is named rather than dropped."""
    inside = (
        "<PreProceedingsandFGDM><PPStartDate>2023-09-09</PPStartDate><PPOutcome>A</PPOutcome>"
        "</PreProceedingsandFGDM><KeyWorker>A. Person</KeyWorker>"
    )
    module, value = rejections(a_return(a_child(an_episode(inside))))
    assert (module.lost, module.value) == ("record", "2 elements")
    assert (value.lost, value.value) == ("value", "A. Person")
    outside = a_return(a_child(an_episode())).replace(b"</Header>", b"</Header><Extra><a/>x</Extra>")
    assert only_rejection(outside).element == "Message/Extra"
    assert len(children(outside)) == 1


def test_stray_text_and_elements_in_a_value() -> None:
    """STA-03: what stands between elements is named too."""
    stray = a_return(a_child(an_episode("oops")))
    assert (only_rejection(stray).value, only_rejection(stray).element) == ("oops", "Child/CINdetails")
    nested = a_return(a_child(an_episode("<PrimaryNeedCode>N1<b>x</b></PrimaryNeedCode>")))
    assert only_rejection(nested).element.endswith("PrimaryNeedCode/b")
    assert only_child(nested).episodes[0].primary_need == "N1"


def test_a_value_given_twice() -> None:
    """STA-03: the first is kept and the second named, unless they agree."""
    inside = "<PrimaryNeedCode>N1</PrimaryNeedCode><PrimaryNeedCode>N2</PrimaryNeedCode>"
    data = a_return(a_child(an_episode(inside)))
    assert only_child(data).episodes[0].primary_need == "N1"
    assert only_rejection(data).value == "N2"
    assert rejections(a_return(a_child(an_episode(inside.replace("N2", "N1"))))) == []


def test_endless_values() -> None:
    """STA-03: a value of a million characters is no value."""
    data = a_return(a_child(an_episode(f"<PrimaryNeedCode>{'N' * 1_000_000}</PrimaryNeedCode>")))
    rejection = only_rejection(data)
    assert len(rejection.value) < 100
    assert "longer than" in rejection.reason
    padded = a_return(a_child(an_episode(f"<PrimaryNeedCode>{' ' * 9_000}N1{' ' * 9_000}</PrimaryNeedCode>")))
    assert only_child(padded).episodes[0].primary_need == "N1"
    assert rejections(padded) == []


def test_a_child_whom_nothing_identifies() -> None:
    """STA-03: the only child that is ever refused; the next one is taken."""
    nobody = a_child(an_episode(), "<ChildIdentifiers><Sex>M</Sex></ChildIdentifiers>")
    data = a_return(nobody + a_child(an_episode()))
    assert [child.la_child_id for child in children(data)] == ["C1"]
    rejection = only_rejection(data)
    assert (rejection.element, rejection.lost, rejection.within) == ("Child", "record", {"episodes": 1})
    upn = "<ChildIdentifiers><UPN>H801200001001</UPN><PersonBirthDate>2015-04-05</PersonBirthDate></ChildIdentifiers>"
    known = a_return(a_child(an_episode(), upn))
    assert (only_child(known).la_child_id, only_child(known).upn) == ("", "H801200001001")
    assert rejections(known) == []
    assert len(remarks(known)) == 1


def test_what_deserves_a_look_is_taken() -> None:
    """STA-03: odd local numbers, no birth date, no episode, days after the return's own: taken, and remarked on."""
    odd = "<ChildIdentifiers><LAchildID>child_with_a_long_number</LAchildID></ChildIdentifiers>"
    data = a_return(a_child("", odd))
    assert only_child(data).la_child_id == "child_with_a_long_number"
    assert len(remarks(data)) == 3
    late = a_return(a_child(an_episode("<CINclosureDate>2030-01-01</CINclosureDate>")))
    assert only_child(late).episodes[0].closed == date(2030, 1, 1)
    assert "after the return's reference date" in remarks(late)[0].reason


def test_a_second_header() -> None:
    """STA-03: the first header counts."""
    data = a_return(a_child(an_episode()), HEADER + HEADER.replace("999", "998"))
    assert only_rejection(data).reason.startswith("a second header")
