"""Each year's layout and each supplier's habit reads as the same records (STA-03; WT 4.124)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.returns_cin.builder import (
    HEADER,
    a_child,
    a_return,
    an_episode,
    entries,
    header_of,
    only_child,
    rejections,
    remarks,
)

FULL = an_episode(
    """<ReferralSource>1A</ReferralSource><PrimaryNeedCode>N4</PrimaryNeedCode>
    <CINclosureDate>2024-02-27</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>
    <DateOfInitialCPC>2023-05-20</DateOfInitialCPC>
    <Assessments>
      <AssessmentActualStartDate>2023-05-02</AssessmentActualStartDate>
      <AssessmentInternalReviewDate>2023-05-12</AssessmentInternalReviewDate>
      <AssessmentAuthorisationDate>2023-06-10</AssessmentAuthorisationDate>
      <FactorsIdentifiedAtAssessment>
        <AssessmentFactors>2A</AssessmentFactors><AssessmentFactors>2B</AssessmentFactors>
      </FactorsIdentifiedAtAssessment>
    </Assessments>
    <CINPlanDates>
      <CINPlanStartDate>2023-05-03</CINPlanStartDate><CINPlanEndDate>2023-06-01</CINPlanEndDate>
    </CINPlanDates>
    <Section47>
      <S47ActualStartDate>2023-06-01</S47ActualStartDate><InitialCPCtarget>2023-06-22</InitialCPCtarget>
      <DateOfInitialCPC>2023-06-20</DateOfInitialCPC><ICPCnotRequired>false</ICPCnotRequired>
    </Section47>
    <ReferralNFA>0</ReferralNFA>
    <ChildProtectionPlans>
      <CPPstartDate>2023-06-20</CPPstartDate><CPPendDate>2024-02-20</CPPendDate>
      <InitialCategoryOfAbuse>PHY</InitialCategoryOfAbuse><LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse>
      <NumberOfPreviousCPP>1</NumberOfPreviousCPP>
      <Reviews><CPPreviewDate>2023-09-15</CPPreviewDate><CPPreviewDate>2024-02-20</CPPreviewDate></Reviews>
    </ChildProtectionPlans>"""
)


def test_every_element_of_the_census_comes_in() -> None:
    """STA-03: nothing that the schema names is left behind."""
    data = a_return(a_child(FULL))
    (episode,) = only_child(data).episodes
    assert rejections(data) == []
    assert (episode.referred, episode.closed) == (date(2023, 5, 1), date(2024, 2, 27))
    assert (episode.source, episode.primary_need, episode.closure_reason) == ("1A", "N4", "RC7")
    assert episode.referral_nfa is False
    (assessment,) = episode.assessments
    assert (assessment.started, assessment.authorised) == (date(2023, 5, 2), date(2023, 6, 10))
    assert (assessment.internal_review, assessment.factors) == (date(2023, 5, 12), ("2A", "2B"))
    (cin_plan,) = episode.cin_plans
    assert (cin_plan.started, cin_plan.ended) == (date(2023, 5, 3), date(2023, 6, 1))
    (enquiry,) = episode.section47s
    assert enquiry.started == date(2023, 6, 1)
    assert enquiry.conference is not None
    assert (enquiry.conference.held, enquiry.conference_not_required) == (date(2023, 6, 20), False)
    (plan,) = episode.plans
    assert (plan.initial_category, plan.latest_category, plan.previous_plans) == ("PHY", "EMO", 1)
    assert [review.held for review in plan.reviews] == [date(2023, 9, 15), date(2024, 2, 20)]


def test_conferences_on_the_episode_and_on_the_enquiry_are_both_kept() -> None:
    """CPC-01: software writes the conference in either place; a day written in both is one day."""
    (episode,) = only_child(a_return(a_child(FULL))).episodes
    assert episode.conference_dates() == (date(2023, 5, 20), date(2023, 6, 20))
    twice = a_return(a_child(FULL.replace("2023-05-20", "2023-06-20")))
    assert only_child(twice).episodes[0].conference_dates() == (date(2023, 6, 20),)


@pytest.mark.parametrize(
    ("element", "read_as"),
    [
        ("<GenderCurrent>1</GenderCurrent>", "M"),
        ("<GenderCurrent>2</GenderCurrent>", "F"),
        ("<GenderCurrent>0</GenderCurrent>", "U"),
        ("<GenderCurrent>9</GenderCurrent>", "9"),
        ("<Sex>M</Sex>", "M"),
        ("<Sex>f</Sex>", "F"),
        ("<Sex>U</Sex>", "U"),
        ("<Sex>1</Sex>", "M"),
        ("<GenderCurrent>1</GenderCurrent><Sex>M</Sex>", "M"),
        ("<Sex/>", None),
        ("", None),
    ],
)
def test_sex_of_either_layout(element: str, read_as: str | None) -> None:
    """STA-03: ``GenderCurrent`` to 2024, ``Sex`` from 2025."""
    identifiers = f"<ChildIdentifiers><LAchildID>C1</LAchildID>{element}</ChildIdentifiers>"
    data = a_return(a_child(an_episode(), identifiers))
    assert only_child(data).sex == read_as
    assert rejections(data) == []


@pytest.mark.parametrize(
    ("text", "read_as"),
    [("1", True), ("0", False), ("true", True), ("FALSE", False), (" True ", True), ("", None), ("  ", None)],
)
def test_yes_and_no_of_every_year(text: str, read_as: bool | None) -> None:
    """STA-03: digits or words."""
    data = a_return(a_child(an_episode(f"<ReferralNFA>{text}</ReferralNFA>")))
    assert only_child(data).episodes[0].referral_nfa is read_as
    assert rejections(data) == []


DATES = ["<CPPreviewDate>2023-09-15</CPPreviewDate>", "<CPPreviewDate>2024-02-20</CPPreviewDate>"]


@pytest.mark.parametrize(
    "reviews",
    [
        f"<Reviews>{DATES[0]}{DATES[1]}</Reviews>",
        f"<Reviews>{DATES[0]}</Reviews><Reviews>{DATES[1]}</Reviews>",
        f"<Reviews><Review>{DATES[0]}</Review><Review>{DATES[1]}</Review></Reviews>",
        f"{DATES[0]}{DATES[1]}",
        f"{DATES[0]}<Reviews>{DATES[1]}</Reviews><Reviews/>",
        "<Reviews>2023-09-15</Reviews><Reviews>2024-02-20</Reviews>",
        f"<Reviews>{DATES[0]}<CPPreviewDate/>{DATES[1]}</Reviews>",
    ],
)
def test_reviews_repeated_or_with_many_dates(reviews: str) -> None:
    """CPP-06: one container with many dates, or one for each."""
    plan = f"<ChildProtectionPlans><CPPstartDate>2023-06-20</CPPstartDate>{reviews}</ChildProtectionPlans>"
    data = a_return(a_child(an_episode(plan)))
    (plan_read,) = only_child(data).episodes[0].plans
    assert [review.held.isoformat() for review in plan_read.reviews] == ["2023-09-15", "2024-02-20"]
    assert rejections(data) == []


@pytest.mark.parametrize("name", ["CINPlanDates", "CINplanDates", "cinplandates"])
def test_names_in_any_capitals(name: str) -> None:
    """CIN-01: the validation rules and the schema spell it differently, and so does software."""
    plan = f"<{name}><CINPlanStartDate>2023-06-20</CINPlanStartDate></{name}>"
    assert len(only_child(a_return(a_child(an_episode(plan)))).episodes[0].cin_plans) == 1


@pytest.mark.parametrize(
    "assessments",
    [
        "<Assessments>{0}</Assessments><Assessments>{1}</Assessments>",
        "<Assessments>{0}{1}</Assessments>",
        "<Assessments><Assessment>{0}</Assessment><Assessment>{1}</Assessment></Assessments>",
        "<Assessment>{0}</Assessment><Assessment>{1}</Assessment>",
        "{0}{1}",
        "<Assessments/><Assessments>{0}</Assessments><Assessments>{1}</Assessments>",
    ],
)
def test_several_assessments_however_they_are_wrapped(assessments: str) -> None:
    """STA-03: containers repeated, shared, doubled or left out."""
    first = (
        "<AssessmentActualStartDate>2023-05-02</AssessmentActualStartDate>"
        "<AssessmentAuthorisationDate>2023-06-10</AssessmentAuthorisationDate>"
        "<FactorsIdentifiedAtAssessment><AssessmentFactors>2A</AssessmentFactors></FactorsIdentifiedAtAssessment>"
    )
    second = "<AssessmentActualStartDate>2023-07-02</AssessmentActualStartDate>"
    data = a_return(a_child(an_episode(assessments.format(first, second))))
    read = only_child(data).episodes[0].assessments
    assert [item.started.isoformat() for item in read] == ["2023-05-02", "2023-07-02"]
    assert [item.factors for item in read] == [("2A",), ()]
    assert [item.authorised is None for item in read] == [False, True]
    assert rejections(data) == []


@pytest.mark.parametrize(
    "factors",
    [
        "<FactorsIdentifiedAtAssessment>{0}{1}</FactorsIdentifiedAtAssessment>",
        "<FactorsIdentifiedAtAssessment>{0}</FactorsIdentifiedAtAssessment>"
        "<FactorsIdentifiedAtAssessment>{1}</FactorsIdentifiedAtAssessment>",
        "{0}{1}",
        "<AssessmentFactors>2A, 18a</AssessmentFactors>",
        "<FactorsIdentifiedAtAssessment>{0}{0}{1}</FactorsIdentifiedAtAssessment>",
    ],
)
def test_factors_however_they_are_listed(factors: str) -> None:
    """IA-04: each factor once, and the codes of 2017 to 2020 (18A, 19A) with those of later years."""
    codes = ("<AssessmentFactors>2A</AssessmentFactors>", "<AssessmentFactors>18A</AssessmentFactors>")
    inside = "<AssessmentActualStartDate>2023-05-02</AssessmentActualStartDate>" + factors.format(*codes)
    data = a_return(a_child(an_episode(f"<Assessments>{inside}</Assessments>")))
    assert only_child(data).episodes[0].assessments[0].factors == ("2A", "18A")
    assert rejections(data) == []


@pytest.mark.parametrize(
    "disabilities",
    [
        "<Disabilities><Disability>MOB</Disability><Disability>AUT</Disability></Disabilities>",
        "<Disabilities><Disability>MOB</Disability></Disabilities>"
        "<Disabilities><Disability>AUT</Disability></Disabilities>",
        "<Disability>MOB</Disability><Disability>AUT</Disability><Disability>MOB</Disability>",
    ],
)
def test_disabilities_however_they_are_listed(disabilities: str) -> None:
    """GEN-09: one list, several lists, none."""
    identifiers = (
        "<ChildIdentifiers><LAchildID>C1</LAchildID><PersonBirthDate>2015-04-05</PersonBirthDate></ChildIdentifiers>"
        f"<ChildCharacteristics><Ethnicity>wbri</Ethnicity>{disabilities}</ChildCharacteristics>"
    )
    child = only_child(a_return(a_child(an_episode(), identifiers)))
    assert (child.ethnicity, child.disabilities) == ("WBRI", ("MOB", "AUT"))


def test_no_disability_beside_disabilities() -> None:
    """GEN-09: the disabilities win, with a remark; "none" alone stays."""
    for codes, kept in ((("NONE", "MOB"), ("MOB",)), (("NONE",), ("NONE",))):
        listed = "".join(f"<Disability>{code}</Disability>" for code in codes)
        data = a_return(
            f"<Child><ChildIdentifiers><LAchildID>C1</LAchildID><PersonBirthDate>2015-04-05</PersonBirthDate>"
            f"</ChildIdentifiers><ChildCharacteristics>{listed}</ChildCharacteristics>{an_episode()}</Child>"
        )
        assert only_child(data).disabilities == kept
        assert len(remarks(data)) == len(codes) - 1


def test_several_episodes_plans_and_enquiries() -> None:
    """STA-03: a child's history is not cut to one of each."""
    plans = "".join(
        f"<ChildProtectionPlans><CPPstartDate>{day}</CPPstartDate></ChildProtectionPlans>"
        for day in ("2023-06-20", "2024-01-10")
    )
    enquiries = "".join(
        f"<Section47><S47ActualStartDate>{day}</S47ActualStartDate></Section47>"
        for day in ("2023-06-01", "2023-12-20", "2024-01-02")
    )
    data = a_return(a_child(an_episode(plans + enquiries) + an_episode(referred="2024-02-01")))
    first, second = only_child(data).episodes
    assert (len(first.plans), len(first.section47s)) == (2, 3)
    assert (len(second.plans), second.referred) == (0, date(2024, 2, 1))


