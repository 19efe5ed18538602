"""What immediate protection asks for: three facts at first, the rest afterwards (GEN-05, IMM-01..06)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from holdfast.cases.correcting import form_field
from holdfast.cases.models import Case
from holdfast.cases.pages import children_field, explain, offer
from holdfast.cases.protection.models import EXTENSION, POLICE, STEP, Measure, UrgentAction
from holdfast.cases.protection.selectors import ASKS
from holdfast.cases.recording import ask_of, blanks_of
from holdfast.guidance import Edition
from holdfast.people.models import Person
from holdfast.web.forms import (
    ChoiceField,
    DateTimeField,
    HoldfastForm,
    ManyChoiceField,
    NarrativeField,
    TextField,
    YesNoField,
)


class UrgentForm(HoldfastForm):
    """Three facts, and no more (GEN-05; WT 4.13, 4.36)."""

    submit = "Record the urgent action"

    what = NarrativeField(
        label="What was done?",
        hint="A few words are enough. Everything else is asked for afterwards.",
        missing="Say what was done: a few words are enough",
        rows=3,
    )
    at = DateTimeField(label="When?", missing="Enter when it was done", not_future=True)

    def __init__(
        self, *args: Any, children: Sequence[Person] = (), siblings: Sequence[Person] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if children:
            self.fields["children"] = ManyChoiceField(
                label="To protect whom?",
                choices=[(str(child.pk), child.name) for child in (*children, *siblings)],
                initial=[str(child.pk) for child in children],
                required=False,
            )
        self.fields["names"] = TextField(
            label="Another child" if children else "To protect whom?",
            hint="A name, or ‘unknown baby’. Several: with commas between them.",
            missing="Say whom it was to protect: ‘unknown baby’ will do",
            required=not children,
        )

    def clean(self) -> dict[str, Any]:
        """At least one child: chosen or named."""
        given = super().clean() or self.cleaned_data
        if "children" in self.fields and not given.get("children") and not given.get("names"):
            self.add_error("children", "Choose at least one child, or name another")
        return given


class LaterForm(HoldfastForm):
    """What was not asked while it was urgent; only what is still blank (GEN-05; WT 4.13, 4.36-4.39)."""

    submit = "Add to the record"

    def __init__(self, *args: Any, action: UrgentAction, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asks = dict(ASKS) | {"alone_reason": "legal-advice", "legal_advice": "legal-advice"}
        asks |= {"legal_advice_at": "legal-advice", "consulted": "responsible-authority"}
        for name in blanks_of(action, tuple(asks)):
            field = form_field(UrgentAction._meta.get_field(name))  # type: ignore[arg-type]
            field.required = False
            self.fields[name] = field
            explain(self, name, ask_of(edition, STEP, asks[name]))


class MeasureForm(HoldfastForm):
    """A measure, for each child whom it protects (IMM-03, IMM-04; WT 4.38, 4.55)."""

    submit = "Record the measure"

    kind = ChoiceField(label="Which measure?", missing="Choose the measure")
    started_at = DateTimeField(label="From when?", missing="Enter when it started", not_future=True)
    until = DateTimeField(
        label="Until when, if a court or the family set a time",
        hint="The longest time that the guidance allows is worked out by itself.",
        required=False,
        default_now=False,
    )
    made_by = TextField(label="Which court, constable or person who agreed", required=False)
    excluded = TextField(label="Who left, or is kept away", required=False)
    place = TextField(label="Where the children stay", required=False)
    reason = NarrativeField(
        label="Why this measure",
        hint="If police powers were used: why, and why there was no time for an order.",
        required=False,
        rows=3,
    )

    def __init__(self, *args: Any, cases: Sequence[Case], edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = [term for term in edition.terms("protection-measure") if term.code != EXTENSION]
        hints = {term.code: term.definition for term in terms}
        offer(self, "kind", [(term.code, term.label) for term in terms], hints)
        explain(self, "reason", ask_of(edition, STEP, "why-police-powers"))
        if len(cases) > 1:
            self.fields["cases"] = children_field(cases)


class CompleteMeasureForm(HoldfastForm):
    """What was left blank on a measure (IMM-04; WT 4.38)."""

    submit = "Add to the record"

    def __init__(self, *args: Any, measure: Measure, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in blanks_of(measure, ("reason", "until", "made_by", "excluded", "place")):
            field = form_field(Measure._meta.get_field(name))  # type: ignore[arg-type]
            field.required = False
            self.fields[name] = field
        if "reason" in self.fields and measure.kind == POLICE:
            self.fields["reason"].label = "Why police powers were used, and not an order"
            explain(self, "reason", ask_of(edition, STEP, "why-police-powers"))


class ExtendForm(HoldfastForm):
    """The extension of an emergency protection order, once (WT App.1 §16)."""

    submit = "Record the extension"

    at = DateTimeField(label="When did the court extend it?", missing="Enter when it was extended", not_future=True)
    until = DateTimeField(label="Until when, if the court set a shorter time", required=False, default_now=False)
    made_by = TextField(label="Which court", required=False)


class EndForm(HoldfastForm):
    """How a measure ended (WT 4.40)."""

    submit = "Record the end"

    how = ChoiceField(label="How did it end?", missing="Choose how it ended")
    at = DateTimeField(label="When?", missing="Enter when it ended", not_future=True)
    note = NarrativeField(label="What keeps the child safe now?", required=False, rows=3)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = [term for term in edition.terms("protection-end") if term.code != "order-extended"]
        offer(self, "how", [(term.code, term.label) for term in terms])


class AskAuthorityForm(HoldfastForm):
    """A request to the authority responsible for a child found here (IMM-05; WT 4.39)."""

    submit = "Record the request"

    authority_name = TextField(label="Which authority was asked?", missing="Enter which authority was asked")
    asked_of = TextField(label="Who was asked", required=False)
    at = DateTimeField(label="When?", missing="Enter when they were asked", not_future=True)

    def __init__(self, *args: Any, cases: Sequence[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(cases) > 1:
            self.fields["cases"] = children_field(cases)


class AnswerAuthorityForm(HoldfastForm):
    """The other authority's answer (IMM-05; WT 4.39)."""

    submit = "Record the answer"

    accepted = YesNoField(label="Did they explicitly accept responsibility?", missing="Choose whether they accepted")
    answered_by = TextField(label="Who answered, for the other authority?", missing="Enter who answered")
    at = DateTimeField(label="When?", missing="Enter when they answered", not_future=True)
    refusal = NarrativeField(label="If they did not accept: why", required=False, rows=2)


class ConfirmForm(HoldfastForm):
    """The written confirmation (IMM-05; WT 4.39)."""

    submit = "Record the confirmation"

    confirmation = TextField(
        label="What came in writing?",
        hint="For example: e-mail of the duty manager.",
        missing="Enter what came in writing",
    )
    at = DateTimeField(label="When?", missing="Enter when it came", not_future=True)


class NextForm(HoldfastForm):
    """What follows the urgent action (IMM-07; WT 4.37, 4.40)."""

    submit = "Record the decision"

    outcome = ChoiceField(label="What follows?", missing="Choose what follows")
    reasons = NarrativeField(label="Reasons", required=False, rows=3)

    def __init__(self, *args: Any, cases: Sequence[Case], edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decisions = [one for one in edition.step(STEP).decisions if one.code != "other-authority"]
        offer(self, "outcome", [(one.code, one.label) for one in decisions])
        if len(cases) > 1:
            self.fields["cases"] = children_field(cases)
