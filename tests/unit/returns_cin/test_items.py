"""Records are known again from one return to the next, and a report adds up (STA-03)."""

from __future__ import annotations

from holdfast.returns.cin import Header, Rejection, Remark
from holdfast.returns.cin.items import COUNTED, changes, child_number, items_of
from holdfast.returns.cin.report import MOST_LISTED, Report
from tests.unit.returns_cin.builder import a_child, a_return, an_episode, only_child
from tests.unit.returns_cin.test_layouts import FULL


def test_every_record_has_a_key_made_of_its_dates() -> None:
    """STA-03: what tells a record apart is when it began, within its referral."""
    items = {item.name: item for item in items_of(only_child(a_return(a_child(FULL))))}
    assert set(items) == {
        ("child", ""),
        ("episode", "2023-05-01"),
        ("assessment", "2023-05-01/2023-05-02"),
        ("cin_plan", "2023-05-01/2023-05-03"),
        ("section47", "2023-05-01/2023-06-01"),
        ("conference", "2023-05-01/2023-06-20"),
        ("conference", "2023-05-01/2023-05-20"),
        ("plan", "2023-05-01/2023-06-20"),
        ("review", "2023-05-01/2023-06-20/2023-09-15"),
        ("review", "2023-05-01/2023-06-20/2024-02-20"),
    }
    assert items["section47", "2023-05-01/2023-06-01"].said["conference"] == "2023-06-20"
    assert items["conference", "2023-05-01/2023-06-20"].parent == "2023-05-01/2023-06-01"
    assert items["review", "2023-05-01/2023-06-20/2024-02-20"].parent == "2023-05-01/2023-06-20"
    assert items["episode", "2023-05-01"].said["nfa"] is False
    assert items["plan", "2023-05-01/2023-06-20"].said["previous"] == 1


def test_two_of_a_kind_on_one_day_are_two_but_a_conference_is_one() -> None:
    """STA-03: two assessments can begin on a day; a conference held on a day is the same one, wherever written."""
    twice = "<Assessments><AssessmentActualStartDate>2023-05-02</AssessmentActualStartDate></Assessments>" * 2
    held = "<DateOfInitialCPC>2023-06-20</DateOfInitialCPC>"
    enquiry = f"<Section47><S47ActualStartDate>2023-06-01</S47ActualStartDate>{held}</Section47>"
    keys = [item.name for item in items_of(only_child(a_return(a_child(an_episode(twice + held + enquiry)))))]
    assert ("assessment", "2023-05-01/2023-05-02~2") in keys
    assert keys.count(("conference", "2023-05-01/2023-06-20")) == 2


def test_what_a_later_return_leaves_out_is_no_news() -> None:
    """STA-03: only what is said anew, or said otherwise, is a change."""
    before = {"started": "2023-05-02", "factors": ["2A"], "authorised": "2023-06-01"}
    assert changes({"started": "2023-05-02", "factors": ["2A"]}, before) == {}
    assert changes({"factors": ["2A", "2B"], "internal_review": "2023-05-12"}, before) == {
        "factors": ["2A", "2B"],
        "internal_review": "2023-05-12",
    }


def test_a_childs_number() -> None:
    """STA-03: the authority's own number, or the UPN where there is none."""
    identifiers = "<ChildIdentifiers><UPN>H801200001001</UPN></ChildIdentifiers>"
    assert child_number(only_child(a_return(a_child(FULL)))) == "C1"
    assert child_number(only_child(a_return(a_child(FULL, identifiers)))) == "UPN H801200001001"


def test_the_report_adds_up_and_is_readable() -> None:
    """STA-03: counts under the names that were promised; lists that end; words for people."""
    report = Report(dry_run=True, authority="Marram", header=Header(year=2024), in_file={"children": 3})
    report.came_in.update({"children": 3, "plans": 2})
    report.new.update({"children": 1})
    report.changed.update({"children": 1})
    for line in range(MOST_LISTED + 5):
        report.reject(Rejection(line, "Child/CINdetails", "x", "why", child="C1", within={"reviews": 1}))
    report.remark(Remark(7, "Child", "", "look"))
    data = report.as_json()
    assert set(COUNTED.values()) | {"rejected"} <= set(data)
    assert all(isinstance(data[name], int) for name in [*COUNTED.values(), "rejected"])
    assert (data["children"], data["unchanged"]["children"], data["rejected"]) == (3, 1, MOST_LISTED + 5)
    assert (len(data["rejections"]), report.lost_within["reviews"]) == (MOST_LISTED, MOST_LISTED + 5)
    text = "\n".join(report.as_text())
    assert "Children in need return of 2024, for Marram" in text
    assert "line 0: Child/CINdetails “x”: why (child C1)" in text
    assert "and 5 more" in text
    assert "nothing was saved" in text
    assert "nothing was changed" in "\n".join(Report().as_text())
