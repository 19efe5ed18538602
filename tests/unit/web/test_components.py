"""Each component says what it was given, in words (GEN-04)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory
from django.urls import NoReverseMatch

from holdfast.core.time import living_at
from holdfast.guidance import load
from holdfast.guidance.engine import clock_state
from holdfast.web import citing
from holdfast.web.components import (
    Beside,
    Entry,
    Filter,
    Identity,
    Link,
    Point,
    Row,
    Tag,
    Task,
    control_chart,
)
from holdfast.web.components.chart import limits_of
from holdfast.web.components.clock import chip_of

FRIDAY = datetime(2006, 1, 6, 12, tzinfo=UTC)


def drawn(source: str, **context: Any) -> str:
    """The HTML of a piece of template, on Friday 6 January 2006."""
    request = RequestFactory().get("/?sort=due&page=2")
    with living_at(FRIDAY):
        return engines["django"].from_string("{% load holdfast %}" + source).render(context, request)


def test_the_identity_bar_tells_who_this_is() -> None:
    """Name, age, tags, warnings, facts, and what is urgent (REC-01)."""
    who = Identity(
        name="Rowan Sedge",
        born=date(2002, 11, 5),
        reference="H-2041",
        tags=[Tag("On a plan", "warn")],
        warnings=["Visit in pairs."],
        facts=[("Key worker", "Ada Osei")],
        actions=[Link("Record urgent action", "/urgent/")],
    )
    html = drawn("{% identity_bar who %}", who=who)
    for said in (
        "Rowan Sedge",
        "3 years 2 months",
        "born 5 November 2002",
        "On a plan",
        "Visit in pairs.",
        "Ada Osei",
    ):
        assert said in html
    assert 'href="/urgent/"' in html


def test_the_identity_bar_of_an_unborn_child() -> None:
    """An unborn child has an expected date and no age (REC-01)."""
    html = drawn("{% identity_bar who %}", who=Identity(name="Unborn Sedge", expected=date(2006, 5, 4)))
    assert "unborn, expected 4 May 2006" in html
    assert "born None" not in html


@pytest.mark.parametrize(
    ("status", "due", "said", "tone"),
    [
        ("running", date(2006, 1, 16), "due in 10 days", "calm"),
        ("running", date(2006, 1, 7), "due tomorrow", "soon"),
        ("running", date(2006, 1, 6), "due today", "soon"),
        ("overdue", date(2006, 1, 3), "late, was due 3 days ago", "late"),
        ("overdue", datetime(2006, 1, 6, 9, tzinfo=UTC), "late", "late"),
        ("met", date(2006, 1, 6), "met in time", "done"),
        ("met-late", date(2006, 1, 3), "met late", "quiet"),
        ("stopped", date(2006, 1, 3), "stopped", "quiet"),
        ("not-started", None, "not started", "quiet"),
    ],
)
def test_a_clock_says_how_it_stands_in_words(status: str, due: Any, said: str, tone: str) -> None:
    """GEN-07: nothing rests on colour."""
    with living_at(FRIDAY):
        chip = chip_of({"label": "Initial assessment", "status": status, "due": due})
    assert (chip.state, chip.tone) == (said, tone)


def test_a_clock_of_the_guidance_explains_itself() -> None:
    """GEN-07: rule, paragraph, what started it (WT 4.24)."""
    rule = load("working-together-2005").clocks["initial-assessment"]
    state = clock_state(rule, date(2005, 12, 23), as_of=FRIDAY)
    html = drawn("{% clock c %}", c=state)
    for said in (
        rule.label,
        rule.limit_text,
        str(rule.source),
        "23 December 2005",
        "6 January 2006",
        "due today",
    ):
        assert said in html


def test_a_stored_clock_and_a_late_reason() -> None:
    """A row of a work list is drawn alike; a reason that was given is shown (GEN-07)."""
    row = SimpleNamespace(
        label="Initial conference",
        due_at=datetime(2006, 1, 3, 9, tzinfo=UTC),
        status="overdue",
        started_by="Strategy discussion",
        started=date(2005, 12, 1),
        late_reason="The chair was ill.",
        source="WT 4.67",
        url="/conference/",
    )
    html = drawn("{% clock c %}", c=row)
    for said in (
        "3 January 2006, 9am",
        "Strategy discussion, 1 December 2005",
        "The chair was ill.",
        "/conference/",
    ):
        assert said in html


def test_no_clock_says_so() -> None:
    """An empty list is a sentence, not a hole."""
    assert "No clock is running." in drawn("{% clocks c %}", c=[])


def test_the_timeline_reads_as_prose() -> None:
    """When, what, by whom, its marks; markup in a text stays text (REC-01)."""
    entries = [
        Entry(FRIDAY, "Telephone call", "contact", "Came <b>hungry</b>.", by="Ada Osei", marks=[Tag("Opinion")]),
        Entry(date(2006, 1, 5), "Child seen", url="/visit/", recorded_at=FRIDAY),
    ]
    html = drawn("{% timeline e %}", e=entries)
    assert "Friday 6 January 2006 at midday" in html
    assert "Came &lt;b&gt;hungry&lt;/b&gt;." in html
    assert "by Ada Osei" in html
    assert "Recorded Friday 6 January 2006" in html
    assert "Nothing recorded yet." in drawn("{% timeline e %}", e=[])


def test_lists_of_facts_and_tasks() -> None:
    """Pairs or rows; what is not known is said."""
    html = drawn("{% summary_list r %}", r=[("School", ""), Row("Address", "4 Saltings Row", url="/a/")])
    assert "Not recorded" in html
    assert 'Change<span class="govuk-visually-hidden"> Address</span>' in html
    html = drawn("{% task_list t 'next' %}", t=[Task("Ring", "/r/"), Task("Read", done=True)])
    assert 'aria-describedby="next-1-status"' in html
    assert "To do" in html
    assert "Done" in html


def test_a_correction_keeps_both_readings() -> None:
    """GEN-01: was, now, why, who, when."""
    html = drawn(
        "{% correction was='4 May' now='5 May' why='Seen' by='Ada Osei' at=at %}",
        at=datetime(2006, 1, 6, tzinfo=UTC),
    )
    for said in ("<del>4 May</del>", "<ins>5 May</ins>", "Seen", "Ada Osei", "Friday 6 January 2006"):
        assert said in html


def test_siblings_stand_side_by_side() -> None:
    """GEN-05: the same rows for each child, each under their name."""
    columns = [Beside(n, [Row("School", ""), Row("Plan", "Neglect", url="/p/")], age="3 years") for n in ("Ro", "Bri")]
    html = drawn("{% side_by_side c %}", c=columns)
    assert html.count("<section") == 2
    assert html.count("Not recorded") == 2


def test_tabs_tags_warnings_and_emptiness() -> None:
    """Small pieces."""
    html = drawn("{% tabs l 'Record' %}", l=[Link("Story", "/s/", current=True), Link("Clocks", "/c/", count=0)])
    assert 'aria-current="page"' in html
    assert '<span class="hf-count-mark">0</span>' in html
    assert "hf-tag--good" in drawn("{% tag 'Open' 'good' %}")
    assert "Warning" in drawn("{% warning 'Careful' %}")
    assert "WT 4.67" in drawn("{% cite 'WT 4.67' %}")
    assert 'href="/n/"' in drawn("{% empty_state 'None' '/n/' 'New' %}")
    assert "Recorded by Ada" in drawn("{% recorded by='Ada' at=at role='Chair' happened=at %}", at=FRIDAY)


def test_a_citation_leads_to_its_paragraph_where_it_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """GEN-07: one click away; from a form in a tab of its own, so that nothing typed is lost. Elsewhere plain text."""
    monkeypatch.setattr(citing, "_finders", [lambda source: "/g/#wt-4-67" if source == "WT 4.67" else None])
    assert drawn("{% cite 'WT 4.67' %}") == '<a class="hf-cite" href="/g/#wt-4-67">WT 4.67</a>'
    assert 'target="_blank" rel="noopener"' in drawn("{% cite 'WT 4.67' new_tab=True %}")
    assert drawn("{% cite 'WT 99.1' %}") == '<span class="hf-cite">WT 99.1</span>'

    def nowhere(source: str) -> str:
        raise NoReverseMatch(source)

    monkeypatch.setattr(citing, "_finders", [nowhere])
    assert drawn("{% cite 'WT 4.67' %}") == '<span class="hf-cite">WT 4.67</span>'


def test_a_change_that_corrects_nothing_is_not_called_a_correction() -> None:
    """REC-01: what was known before is shown in the same way, under its own name."""
    assert "Changed: Language" in drawn("{% correction 'Polish' 'Welsh' what='Language' head='Changed' %}")
    assert "Corrected: Language" in drawn("{% correction 'Polish' 'Welsh' what='Language' %}")


def test_filters_keep_the_order_and_can_be_taken_off() -> None:
    """A filter is part of the address."""
    from holdfast.web import forms

    class Narrow(forms.HoldfastForm):
        state = forms.TextField(label="State", required=False)
        kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], required=False)

    html = drawn("{% filters f on=on %}", f=Narrow(), on=[Filter("Late", "?")])
    assert '<input type="hidden" name="sort" value="due">' in html
    assert "Remove this filter" in html
    assert "(optional)" not in html
    assert '<option value="">Any</option>' in html


def test_filters_of_words() -> None:
    """Dates and ages in templates."""
    html = drawn(
        "{{ d|day }}|{{ d|near }}|{{ none|near }}|{{ d|age }}|{{ d|short_day }}",
        d=date(2005, 1, 6),
        none=None,
    )
    assert "Thursday 6 January 2005" in html
    assert 'title="Thursday 6 January 2005">12 months ago</time>' in html
    assert "1 year" in html


def test_a_control_chart_has_limits_and_its_table() -> None:
    """An unusual month stands out in words too; timeliness is no traffic light (STA-02)."""
    points = [Point(f"M{n}", v) for n, v in enumerate([80, 82, 79, 81, 80, 82, 80, 81, 20, 80, 81, 80], 1)]
    made = control_chart("In time", [*points, Point("M13", None)], unit="%", ceiling=100)
    assert made.limits is not None
    assert made.limits.upper <= 100
    assert [dot.label for dot in made.dots if dot.outside] == ["M9"]
    html = drawn("{% chart c %}", c=made)
    assert "below the usual range" in html
    assert "none to measure" in html
    assert "Outside the usual range: M9." in html


def test_charts_of_little() -> None:
    """One point or none is not drawn into a rule."""
    assert limits_of([1.0]) is None
    assert limits_of([1.0, 2.0]) is not None
    for points in ([], [Point("M1", 0.0)], [Point("M1", None)]):
        assert "too few measurements" in drawn("{% chart c %}", c=control_chart("x", points))
