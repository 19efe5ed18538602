"""What is asked once a concern is recorded: the decision, the letters, the police, the family, corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from holdfast.agencies.models import Practitioner
from holdfast.cases.referrals.actions import ChildDecision
from holdfast.cases.referrals.forms.concern import TOLD, ToldForm
from holdfast.cases.referrals.models import Contact, ReferredChild
from holdfast.cases.referrals.words import CLOSURE, NOTHING_MORE, ONLY_ON_OPEN_CASES, STRATEGY, TO_WORKER
from holdfast.guidance import Edition
from holdfast.web.forms import (
    ChoiceField,
    DateField,
    DateTimeField,
    HoldfastForm,
    NarrativeField,
    PersonChoice,
    TextField,
)
from holdfast.web.forms.explain import Explained, why_of


def spare_the_reasons(form: HoldfastForm) -> None:
    """A strategy discussion at once waits for no reasons to be written (GEN-05; WT 4.36)."""
    if form.data.get(form.add_prefix("outcome")) == STRATEGY:
        form.fields["reasons"].required = False


class DecideForm(HoldfastForm):
    """The decision for all children, what it rests on, and who takes the work on (REF-06, REF-07; WT 4.20)."""

    submit = "Decide"
    outcome = ChoiceField(label="What happens next?", missing="Choose what happens next")
    reasons = NarrativeField(label="Why?", rows=4, missing="Give the reasons for the decision")
    handed_to = TextField(label="If referred to another agency: to whom?", required=False, max_length=200)
    records_show = NarrativeField(label="What do existing records show?", required=False, rows=3)
    consulted = TextField(label="With whom was it discussed?", required=False)
    departure = TextField(label="Why decide without having searched existing records?", required=False)
    worker = PersonChoice(queryset=Practitioner.objects.none(), label="Who takes it on?", required=False)
    at = DateTimeField(label="When was it decided?", not_future=True)

    def __init__(
        self, *args: Any, edition: Edition, searched: bool, open_case: bool, workers: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        spare_the_reasons(self)
        field = self.fields["outcome"]
        assert isinstance(field, ChoiceField)
        field.choices, field.option_hints = decisions_offered(edition, open_case=open_case)
        asks = edition.step("referral")
        self._explain("records_show", asks.ask("records-searched"))
        field.why = why_of((asks.purpose, str(asks.source)))
        if searched:
            del self.fields["departure"]
        if workers is None:
            del self.fields["worker"]
        else:
            chooser = self.fields["worker"]
            assert isinstance(chooser, PersonChoice)
            chooser.queryset = workers

    def _explain(self, name: str, why: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, Explained)
        field.why = why_of(why)


class DifferentForm(HoldfastForm):
    """What is decided otherwise for one of several children; blank: as for all."""

    outcome = ChoiceField(label="What happens next?", required=False)
    reasons = NarrativeField(label="Why?", required=False, rows=2)

    def __init__(self, *args: Any, edition: Edition, child: ReferredChild, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"child-{child.pk}", **kwargs)
        self.child = child
        field = self.fields["outcome"]
        assert isinstance(field, ChoiceField)
        choices, _ = decisions_offered(edition, open_case=not child.opened_case)
        field.choices = [("", "The same as for all"), *choices]


def decisions_offered(edition: Edition, *, open_case: bool) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """The decisions of the edition's step, with what each means; those for open cases only where one is open."""
    allowed = edition.step("referral").decisions
    choices = [(d.code, d.label) for d in allowed if open_case or d.code not in ONLY_ON_OPEN_CASES]
    hints = {term.code: term.definition for term in edition.terms("referral-decision")}
    return choices, hints


def child_decisions(
    form: DecideForm, children: Sequence[ReferredChild], different: Sequence[DifferentForm]
) -> list[ChildDecision]:
    """What is decided for each child: as for all, unless said otherwise (REF-06)."""
    said = {one.child.pk: one.cleaned_data for one in different}
    common = form.cleaned_data
    found = []
    for child in children:
        own = said.get(child.pk, {})
        found.append(
            ChildDecision(
                child=child,
                outcome=own.get("outcome") or common["outcome"],
                reasons=own.get("reasons") or common["reasons"],
                departure=common.get("departure", ""),
                handed_to=common["handed_to"],
            )
        )
    return found


class NewConcernForm(HoldfastForm):
    """What to do about a new concern on an open case (REF-12; WT 4.23)."""

    submit = "Decide"
    outcome = ChoiceField(label="What happens next?", missing="Choose what happens next")
    reasons = NarrativeField(label="Why?", rows=4, missing="Give the reasons for the decision")
    at = DateTimeField(label="When was it decided?", not_future=True)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spare_the_reasons(self)
        field = self.fields["outcome"]
        assert isinstance(field, ChoiceField)
        passing = edition.step("contact").decision(TO_WORKER)
        offered = (*passing.leads_to, NOTHING_MORE)
        allowed = [d for d in edition.step("referral").decisions if d.code in offered]
        field.choices = [(d.code, d.label if CLOSURE not in d.leads_to else "Go on as planned") for d in allowed]
        field.why = why_of(
            ("Harm may need a strategy discussion; what is known can be brought up to date.", str(passing.source))
        )


