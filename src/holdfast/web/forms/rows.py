"""Repeated rows: participants, children, actions. Works without JavaScript; nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict

from holdfast.web.forms.moments import DateTimeField


def _forget_now(row: forms.BaseForm) -> None:
    """No 'now' filled into rows: a minute later an untouched row would look as if it had been begun."""
    row.use_required_attribute = False
    for field in row.fields.values():
        if isinstance(field, DateTimeField):
            field.initial = None


class Rows:
    """A formset with 'Add another' and 'Remove' buttons that are plain submit buttons.

    In a view::

        children = Rows(request, ChildForm, prefix="children", one="child", at_least=1)
        if request.method == "POST" and not children.pressed and form.is_valid() and children.is_valid():
            ... children.values
        return render(request, "...", {"form": form, "rows": children})

    When a button was pressed, call ``children.settle(form)`` (or nothing, if there is no other form):
    the page comes back with what was typed, one row more or fewer, and no errors.
    """

    def __init__(
        self,
        request: HttpRequest,
        form_class: type[forms.Form],
        *,
        prefix: str,
        one: str,
        at_least: int = 0,
        at_most: int = 50,
        initial: Sequence[Mapping[str, Any]] = (),
        form_kwargs: Mapping[str, Any] | None = None,
        legend: Callable[[int], str] | None = None,
    ) -> None:
        self.prefix, self.one, self.at_least, self.at_most = prefix, one, at_least, at_most
        self._legend = legend or (lambda number: f"{one[:1].upper()}{one[1:]} {number}")
        data = request.POST if request.method == "POST" else None
        self.pressed = bool(data and (f"{prefix}-add" in data or self._removed(data) is not None))
        factory: Any = formset_factory(
            form_class,
            extra=0 if initial else max(1, at_least),
            min_num=0,
            max_num=at_most,
            absolute_max=at_most + 1,
        )
        self.formset: BaseFormSet[Any] = factory(
            self._rearranged(data) if data is not None else None,
            request.FILES if data is not None else None,
            prefix=prefix,
            initial=(list(initial) or None) if data is None else None,
            form_kwargs=dict(form_kwargs or {}),
        )
        for number, row in enumerate(self.formset.forms):
            row.empty_permitted = number >= at_least
            _forget_now(row)
        if self.pressed:
            self.settle()

    def _removed(self, data: Mapping[str, Any]) -> int | None:
        for key in data:
            if found := re.fullmatch(rf"{re.escape(self.prefix)}-(\d+)-remove", key):
                return int(found[1])
        return None

    def _rearranged(self, data: QueryDict) -> QueryDict:
        """What was typed, with one row more or fewer when the person asked for that."""
        removed = self._removed(data)
        typed = data.copy()
        try:
            total = int(typed.get(f"{self.prefix}-TOTAL_FORMS", "0"))
        except ValueError:
            return typed
        if f"{self.prefix}-add" in typed:
            typed[f"{self.prefix}-TOTAL_FORMS"] = str(min(total + 1, self.at_most))
        elif removed is not None and removed < total:
            self._drop(typed, removed)
            typed[f"{self.prefix}-TOTAL_FORMS"] = str(total - 1)
        typed[f"{self.prefix}-INITIAL_FORMS"] = "0"
        return typed

    def _drop(self, typed: QueryDict, removed: int) -> None:
        moved: dict[str, list[Any]] = {}
        for key in list(typed):
            found = re.fullmatch(rf"{re.escape(self.prefix)}-(\d+)-(.+)", key)
            if not found or int(found[1]) < removed:
                continue
            values = typed.pop(key)
            if int(found[1]) > removed:
                moved[f"{self.prefix}-{int(found[1]) - 1}-{found[2]}"] = list(values)
        for key, kept in moved.items():
            typed.setlist(key, kept)

    def settle(self, *others: forms.BaseForm) -> None:
        """Draw these forms with what was typed and without errors."""
        for form in [*self.formset.forms, *others]:
            form._errors = ErrorDict()

    def is_valid(self) -> bool:
        """True when every row that was begun is right, and there are enough of them."""
        return bool(self.formset.is_valid()) and not self.pressed

    @property
    def values(self) -> list[dict[str, Any]]:
        """The cleaned data of the rows that were filled in; untouched rows are left out."""
        begun = (row for row in self.formset.forms if row.has_changed() or not row.empty_permitted)
        return [row.cleaned_data for row in begun]

    @property
    def forms(self) -> list[Any]:
        """The forms of all rows, in order."""
        return list(self.formset.forms)

    @property
    def management_form(self) -> Any:
        """Django's hidden count of rows."""
        return self.formset.management_form

    @property
    def blank(self) -> Any:
        """An empty row with ``__prefix__`` where its number goes; for the script that adds rows."""
        form = self.formset.empty_form
        _forget_now(form)
        return form

    @property
    def full(self) -> bool:
        """True when no row can be added."""
        return len(self.formset.forms) >= self.at_most

    @property
    def removable(self) -> bool:
        """True while a row can be taken away."""
        return len(self.formset.forms) > max(1, self.at_least)

    @property
    def blank_legend(self) -> str:
        """The heading of a row that the script will number."""
        return self._legend(0).replace("0", "__number__")

    def legend(self, number: int) -> str:
        """The heading of row ``number`` (from 1)."""
        return self._legend(number)

    def __iter__(self) -> Iterator[tuple[int, str, Any]]:
        """Index (from 0), heading and form of each row."""
        for index, form in enumerate(self.formset.forms):
            yield index, self.legend(index + 1), form

    def __len__(self) -> int:
        return len(self.formset.forms)
