"""The conference screen: what is asked once, and what differs by child (CPC-03, CPC-09..CPC-15; WT 4.69-4.86)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from holdfast.agencies.models import Practitioner
from holdfast.cases.conferences.models import ADJOURNED, REVIEW, Conference, ConferenceChild, Invitation
from holdfast.cases.pages import children_field
from holdfast.cases.recording import ask_of
from holdfast.core.time import now
from holdfast.guidance import Edition
from holdfast.web.forms import (
    CheckboxField,
    ChoiceField,
    DateField,
    DateTimeField,
    HoldfastForm,
    ManyChoiceField,
    NarrativeField,
    NumberField,
    TextField,
    YesNoField,
)

SAME = "As for all"
LATER = "later"
"""The choice of nobody: radios show it, and it can be chosen instead of what was proposed."""


def people_choices(invitations: Sequence[Invitation]) -> list[tuple[str, str]]:
    """Those invited, with their agency."""
    return [(str(row.pk), f"{row.name}{', ' + row.agency_name if row.agency_name else ''}") for row in invitations]


class MeetingForm(HoldfastForm):
    """When, who chaired, who came, what was said: typed once."""

    groups = (("Who was there", ["came", "contact", "report", "excluded", "excluded_ground",
                                 "quorum_exception", "midwifery"]),)  # fmt: skip

    def __init__(
        self,
        *args: Any,
        conference: Conference,
        invitations: Sequence[Invitation],
        chairs: Sequence[Practitioner],
        edition: Edition,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        step = conference.step
        people = people_choices(invitations)
        planned = conference.planned_for
        self.fields["held_at"] = DateTimeField(
            label="When was it held?",
            initial=planned if planned and planned <= now() else now,
            missing="Enter when it was held",
            not_future=True,
        )
        self.fields["chair"] = ChoiceField(
            label="Who chaired?",
            choices=[(str(chair.pk), chair.name) for chair in chairs],
            initial=str(conference.chair_id or ""),
            missing="Choose who chaired the conference",
            why=ask_of(edition, step, "chair"),
        )
        self.fields["summary"] = NarrativeField(label="What was said", required=False, rows=6)
        self.fields["came"] = ManyChoiceField(
            label="Who came?", choices=people, initial=[key for key, _ in people], required=False,
            why=ask_of(edition, step, "quorum"),
        )  # fmt: skip
        known = [str(row.pk) for row in invitations if row.direct_contact]
        outside = [(str(row.pk), name) for row, (_, name) in zip(invitations, people, strict=True) if not row.person_id]
        self.fields["contact"] = ManyChoiceField(
            label="Who of them has direct contact with the child?", choices=outside, initial=known, required=False
        )
        self.fields["report"] = ManyChoiceField(
            label="Who did not come and sent a report?", choices=people, required=False,
            why=ask_of(edition, step, "reports"),
        )  # fmt: skip
        self.fields["excluded"] = ManyChoiceField(
            label="Whom did the chair keep out?",
            choices=people,
            required=False,
            why=ask_of(edition, step, "exclusions"),
        )
        self.fields["excluded_ground"] = TextField(
            label="On what ground, and how else were they heard?", required=False
        )
        self.fields["quorum_exception"] = NarrativeField(
            label="If too few agencies were there: why did it go ahead?", required=False, rows=2
        )
        if conference.kind == "pre-birth":
            self.fields["midwifery"] = NarrativeField(
                label="How did midwifery take part?", required=False, rows=2, why=ask_of(edition, step, "midwifery")
            )


class ViewForm(HoldfastForm):
    """One agency's view (CPC-09; WT 4.82). A row without a view is left out."""

    def __init__(
        self, *args: Any, edition: Edition, entries: Sequence[ConferenceChild], review: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency_name"] = TextField(label="Agency", required=False)
        self.fields["participant"] = TextField(label="Who speaks for it", required=False)
        self.fields["view"] = ChoiceField(
            label="Is the plan still needed?" if review else "Its view",
            choices=[("", "No view recorded"), *edition.choices("agency-view")],
            required=False,
        )
        self.fields["words"] = NarrativeField(label="In its words", required=False, rows=2)
        self.fields["dissents"] = CheckboxField(label="Does not agree with the decision", required=False)
        if len(entries) > 1:
            cases = [entry.case for entry in entries]
            self.fields["children"] = children_field(cases, required=False, label="About which children?")


class FamilyViewForm(HoldfastForm):
    """What a member of the family thinks (GEN-10; WT 4.82, 4.101). A row without words is left out."""

    name = TextField(label="Who", required=False)
    view = NarrativeField(label="What they said", required=False, rows=2)
    not_asked_reason = TextField(label="Or why they were not asked", required=False)


class OutcomeForm(HoldfastForm):
    """One outcome of the outline plan, and the first action towards it (CPC-11, GEN-02; WT 4.86)."""

    def __init__(
        self, *args: Any, edition: Edition, entries: Sequence[ConferenceChild] = (), who: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["outcome"] = TextField(
            label="What is to be different for the child?", missing="Say what is to be different for the child"
        )
        self.fields["need"] = TextField(label="Which need does it answer?", required=False)
        self.fields["area"] = ChoiceField(
            label="Which of the five outcomes?", choices=[("", "Not chosen"), *edition.choices("five-outcomes")],
            required=False,
        )  # fmt: skip
        self.fields["measure"] = TextField(label="How will one know?", required=False)
        self.fields["action"] = TextField(label="What will be done?", required=False)
        self.fields["owner"] = TextField(
            label="Who does it?", required=False, hint=f"Such as {', '.join(who)}." if who else ""
        )
        self.fields["due_on"] = DateField(label="By when?", required=False)
        if len(entries) > 1:
            self.fields["children"] = children_field(
                [entry.case for entry in entries], required=False, label="For which children?"
            )


class DecisionForm(HoldfastForm):
    """The question, the test, the decision and the plan: for the one child, or for all unless a child differs."""

    groups = (
        ("Is the child at continuing risk of significant harm?", ["continuing_risk", "test", "decision", "categories",
                                                                  "reasons"]),
        ("The plan", ["lead_body", "key_worker", "core_group", "aims", "contingency", "visits_every_days",
                      "first_core_group_on", "next_review_on", "later_review_reason"]),
    )  # fmt: skip

    def __init__(
        self, *args: Any, conference: Conference, edition: Edition, categories: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        step = edition.step(conference.step)
        review = conference.kind == REVIEW
        risk = ask_of(edition, step.code, "continuing-risk" if review else "test")
        self.fields["continuing_risk"] = YesNoField(
            label=f"At {edition.word('continuing-risk')}?",
            missing="Answer whether the child is at continuing risk of significant harm",
            why=risk,
        )
        if not review:
            terms = edition.terms("significant-harm-test")
            self.fields["test"] = ChoiceField(
                label="If so: which limb of the test is met?",
                choices=[(term.code, term.label) for term in terms],
                hints={term.code: term.definition for term in terms},
                required=False,
            )
        self.fields["decision"] = ChoiceField(
            label="What is decided?",
            choices=[(decision.code, decision.label) for decision in step.decisions],
            missing="Choose what is decided",
            why=ask_of(edition, step.code, "continuing-risk" if review else "plan-outline"),
        )
        self.fields["categories"] = ManyChoiceField(
            label="Category or categories, as the chair decides",
            choices=edition.choices("category-of-abuse"),
            hints={term.code: term.definition for term in edition.terms("category-of-abuse")},
            initial=list(categories),
            required=False,
            why=ask_of(edition, step.code, "category"),
        )
        self.fields["reasons"] = NarrativeField(
            label="Reasons for the decision", missing="Give the reasons for the decision", rows=4
        )

    def clean(self) -> dict[str, Any]:
        """A conference that adjourns has not answered the question."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("decision") == ADJOURNED and self._errors is not None:
            self._errors.pop("continuing_risk", None)
        return data


def plan_fields(
    form: DecisionForm,
    *,
    conference: Conference,
    edition: Edition,
    key_workers: Sequence[Practitioner],
    worker: Practitioner | None,
    people: Sequence[Invitation],
    core_group_on: date | None,
    review_on: date | None,
) -> None:
    """Add what is settled about a plan, with the days that the clocks allow proposed (CPC-11; WT 4.85-4.86)."""
    fields = form.fields
    if conference.kind != REVIEW:
        fields["lead_body"] = ChoiceField(
            label="Lead statutory body", choices=edition.choices("lead-body"), initial="local-authority", required=False
        )
        fields["key_worker"] = ChoiceField(
            label=edition.word("key-worker").capitalize(),
            choices=[*((str(one.pk), one.name) for one in key_workers), (LATER, "Not named yet")],
            initial=str(worker.pk) if worker in key_workers and worker else LATER,
            required=False,
            hint="A qualified, experienced social worker. A plan without one stands on managers' lists until it has.",
            why=("Every child with a plan has one, always.", "WT 4.91"),
        )
        fields["core_group"] = ManyChoiceField(
            label="Core group", choices=people_choices(people), required=False,
            initial=[str(row.pk) for row in people if row.direct_contact or row.role in ("parent", "child")],
            why=("Those in direct contact with the family, and the family.", "WT 4.93"),
        )  # fmt: skip
        fields["aims"] = NarrativeField(label="What needs to change?", required=False, rows=3)
        fields["contingency"] = NarrativeField(label="What if it does not work?", required=False, rows=2,
                                               why=("Prepared beforehand.", "WT 4.85"))  # fmt: skip
        fields["visits_every_days"] = NumberField(label="Days between visits to the child, at most", required=False,
                                                  min_value=1)  # fmt: skip
        fields["first_core_group_on"] = DateField(
            label="First core group", required=False, initial=core_group_on, hint="Proposed: the last day allowed.",
            why=("It turns the outline plan into a working one.", "WT 4.95"),
        )  # fmt: skip
    fields["next_review_on"] = DateField(
        label="Next review conference", required=False, initial=review_on, hint="Proposed: the last day allowed.",
        why=("A plan that does not help is found out early.", "WT 4.110"),
    )  # fmt: skip
    fields["later_review_reason"] = TextField(label="If later than that: why?", required=False)


class ChildForm(HoldfastForm):
    """What is this child's own: how heard, how faring; and, with brothers and sisters, where the decision differs."""

    def __init__(
        self,
        *args: Any,
        entry: ConferenceChild,
        conference: Conference,
        edition: Edition,
        several: bool,
        key_workers: Sequence[Practitioner] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.entry = entry
        self.differing: list[str] = []
        name = entry.case.child.name
        step = conference.step
        if not entry.case.child.is_unborn:
            self.fields["child_attended"] = YesNoField(label=f"Did {name} attend?", required=False)
            self.fields["how_heard"] = NarrativeField(
                label="How were the child's wishes brought?", required=False, rows=2,
                why=ask_of(edition, step, "child-heard"),
            )  # fmt: skip
            self.fields["child_view"] = NarrativeField(label="What the child says and wants", required=False, rows=2)
        if conference.kind == REVIEW:
            self.fields["progress"] = NarrativeField(
                label="How the child fares against the plan", required=False, rows=3,
                why=ask_of(edition, step, "outcomes"),
            )  # fmt: skip
        if several:
            self._differences(conference, edition, key_workers)

    def _differences(self, conference: Conference, edition: Edition, key_workers: Sequence[Practitioner]) -> None:
        """The same questions again, each left open where the answer is as for all (CPC-15; WT 4.75)."""
        before = set(self.fields)
        same = ("", SAME)
        self.fields["continuing_risk"] = ChoiceField(
            label="At continuing risk?", choices=[same, ("yes", "Yes"), ("no", "No")], required=False
        )
        decisions = edition.step(conference.step).decisions
        self.fields["decision"] = ChoiceField(
            label="What is decided?", choices=[same, *((one.code, one.label) for one in decisions)], required=False
        )
        if conference.kind != REVIEW:
            self.fields["test"] = ChoiceField(
                label="Limb of the test", choices=[same, *edition.choices("significant-harm-test")], required=False
            )
            self.fields["key_worker"] = ChoiceField(
                label="Key worker", choices=[same, *((str(one.pk), one.name) for one in key_workers)], required=False
            )
        self.fields["categories"] = ManyChoiceField(
            label="Categories, where they differ", choices=edition.choices("category-of-abuse"), required=False
        )
        self.fields["reasons"] = NarrativeField(label="Reasons, where they differ", required=False, rows=3)
        self.differing = [name for name in self.fields if name not in before]

    @property
    def own(self) -> list[Any]:
        """The fields that are this child's own."""
        return [self[name] for name in self.fields if name not in self.differing]

    @property
    def differences(self) -> list[Any]:
        """The fields in which the decision for this child can differ."""
        return [self[name] for name in self.differing]

    @property
    def differs(self) -> bool:
        """Whether something was answered otherwise, or has an error: then it is shown open."""
        return self.is_bound and any(field.value() or field.errors for field in self.differences)
