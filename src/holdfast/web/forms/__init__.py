"""Forms: the one way in which Holdfast asks a person for something.

Write a :class:`HoldfastForm` with the fields below and render it with ``{% include "web/form.html" %}``
or ``{% render_form form %}``. See ``docs/how-to/build-a-screen.md``.
"""

from holdfast.web.forms.base import HoldfastForm, attempt
from holdfast.web.forms.choices import (
    CheckboxField,
    ChoiceField,
    ManyChoiceField,
    PersonChoice,
    RecordChoice,
    YesNoField,
    YesNoWhy,
    YesNoWhyField,
)
from holdfast.web.forms.explain import Why
from holdfast.web.forms.fields import (
    DateField,
    EmailField,
    FileField,
    NarrativeField,
    NumberField,
    TextField,
)
from holdfast.web.forms.moments import DateTimeField, TimeField
from holdfast.web.forms.rows import Rows

__all__ = [
    "CheckboxField",
    "ChoiceField",
    "DateField",
    "DateTimeField",
    "EmailField",
    "FileField",
    "HoldfastForm",
    "ManyChoiceField",
    "NarrativeField",
    "NumberField",
    "PersonChoice",
    "RecordChoice",
    "Rows",
    "TextField",
    "TimeField",
    "Why",
    "YesNoField",
    "YesNoWhy",
    "YesNoWhyField",
    "attempt",
]