def test_a_child_not_yet_born() -> None:
    """GEN-01: an expected date instead of a date of birth."""
    identifiers = (
        "<ChildIdentifiers><LAchildID>C1</LAchildID><UPNunknown>UN1</UPNunknown>"
        "<ExpectedPersonBirthDate>2024-08-01</ExpectedPersonBirthDate><Sex>U</Sex></ChildIdentifiers>"
    )
    data = a_return(a_child(an_episode(), identifiers))
    child = only_child(data)
    assert (child.birth_date, child.expected_birth_date) == (None, date(2024, 8, 1))
    assert (child.upn, child.upn_unknown, child.ethnicity) == ("", "UN1", None)
    assert len(entries(data)) == len(["header", "child"])


def test_the_identifiers() -> None:
    """STA-03: UPNs in capitals, the former one too, and the date of death."""
    identifiers = (
        "<ChildIdentifiers><LAchildID> C1 </LAchildID><UPN>h801200001001</UPN><FormerUPN>X98765432123b</FormerUPN>"
        "<PersonBirthDate>2015-04-05</PersonBirthDate><PersonDeathDate>2023-12-01</PersonDeathDate></ChildIdentifiers>"
    )
    child = only_child(a_return(a_child(an_episode(), identifiers)))
    assert (child.la_child_id, child.upn, child.former_upn) == ("C1", "H801200001001", "X98765432123B")
    assert child.death_date == date(2023, 12, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2023-05-01",
        "2023-05-01T00:00:00",
        "2023-05-01T10:12",
        "2023-05-01T00:00:00.000Z",
        "2023-05-01Z",
        "2023-05-01+01:00",
        "\n\t 2023-05-01 \u00a0",
    ],
)
def test_days_with_what_software_adds(text: str) -> None:
    """STA-03: a time of day, a zone, white space."""
    data = a_return(a_child(an_episode(referred=text)))
    assert only_child(data).episodes[0].referred == date(2023, 5, 1)
    assert rejections(data) == []


