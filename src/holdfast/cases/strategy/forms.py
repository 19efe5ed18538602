"""What a strategy discussion asks for (STR-01..06; WT 4.41-4.46)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from holdfast.agencies.models import Practitioner
from holdfast.cases.correcting import form_field
from holdfast.cases.models import Case
from holdfast.cases.pages import explain, offer
from holdfast.cases.recording import ask_of, blanks_of
from holdfast.cases.strategy.models import STEP, StrategyDiscussion
from holdfast.cases.strategy.selectors import ALWAYS, IN_HOSPITAL, WITH_ENQUIRY
from holdfast.guidance import Edition
from holdfast.web.forms import (
    ChoiceField,
    DateField,
    DateTimeField,
    HoldfastForm,
    ManyChoiceField,
    NarrativeField,
    PersonChoice,
    TextField,
    YesNoField,
)

ASKED = dict((*ALWAYS, *WITH_ENQUIRY, *IN_HOSPITAL))
"""The question of the edition that each field of the record belongs to."""
FIRST = (
    "concern",
    "hospital_patient",
    "in_patient",
    "medical_possible",
    "conduct",
    "criminal_investigation",
    "medical",
    "immediate_action",
    "immediate_review_on",
    "safe_discharge",
    "family_told",
    "legal_action",
    "enquiry_plan",
    "wishes_how",
    "race_and_language",
    "interpreter",
    "other_children",
    "missing_reason",
)
"""The record's questions, in the order in which a discussion goes."""


AT_ONCE = (
    "concern",
    "conduct",
    "immediate_action",
    "immediate_review_on",
    "family_told",
    "hospital_patient",
    "in_patient",
    "medical_possible",
)
"""What is asked on the first page; the rest is asked for on the record, when it has gone out (GEN-05)."""


class RecordForm(HoldfastForm):
    """When and how it was held, for whom; what was decided for each child (STR-02, STR-03; WT 4.42, 4.44)."""

    submit = "Record the strategy discussion"

    held_at = DateTimeField(label="When was it held?", missing="Enter when it was held", not_future=True)
    mode = ChoiceField(label="How was it held?", missing="Choose how it was held")
    place = TextField(label="Where", required=False)

    def __init__(self, *args: Any, cases: Sequence[Case], edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "mode", edition.choices("strategy-mode"))
        self.cases = list(cases)
        if len(self.cases) > 1:
            self.fields["children"] = ManyChoiceField(
                label="Which children were discussed?",
                choices=[(str(case.pk), case.child.name) for case in self.cases],
                initial=[str(case.pk) for case in self.cases],
                missing="Choose at least one child",
            )
        decisions = [(one.code, one.label) for one in edition.step(STEP).decisions]
        for number, case in enumerate(self.cases):
            self.fields[f"decision_{number}"] = ChoiceField(
                label=f"What was decided for {case.child.name}?", choices=decisions, required=False
            )
        self.fields["reasons"] = NarrativeField(label="Reasons for the decisions", required=False, rows=3)
        if len(self.cases) > 1:
            for number, case in enumerate(self.cases):
                self.fields[f"reasons_{number}"] = NarrativeField(
                    label=f"What is different for {case.child.name}", required=False, rows=2
                )
        add_questions(self, AT_ONCE, edition)
        self.groups = [
            ("What was decided", [*_decided(len(self.cases)), "conduct"]),
            ("At once", ["immediate_action", "immediate_review_on", "family_told"]),
            ("Who else ought to take part", ["hospital_patient", "in_patient", "medical_possible"]),
        ]

    def chosen_cases(self) -> list[Case]:
        """The children who were discussed."""
        keys = self.cleaned_data.get("children")
        return [case for case in self.cases if keys is None or str(case.pk) in keys]

    def decided(self) -> Iterable[tuple[Case, str, str]]:
        """Case, decision and reasons for each child for whom something was decided."""
        given = self.cleaned_data
        for number, case in enumerate(self.cases):
            outcome = given.get(f"decision_{number}")
            if outcome and case in self.chosen_cases():
                own = given.get(f"reasons_{number}") or ""
                yield case, outcome, "\n\n".join(filter(None, (given["reasons"], own)))

    def plan(self) -> dict[str, Any]:
        """Everything else that the record tells."""
        names = ("place", *AT_ONCE)
        return {name: self.cleaned_data.get(name) for name in names}

    def clean(self) -> dict[str, Any]:
        """A decision has reasons (GEN-11; WT 4.44)."""
        given = super().clean() or self.cleaned_data
        decided = any(given.get(f"decision_{number}") for number in range(len(self.cases)))
        if decided and not given.get("reasons"):
            self.add_error("reasons", "Give the reasons for the decisions")
        return given


