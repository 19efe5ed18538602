"""Child in need plans (CIN-01, CIN-04, CPC-13; WT 4.31, 4.84)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from holdfast.cases.models import Case
from holdfast.cases.pages import children_field
from holdfast.cases.plans.models import ChildInNeedPlan
from holdfast.cases.recording import ask_of
from holdfast.guidance import Edition
from holdfast.web.forms import ChoiceField, DateField, DateTimeField, HoldfastForm, NarrativeField, TextField

STEP = "child-in-need-plan"
REVIEW = "child-in-need-review"


class NeedForm(HoldfastForm):
    """What the child needs, what the family thinks, when it is looked at again."""

    submit = "Save the plan"

    def __init__(
        self, *args: Any, edition: Edition, plan: ChildInNeedPlan | None = None, review_on: date | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["needs"] = NarrativeField(
            label="What does the child need?",
            missing="Say what the child needs",
            initial=plan.needs if plan else "",
            why=ask_of(edition, STEP, "needs"),
        )
        self.fields["family_agreement"] = NarrativeField(
            label="What does the family think, and do they agree?",
            required=False,
            rows=3,
            initial=plan.family_agreement if plan else "",
            why=ask_of(edition, STEP, "agreement"),
        )
        self.fields["review_on"] = DateField(
            label="When is it reviewed?",
            required=False,
            initial=plan.review_on if plan else review_on,
            hint="Proposed: the last day allowed." if plan is None else "",
            why=ask_of(edition, STEP, "review-date"),
        )


class NeedStartForm(NeedForm):
    """The same, with the children for whom it is started together (GEN-08)."""

    submit = "Start the plan"

    def __init__(self, *args: Any, cases: Sequence[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(cases) > 1:
            self.fields["children"] = children_field(cases, hint="Each child has a plan; what is typed here is in all.")
            self.fields["children"].initial = [str(cases[0].pk)]
        self.fields["at"] = DateTimeField(label="From when?", not_future=True)


class NeedReviewForm(HoldfastForm):
    """What came of the help, what the child says, whether it goes on."""

    submit = "Record the review"

    def __init__(self, *args: Any, edition: Edition, review_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_at"] = DateTimeField(label="When was it held?", not_future=True)
        self.fields["took_part"] = TextField(label="Who took part?", required=False)
        self.fields["child_said"] = NarrativeField(
            label="What does the child say?", required=False, rows=3, why=ask_of(edition, REVIEW, "child-heard")
        )
        self.fields["came_of_it"] = NarrativeField(
            label="What came of the help?",
            missing="Say what came of the help",
            why=ask_of(edition, REVIEW, "outcomes"),
        )
        terms = edition.terms("child-in-need-plan-outcome")
        self.fields["outcome"] = ChoiceField(
            label="What is decided?",
            choices=[(term.code, term.label) for term in terms],
            hints={term.code: term.definition for term in terms},
            missing="Choose what is decided",
        )
        self.fields["next_review_on"] = DateField(
            label="If it goes on: when is it reviewed next?",
            required=False,
            initial=review_on,
            hint="Proposed: the last day allowed.",
            why=ask_of(edition, REVIEW, "next-review"),
        )