class ConfirmForm(HoldfastForm):
    """The written confirmation has come (REF-04)."""

    submit = "Confirmation received"
    at = DateTimeField(label="When did the written confirmation arrive?", not_future=True)


class AcknowledgeForm(HoldfastForm):
    """The referral is acknowledged (REF-05)."""

    submit = "Acknowledged"
    at = DateTimeField(label="When was it acknowledged?", not_future=True)
    how = ChoiceField(label="How?", missing="Choose how")

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_modes(self, edition)


class TellForm(HoldfastForm):
    """What the referrer is told (REF-08)."""

    submit = "Record what they were told"
    told = NarrativeField(label="What were they told?", required=False, rows=5)
    how = ChoiceField(label="How?", required=False)
    withheld_reason = TextField(label="If they were not told, why not?", required=False)
    at = DateTimeField(label="When?", not_future=True)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_modes(self, edition)
        field = self.fields["told"]
        assert isinstance(field, Explained)
        field.why = why_of(edition.step("referral").ask("feedback"))


def offer_modes(form: HoldfastForm, edition: Edition) -> None:
    """The ways of telling somebody: those in which concerns reach us, but our own work."""
    field = form.fields["how"]
    assert isinstance(field, ChoiceField)
    field.choices = [(code, label) for code, label in edition.choices("contact-mode") if code != "own-work"]


class PoliceForm(HoldfastForm):
    """Whether the police were told of a possible crime (REF-11)."""

    submit = "Record"
    told_at = DateTimeField(label="When were the police told?", required=False, default_now=False, not_future=True)
    note = TextField(label="Who was told, and what was agreed?", required=False)
    not_told = TextField(label="If they were not told, why not?", required=False)


class FamilyForm(HoldfastForm):
    """What somebody of the family said, and what they were given (GEN-10)."""

    submit = "Record"
    person_name = TextField(label="Who?", missing="Enter who it was", max_length=200)
    view = NarrativeField(label="What do they think and want?", required=False, rows=3)
    not_asked_reason = TextField(label="If they were not asked, why not?", required=False)
    given = TextField(label="What were they given in writing?", required=False, max_length=200)
    language = TextField(label="In which language?", required=False, max_length=80, width=20)


class RevealForm(HoldfastForm):
    """Why somebody has to know who the withheld referrer is (REF-09)."""

    submit = "Show who it was"
    reason = TextField(
        label="Why do you need to know?",
        missing="Enter why you need to know",
        hint="It is recorded that you looked, and why.",
        max_length=200,
    )


class ThresholdForm(HoldfastForm):
    """The criteria for referral (REF-13)."""

    submit = "Put in force"
    text = NarrativeField(label="The criteria for referral", rows=16, missing="Enter the criteria for referral")
    from_date = DateField(label="In force from", initial="today")
    agreed = TextField(label="When and where were they agreed?", required=False, max_length=200)


class MissingForm(ToldForm):
    """Only what has not been answered yet (GEN-05)."""

    submit = "Add"
    groups = []

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = [name for name in TOLD if getattr(contact, name) in (None, "", [])]
        self.fields = {name: field for name, field in self.fields.items() if name in missing}


class ContactCorrection(ToldForm):
    """The contact as it stands, and why it is corrected (REC-01)."""

    submit = "Correct"
    groups = []
    received_at = DateTimeField(label="When was it received?", not_future=True)

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        names = ["received_at", "concern", *TOLD]
        super().__init__(*args, initial={name: getattr(contact, name) for name in names}, **kwargs)
        self.fields["reason"] = NarrativeField(
            label="Why is it corrected?",
            missing="Enter why it is corrected",
            hint="What it said before stays readable beside it, with your name and this reason.",
            rows=2,
        )

    def changes(self) -> dict[str, Any]:
        """What it shall say."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        received = typed["received_at"]
        stood = self.initial["received_at"]
        assert isinstance(received, datetime)
        if received.replace(second=0, microsecond=0) == stood.replace(second=0, microsecond=0):
            typed["received_at"] = stood  # the form shows no seconds; they are not a correction
        return typed


class DoorFilter(HoldfastForm):
    """Which contacts to show."""

    since = ChoiceField(
        label="Received",
        required=False,
        choices=[("today", "Today"), ("week", "In the last week"), ("month", "In the last month"), ("all", "Ever")],
    )
    show = ChoiceField(
        label="Show",
        required=False,
        choices=[("all", "Everything"), ("contacts", "Contacts only"), ("referrals", "Referrals only")],
    )