@pytest.mark.parametrize(
    "wrap",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: b'<?xml version="1.0" encoding="ISO-8859-1"?>' + text.encode("latin-1"),
        lambda text: b'<?xml version="1.0" encoding="windows-1252"?>' + text.encode("cp1252"),
        lambda text: b'<?xml version="1.0" encoding="utf-16"?>' + text.encode("utf-8"),
        lambda text: (
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' + text.replace("\n", "\r\n").encode()
        ),
        lambda text: b"\n\n  " + text.encode(),
        lambda text: text.replace(">", "><!-- note -->").replace("<Child>", "<?pi x?><Child>").encode(),
    ],
    ids=["bom", "utf-16", "utf-16-be", "latin-1", "cp1252", "false utf-16", "crlf", "leading space", "comments"],
)
def test_encodings_line_ends_and_comments(wrap: object) -> None:
    """STA-03: the same child, whatever wrote the bytes."""
    assert callable(wrap)
    text = a_return(a_child(FULL)).decode().replace("C1", "Céline1")
    plain = only_child(text.encode())
    child = only_child(wrap(text))
    assert child.la_child_id == "Céline1"
    assert [e.conference_dates() for e in child.episodes] == [e.conference_dates() for e in plain.episodes]
    assert child.episodes[0].assessments[0].factors == ("2A", "2B")


