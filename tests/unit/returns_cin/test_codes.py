"""The census's codes, as data (STA-03; WT 4.124)."""

from __future__ import annotations

import pytest

from holdfast.guidance import Edition, editions, load
from holdfast.people.models import Disability, Ethnicity, Sex
from holdfast.returns.cin import table
from holdfast.returns.cin.codes import _code, _table, tables


def test_every_table_cites_the_schema() -> None:
    """STA-03: where each table comes from."""
    assert set(tables()) == {
        "sex",
        "upn_unknown",
        "ethnicity",
        "disability",
        "referral_source",
        "primary_need",
        "category_of_abuse",
        "reason_for_closure",
        "assessment_factor",
    }
    for one in tables().values():
        assert "CIN_schema_2026.xsd" in one.source
        assert one.title
        assert list(one)


def test_terms_are_holdfasts_own_words() -> None:
    """STA-03, GEN-09: what is imported appears in the words that the screens know."""
    for name, words in (("sex", Sex), ("ethnicity", Ethnicity), ("disability", Disability)):
        assert {code.term for code in table(name)} <= set(words.values), name
    assert {code.term for code in table("ethnicity")} == set(Ethnicity.values)
    for edition in editions():
        terms = load(edition)
        assert {code.term for code in table("referral_source")} <= terms_of(terms, "referral-source")
        assert {code.term for code in table("reason_for_closure")} <= terms_of(terms, "closure-reason")
        assert terms_of(terms, "category-of-abuse") <= {code.term for code in table("category_of_abuse")}


def terms_of(edition: Edition, vocabulary: str) -> set[str]:
    return {term.code for term in edition.terms(vocabulary)}


def test_categories_of_abuse() -> None:
    """GEN-03: the four categories, and the census's fifth for plans under more than one."""
    assert [code.term for code in table("category_of_abuse")] == [
        "neglect",
        "physical",
        "sexual",
        "emotional",
        "multiple",
    ]
    assert table("category_of_abuse").term("SAB") == "sexual"
    assert table("category_of_abuse").term(None) is None


def test_codes_that_came_and_went() -> None:
    """STA-03: codes of all years are known, with the years in which they held."""
    factors = table("assessment_factor")
    assert (factors["18A"].last, factors["18B"].first, factors["24A"].first) == (2020, 2021, 2022)
    assert "RC9" in table("reason_for_closure")
    assert "5D" in table("referral_source")
    assert "XX" not in factors


def test_a_table_that_is_wrong_is_refused() -> None:
    """STA-03: the data is checked as it is loaded."""
    with pytest.raises(ValueError, match="needs title"):
        _table("x", {"title": "x"})
    with pytest.raises(ValueError, match="needs term and label"):
        _code("x.1", "1", {"term": "a", "label": "b", "colour": "red"})
    with pytest.raises(ValueError, match="needs term and label"):
        _code("x.1", "1", {"term": "a"})
