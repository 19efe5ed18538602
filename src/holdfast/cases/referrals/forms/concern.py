"""The concern: one form, whoever raises it, whatever becomes of it (REF-01, REF-03, REF-10, REF-11; WT 4.12-4.21)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from holdfast.agencies.models import Practitioner
from holdfast.cases.referrals.actions import ReferrerFacts
from holdfast.cases.referrals.words import NOT_SOUGHT
from holdfast.guidance import Edition
from holdfast.web.forms import (
    CheckboxField,
    ChoiceField,
    DateTimeField,
    HoldfastForm,
    ManyChoiceField,
    NarrativeField,
    TextField,
    YesNoField,
)
from holdfast.web.forms.explain import Explained, why_of

RAISED = ["received", "mode", "source", "referrer", "agency", "contact_details", "relationship", "may_be_named"]
CONCERN = ["concern", "how_arose", "needs", "maltreatment", "foundation", "basis", "urgent", "possible_crime"]
CRIME = ["police_told_at", "police_not_told", "curfew_breach"]
POLICE = "If it may be a crime, or a curfew was broken"
FAMILY = ["agreement", "agreement_reason", "other_children"]
OUTCOME = ["agreed_next", "outcome", "advice"]
TOLD = [*CONCERN[1:], *CRIME, *FAMILY, "agreed_next"]
"""What is passed on as told of the concern."""

ASKS = {
    "concern": ("referral", "nature-of-concern"),
    "how_arose": ("referral", "how-it-arose"),
    "needs": ("referral", "apparent-needs"),
    "maltreatment": ("referral", "maltreatment"),
    "urgent": ("referral", "urgent-action"),
    "possible_crime": ("referral", "police-told"),
    "agreement": ("referral", "family-agreement"),
    "other_children": ("referral", "other-children"),
    "source": ("contact", "who-raised-it"),
    "advice": ("contact", "advice"),
    "outcome": ("contact", "criteria"),
}
"""Which question of the edition's pathway each field asks, with its reason and paragraph (GEN-07)."""


def told_fields() -> dict[str, Any]:
    """Fresh fields for what is told of a concern; all but the concern may be left out (GEN-05)."""
    return {
        "concern": NarrativeField(
            label="What is the concern?",
            hint="In the words of whoever raises it, where you can.",
            missing="Enter what the concern is",
        ),
        "how_arose": NarrativeField(label="How and why has it arisen?", required=False, rows=3),
        "needs": NarrativeField(label="What do the child and family seem to need?", required=False, rows=2),
        "maltreatment": YesNoField(label="Is it alleged that a child is being maltreated?", required=False),
        "foundation": NarrativeField(label="On what foundation?", required=False, rows=2),
        "basis": ManyChoiceField(label="What does it rest on?", required=False),
        "urgent": YesNoField(label="May urgent action be needed to keep a child safe?", required=False),
        "possible_crime": YesNoField(label="May it be a crime against a child?", required=False),
        "police_told_at": DateTimeField(
            label="When were the police told?", required=False, default_now=False, not_future=True
        ),
        "police_not_told": TextField(label="If they were not, why not?", required=False),
        "curfew_breach": CheckboxField(label="A child has broken a curfew notice", required=False),
        "agreement": ChoiceField(label="Does the family know and agree?", required=False),
        "agreement_reason": TextField(label="Why were they not asked, or what did they say?", required=False),
        "other_children": TextField(label="Other children in the household or in contact", required=False),
        "agreed_next": NarrativeField(
            label="What was agreed: who will do what, by when?",
            required=False,
            rows=2,
            hint="Or that nothing further will be done",
            why=("At the end of the conversation both know what happens next, and it is written down.", "WT 4.13"),
        ),
    }


def explain(form: HoldfastForm, edition: Edition) -> None:
    """Give each question its reason and paragraph, and each choice its answers, from the edition in force (GEN-07)."""
    for name, (step, ask) in ASKS.items():
        field = form.fields.get(name)
        if isinstance(field, Explained):
            field.why = why_of(edition.step(step).ask(ask))
    offered = {
        "mode": "contact-mode",
        "source": "referral-source",
        "agreement": "family-agreement",
        "basis": "information-kind",
        "outcome": "contact-outcome",
    }
    for name, vocabulary in offered.items():
        field = form.fields.get(name)
        if isinstance(field, ChoiceField | ManyChoiceField):
            field.choices = edition.choices(vocabulary)
            if name == "outcome":
                field.option_hints = {term.code: term.definition for term in edition.terms(vocabulary)}


