"""What is asked on the children's screens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from holdfast.access.roles import Role
from holdfast.agencies.models import Practitioner, Team
from holdfast.agencies.selectors import holders_of, teams_of
from holdfast.cases.models import Case, Decision
from holdfast.guidance import Edition
from holdfast.web.forms import (
    CheckboxField,
    ChoiceField,
    DateField,
    DateTimeField,
    HoldfastForm,
    ManyChoiceField,
    NarrativeField,
    RecordChoice,
    TextField,
    YesNoField,
)


class SearchForm(HoldfastForm):
    """What is known of somebody who may be on record (REF-07)."""

    submit = "Search"

    q = TextField(label="Name", required=False, width=20, hint="Any name they ever had, as spelt or as it sounds")
    born = DateField(label="Date of birth, or expected date", required=False)
    number = TextField(label="NHS number, UPN or local number", required=False, width=20)
    postcode = TextField(label="Postcode", required=False, width=10)

    def clean(self) -> dict[str, Any]:
        """Something to look for is needed."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            self.add_error("q", "Enter a name, a date of birth, a number or a postcode")
        return cleaned


class AllocateForm(HoldfastForm):
    """Who is to have the case."""

    submit = "Allocate"

    def __init__(self, *args: Any, case: Case, siblings: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practitioner"] = RecordChoice(
            holders_of(Role.SOCIAL_WORKER, Role.TEAM_MANAGER, agency_id=case.authority_id),
            label="Social worker",
            required=False,
            named=lambda person: person.name,
        )
        self.fields["team"] = RecordChoice(teams_of(case.authority_id), label="Team", required=False)
        if siblings:
            self.fields["siblings"] = ManyChoiceField(
                label="Brothers and sisters with an open case",
                choices=[(str(one.id), one.child.name) for one in siblings],
                initial=[str(one.id) for one in siblings],
                required=False,
                hint="They are allocated together unless you take the tick away.",
            )
        self.fields["reason"] = NarrativeField(label="Reason for the change", required=False, rows=2)

    def clean(self) -> dict[str, Any]:
        """A worker or a team is needed."""
        cleaned = super().clean() or {}
        chosen: Practitioner | Team | None = cleaned.get("practitioner") or cleaned.get("team")
        if not self.errors and chosen is None:
            self.add_error("practitioner", "Choose the social worker, or the team")
        return cleaned


class CloseForm(HoldfastForm):
    """Why a case is closed, and what was achieved (CIN-04)."""

    submit = "Close the case"

    at = DateTimeField(label="When the case closes", not_future=True)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = ChoiceField(
            label="Why is the case closed?",
            choices=edition.choices("closure-reason"),
            missing="Choose why the case is closed",
        )
        self.fields["summary"] = NarrativeField(
            label="What was achieved for the child, and what follows?",
            missing="Say what was achieved, and what follows",
            hint="Against the five outcomes where they apply: "
            + "; ".join(label for _, label in edition.choices("five-outcomes")),
            why=("A case ends with what it did for the child, told in outcomes.", "WT 4.4"),
            rows=6,
        )


class ReopenForm(HoldfastForm):
    """Why a closure is taken back."""

    submit = "Reopen the case"
    reason = NarrativeField(
        label="Why is the case reopened?",
        missing="Say why the case is reopened",
        hint="A fresh concern is a new referral: record it at the front door instead.",
        rows=3,
    )


class EndorseForm(HoldfastForm):
    """A manager's endorsement of a decision (GEN-11)."""

    submit = "Endorse the decision"
    note = NarrativeField(label="Your note", required=False, rows=3)

    def __init__(self, *args: Any, alike: Sequence[Decision] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if alike:
            self.fields["alike"] = ManyChoiceField(
                label="The same decision for brothers and sisters",
                choices=[(str(one.id), one.case.child.name) for one in alike],
                initial=[str(one.id) for one in alike],
                required=False,
                hint="They are endorsed together unless you take the tick away.",
            )
            self.order_fields(["alike"])


class FinishActionForm(HoldfastForm):
    """What came of an agreed action (GEN-06)."""

    submit = "Record"
    result = NarrativeField(label="What was done, and what came of it?", required=False, rows=3)
    dropped = CheckboxField(label="It was not done, and no longer will be", required=False)

    def clean(self) -> dict[str, Any]:
        """An action that is dropped says why."""
        cleaned = super().clean() or {}
        if cleaned.get("dropped") and not (cleaned.get("result") or "").strip():
            self.add_error("result", "Say why it was not done")
        return cleaned


class VisitForm(HoldfastForm):
    """What is common to all children seen on one visit: typed once (GEN-04; WT 4.27, 4.49)."""

    at = DateTimeField(label="When", not_future=True)
    where = TextField(label="Where", required=False, hint="Home, school, nursery, hospital …")
    present = TextField(label="Who else was there", required=False)
    observed = NarrativeField(label="What you observed", required=False, rows=4)


class SeenForm(HoldfastForm):
    """One child on a visit: seen, seen alone, what they said (GEN-04; WT 4.3-4.4, 4.27)."""

    seen = YesNoField(
        label="Was the child seen?",
        initial=True,
        why=("The child is seen, heard and kept in focus; that a child was not seen is shown too.", "WT 4.27"),
    )
    alone = YesNoField(label="Alone, without a carer?", required=False)
    said = NarrativeField(label="What the child said, in the child's words", required=False, rows=3)
    wishes = NarrativeField(label="Wishes and feelings", required=False, rows=2)
    language = TextField(label="Language or way of communicating", required=False)
    interpreter = TextField(
        label="Interpreter",
        required=False,
        hint="Never another child, and not a member of the family.",
    )
    response = NarrativeField(label="What was done about it", required=False, rows=2)
    not_seen_reason = NarrativeField(label="If not seen: why, and what has been arranged", required=False, rows=2)

    def clean(self) -> dict[str, Any]:
        """A child who was not seen needs the reason."""
        cleaned = super().clean() or {}
        if cleaned.get("seen") is False and not (cleaned.get("not_seen_reason") or "").strip():
            self.add_error("not_seen_reason", "Say why the child was not seen, and what has been arranged")
        return cleaned
