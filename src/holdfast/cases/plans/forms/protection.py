"""Child protection plans: the detail, the key worker, the core group, the report, the end (WT 4.91-4.116)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from holdfast.agencies.models import Practitioner
from holdfast.cases.pages import children_field
from holdfast.cases.plans.models import ChildProtectionPlan
from holdfast.cases.recording import ask_of
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
    RecordChoice,
    TextField,
)

STEP = "child-protection-plan"
VACANT = "vacant"
_DETAILS = (
    ("aims", "What needs to change?", "outcomes"),
    ("needs", "What does the child need, and which therapy does that call for?", "needs"),
    ("contact", "Who sees the child and the family, how often, and how?", "contact"),
    ("progress_judged", "When and how is progress judged?", "progress"),
    ("contingency", "What happens if the plan fails, or things change?", "contingency"),
    ("child_wishes", "What the child wishes and feels", "views"),
    ("parents_views", "What the parents think", "views"),
    ("preference_not_taken", "If what somebody in the family prefers is not done: why?", "views"),
    ("agreement", "Who agrees with the plan, and who does not?", "copy"),
)


class DetailForm(HoldfastForm):
    """The plan in detail (CPP-03, CPP-04; WT 4.99-4.101). Nothing has to be complete to be kept."""

    submit = "Save the plan"

    def __init__(self, *args: Any, plan: ChildProtectionPlan, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question, ask in _DETAILS:
            self.fields[name] = NarrativeField(
                label=question, required=False, rows=3, initial=getattr(plan, name), why=ask_of(edition, STEP, ask)
            )
        self.fields["visits_every_days"] = NumberField(
            label="Days between visits to the child, at most",
            required=False,
            min_value=1,
            initial=plan.visits_every_days,
            why=("So that what was planned can be held against what happened.", "WT 4.100"),
        )


class KeyWorkerForm(HoldfastForm):
    """Who follows as key worker; or that nobody does yet (CPP-01; WT 4.91-4.92)."""

    submit = "Save"

    def __init__(self, *args: Any, able: Sequence[Practitioner], edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practitioner"] = ChoiceField(
            label=f"Who is the {edition.word('key-worker')}?",
            choices=[*((str(one.pk), one.name) for one in able), (VACANT, "Nobody yet: the post is vacant")],
            missing="Choose who it is, or that the post is vacant",
            why=ask_of(edition, STEP, "key-worker"),
        )
        self.fields["reason"] = TextField(label="Why does it change?", required=False)
        self.fields["at"] = DateTimeField(label="From when?", not_future=True)


class MembersForm(HoldfastForm):
    """Who belongs to the core group (CPP-02; WT 4.93)."""

    submit = "Save the core group"

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], chosen: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"] = ManyChoiceField(
            label="Who belongs to the core group?",
            choices=list(choices),
            initial=list(chosen),
            missing="Choose who belongs to the core group",
            why=("The key worker, the family, and professionals in direct contact with it.", "WT 4.93"),
        )
        self.fields["practitioner"] = RecordChoice(
            Practitioner.objects.select_related("agency"),
            label="Another practitioner",
            named=lambda one: f"{one.name}, {one.agency.name}",
            required=False,
        )
        self.fields["name"] = TextField(label="Or somebody who is not in the register", required=False)


class CoreGroupForm(HoldfastForm):
    """A core group meeting: who came, what was decided (CPP-02; WT 4.95-4.96)."""

    submit = "Record the core group"

    def __init__(
        self,
        *args: Any,
        plans: Sequence[ChildProtectionPlan],
        members: Sequence[tuple[str, str]],
        edition: Edition,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        step = "core-group"
        if len(plans) > 1:
            self.fields["children"] = children_field([plan.case for plan in plans], label="About which children?")
        self.fields["held_at"] = DateTimeField(label="When did it meet?", missing="Enter when it met", not_future=True)
        self.fields["place"] = TextField(label="Where?", required=False)
        self.fields["came"] = ManyChoiceField(
            label="Who came?",
            choices=list(members),
            initial=[key for key, _ in members],
            required=False,
            why=ask_of(edition, step, "who-came"),
        )
        self.fields["others"] = TextField(label="Who else came?", required=False, hint="Names with a comma between.")
        self.fields["decided"] = NarrativeField(
            label="What was decided and agreed?",
            missing="Write down what was decided and agreed",
            why=ask_of(edition, step, "decisions"),
        )
        self.fields["plan_changes"] = NarrativeField(
            label="What changes in the plan?", required=False, rows=3, why=ask_of(edition, step, "plan-updated")
        )
        self.fields["core_assessment"] = NarrativeField(
            label="What does the core assessment still need?",
            required=False,
            rows=2,
            why=ask_of(edition, step, "core-assessment"),
        )
        for plan in plans if len(plans) > 1 else ():
            self.fields[f"note-{plan.pk}"] = NarrativeField(
                label=f"About {plan.case.child.name} alone", required=False, rows=2
            )
        self.fields["next_meeting_on"] = DateField(
            label="When does it meet next?", required=False, why=ask_of(edition, step, "next-meeting")
        )
        self.fields["bring_forward"] = TextField(
            label="If the review is to be brought forward: why?",
            required=False,
            why=("When circumstances change, a review does not wait for its day.", "WT 4.110"),
        )


class ReportForm(HoldfastForm):
    """The core group's report to the review (CPP-07; WT 4.113)."""

    submit = "Record the report"
    work_done = NarrativeField(
        label="What work has been done?",
        missing="Say what work has been done",
        why=("By professionals and the family together.", "WT 4.113"),
    )
    family_work = NarrativeField(label="What has the family done?", required=False, rows=3)
    impact = NarrativeField(
        label="What has changed for the child?",
        missing="Say what has changed for the child",
        why=("The child's welfare against what was planned, not the activity.", "WT 4.113"),
    )
    child_view = NarrativeField(label="What does the child say?", required=False, rows=3)
    recommendation = NarrativeField(
        label="What does the core group recommend, and who sees it otherwise?", required=False, rows=3
    )


