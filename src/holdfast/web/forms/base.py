"""The base of all forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, TypeVar

from django import forms
from django.forms.utils import ErrorDict

from holdfast.core.errors import NotNow, Unacceptable
from holdfast.web.forms.explain import Explained

T = TypeVar("T")


class HoldfastForm(forms.Form):
    """A form that GOV.UK markup, the error summary and 'add another' rows understand (GEN-04).

    ``groups`` optionally gathers fields under a heading, in order; a field in no group comes first::

        groups = [("The referrer", ["referrer_name", "referrer_phone"])]

    ``folded`` names the headings whose fields are folded away until one of them is answered or wrong.
    ``submit`` is the text of the main button.
    """

    use_required_attribute = False
    groups: Sequence[tuple[str, Sequence[str]]] = ()
    folded: ClassVar[frozenset[str]] = frozenset()
    submit: ClassVar[str] = "Save and continue"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self._name_gaps()

    def _name_gaps(self) -> None:
        """Word what is missing in the user's words; again before cleaning, for fields that a form adds by itself."""
        for name, field in self.fields.items():
            if isinstance(field, Explained):
                field.name_the_gap(str(field.label or name.replace("_", " ")))

    def full_clean(self) -> None:
        """Clean everything, with the words for what is missing."""
        self._name_gaps()
        super().full_clean()

    def refuse(self, problem: Unacceptable | str) -> None:
        """Show why an action refused what was typed, beside the field that it names::

        try:
            actions.receive_referral(by=request.actor, **form.cleaned_data)
        except Unacceptable as problem:
            form.refuse(problem)
        """
        message = problem if isinstance(problem, str) else problem.message
        field = None if isinstance(problem, str) else problem.field
        self.add_error(field if field in self.fields else None, message)

    def keep_typing(self) -> None:
        """Show what was typed, without errors: the person asked for something else than saving."""
        self._errors = ErrorDict()


def attempt(form: HoldfastForm, call: Callable[[], T]) -> T | None:
    """What an action returned; None when it refused, with the refusal on the form and the typing kept::

    if form.is_valid() and (done := attempt(form, lambda: actions.close_case(by=request.actor, case=case))):
    """
    try:
        return call()
    except Unacceptable as problem:
        form.refuse(problem)
    except NotNow as problem:
        form.refuse(problem.message)
    return None
