"""Names made comparable, and what people are to each other in words (REF-07, GEN-08, GEN-09)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.core.time import living_at, start_of
from holdfast.people.models import Address, Person, RelationKind, Relationship, Residence
from holdfast.people.names import plain, sound
from holdfast.people.words import TURNED, relation_label, responsibility_words, span_words, told


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Siân O'Neill", "sian oneill"), ("Marsh-Okoro", "marsh okoro"), ("  ANA ", "ana"), ("Łucja", "ucja")],
)
def test_accents_apostrophes_and_hyphens_do_not_hide_a_name(typed: str, kept: str) -> None:
    """REF-07: a search finds the name however it is spelt."""
    assert plain(typed) == kept


@given(st.text())
def test_making_a_name_plain_twice_changes_nothing_more(text: str) -> None:
    """REF-07: what is kept for search and what is searched for are made by one rule."""
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(("one", "other"), [("Thorne", "Thorn"), ("Catherine", "Katherine"), ("Sian", "Siân")])
def test_names_that_sound_alike_are_found_by_each_other(one: str, other: str) -> None:
    """REF-07: heard on the telephone."""
    assert sound(one) == sound(other)


def test_every_kind_of_relationship_has_a_name_from_the_other_end() -> None:
    """GEN-08: a mother's page says 'son or daughter', a sister's 'brother or sister'."""
    ana, ben = Person(given_name="Ana"), Person(given_name="Ben")
    for kind in RelationKind:
        one = Relationship(person=ana, other=ben, kind=kind)
        assert relation_label(one, ben.pk) == kind.label
        assert relation_label(one, ana.pk) == TURNED.get(kind, kind.label)
    assert relation_label(Relationship(person=ana, other=ben, kind="mother"), ana.pk) == "Son or daughter"


@pytest.mark.parametrize(
    ("answer", "through", "said"),
    [
        (None, "birth", ""),
        (True, "", "Has parental responsibility."),
        (True, "a court order", "Has parental responsibility, through a court order."),
        (False, "", "Does not have parental responsibility."),
    ],
)
def test_parental_responsibility_is_a_sentence(answer: bool | None, through: str, said: str) -> None:
    """GEN-08: nobody has to guess what an empty answer means."""
    one = Relationship(kind="father", parental_responsibility=answer, responsibility_by=through)
    assert responsibility_words(one) == said


def test_a_time_is_told_from_either_end() -> None:
    """REC-01: from, until, both or neither."""
    start, end = date(2024, 3, 3), date(2025, 5, 5)
    assert span_words(Relationship(from_date=start, to_date=end)) == "3 March 2024 to 5 May 2025"
    assert span_words(Relationship(from_date=start)) == "from 3 March 2024"
    assert span_words(Relationship(to_date=end)) == "until 5 May 2025"
    assert span_words(Relationship()) == ""


def test_who_a_child_is_reads_as_prose() -> None:
    """GEN-09, GEN-01: born and unborn, language and communication, home and who is there (WT 4.43, 9.18)."""
    home = Residence(address=Address(line1="4 Eelgrass Row", town="Marram"))
    ivy = Person(
        given_name="Ivy",
        family_name="Thorne",
        born_on=date(2017, 8, 21),
        sex="female",
        ethnicity="white-irish",
        religion="None",
        first_language="Irish",
        interpreter_needed=True,
        communication="Makaton",
        disabilities=["hearing", "learning"],
    )
    with living_at(start_of(date(2026, 3, 2))):
        said = told(ivy, home, [Person(given_name="Rosa"), Person(given_name="Jack"), Person(given_name="Bo")])
        assert said == (
            "Ivy Thorne, female, was born on 21 August 2017 and is 8 years 6 months old. White Irish. Religion: None. "
            "Disability: hearing, learning. Speaks Irish, and needs an interpreter. How Ivy communicates: Makaton "
            "Lives at 4 Eelgrass Row, Marram, with Rosa, Jack and Bo."
        )
        unborn = Person(family_name="Thorne", expected_on=date(2026, 5, 1))
        assert told(unborn, None, []) == "Unborn child Thorne is not born yet, and is expected on 1 May 2026."
        nobody = Person(given_name="Ana", first_language="Welsh", interpreter_needed=False)
        assert told(nobody, None, [ivy]) == (
            "Ana: the date of birth is not known. Speaks Welsh, and needs no interpreter. Lives with Ivy Thorne."
        )
        guessed = Person(given_name="Ana", born_on=date(1990, 1, 1), birth_estimated=True, died_on=date(2020, 1, 1))
        assert (
            told(guessed, None, []) == "Ana, was born about 1 January 1990 and died on 1 January 2020, aged 30 years."
        )
