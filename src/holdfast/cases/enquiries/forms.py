"""What an enquiry asks for (ENQ-01..09; WT 4.47-4.65)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from holdfast.agencies.models import Agency, Practitioner
from holdfast.cases.enquiries.models import STEP, Activity, Section47Enquiry
from holdfast.cases.enquiries.selectors import HEARD
from holdfast.cases.models import Case
from holdfast.cases.pages import explain, offer
from holdfast.cases.recording import ask_of
from holdfast.guidance import Edition
from holdfast.web.forms import (
    ChoiceField,
    DateField,
    DateTimeField,
    HoldfastForm,
    ManyChoiceField,
    NarrativeField,
    PersonChoice,
    RecordChoice,
    TextField,
    YesNoField,
)


def set_queryset(form: HoldfastForm, name: str, queryset: QuerySet[Any]) -> None:
    """Say out of whom or what is chosen."""
    field = form.fields[name]
    assert isinstance(field, RecordChoice)
    field.queryset = queryset


def siblings_field(enquiries: Sequence[Section47Enquiry], label: str, *, chosen: bool = True) -> ManyChoiceField:
    """The enquiries about brothers and sisters to which the same applies (GEN-08)."""
    choices = [(str(one.pk), one.case.child.name) for one in enquiries]
    initial = [key for key, _ in choices] if chosen else [choices[0][0]]
    return ManyChoiceField(label=label, choices=choices, initial=initial, missing="Choose at least one child")


class BeginForm(HoldfastForm):
    """An enquiry that no strategy discussion began (ENQ-01, IMM-07; WT 4.35, box 1)."""

    submit = "Begin the enquiry"

    ground = NarrativeField(
        label="Why does it begin without a strategy discussion?",
        hint="For example: a curfew notice was broken, or an order was made.",
        missing="Say why the enquiry begins without a strategy discussion",
        rows=3,
    )
    at = DateTimeField(label="When did it begin?", missing="Enter when it began", not_future=True)

    def __init__(self, *args: Any, cases: Sequence[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(cases) > 1:
            self.fields["cases"] = ManyChoiceField(
                label="About which children?",
                choices=[(str(case.pk), case.child.name) for case in cases],
                initial=[str(case.pk) for case in cases],
                missing="Choose at least one child",
            )


class LeadForm(HoldfastForm):
    """Who leads (ENQ-01; WT 4.47)."""

    submit = "Record who leads"

    lead = PersonChoice(
        Practitioner.objects.none(),
        label="Who leads the enquiry?",
        why=("A qualified and experienced social worker leads it.", "WT 4.47"),
        missing="Choose who leads the enquiry",
    )
    lead_departure = NarrativeField(
        label="If this is not a qualified, experienced social worker: why", required=False, rows=2
    )

    def __init__(self, *args: Any, enquiries: Sequence[Section47Enquiry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        authority = enquiries[0].case.authority_id
        set_queryset(self, "lead", Practitioner.objects.filter(agency_id=authority).order_by("name"))
        if len(enquiries) > 1:
            self.fields["enquiries"] = siblings_field(enquiries, "For which children?")


class ActivityForm(HoldfastForm):
    """One thing done, or arranged (ENQ-02, ENQ-03, ENQ-10; WT 4.49-4.53)."""

    submit = "Record it"

    kind = ChoiceField(label="What was done, or arranged?", missing="Choose what was done")
    whom = TextField(label="With whom, or about whom", required=False)
    at = DateTimeField(label="When was it done?", hint="Leave empty if it is still awaited.", required=False)
    arranged_for = DateTimeField(label="If it is still awaited: arranged for", required=False, default_now=False)
    by_name = TextField(label="By whom, if not you", required=False)
    findings = NarrativeField(label="What was learnt", required=False)
    said = NarrativeField(label="What the child said, in the child’s words", required=False, rows=3)
    wishes = NarrativeField(label="The child’s wishes and feelings", required=False, rows=3)
    alone = YesNoField(label="Was the child alone with the worker?", required=False)
    present = TextField(label="Who else was there", required=False)
    where = TextField(label="Where", required=False)
    language = TextField(label="Language or way of communicating", required=False)
    help_to_take_part = TextField(label="Interpreter or other help to take part", required=False)
    without_parents_knowledge = YesNoField(label="Was the child spoken with without a parent knowing?", required=False)
    ground = ChoiceField(label="If so: on what ground", required=False)
    ground_reason = NarrativeField(label="Why this ground applies", required=False, rows=2)

    groups = [
        ("If the child was seen", ["said", "wishes", "alone", "present", "where", "language", "help_to_take_part"]),
        ("Without a parent’s knowledge", ["without_parents_knowledge", "ground", "ground_reason"]),
    ]

    def __init__(self, *args: Any, edition: Edition, others: Sequence[Section47Enquiry] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if others:
            self.fields["also"] = ManyChoiceField(
                label="Is it part of the enquiry about a brother or sister too?",
                choices=[(str(one.pk), one.case.child.name) for one in others],
                required=False,
                hint="What this child said is kept with this child alone.",
            )
            self.order_fields(["kind", "whom", "also"])
        offer(self, "kind", edition.choices("enquiry-activity"))
        terms = edition.terms("interview-ground")
        offer(
            self,
            "ground",
            [("", "None"), *((term.code, term.label) for term in terms)],
            {term.code: term.definition for term in terms},
        )
        explain(self, "without_parents_knowledge", ask_of(edition, STEP, "without-parents-knowledge"))
        explain(self, "findings", ask_of(edition, STEP, "child-interviewed"))

    def clean(self) -> dict[str, Any]:
        """Done or awaited: one of the two. Hearing one child apart is not hearing another (WT 4.49)."""
        given = super().clean() or self.cleaned_data
        if given.get("also") and given.get("kind") in HEARD:
            self.add_error(
                "also", "A child heard apart from others counts for that child alone: record each child’s own"
            )
        if not given.get("at") and not given.get("arranged_for") and "at" not in self.errors:
            self.add_error("at", "Enter when it was done, or when it is arranged for")
        if given.get("arranged_for"):
            given["at"] = None
        return given


class FinishForm(HoldfastForm):
    """Something arranged was done (ENQ-10; WT 4.97)."""

    submit = "Record it as done"

    at = DateTimeField(label="When was it done?", missing="Enter when it was done", not_future=True)
    findings = NarrativeField(label="What was learnt", required=False)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if activity.kind in ("child-interview", "child-observed", "interaction-observed"):
            self.fields["said"] = NarrativeField(
                label="What the child said, in the child’s words", required=False, rows=3
            )
            self.fields["wishes"] = NarrativeField(label="The child’s wishes and feelings", required=False, rows=3)


class SiblingsForm(HoldfastForm):
    """Brothers, sisters and other children (GEN-08; WT 4.47)."""

    submit = "Add it"

    siblings = NarrativeField(
        label="What was considered for brothers, sisters and other children?",
        missing="Say what was considered for the other children",
    )


class HelpForm(HoldfastForm):
    """Help asked of another agency (ENQ-04; WT 4.48, App.1 §11)."""

    submit = "Record the request"

    agency = RecordChoice(
        Agency.objects.none(), label="Which agency was asked?", required=False, empty_label="Another agency"
    )
    agency_name = TextField(label="If it is not in the list: its name", required=False)
    asked_of = TextField(label="Who was asked", required=False)
    duty = ChoiceField(label="Under which section", missing="Choose the section")
    what = NarrativeField(label="What was asked for?", missing="Say what was asked for", rows=3)
    at = DateTimeField(label="When?", missing="Enter when it was asked", not_future=True)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_queryset(self, "agency", Agency.objects.order_by("name"))
        offer(self, "duty", edition.choices("help-duty"))
        self.fields["duty"].initial = "s47"
        explain(self, "what", ask_of(edition, STEP, "help-asked"))


class HelpAnswerForm(HoldfastForm):
    """What came of it (ENQ-04; WT 4.48)."""

    submit = "Record the answer"

    answer = ChoiceField(label="What did they answer?", missing="Choose what they answered")
    at = DateTimeField(label="When?", missing="Enter when they answered", not_future=True)
    response = NarrativeField(label="What came", required=False, rows=3)
    refusal = NarrativeField(label="If they refused: why", required=False, rows=2)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "answer", [one for one in edition.choices("help-request-answer") if one[0] != "waiting"])


class OutcomeForm(HoldfastForm):
    """The outcome, typed once for brothers and sisters with the same one (ENQ-05..07; WT 4.58-4.65)."""

    submit = "Record the outcome"
    groups = [
        ("If the concerns are not substantiated", ["services"]),
        ("If the child is monitored", ["monitoring_purpose", "monitoring_means", "monitored_by"]),
        ("If harm was done and there is no continuing risk", ["evidence", "plan"]),
        ("Review of the monitoring or the plan", ["review_on"]),
        ("If the child was not heard apart from others", ["departure"]),
    ]

    outcome = ChoiceField(label="What is the outcome?", missing="Choose the outcome")
    reasons = NarrativeField(label="Reasons", missing="Give the reasons for the outcome")
    at = DateTimeField(label="When was it decided?", missing="Enter when it was decided", not_future=True)
    services = NarrativeField(
        label="Help and services considered with the family",
        hint="What, from whom, and whether they wish it.",
        why=("Help does not depend on abuse being found.", "WT 4.59"),
        required=False,
        rows=3,
    )
    monitoring_purpose = NarrativeField(
        label="What is watched, and why",
        why=("Monitoring is never a way to put off a hard decision.", "WT 4.60"),
        required=False,
        rows=2,
    )
    monitoring_means = NarrativeField(label="In what way", required=False, rows=2)
    monitored_by = TextField(label="By whom", required=False)
    evidence = NarrativeField(
        label="The evidence that the child is not at continuing risk",
        hint="A qualified manager endorses going without a conference.",
        why=("Sound reasons, from analysis of evidence: optimism needs evidence too.", "WT 4.62, 4.63"),
        required=False,
        rows=3,
    )
    plan = NarrativeField(
        label="What keeps the child safe, who does what, and what happens if it fails", required=False, rows=3
    )
    review_on = DateField(label="To be reviewed on", required=False)
    departure = NarrativeField(
        label="Why the child was not spoken with or observed apart",
        why=("Enquiries always involve hearing the child separately.", "WT 4.49"),
        required=False,
        rows=2,
    )

    def __init__(self, *args: Any, enquiries: Sequence[Section47Enquiry], edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decisions = edition.step(STEP).decisions
        hints = {term.code: term.definition for term in edition.terms("enquiry-outcome")}
        offer(self, "outcome", [(one.code, one.label) for one in decisions], hints)
        if len(enquiries) > 1:
            self.fields["enquiries"] = siblings_field(
                enquiries, "For which children is this the outcome?", chosen=False
            )
            self.order_fields(["enquiries"])


class TellForm(HoldfastForm):
    """Who received the record of the outcome (ENQ-09; WT 4.58)."""

    submit = "Record who received it"

    to = ManyChoiceField(label="Who received it?", required=False, choices=[])
    others = TextField(label="Others", hint="Names, with commas between them.", required=False)
    at = DateTimeField(label="When?", missing="Enter when they received it", not_future=True)
    how = TextField(label="How", hint="For example: by hand, by post, explained in person.", required=False)
    language = TextField(label="In which language", required=False)
    withheld_from = TextField(label="From whom it is withheld", required=False)
    withheld_reason = NarrativeField(label="Why it is withheld", required=False, rows=2)

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[str, str]],
        edition: Edition,
        enquiries: Sequence[Section47Enquiry] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if len(enquiries) > 1:
            self.fields["enquiries"] = siblings_field(enquiries, "The outcome for which children?")
            self.order_fields(["enquiries"])
        offer(self, "to", people)
        self.fields["to"].initial = [key for key, _ in people]
        explain(self, "to", ask_of(edition, STEP, "outcome-shared"))

    def clean(self) -> dict[str, Any]:
        """Somebody received it, or it is said from whom it is withheld and why."""
        given = super().clean() or self.cleaned_data
        if not any(given.get(name) for name in ("to", "others", "withheld_from")):
            self.add_error("to", "Choose who received it, or say from whom it is withheld")
        if bool(given.get("withheld_from")) != bool(given.get("withheld_reason")):
            self.add_error("withheld_reason", "Say from whom it is withheld, and why")
        return given


class InformForm(HoldfastForm):
    """What the family was told of the enquiry itself (GEN-10; WT 4.56)."""

    submit = "Record it"

    what = TextField(
        label="What were they told or given?",
        initial="Written information about the enquiry: purpose, course, outcomes, where advice is found",
        missing="Say what they were told or given",
        width=None,
    )
    recipient = TextField(label="Who?", missing="Enter who was told")
    at = DateTimeField(label="When?", missing="Enter when", not_future=True)
    how = TextField(label="How", required=False)
    language = TextField(label="In which language", required=False)
    view = NarrativeField(label="What they think of it, in their words", required=False, rows=3)

    def __init__(self, *args: Any, enquiries: Sequence[Section47Enquiry] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(enquiries) > 1:
            self.fields["enquiries"] = siblings_field(enquiries, "About which children?")
            self.order_fields(["enquiries"])


class RequestForm(HoldfastForm):
    """A professional asks for a conference (ENQ-08; WT 4.64)."""

    submit = "Record the request"

    reasons = NarrativeField(label="Why is a conference needed?", missing="Say why a conference is needed", rows=3)
    asked_by = TextField(label="Who asks, if not you", required=False)
    agency_name = TextField(label="Of which agency", required=False)
    backed_by = TextField(label="Who backs the request", required=False)
    backed_as = ChoiceField(label="As what", required=False)
    at = DateTimeField(label="When?", missing="Enter when it was asked", not_future=True)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "backed_as", [("", "Nobody yet"), *edition.choices("request-backing")])


class RequestAnswerForm(HoldfastForm):
    """The answer to a request for a conference (ENQ-08; WT 4.64)."""

    submit = "Record the answer"

    answer = ChoiceField(
        label="What is the answer?",
        why=("Backed by a senior manager or a named or designated professional, it is normally agreed.", "WT 4.64"),
        missing="Choose the answer",
    )
    reasons = NarrativeField(label="Reasons", required=False, rows=3)
    at = DateTimeField(label="When?", missing="Enter when it was answered", not_future=True)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = edition.terms("conference-request")
        hints = {term.code: term.definition for term in terms}
        offer(self, "answer", [(term.code, term.label) for term in terms], hints)


class ArrangementForm(HoldfastForm):
    """The review of monitoring, or of a plan made without a conference (ENQ-06, ENQ-07; WT 4.60, 4.63)."""

    submit = "Record the review"

    finding = NarrativeField(label="What was found, and what follows?", missing="Say what the review found")
    at = DateTimeField(label="When?", missing="Enter when it was reviewed", not_future=True)
    next_on = DateField(
        label="To be reviewed again on", hint="Leave empty if the arrangement has ended.", required=False, not_past=True
    )
