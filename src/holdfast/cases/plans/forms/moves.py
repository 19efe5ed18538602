"""Children who move in or out (MOV-01, MOV-02, IMM-05; WT 4.39, 4.114, 4.125)."""

from __future__ import annotations

from typing import Any

from holdfast.guidance import Edition
from holdfast.web.forms import (
    ChoiceField,
    DateField,
    DateTimeField,
    HoldfastForm,
    ManyChoiceField,
    NarrativeField,
    TextField,
)


class MoveForm(HoldfastForm):
    """Notice of a move: which way, for how long, which other authority."""

    submit = "Record the move"
    groups = (
        ("The plan of the other authority, where there is one", ["other_plan_since", "other_plan_categories",
                                                                 "other_key_worker"]),
    )  # fmt: skip

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = edition.terms("move-kind")
        self.fields["kind"] = ChoiceField(
            label="Which way does the child move?",
            choices=[(term.code, term.label) for term in terms],
            hints={term.code: term.definition for term in terms},
            missing="Choose which way the child moves",
            why=("The original plan stands until the receiving authority's conference.", "WT 4.114"),
        )
        self.fields["other_authority"] = TextField(label="The other authority", missing="Name the other authority")
        self.fields["other_contact"] = TextField(label="Whom to reach there, and how", required=False)
        self.fields["at"] = DateTimeField(label="When was notice received, or given?", not_future=True)
        self.fields["notified_by"] = TextField(label="Who gave notice?", required=False)
        self.fields["moved_on"] = DateField(label="Day of the move", required=False)
        self.fields["until"] = DateField(label="If it is for a time: until when?", required=False)
        self.fields["new_address"] = NarrativeField(label="Where does the child live now?", required=False, rows=2)
        self.fields["note"] = NarrativeField(label="What must be known", required=False, rows=3)
        self.fields["other_plan_since"] = DateField(label="Plan since", required=False, not_future=True)
        self.fields["other_plan_categories"] = ManyChoiceField(
            label="Categories of their plan", choices=edition.choices("category-of-abuse"), required=False
        )
        self.fields["other_key_worker"] = TextField(label="Their key worker", required=False)


class AcceptForm(HoldfastForm):
    """Another authority says that it accepts responsibility (IMM-05; WT 4.39)."""

    submit = "Record the acceptance"
    accepted_by = TextField(
        label="Who accepted responsibility, for which authority?",
        missing="Say who accepted it, by name and authority",
        why=("Until another authority explicitly accepts, the one where the child is found is responsible.", "WT 4.39"),
    )
    at = DateTimeField(label="When did they say so?", not_future=True)
    confirmed_in_writing_at = DateTimeField(
        label="When was it confirmed in writing?", default_now=False, required=False, not_future=True
    )


class ReceivingForm(HoldfastForm):
    """The conference of the receiving authority (MOV-01; WT 4.114)."""

    submit = "Record their conference"
    held_at = DateTimeField(
        label="When did the other authority hold its conference?",
        not_future=True,
        default_now=False,
        missing="Enter when the other authority held its conference",
    )
    decided = NarrativeField(label="What did it decide?", missing="Say what the conference decided", rows=3)


class SettleForm(HoldfastForm):
    """How a move was settled."""

    submit = "Settle the move"
    why = NarrativeField(label="How was it settled?", missing="Say how the move was settled", rows=3)
