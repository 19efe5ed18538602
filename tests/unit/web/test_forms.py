"""Forms: what they accept, say and keep (GEN-04)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.template.loader import render_to_string

from holdfast.core.errors import Unacceptable
from holdfast.core.time import living_at
from holdfast.web import forms
from holdfast.web.forms.drawing import FieldView, fields_of, kind_of, problems_of
from holdfast.web.templatetags.holdfast import render_field, render_form

MORNING = datetime(2006, 1, 6, 9, 5, tzinfo=UTC)
FEW = [(str(n), f"Answer {n}") for n in range(7)]
MANY = [(str(n), f"Answer {n}") for n in range(8)]


class Sample(forms.HoldfastForm):
    """A field of each kind that the tests look at."""

    groups = [("Who", ["name"])]
    name = forms.TextField(label="Name of the referrer", why=("To ring back.", "WT 4.17"))
    born = forms.DateField(label="Date of birth", not_future=True, hint="As on the certificate")
    story = forms.NarrativeField(label="What happened?")
    few = forms.ChoiceField(label="Kind", choices=FEW, hints={"3": "Rare"})
    many = forms.ChoiceField(label="Worker", choices=MANY, missing="Choose who takes it")
    agree = forms.YesNoField(label="Agreed", required=False)


def bound(**typed: str) -> Sample:
    """The sample with this typed into it."""
    data = QueryDict(mutable=True)
    data.update(typed)
    return Sample(data)


def test_missing_answers_are_asked_for_in_words() -> None:
    """Errors are made of the label or are the author's own; none says 'this field is required' (GEN-04)."""
    errors = {name: next(iter(found)) for name, found in bound().errors.items()}
    assert errors == {
        "name": "Enter name of the referrer",
        "born": "Enter date of birth",
        "story": "Answer ‘What happened?’",
        "few": "Choose kind",
        "many": "Choose who takes it",
    }


def test_what_was_typed_comes_back_unharmed() -> None:
    """Wrong dates, markup and other scripts are shown again as typed (GEN-04)."""
    form = bound(born="31/2/2005", story="<b>Zoë</b> 你好 & “so”", few="3", many="5")
    html = render_form(form)
    assert 'value="31/2/2005"' in html
    assert "&lt;b&gt;Zoë&lt;/b&gt; 你好 &amp; “so”" in html
    assert 'name="few" value="3" checked' in html
    assert '<option value="5" selected>' in html


def test_control_characters_are_dropped_and_line_ends_unified() -> None:
    """A pasted NUL must not break the save, and nothing else is lost."""
    form = bound(story="one\r\ntwo\x0b\x1f\tthree")
    form.is_valid()
    assert form.cleaned_data["story"] == "one\ntwo\tthree"


def test_few_choices_are_radios_and_many_a_list_with_an_empty_entry() -> None:
    """A list never answers by itself."""
    form = Sample()
    assert kind_of(form.fields["few"].widget) == "radios"
    assert kind_of(form.fields["many"].widget) == "select"
    assert '<option value="">Choose…</option>' in render_field(form["many"])
    html = render_field(form["few"])
    assert "Rare" in html
    assert "<legend" in html


def test_labels_hints_errors_and_reasons_are_tied_to_the_field() -> None:
    """The hint and the error are named by aria-describedby; why is one click away with its paragraph."""
    form = bound(born="never")
    html = render_field(form["born"])
    assert 'aria-describedby="id_born-hint id_born-error"' in html
    assert 'id="id_born-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="hf-cite"' in render_field(form["name"])
    assert "WT 4.17" in render_field(form["name"])
    assert "(optional)" in render_field(form["agree"])


def test_groups_come_after_ungrouped_fields() -> None:
    """A heading gathers its fields in a fieldset."""
    drawn = fields_of(Sample())
    assert [(heading, len(views)) for heading, views in drawn] == [("", 5), ("Who", 1)]


def test_the_summary_leads_to_the_first_control() -> None:
    """Radios are reached by their first button."""
    anchors = {problem.text: problem.anchor for problem in problems_of(bound())}
    assert anchors["Choose kind"] == "id_few_0"
    assert anchors["Enter date of birth"] == "id_born"


def test_why_can_be_an_ask_of_an_edition() -> None:
    """GEN-07: the explanation and its paragraph come from the edition."""
    ask = SimpleNamespace(why="So that it can be judged.", source="WT 4.20")
    field = forms.TextField(label="x", why=ask)
    assert field.why == forms.Why("So that it can be judged.", "WT 4.20")
    assert forms.TextField(label="x", why="Because").why == forms.Why("Because")


def test_an_action_that_refuses_speaks_beside_the_field() -> None:
    """What an action finds wrong is shown like any other error."""
    form = bound(name="x")
    form.is_valid()
    form.refuse(Unacceptable("No such place.", field="name"))
    form.refuse(Unacceptable("Not both.", field="elsewhere"))
    assert "No such place." in form.errors["name"]
    assert form.non_field_errors() == ["Not both."]


def test_dates_out_of_range() -> None:
    """A birth cannot be tomorrow (GEN-04)."""
    field = forms.DateField(label="Date of birth", not_future=True)
    review = forms.DateField(label="Date of the review", not_past=True)
    with living_at(MORNING):
        with pytest.raises(ValidationError, match="Date of birth must be today or in the past"):
            field.clean("7/1/2006")
        with pytest.raises(ValidationError, match="must be today or in the future"):
            review.clean("yesterday")
        assert field.clean("today") == date(2006, 1, 6)
    assert field.prepare_value(date(2006, 1, 6)) == "6/1/2006"