@pytest.mark.parametrize(
    "namespace",
    ['<Message xmlns="urn:cin">', '<c:Message xmlns:c="urn:cin">', '<Message xmlns:xsi="urn:x" xsi:y="z">'],
)
def test_namespaces_are_tolerated(namespace: str) -> None:
    """STA-03: some software declares one."""
    text = a_return(a_child(FULL)).decode().replace("<Message>", namespace)
    if namespace.startswith("<c:"):
        text = text.replace("</Message>", "</c:Message>").replace("<Child>", "<c:Child>")
        text = text.replace("</Child>", "</c:Child>")
    data = text.encode()
    assert only_child(data).episodes[0].primary_need == "N4"
    assert rejections(data) == []


def test_blank_elements_are_absent_ones() -> None:
    """STA-03: an empty element says nothing, and is no error."""
    inside = (
        "<CINclosureDate/><ReasonForClosure></ReasonForClosure><Assessments/><Section47> </Section47>"
        "<ChildProtectionPlans><CPPstartDate/><Reviews/></ChildProtectionPlans><PrimaryNeedCode> </PrimaryNeedCode>"
    )
    data = a_return(a_child(an_episode(inside)))
    (episode,) = only_child(data).episodes
    assert (episode.closed, episode.closure_reason, episode.primary_need) == (None, None, None)
    assert (episode.assessments, episode.section47s, episode.plans) == ((), (), ())
    assert rejections(data) == []


def test_the_header() -> None:
    """STA-03: year, reference date, authority; parts may be missing, and so may the whole."""
    header = header_of(a_return(a_child(FULL)))
    assert (header.collection, header.year, header.authority) == ("CIN", 2024, "999")
    assert header.reference_date == date(2024, 3, 31)
    assert header_of(a_return(a_child(FULL), header="")).collection == ""
    second = "<Source><LEA>998</LEA></Source></Header>"
    data = a_return(a_child(FULL), HEADER.replace("</Header>", second))
    assert header_of(data).authority == "999"


def test_lines_are_those_of_the_file() -> None:
    """STA-03: a line number that a text editor would show, however long the file."""
    data = b"<Message>\n" + HEADER.encode() + b"\n" * 100_000 + a_child("\n" + FULL).encode() + b"</Message>"
    first = 1 + HEADER.count("\n") + 100_001
    child = only_child(data)
    assert child.line == first
    assert child.episodes[0].line == first + IDENTIFIER_LINES
    assert child.episodes[0].assessments[0].line == child.episodes[0].line + 3


IDENTIFIER_LINES = 4
