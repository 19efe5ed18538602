"""Any return, written in any year's layout, reads back as it was (STA-03)."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.returns.cin import (
    Assessment,
    ChildRecord,
    CinPlan,
    Conference,
    Episode,
    Header,
    ProtectionPlan,
    Rejection,
    Review,
    Section47,
    read,
    table,
)
from holdfast.returns.cin.writing import Layout, write

DAYS = st.dates(date(1990, 1, 1), date(2026, 3, 31))
FLAGS = st.sampled_from([True, False, None])


def codes(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from([code.code for code in table(name)])


def later(day: date) -> st.SearchStrategy[date | None]:
    return st.none() | st.integers(0, 400).map(lambda days: day + timedelta(days=days))


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    begun = draw(DAYS)
    factors = tuple(draw(st.lists(codes("assessment_factor"), max_size=4, unique=True)))
    return Assessment(0, begun, draw(st.none() | DAYS), draw(later(begun)), factors)


@st.composite
def enquiries(draw: st.DrawFn) -> Section47:
    held = draw(st.none() | DAYS)
    return Section47(0, draw(DAYS), draw(st.none() | DAYS), Conference(0, held) if held else None, draw(FLAGS))


@st.composite
def cin_plans(draw: st.DrawFn) -> CinPlan:
    begun = draw(DAYS)
    return CinPlan(0, begun, draw(later(begun)))


@st.composite
def plans(draw: st.DrawFn) -> ProtectionPlan:
    begun = draw(DAYS)
    category = st.none() | codes("category_of_abuse")
    reviews = tuple(Review(0, day) for day in draw(st.lists(DAYS, max_size=4)))
    number = draw(st.none() | st.integers(0, 9))
    return ProtectionPlan(0, begun, draw(later(begun)), draw(category), draw(category), number, reviews)


@st.composite
def episodes(draw: st.DrawFn) -> Episode:
    begun = draw(DAYS)
    return Episode(
        line=0,
        referred=begun,
        source=draw(st.none() | codes("referral_source")),
        primary_need=draw(st.none() | codes("primary_need")),
        closed=draw(later(begun)),
        closure_reason=draw(st.none() | codes("reason_for_closure")),
        referral_nfa=draw(FLAGS),
        conferences=tuple(Conference(0, day) for day in draw(st.lists(DAYS, max_size=2))),
        assessments=tuple(draw(st.lists(assessments(), max_size=3))),
        cin_plans=tuple(draw(st.lists(cin_plans(), max_size=2))),
        section47s=tuple(draw(st.lists(enquiries(), max_size=3))),
        plans=tuple(draw(st.lists(plans(), max_size=2))),
    )


@st.composite
def one_child(draw: st.DrawFn) -> ChildRecord:
    born = draw(st.none() | DAYS)
    disabilities = draw(st.lists(codes("disability").filter(lambda code: code != "NONE"), max_size=3, unique=True))
    words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=20)
    return ChildRecord(
        line=0,
        la_child_id=draw(words.filter(lambda text: text == text.strip())),
        upn=draw(st.sampled_from(["", "H801200001001"])),
        former_upn="",
        upn_unknown=draw(st.none() | codes("upn_unknown")),
        birth_date=born,
        expected_birth_date=draw(st.none() | DAYS),
        sex=draw(st.sampled_from(["M", "F", "U", "9", None])),
        death_date=draw(later(born)) if born else None,
        ethnicity=draw(st.none() | codes("ethnicity")),
        disabilities=tuple(disabilities),
        episodes=tuple(draw(st.lists(episodes(), max_size=3))),
    )


def without_lines(child: ChildRecord) -> ChildRecord:
    """The same child with every line number 0."""

    def episode(one: Episode) -> Episode:
        return replace(
            one,
            line=0,
            conferences=tuple(replace(item, line=0) for item in one.conferences),
            assessments=tuple(replace(item, line=0) for item in one.assessments),
            cin_plans=tuple(replace(item, line=0) for item in one.cin_plans),
            section47s=tuple(
                replace(item, line=0, conference=item.conference and replace(item.conference, line=0))
                for item in one.section47s
            ),
            plans=tuple(
                replace(item, line=0, reviews=tuple(replace(review, line=0) for review in item.reviews))
                for item in one.plans
            ),
        )

    return replace(child, line=0, episodes=tuple(episode(one) for one in child.episodes))


def before_cin_plans(child: ChildRecord) -> ChildRecord:
    """The same child as layouts before 2022 could tell it."""
    return replace(child, episodes=tuple(replace(one, cin_plans=()) for one in child.episodes))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    written=st.lists(one_child(), min_size=1, max_size=4),
    layout=st.builds(Layout, st.integers(2017, 2026), st.booleans(), st.booleans()),
)
def test_what_is_written_reads_back(written: list[ChildRecord], layout: Layout) -> None:
    """STA-03: every layout from 2017 to 2026, every flag and list style, nothing lost and nothing refused."""
    header = Header(None, "CIN", layout.year, date(2026, 3, 31), "999", "Holdfast", "1", "001", "2026-05-01T09:00:00")
    stream = io.BytesIO()
    write(stream, header, written, layout)
    found = list(read(io.BytesIO(stream.getvalue())))
    expected = written if layout.year >= 2022 else [before_cin_plans(child) for child in written]
    assert [without_lines(entry) for entry in found if isinstance(entry, ChildRecord)] == expected
    assert [entry for entry in found if isinstance(entry, Rejection)] == []
    first = found[0]
    assert isinstance(first, Header)
    assert replace(first, line=None) == header