class Moment(forms.HoldfastForm):
    """One moment."""

    at = forms.DateTimeField(label="When", not_future=True)
    later = forms.DateTimeField(label="Later", required=False, default_now=False)


def test_a_moment_is_now_unless_said_otherwise() -> None:
    """The boxes are filled with this minute, in London's time."""
    with living_at(datetime(2006, 7, 6, 9, 5, tzinfo=UTC)):
        parts = FieldView(Moment()["at"]).parts
        assert [part.value for part in parts] == ["6/7/2006", "10:05"]
        assert [part.value for part in FieldView(Moment()["later"]).parts] == ["", ""]


@pytest.mark.parametrize(
    ("day", "at", "says"),
    [
        ("", "", "Enter when"),
        ("6/1/2006", "", "enter the time as well"),
        ("", "9:00", "enter the date as well"),
        ("6/1/2006", "9:06", "must not be in the future"),
        ("6/1/2006", "later", "14:30"),
    ],
)
def test_moments_that_are_refused(day: str, at: str, says: str) -> None:
    """Each half is asked for by name, and what was typed is kept."""
    with living_at(MORNING):
        form = Moment(QueryDict(f"at_date={day}&at_time={at}"))
        assert says in str(form.errors["at"])
        assert [part.value for part in FieldView(form["at"]).parts] == [day, at]


def test_a_moment_is_aware() -> None:
    """GEN-06: London's time, with its offset."""
    with living_at(MORNING):
        form = Moment(QueryDict("at_date=5/7/2005&at_time=9am"))
        assert form.is_valid()
        assert form.cleaned_data["at"] == datetime(2005, 7, 5, 8, tzinfo=UTC)
        assert form.cleaned_data["later"] is None


class Answers(forms.HoldfastForm):
    """Yes and no."""

    told = forms.YesNoWhyField(label="Do the parents know?", reason_label="Why not?")
    agree = forms.YesNoField(label="Agreed")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("told_answer=yes&agree=no", forms.YesNoWhy(True)),
        ("told_answer=no&told_reason=Not+safe&agree=no", forms.YesNoWhy(False, "Not safe")),
    ],
)
def test_yes_no_and_why(typed: str, value: forms.YesNoWhy) -> None:
    """A 'no' carries its reason."""
    form = Answers(QueryDict(typed))
    assert form.is_valid()
    assert form.cleaned_data == {"told": value, "agree": False}


def test_no_without_why_is_asked_for() -> None:
    """The answer stays chosen while the reason is asked for."""
    form = Answers(QueryDict("told_answer=no&agree=yes"))
    assert form.errors == {"told": ["Give the reason: Why not?"]}
    html = render_form(form)
    assert 'id="id_told_answer_no" name="told_answer" value="no" checked' in html


def test_any_django_form_can_be_drawn() -> None:
    """Forms of other packages get the same markup."""
    from django import forms as django_forms

    class Plain(django_forms.Form):
        secret = django_forms.CharField(widget=django_forms.PasswordInput)
        tick = django_forms.BooleanField(required=False)
        hidden = django_forms.CharField(widget=django_forms.HiddenInput)
        letter = django_forms.FileField()

    html = render_form(Plain())
    assert "govuk-password-input" in html
    assert html.count('name="hidden"') == 1
    assert "govuk-file-upload" in html
    whole = render_to_string("web/form.html", {"form": Plain(), "submit": "Go"})
    assert 'enctype="multipart/form-data"' in whole


def test_choices_under_headings_are_counted_one_by_one() -> None:
    """Two headings with many answers make a list, not a page of radios (GEN-04)."""
    many = [("Here", [(str(n), f"Answer {n}") for n in range(9)]), ("There", [("x", "Another")])]
    few = [("Here", [("a", "One")]), ("There", [("b", "Two")])]
    for choices, kind in ((many, "<select"), (few, 'type="radio"')):
        form = type("Grouped", (forms.HoldfastForm,), {"kind": forms.ChoiceField(label="Kind", choices=choices)})()
        assert kind in render_field(form["kind"])


class Folding(forms.HoldfastForm):
    """A form of which a part is folded away."""

    groups = [("More", ["born", "told"])]
    folded = frozenset({"More"})
    name = forms.TextField(label="Name")
    born = forms.DateField(label="Date of birth", required=False)
    told = forms.DateTimeField(label="Told", required=False, default_now=False)


@pytest.mark.parametrize(
    ("typed", "stands_open"),
    [
        ({}, False),
        ({"name": "Ada"}, False),
        ({"name": "Ada", "born": "1/2/2005"}, True),
        ({"name": "Ada", "told_time": "9am"}, True),
        ({"name": "Ada", "born": "never"}, True),
    ],
)
def test_a_folded_group_opens_when_it_is_answered_or_wrong(typed: dict[str, str], stands_open: bool) -> None:
    """What is rarely known takes no room until it is needed, and no answer or error is hidden (GEN-05)."""
    data = QueryDict(mutable=True)
    data.update(typed)
    drawn = render_form(Folding(data if typed else None))
    assert ('<details class="govuk-details" open>' in drawn) is stands_open
    assert drawn.count("<summary") == 1
