"""Convening, arranging and inviting: what is asked (CPC-01, CPC-02, CPC-08; WT 4.67-4.74, 4.90)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from holdfast.agencies.models import Practitioner
from holdfast.cases.conferences.deciding import Invited
from holdfast.cases.conferences.models import REVIEW, STEPS, Conference
from holdfast.cases.models import Case
from holdfast.cases.pages import children_field
from holdfast.cases.plans.story import label
from holdfast.cases.recording import ask_of
from holdfast.guidance import Edition
from holdfast.web.forms import (
    CheckboxField,
    ChoiceField,
    DateTimeField,
    HoldfastForm,
    ManyChoiceField,
    NarrativeField,
    RecordChoice,
    TextField,
)


def chair_field(
    chairs: Sequence[Practitioner], chosen: Practitioner | None, edition: Edition, kind: str
) -> ChoiceField:
    """Who chairs: those who may, the chair of last time chosen beforehand (CPC-08; WT 4.73)."""
    names = [(str(chair.pk), chair.name) for chair in chairs]
    return ChoiceField(
        label="Who chairs?",
        choices=[*names, ("later", "Not known yet")],
        initial=str(chosen.pk) if chosen in chairs and chosen else "later",
        required=False,
        hint="Only those who are outside the case's line of management are offered.",
        why=ask_of(edition, STEPS[kind], "chair"),
    )


def invitation_choices(found: Mapping[str, Invited], edition: Edition) -> list[tuple[str, str]]:
    """Those who can be invited, in words: name, agency, part."""
    return [
        (
            key,
            f"{one.called}, {label(edition, 'invitee-role', one.role).lower()}"
            + (f", {one.practitioner.agency.name}" if one.practitioner else ""),
        )
        for key, one in found.items()
    ]


class ConveneForm(HoldfastForm):
    """Which children, what kind, when, where, who chairs, who is invited: all proposed, all optional but the first."""

    submit = "Convene the conference"

    def __init__(
        self,
        *args: Any,
        cases: Sequence[Case],
        kind: str,
        edition: Edition,
        chairs: Sequence[Practitioner],
        last_chair: Practitioner | None,
        people: Mapping[str, Invited],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if len(cases) > 1:
            self.fields["children"] = children_field(
                cases, hint="One conference; each child is decided separately.", why=("Each has their own.", "WT 4.75")
            )
        self.fields["kind"] = ChoiceField(
            label="What kind of conference is it?",
            choices=edition.choices("conference-kind"),
            hints={term.code: term.definition for term in edition.terms("conference-kind")},
            initial=kind,
        )
        self.fields["planned_for"] = DateTimeField(
            label="When is it to be held?", default_now=False, required=False, hint="It can follow."
        )
        self.fields["place"] = TextField(label="Where?", required=False)
        self.fields["chair"] = chair_field(chairs, last_chair, edition, kind)
        self.fields["invited"] = ManyChoiceField(
            label="Who is invited?",
            choices=invitation_choices(people, edition),
            initial=list(people),
            required=False,
            hint="Others can be added on the next page.",
            why=ask_of(edition, STEPS[kind], "invitations"),
        )
        self.fields["purpose"] = NarrativeField(label="Why is it convened?", required=False, rows=3)
        if kind == REVIEW:
            self.fields["brought_forward"] = NarrativeField(
                label="Is it brought forward? Say why",
                required=False,
                rows=2,
                why=("When circumstances change, a review does not wait for its day.", "WT 4.110"),
            )


class ArrangeForm(HoldfastForm):
    """The day, the place and the chair of a conference that is convened."""

    submit = "Save"

    def __init__(
        self, *args: Any, conference: Conference, chairs: Sequence[Practitioner], edition: Edition, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["planned_for"] = DateTimeField(
            label="When is it to be held?", default_now=False, required=False, initial=conference.planned_for
        )
        self.fields["place"] = TextField(label="Where?", required=False, initial=conference.place)
        self.fields["chair"] = chair_field(chairs, conference.chair, edition, conference.kind)
        if conference.kind == REVIEW:
            self.fields["brought_forward"] = NarrativeField(
                label="Is it brought forward? Say why",
                required=False,
                rows=2,
                initial=conference.brought_forward,
                why=("When circumstances change, a review does not wait for its day.", "WT 4.110"),
            )


class CancelForm(HoldfastForm):
    """Why a conference is called off."""

    submit = "Call it off"
    reason = NarrativeField(label="Why is it called off?", missing="Say why the conference is called off", rows=3)


class InviteForm(HoldfastForm):
    """More people: those who are known, and one who is not."""

    submit = "Invite"
    groups = (("Somebody else", ["practitioner", "name", "agency_name", "role", "reason", "direct_contact"]),)

    def __init__(
        self, *args: Any, people: Mapping[str, Invited], edition: Edition, conference: Conference, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if people:
            self.fields["invited"] = ManyChoiceField(
                label="Who is invited as well?",
                choices=invitation_choices(people, edition),
                required=False,
                why=ask_of(edition, conference.step, "invitations"),
            )
        self.fields["practitioner"] = RecordChoice(
            Practitioner.objects.select_related("agency"),
            label="A practitioner in the register",
            named=lambda one: f"{one.name}, {one.agency.name}",
            required=False,
        )
        self.fields["name"] = TextField(label="Or the name of somebody who is not in it", required=False)
        self.fields["agency_name"] = TextField(label="Their agency, if they come for one", required=False)
        self.fields["role"] = ChoiceField(
            label="In what role?", choices=[("", "Choose…"), *edition.choices("invitee-role")], required=False
        )
        self.fields["reason"] = TextField(label="Why?", required=False, hint="What they have to bring.")
        self.fields["direct_contact"] = CheckboxField(label="Has direct contact with the child", required=False)

    def clean(self) -> dict[str, Any]:
        """Somebody else needs a name and a role; a page with nobody on it needs somebody."""
        data: dict[str, Any] = super().clean() or {}
        somebody = bool(data.get("practitioner") or (data.get("name") or "").strip())
        if somebody and not data.get("role"):
            self.add_error("role", "Choose in what role they are invited")
        if not somebody and not data.get("invited"):
            self.add_error(None, "Choose whom to invite")
        return data


class SendForm(HoldfastForm):
    """When the decision, or the minutes, went out, how, and to whom not."""

    def __init__(self, *args: Any, submit: str, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit = submit  # type: ignore[misc]
        self.fields["at"] = DateTimeField(label="When did it go out?", not_future=True)
        self.fields["how"] = ChoiceField(
            label="How?", choices=[("writing", "In writing"), ("by hand", "By hand"), ("telephone", "By telephone")],
            initial="writing",
        )  # fmt: skip
        if people:
            self.fields["not_to"] = ManyChoiceField(
                label="To whom did it not go?", choices=list(people), required=False
            )
            self.fields["why_not"] = TextField(label="Why not to them?", required=False)

    def clean(self) -> dict[str, Any]:
        """Whoever is left out needs the reason."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("not_to") and not (data.get("why_not") or "").strip():
            self.add_error("why_not", "Say why it did not go to them")
        return data