class CopyForm(HoldfastForm):
    """The family receives the plan, in its language (CPP-04; WT 4.101-4.102)."""

    submit = "Record that they have it"

    def __init__(self, *args: Any, people: Sequence[str], language: str, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = ManyChoiceField(
            label="Who received a written copy?",
            choices=[(name, name) for name in people],
            initial=list(people),
            missing="Choose who received the plan",
            why=ask_of(edition, STEP, "copy"),
        )
        self.fields["language"] = TextField(label="In which language?", required=False, initial=language)
        self.fields["complaints_told"] = CheckboxField(
            label="They were told how to complain and make representations", required=False, initial=True
        )
        self.fields["at"] = DateTimeField(label="When?", not_future=True)


class EndForm(HoldfastForm):
    """Why a plan ends: each way is checked against the facts (CPP-08; WT 4.114)."""

    submit = "End the plan"

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = edition.terms("plan-ending-reason")
        self.fields["reason"] = ChoiceField(
            label="Why does the plan end?",
            choices=[(term.code, term.label) for term in terms],
            hints={term.code: term.definition for term in terms},
            why=("In these ways and no other.", str(terms[0].source)),
            missing="Choose why the plan ends",
        )
        self.fields["note"] = NarrativeField(label="What does it rest on?", required=False, rows=3)
        self.fields["at"] = DateTimeField(label="When does it end?", not_future=True)


class NotifyForm(HoldfastForm):
    """Who was told that the plan has ended, and which help goes on (CPP-09; WT 4.115-4.116)."""

    submit = "Record who was told"

    def __init__(
        self, *args: Any, people: Sequence[str], plans: Sequence[ChildProtectionPlan] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if len(plans) > 1:
            self.fields["children"] = children_field([plan.case for plan in plans], label="The end of whose plan?")
        self.fields["told"] = ManyChoiceField(
            label="Who has been told?",
            choices=[(name, name) for name in people],
            initial=list(people),
            required=False,
            hint="Everybody who was invited to the conference that led to the plan.",
            why=("They act on the plan until they know.", "WT 4.115"),
        )
        self.fields["why_not"] = TextField(label="If somebody could not be told: why?", required=False)
        self.fields["services"] = NarrativeField(
            label="What did parents and child want, and which help goes on?",
            missing="Say what was discussed with parents and child about help that goes on",
            rows=4,
            why=("Help is never withdrawn because a plan ends.", "WT 4.116"),
        )
        self.fields["need_plan"] = CheckboxField(
            label="Start a child in need plan, so that help goes on", required=False
        )
        self.fields["at"] = DateTimeField(label="When were they told?", not_future=True)


class DropForm(HoldfastForm):
    """Why an outcome is given up."""

    submit = "Drop the outcome"
    reason = NarrativeField(label="Why is it given up?", missing="Say why the outcome is dropped", rows=3)
