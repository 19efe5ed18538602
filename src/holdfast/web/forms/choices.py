"""Fields for choosing: radios while few, a list when many; yes and no; people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from holdfast.web.forms.explain import Explained
from holdfast.web.forms.fields import tidy

if TYPE_CHECKING:
    _RecordField = forms.ModelChoiceField[Any]
else:
    _RecordField = forms.ModelChoiceField

FEW = 7
"""Up to so many choices are shown as radios; more become a list."""


class RadiosOrSelect(forms.Select):
    """Radios for a few choices, a select for many. Looks at its choices only when drawn."""

    in_a_filter = False
    """A filter has to be taken off again, which radios cannot do; it is always a list, beginning with 'Any'."""

    def is_radios(self) -> bool:
        """True when the choices are few enough to be read at a glance."""
        return not self.in_a_filter and sum(_answers(value, label) for value, label in self.choices) <= FEW


def _answers(value: Any, label: Any) -> int:
    """How many answers an entry of the choices stands for: those under a heading, one, or none for the blank."""
    if isinstance(label, (list, tuple)):
        return len(label)
    return 0 if value in ("", None) else 1


class ChoiceField(Explained, forms.ChoiceField):
    """One of several. ``hints`` explains single choices (radios only); ``narrow`` a long list by typing."""

    asks = "Choose"
    widget = RadiosOrSelect

    def __init__(self, *args: Any, hints: dict[str, str] | None = None, narrow: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.narrow = narrow
        self.option_hints = hints or {}
        self.error_messages["invalid_choice"] = "Choose one of the answers offered"


class ManyChoiceField(Explained, forms.MultipleChoiceField):
    """Any number of several, as checkboxes."""

    asks = "Choose"
    widget = forms.CheckboxSelectMultiple

    def __init__(self, *args: Any, hints: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.option_hints = hints or {}


class CheckboxField(Explained, forms.BooleanField):
    """One box to tick."""

    asks = "Confirm:"


class RecordChoice(Explained, _RecordField):
    """One record of a queryset. ``named`` words each (default ``str``). Many records: type to narrow."""

    asks = "Choose"
    widget = RadiosOrSelect

    def __init__(self, queryset: Any, *, named: Callable[[Any], str] = str, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "Choose…")
        super().__init__(queryset, **kwargs)
        self.named = named
        self.narrow = True
        self.option_hints: dict[str, str] = {}
        self.error_messages["invalid_choice"] = "Choose one of the answers offered"

    def label_from_instance(self, obj: Any) -> str:
        return self.named(obj)


class PersonChoice(RecordChoice):
    """A person or practitioner out of a queryset that the viewer may see."""


class YesNoField(Explained, forms.TypedChoiceField):
    """Yes or no, nothing chosen beforehand. The value is ``True``, ``False`` or, if optional, ``None``."""

    asks = "Answer ‘yes’ or ‘no’:"
    widget = forms.RadioSelect
    inline = True

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("choices", [("yes", "Yes"), ("no", "No")])
        super().__init__(coerce=lambda answer: answer == "yes", empty_value=None, **kwargs)
        self.option_hints: dict[str, str] = {}

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


@dataclass(frozen=True)
class YesNoWhy:
    """An answer and the reason given with it."""

    answer: bool
    reason: str = ""


class YesNoWhyWidget(forms.MultiWidget):
    """Radios and a text box that belongs to one of them."""

    template_name = "web/forms/yes_no_why.html"

    def __init__(self) -> None:
        box = forms.Textarea(attrs={"rows": 3, "data-autogrow": True})
        radios = forms.RadioSelect(choices=[("yes", "Yes"), ("no", "No")])
        super().__init__({"answer": radios, "reason": box})

    def decompress(self, value: YesNoWhy | None) -> list[str]:
        return ["yes" if value.answer else "no", value.reason] if value else ["", ""]


class YesNoWhyField(Explained, forms.Field):
    """Yes or no, with a reason asked for one of the answers (GEN-04). The value is a :class:`YesNoWhy`.

    reason_when
        the answer that must be explained: ``False`` (the default) asks why not.
    reason_label
        the question above the box.
    """

    asks = "Answer ‘yes’ or ‘no’:"
    widget = YesNoWhyWidget

    def __init__(self, *, reason_when: bool = False, reason_label: str = "Why?", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reason_when = reason_when
        self.reason_label = reason_label

    def clean(self, value: Any) -> YesNoWhy | None:
        answer, reason = (list(value) if isinstance(value, (list, tuple)) else ["", ""])[:2]
        if answer not in ("yes", "no"):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        given = YesNoWhy(answer == "yes", tidy(reason or "").strip())
        if given.answer == self.reason_when and not given.reason:
            raise ValidationError(f"Give the reason: {self.reason_label}", code="reason")
        return given

    def has_changed(self, initial: Any, data: Any) -> bool:
        shown = YesNoWhyWidget().decompress(initial) if isinstance(initial, YesNoWhy) else ["", ""]
        return [str(part or "") for part in (data or ["", ""])] != shown
