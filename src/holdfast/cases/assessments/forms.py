"""What an assessment asks, and why: the questions of the edition in force."""

from __future__ import annotations

from typing import Any

from holdfast.access.roles import Role
from holdfast.agencies.selectors import holders_of
from holdfast.cases.assessments.models import Assessment, AssessmentRound, BeganWith
from holdfast.cases.models import Case
from holdfast.guidance import Ask, Edition, Step, UnknownCode
from holdfast.web.forms import (
    ChoiceField,
    DateTimeField,
    HoldfastForm,
    ManyChoiceField,
    NarrativeField,
    RecordChoice,
    YesNoField,
)


def ask_of(step: Step, code: str) -> Ask | None:
    """A question of a step, where the edition has it."""
    try:
        return step.ask(code)
    except UnknownCode:
        return None


class BeginForm(HoldfastForm):
    """Which children, since when, led by whom."""

    submit = "Begin the assessment"

    def __init__(self, *args: Any, case: Case, cases: list[Case], step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(cases) > 1:
            self.fields["children"] = ManyChoiceField(
                label="Which children are assessed together?",
                choices=[(str(one.id), one.child.name) for one in cases],
                initial=[str(one.id) for one in cases],
                hint="What concerns the parents and the family is then written once.",
                missing="Choose at least one child",
            )
        self.fields["at"] = DateTimeField(label="When does it start?", not_future=True)
        if step.code != "initial-assessment":
            self.fields["began_with"] = ChoiceField(
                label="What does it follow?",
                choices=[
                    pair for pair in BeganWith.choices if pair[0] != BeganWith.REFERRAL or step.code == "assessment"
                ],
                why=(step.purpose, str(step.source)),
                missing="Choose what the assessment follows",
            )
        self.fields["lead"] = RecordChoice(
            holders_of(Role.SOCIAL_WORKER, Role.TEAM_MANAGER, agency_id=case.authority_id),
            label="Who leads it?",
            initial=case.worker_id,
            required=False,
        )
        self.fields["plan"] = NarrativeField(
            label="Who does what, when, and what is shared with the parents?",
            required=False,
            rows=3,
            why=ask_of(step, "plan"),
        )


class CommonForm(HoldfastForm):
    """What is common to the children: written once (AF-05)."""

    def __init__(self, *args: Any, round_: AssessmentRound, step: Step, **kwargs: Any) -> None:
        names = ("plan", "known_history", "common_assessment", "parenting_capacity", "family_and_environment")
        super().__init__(*args, initial={name: getattr(round_, name) for name in names}, **kwargs)
        for name in names:
            label = str(getattr(AssessmentRound._meta.get_field(name), "verbose_name", name))
            self.fields[name] = NarrativeField(
                label=label[:1].upper() + label[1:],
                required=False,
                rows=3 if name in ("plan", "common_assessment") else 6,
                why=ask_of(step, name.removeprefix("known_").replace("_", "-")),
            )


class OwnForm(HoldfastForm):
    """What is this child's own."""

    def __init__(self, *args: Any, assessment: Assessment, step: Step, **kwargs: Any) -> None:
        names = ("developmental_needs", "analysis", "in_need", "reasonable_cause", "action_needed", "outstanding")
        super().__init__(*args, initial={name: getattr(assessment, name) for name in names}, **kwargs)
        self.fields["developmental_needs"] = NarrativeField(
            label="Developmental needs",
            required=False,
            rows=6,
            why=ask_of(step, "developmental-needs"),
        )
        self.fields["analysis"] = NarrativeField(
            label="What does it all mean for this child?", required=False, rows=5, why=ask_of(step, "analysis")
        )
        self.fields["in_need"] = YesNoField(
            label="Is this a child in need?", required=False, why=("Section 17 asks it.", "WT 4.30")
        )
        self.fields["reasonable_cause"] = YesNoField(
            label="Is there reasonable cause to suspect significant harm?",
            required=False,
            why=("Section 47 asks it.", "WT 4.30"),
        )
        self.fields["action_needed"] = NarrativeField(
            label="What action is needed to keep the child safe or well?",
            required=False,
            rows=3,
            why=ask_of(step, "action"),
        )
        if assessment.step != "initial-assessment":
            self.fields["outstanding"] = NarrativeField(
                label="Specialist assessments still awaited",
                required=False,
                rows=2,
                hint="They do not hold up what this assessment finds.",
                why=ask_of(step, "outstanding"),
            )


class CompleteForm(HoldfastForm):
    """The outcome, for one child or for several at once (IA-06, IA-07)."""

    submit = "Complete the assessment"

    def __init__(
        self, *args: Any, assessments: list[Assessment], edition: Edition, told: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        step = edition.step(assessments[0].step)
        if len(assessments) > 1:
            self.fields["children"] = ManyChoiceField(
                label="For which children?",
                choices=[(str(one.id), one.case.child.name) for one in assessments],
                initial=[str(one.id) for one in assessments],
                hint="Take a tick away where the outcome differs, and complete that child's assessment next.",
                missing="Choose at least one child",
            )
        self.fields["outcome"] = ChoiceField(
            label="What is the outcome?",
            choices=[(decision.code, decision.label) for decision in step.decisions],
            missing="Choose the outcome",
            why=(step.purpose, str(step.source)),
        )
        self.fields["reasons"] = NarrativeField(
            label="Reasons, and next steps", missing="Give the reasons and the next steps", rows=5
        )
        self.fields["at"] = DateTimeField(label="When was it completed?", not_future=True)
        lead = assessments[0].round.lead
        if lead is None or not lead.qualified_social_worker:
            self.fields["lead_departure"] = NarrativeField(
                label="No qualified social worker leads this assessment. Why?",
                required=False,
                rows=2,
                why=("A qualified social worker leads it.", "WT 4.26"),
            )
        self.fields["told"] = ManyChoiceField(
            label="Who has been given the outcome in writing?",
            choices=told,
            required=False,
            why=ask_of(step, "told-in-writing") or ("Family, referrer and agencies are told.", "WT 4.32"),
        )
        self.fields["told_not"] = NarrativeField(
            label="If somebody was not told: who, and why?", required=False, rows=2
        )


class ReasonForm(HoldfastForm):
    """A reason, for reopening, returning or stopping."""

    reason = NarrativeField(label="Why?", missing="Say why", rows=3)
