"""What a template needs to know to draw one field. The templates are in ``web/forms/``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from holdfast.web.forms.choices import RadiosOrSelect, YesNoWhyWidget
from holdfast.web.forms.explain import Why
from holdfast.web.forms.moments import DateTimeWidget

_CLASSES = {
    "text": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
}


@dataclass(frozen=True)
class Option:
    """One radio, checkbox or list entry."""

    id: str
    value: str
    label: str
    chosen: bool
    hint: str = ""


@dataclass(frozen=True)
class OptionGroup:
    """List entries under a heading (``""``: none)."""

    label: str
    options: tuple[Option, ...]


def kind_of(widget: forms.Widget) -> str:
    """The name of the template part that draws this widget."""
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, RadiosOrSelect):
        return "radios" if widget.is_radios() else "select"
    for kind, classes in _KINDS:
        if isinstance(widget, classes):
            return kind
    return "text"


_KINDS: tuple[tuple[str, Any], ...] = (
    ("datetime", DateTimeWidget),
    ("yes_no_why", YesNoWhyWidget),
    ("checkboxes", forms.CheckboxSelectMultiple),
    ("radios", forms.RadioSelect),
    ("select", forms.Select),
    ("checkbox", forms.CheckboxInput),
    ("textarea", forms.Textarea),
    ("file", forms.FileInput),
    ("password", forms.PasswordInput),
)


class FieldView:
    """One bound field with everything around it: label, hint, errors, why, and its control."""

    def __init__(self, bound: BoundField, *, mark_optional: bool = True) -> None:
        self.bound = bound
        self.mark_optional = mark_optional
        self.field = bound.field
        self.widget = bound.field.widget
        self.widget.attrs.pop("placeholder", None)  # the label says it, and stays when one types
        self.kind = kind_of(self.widget)
        self.id = str(bound.id_for_label if self.kind not in ("radios", "checkboxes") else bound.auto_id)
        self.name = bound.html_name
        self.errors: list[str] = [str(error) for error in bound.errors]
        self.hint: Any = bound.help_text or ""  # kept as it is: other packages put links in
        self.why: Why | None = getattr(self.field, "why", None)
        self.inline = bool(getattr(self.field, "inline", False))

    @property
    def label(self) -> str:
        """The question; '(optional)' is added where no answer is required."""
        label = str(self.bound.label)
        plain = self.field.required or self.kind == "checkbox" or not self.mark_optional
        return label if plain else f"{label} (optional)"

    @property
    def in_fieldset(self) -> bool:
        """Whether several controls make up the answer, so that the question is a legend."""
        return self.kind in ("radios", "checkboxes", "datetime", "yes_no_why")

    @property
    def base_id(self) -> str:
        """What the ids of hint and error are made from."""
        return str(self.bound.auto_id or self.name)

    @property
    def described_by(self) -> str:
        """The ids of the hint and the error, for ``aria-describedby``."""
        ids = [f"{self.base_id}-hint"] if self.hint else []
        return " ".join(ids + ([f"{self.base_id}-error"] if self.errors else []))

    @property
    def anchor(self) -> str:
        """The id that the error summary jumps to: the first control."""
        if self.kind in ("datetime", "yes_no_why"):
            parts = self.parts
            return parts[0].id
        if self.kind in ("radios", "checkboxes"):
            return next((o.id for g in self.option_groups for o in g.options), self.base_id)
        return self.id

    @property
    def control(self) -> str:
        """The control itself, for the kinds that are one HTML element."""
        attrs: dict[str, Any] = {"class": self._classes(_CLASSES.get(self.kind, "govuk-input"))}
        if self.described_by:
            attrs["aria-describedby"] = self.described_by
        attrs["aria-invalid"] = "true" if self.errors else None
        return str(self.bound.as_widget(attrs={k: v for k, v in attrs.items() if v is not None}))

    def _classes(self, base: str) -> str:
        width = getattr(self.field, "width", None)
        names = [base, str(self.widget.attrs.get("class", ""))]
        if width and base == "govuk-input":
            names.append(f"govuk-input--width-{width}")
        if self.errors:
            names.append(f"{base.split(maxsplit=1)[0]}--error")
        return " ".join(name for name in names if name)

    @property
    def option_groups(self) -> Iterator[OptionGroup]:
        """The choices with ids and which are chosen; the empty choice is left out of radios."""
        hints = getattr(self.field, "option_hints", {})
        attrs = {"id": self.base_id}
        chosen = self.widget.format_value(self.bound.value())
        number = 0
        for label, options, _ in self.widget.optgroups(self.name, chosen, attrs):
            drawn = []
            for option in options:
                value = str(option["value"])
                if value == "" and self.kind != "select":
                    continue
                drawn.append(
                    Option(
                        id=f"{self.base_id}_{number}",
                        value=value,
                        label=str(option["label"]),
                        chosen=bool(option["selected"]),
                        hint=str(hints.get(value, "")),
                    )
                )
                number += 1
            yield OptionGroup(str(label or ""), tuple(drawn))

    @property
    def needs_blank(self) -> bool:
        """A list without an empty entry would answer by itself; give it one, unless it takes many."""
        if getattr(self.widget, "allow_multiple_selected", False):
            return False
        return all(option.value for group in self.option_groups for option in group.options)

    @property
    def blank_words(self) -> str:
        """What the empty entry of a list says."""
        return "Any" if getattr(self.widget, "in_a_filter", False) else "Choose…"

    @property
    def checked(self) -> bool:
        """Whether a single checkbox is ticked."""
        return bool(forms.CheckboxInput().check_test(self.bound.value()))

    @property
    def parts(self) -> list[Part]:
        """The boxes of a field that has several, with the text that each holds."""
        value = self.bound.value()
        widget: Any = self.widget
        texts = list(value) if isinstance(value, (list, tuple)) else widget.decompress(value)
        suffixes = widget.widgets_names
        return [
            Part(f"{self.base_id}{suffix}", f"{self.name}{suffix}", str(text or ""))
            for suffix, text in zip(suffixes, texts, strict=True)
        ]


def begun(views: Iterable[FieldView]) -> bool:
    """Whether one of these fields is answered or wrong, so that a folded group has to stand open."""
    return any(view.errors or any_text(view.bound.value()) for view in views)


def any_text(value: Any) -> bool:
    """Whether there is an answer in a value, or in one of the boxes of which it is made."""
    if isinstance(value, (list, tuple)):
        return any(any_text(part) for part in value)
    return value not in (None, "", False)


@dataclass(frozen=True)
class Part:
    """One box of several."""

    id: str
    name: str
    value: str


def fields_of(form: forms.BaseForm, *, mark_optional: bool = True) -> list[tuple[str, list[FieldView]]]:
    """The visible fields of a form by group: ``[(heading, fields), ...]``; ungrouped ones first."""
    groups = getattr(form, "groups", ())
    grouped = {name for _, names in groups for name in names}
    views = {bound.name: FieldView(bound, mark_optional=mark_optional) for bound in form.visible_fields()}
    loose = [view for name, view in views.items() if name not in grouped]
    drawn = [("", loose)] if loose else []
    for heading, names in groups:
        members = [views[name] for name in names if name in views]
        if members:
            drawn.append((heading, members))
    return drawn


@dataclass(frozen=True)
class Problem:
    """A line of the error summary."""

    text: str
    anchor: str = ""


def problems_of(form: Any) -> list[Problem]:
    """Everything that is wrong with a bound form or with rows, in the order of the page."""
    if hasattr(form, "formset"):
        return _problems_of_rows(form)
    if not getattr(form, "is_bound", False) or not form.errors:
        return []
    found = [Problem(str(error)) for error in form.non_field_errors()]
    for bound in form.hidden_fields():
        found += [Problem(f"{bound.label}: {error}") for error in bound.errors]
    for _, views in fields_of(form):
        found += [Problem(error, view.anchor) for view in views for error in view.errors]
    return found


def _problems_of_rows(rows: Any) -> list[Problem]:
    if not rows.formset.is_bound or rows.pressed:
        return []
    found = [Problem(str(error), f"rows-{rows.prefix}") for error in rows.formset.non_form_errors()]
    for _, legend, form in rows:
        found += [Problem(f"{legend}: {p.text}", p.anchor) for p in problems_of(form)]
    return found
