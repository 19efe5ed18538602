"""The page on which a record is corrected: the answers as they stand, and the reason (REC-01; WT 4.129-4.131)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect, render

from holdfast.access.door import look
from holdfast.access.middleware import ActorRequest
from holdfast.cases.actions import correct_record
from holdfast.cases.models import Case, OfCase
from holdfast.core.errors import Unacceptable
from holdfast.people.models import Person
from holdfast.web.forms import (
    ChoiceField,
    DateField,
    DateTimeField,
    HoldfastForm,
    NarrativeField,
    NumberField,
    TextField,
    YesNoField,
)


def form_field(field: models.Field[Any, Any]) -> forms.Field:
    """The form field that asks for a model field of a record."""
    asked: dict[str, Any] = {"label": str(field.verbose_name).capitalize(), "required": not (field.blank or field.null)}
    if isinstance(field, models.DateTimeField):
        return DateTimeField(**asked, default_now=False)
    if field.choices:
        return ChoiceField(**asked, choices=list(field.flatchoices))
    return next((asks(**asked) for kind, asks in _ASKED_WITH if isinstance(field, kind)), None) or TextField(**asked)


_ASKED_WITH: tuple[tuple[type[models.Field[Any, Any]], Callable[..., forms.Field]], ...] = (
    (models.BooleanField, YesNoField),
    (models.DateField, DateField),
    (models.IntegerField, NumberField),
    (models.TextField, NarrativeField),
)


class CorrectionForm(HoldfastForm):
    """Fields of a record as they stand, and why they are corrected. Nothing typed before is lost."""

    submit = "Correct the record"

    def __init__(self, *args: Any, record: models.Model, names: Sequence[str], **kwargs: Any) -> None:
        initial = {name: getattr(record, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)
        for name in names:
            self.fields[name] = form_field(record._meta.get_field(name))  # type: ignore[arg-type]
        self.fields["correction_reason"] = NarrativeField(
            label="Why is the record corrected?",
            missing="Say why the record is corrected",
            hint="What it said before stays readable beside it, with your name and this reason.",
            rows=2,
        )

    def changes(self) -> dict[str, Any]:
        """What the record shall say."""
        return {name: value for name, value in self.cleaned_data.items() if name != "correction_reason"}


def correction_page(
    request: ActorRequest,
    record: OfCase,
    names: Sequence[str],
    *,
    title: str,
    back: str,
    verb: str = "record.correct",
    correct: Callable[..., Any] | None = None,
    case: Case | None = None,
) -> HttpResponse:
    """Ask for and make a correction. `record` has been fetched and authorised; `back` is the record's own address.

    `correct` replaces the plain correction where a room has an action of its own for it.
    """
    of = case or record.case
    child: Person = of.child
    look(request.actor, [child.id], "correction", request_id=getattr(request, "request_id", ""))
    form = CorrectionForm(request.POST or None, record=record, names=names)
    if request.method == "POST" and form.is_valid():
        try:
            (correct or correct_record)(
                by=request.actor,
                record=record,
                changes=form.changes(),
                reason=form.cleaned_data["correction_reason"],
                **({} if correct else {"verb": verb}),
            )
        except Unacceptable as problem:
            form.refuse(problem)
        else:
            messages.success(request, "The record is corrected. What it said before stands beside it.")
            return redirect(back)
    return render(
        request,
        "cases/correct.html",
        {"form": form, "title": title, "back": back, "child": child, "case": of, "record": record},
    )
