"""Repeated rows: add, remove, keep, leave out (GEN-04)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from holdfast.web import forms
from holdfast.web.forms.drawing import problems_of
from holdfast.web.templatetags.holdfast import render_rows


class Child(forms.HoldfastForm):
    """A row."""

    name = forms.TextField(label="Name")
    seen = forms.DateTimeField(label="Seen", required=False)
    boxes = forms.ManyChoiceField(label="Boxes", choices=[("a", "A"), ("b", "B")], required=False)


def rows(data: dict[str, Any] | None = None, **more: Any) -> forms.Rows:
    """Rows as a view would make them."""
    factory = RequestFactory()
    request = factory.get("/") if data is None else factory.post("/", data)
    options: dict[str, Any] = {"prefix": "kids", "one": "child", "at_least": 1} | more
    return forms.Rows(request, Child, **options)


def typed(*names: str, **extra: Any) -> dict[str, Any]:
    """A post with these names, one a row."""
    data: dict[str, Any] = {f"kids-{n}-name": name for n, name in enumerate(names)}
    return data | {"kids-TOTAL_FORMS": str(len(names)), "kids-INITIAL_FORMS": "0"} | extra


def names(made: forms.Rows) -> list[str]:
    """What stands in the name boxes."""
    return [str(form["name"].value() or "") for form in made.forms]


def test_adding_keeps_what_was_typed_and_shows_no_errors() -> None:
    """'Add another' is no attempt to save."""
    made = rows(typed("", "Briar", **{"kids-add": "1", "kids-1-boxes": ["a", "b"]}))
    assert made.pressed
    assert names(made) == ["", "Briar", ""]
    assert made.forms[1]["boxes"].value() == ["a", "b"]
    assert not made.is_valid()
    assert problems_of(made) == []
    assert "govuk-error-message" not in render_rows(made)


def test_removing_closes_the_gap() -> None:
    """The rows behind it move up with all their values."""
    made = rows(typed("Rowan", "Briar", "Sorrel", **{"kids-1-remove": "1", "kids-2-boxes": ["b"]}))
    assert names(made) == ["Rowan", "Sorrel"]
    assert made.forms[1]["boxes"].value() == ["b"]
    assert [legend for _, legend, _ in made] == ["Child 1", "Child 2"]


def test_rows_left_empty_are_left_out_but_enough_are_asked_for() -> None:
    """One is needed; the others may stay empty, also those that offer a time."""
    assert [row["name"] for row in _valid(rows(typed("Rowan", ""))).values] == ["Rowan"]
    empty = rows(typed(""))
    assert not empty.is_valid()
    assert [problem.text for problem in problems_of(empty)] == ["Child 1: Enter name"]
    assert _valid(rows(typed("", ""), at_least=0)).values == []


def _valid(made: forms.Rows) -> forms.Rows:
    assert made.is_valid()
    return made


def test_rows_can_begin_filled() -> None:
    """What is known already is offered, and comes back whether or not it was changed."""
    made = rows(initial=[{"name": "Rowan"}, {"name": "Briar"}])
    assert names(made) == ["Rowan", "Briar"]
    again = _valid(rows(typed("Rowan", "Briar"), initial=[{"name": "Rowan"}, {"name": "Briar"}]))
    assert [row["name"] for row in again.values] == ["Rowan", "Briar"]


def test_there_is_an_end_to_adding() -> None:
    """At the most, the button goes, and a forged count does not get past it."""
    made = rows(typed("a", "b", **{"kids-add": "1"}), at_most=2)
    assert len(made) == 2
    assert made.full
    assert "data-add hidden" in render_rows(made)


@pytest.mark.parametrize("count", ["many", "-1", "999999999"])
def test_a_forged_count_does_no_harm(count: str) -> None:
    """A broken count is an error, never a crash or a flood."""
    made = rows(typed("a") | {"kids-TOTAL_FORMS": count, "kids-add": "1"})
    assert len(made) <= 51
    render_rows(made)


def test_the_blank_row_is_a_template() -> None:
    """The script finds a row without number."""
    html = render_rows(rows())
    assert "<template data-blank>" in html
    assert 'name="kids-__prefix__-name"' in html
    assert "Child __number__" in html