class ToldForm(HoldfastForm):
    """What every form about a concern asks alike."""

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in told_fields().items():
            self.fields[name] = field
        explain(self, edition)
        for name, field in self.fields.items():
            if isinstance(field, Explained):
                field.name_the_gap(str(field.label or name))

    def clean(self) -> dict[str, Any]:
        """Not asking the family is explained where it was chosen; all else may be missing (REF-10; WT 4.16, 4.21)."""
        typed = super().clean() or {}
        if typed.get("agreement") == NOT_SOUGHT and not typed.get("agreement_reason"):
            self.add_error("agreement_reason", "Enter why asking the family would raise the risk")
        return typed

    def told(self) -> dict[str, Any]:
        """What was told of the concern, as the actions take it."""
        return {name: self.cleaned_data[name] for name in TOLD if self.cleaned_data.get(name) not in (None, "")}


class ConcernForm(ToldForm):
    """A concern taken down at the front door."""

    submit = "Record"
    folded = frozenset({POLICE})
    groups = [
        ("Who raises it", RAISED),
        ("The concern", CONCERN),
        (POLICE, CRIME),
        ("The family", FAMILY),
        ("What happens now", OUTCOME),
    ]
    received = DateTimeField(label="When was it received?", not_future=True)
    mode = ChoiceField(label="How did it reach us?", missing="Choose how it reached us")
    source = ChoiceField(label="Who is raising it?", missing="Choose who is raising it", narrow=True)
    referrer = TextField(label="Their name", required=False, max_length=200)
    agency = TextField(label="Their agency", required=False, max_length=200, hint="Filled in if they are registered")
    contact_details = TextField(label="How can they be reached?", required=False, max_length=200)
    relationship = TextField(label="How do they know the child?", required=False, max_length=200)
    may_be_named = YesNoField(
        label="A member of the public: may they be named?",
        required=False,
        hint="Unless they say yes, nobody is shown who they are",
        why=("Who a member of the public is goes to nobody without their consent.", "WT 4.21"),
    )
    outcome = ChoiceField(label="What becomes of it?", missing="Choose what becomes of it")
    advice = NarrativeField(
        label="Advice given, or why nothing further is done", required=False, rows=2, hint="Not for a referral"
    )

    def __init__(self, *args: Any, lookup: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.practitioner: Practitioner | None = None
        self.fields["referrer"].widget.attrs |= {
            "list": "practitioners",
            "autocomplete": "off",
            "hx-post": lookup,
            "hx-trigger": "input changed delay:250ms",
            "hx-params": "referrer",
            "hx-target": "#practitioners",
        }

    def clean(self) -> dict[str, Any]:
        """Recognise a practitioner who is registered, so that agency and telephone need no typing."""
        typed = super().clean()
        self.practitioner = practitioner_named(typed.get("referrer") or "", typed.get("agency") or "")
        return typed

    def referrer_facts(self) -> ReferrerFacts:
        """Who raises it, as the actions take it."""
        typed, known = self.cleaned_data, self.practitioner
        return ReferrerFacts(
            source=typed["source"],
            name=known.name if known else typed["referrer"],
            agency_name=known.agency.name if known else typed["agency"],
            practitioner=known,
            contact_details=typed["contact_details"] or (known.telephone if known else ""),
            relationship=typed["relationship"],
            may_be_named=typed["may_be_named"],
        )


class OwnReferralForm(ToldForm):
    """A partner's own referral, in writing (REF-01; WT 4.19)."""

    submit = "Send the referral"
    folded = frozenset({POLICE})
    groups = [
        ("About you", ["source", "contact_details", "relationship"]),
        ("The concern", CONCERN),
        (POLICE, CRIME),
        ("The family", FAMILY),
        ("What was agreed", ["agreed_next"]),
    ]
    source = ChoiceField(label="What kind of service are you?", missing="Choose your kind of service", narrow=True)
    contact_details = TextField(label="How can you be reached?", required=False, max_length=200)
    relationship = TextField(label="How do you know the child?", required=False, max_length=200)

    def __init__(self, *args: Any, sources: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        assert isinstance(field, ChoiceField)
        field.choices = list(sources)


class TakeInForm(HoldfastForm):
    """What becomes of what a partner wrote."""

    submit = "Take it in"
    outcome = ChoiceField(label="What becomes of it?", missing="Choose what becomes of it")
    advice = NarrativeField(
        label="Advice given, or why nothing further is done", required=False, rows=2, hint="Not for a referral"
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        explain(self, edition)


def practitioner_named(name: str, agency: str = "") -> Practitioner | None:
    """The registered practitioner of that name ('Name, Agency' or apart); None when there is none, or several."""
    called, _, of = name.partition(", ")
    if not called.strip():
        return None
    found = Practitioner.objects.select_related("agency").filter(name__iexact=called.strip())
    if of.strip() or agency.strip():
        found = found.filter(agency__name__iexact=(of or agency).strip())
    alike = list(found[:2])
    return alike[0] if len(alike) == 1 else None
