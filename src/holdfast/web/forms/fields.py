"""Fields for words, numbers, dates and files."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from holdfast.core.time import today as today_here
from holdfast.web.forms import dates
from holdfast.web.forms.explain import Explained

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def tidy(text: str) -> str:
    """Keep every letter of every language; drop only control characters and unify line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


class TextField(Explained, forms.CharField):
    """One line of text."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(tidy(value) if isinstance(value, str) else value)


class NarrativeField(Explained, forms.CharField):
    """A piece of prose. The box grows with it; nothing is cut, and every script is kept (GEN-04)."""

    widget = forms.Textarea

    def __init__(self, *args: Any, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "data-autogrow": True}))
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(tidy(value) if isinstance(value, str) else value)


class NumberField(Explained, forms.IntegerField):
    """A whole number, typed in a text box with the numeric keyboard (spinners lose figures)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        kwargs.setdefault("width", 5)
        super().__init__(*args, **kwargs)
        self.error_messages["invalid"] = "Enter a whole number, in figures"


class EmailField(Explained, forms.EmailField):
    """An email address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages["invalid"] = "Enter an email address like name@example.org"


class FileField(Explained, forms.FileField):
    """A file."""

    asks = "Choose"


class DateField(Explained, forms.DateField):
    """A date, typed in one box: ``23/12/2005``, ``23 12 2005``, ``2005-12-23``, ``today``, ``yesterday``.

    not_future / not_past
        refuse days after / before today (Europe/London).
    """

    widget = forms.TextInput

    def __init__(self, *args: Any, not_future: bool = False, not_past: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("width", 20)
        super().__init__(*args, **kwargs)
        self.not_future = not_future
        self.not_past = not_past
        self.widget.attrs.setdefault("autocomplete", "off")
        self.widget.attrs.setdefault("data-date", True)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return super().to_python(value)
        today = today_here()
        try:
            day = dates.read_date(str(value), today=today)
        except dates.Unreadable as why:
            raise ValidationError(str(why), code="invalid") from why
        self._in_range(day, today)
        return day

    def _in_range(self, day: date, today: date) -> None:
        name = str(self.label or "The date")
        if self.not_future and day > today:
            raise ValidationError(f"{name} must be today or in the past", code="future")
        if self.not_past and day < today:
            raise ValidationError(f"{name} must be today or in the future", code="past")

    def prepare_value(self, value: Any) -> Any:
        """Show a stored date as people write it; leave typed text alone."""
        return f"{value.day}/{value.month}/{value.year}" if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(initial, data))