def _decided(count: int) -> list[str]:
    return [
        *(f"decision_{number}" for number in range(count)),
        "reasons",
        *(f"reasons_{number}" for number in range(count)),
    ]


def add_questions(form: HoldfastForm, names: Iterable[str], edition: Edition) -> None:
    """Ask for fields of the record, each with why it is asked; none of them holds anything up (GEN-05)."""
    for name in names:
        model_field = StrategyDiscussion._meta.get_field(name)
        if name == "conduct":
            form.fields[name] = ChoiceField(
                label="Who carries the enquiry?", choices=edition.choices("enquiry-conduct"), required=False
            )
        elif name in ("hospital_patient", "in_patient", "medical_possible"):
            form.fields[name] = YesNoField(label=f"{str(model_field.verbose_name).capitalize()}?", required=False)  # type: ignore[union-attr]
        else:
            form.fields[name] = form_field(model_field)  # type: ignore[arg-type]
            form.fields[name].required = False
            if isinstance(form.fields[name], NarrativeField):
                form.fields[name].widget.attrs["rows"] = 3
        if name in ASKED:
            explain(form, name, ask_of(edition, STEP, ASKED[name]))


class MoreForm(HoldfastForm):
    """What the record does not tell yet (GEN-05; WT 4.42, 4.43)."""

    submit = "Add to the record"

    def __init__(self, *args: Any, discussion: StrategyDiscussion, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_questions(self, blanks_of(discussion, ("place", *FIRST)), edition)


class ParticipantForm(HoldfastForm):
    """Somebody who took part (STR-01; WT 4.41)."""

    role = ChoiceField(label="Which part", missing="Choose which part they had")
    practitioner = PersonChoice(Practitioner.objects.none(), label="Who", required=False, empty_label="Somebody else")
    name = TextField(label="Somebody else: name", required=False)
    agency_name = TextField(label="Somebody else: agency", required=False)
    gave = NarrativeField(label="What they told", required=False, rows=2)

    def __init__(self, *args: Any, edition: Edition, known: QuerySet[Practitioner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "role", edition.choices("strategy-part"))
        field = self.fields["practitioner"]
        assert isinstance(field, PersonChoice)
        field.queryset = known
        field.named = lambda one: f"{one.name}, {one.agency.name}"

    def clean(self) -> dict[str, Any]:
        """Somebody chosen, or named."""
        given = super().clean() or self.cleaned_data
        if not given.get("practitioner") and not given.get("name"):
            self.add_error("name", "Choose who took part, or enter the name")
        return given


class ToDoForm(HoldfastForm):
    """Who does what by when (GEN-06; WT 4.13, 4.42)."""

    what = TextField(label="What will be done, and what for", missing="Say what will be done")
    owner = PersonChoice(Practitioner.objects.none(), label="Who", required=False, empty_label="Somebody else")
    owner_name = TextField(label="Somebody else: name", required=False)
    due_on = DateField(label="By when", required=False)

    def __init__(self, *args: Any, known: QuerySet[Practitioner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, PersonChoice)
        field.queryset = known
        field.named = lambda one: f"{one.name}, {one.agency.name}"


class InterviewForm(HoldfastForm):
    """Who is interviewed, by whom, when, what for (STR-04; WT 4.43)."""

    whom = TextField(label="Who is interviewed", missing="Enter who is interviewed")
    by_whom = TextField(label="By whom", required=False)
    on = DateField(label="When", required=False)
    purpose = TextField(label="What for", required=False)


class DecideForm(HoldfastForm):
    """A decision for one child, taken or changed later (STR-03; WT 4.42)."""

    submit = "Record the decision"

    outcome = ChoiceField(label="What was decided?", missing="Choose what was decided")
    reasons = NarrativeField(label="Reasons", missing="Give the reasons for the decision", rows=3)
    at = DateTimeField(label="When was it decided?", missing="Enter when it was decided", not_future=True)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "outcome", [(one.code, one.label) for one in edition.step(STEP).decisions])


class CirculateForm(HoldfastForm):
    """When the record went out (STR-05; WT 4.44)."""

    submit = "Circulate to everybody who took part"

    at = DateTimeField(label="When was it sent?", missing="Enter when it was sent", not_future=True)


class ReviewForm(HoldfastForm):
    """Looking again at immediate action (STR-06; WT 4.44)."""

    submit = "Record the review"

    finding = NarrativeField(
        label="Does it still keep the children safe, and what changes?",
        missing="Say whether it still keeps the children safe, and what changes",
        rows=3,
    )
    at = DateTimeField(label="When?", missing="Enter when it was looked at", not_future=True)
    next_on = DateField(label="To be looked at again on", required=False, not_past=True)
