"""What is asked on pages that belong to no single step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from holdfast.agencies.models import Agency, Practitioner
from holdfast.guidance import Edition, editions, load
from holdfast.people.models import Person
from holdfast.web.components.words import age_of
from holdfast.web.forms import ChoiceField, DateField, HoldfastForm, ManyChoiceField, RecordChoice, TextField

NEW = "new"
FAMILY_ROLES = {"child", "parent", "wider-family", "supporter", "foster-carer"}  # they are related, not involved


class AdoptForm(HoldfastForm):
    """From when which edition binds."""

    submit = "Adopt this edition"

    edition = ChoiceField(label="Which edition is to bind?", choices=[])
    from_date = DateField(
        label="From which day?",
        hint="A step is judged by the edition that was in force on the day on which it started.",
        missing="Enter the day from which the edition binds",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["edition"]
        assert isinstance(field, ChoiceField)
        field.choices = [(code, load(code).title) for code in editions()]


class FindPractitionerForm(HoldfastForm):
    """Who is looked for in the register."""

    submit = "Search"

    find = TextField(
        label="Name, or where they work", width=20, missing="Enter a part of the name, or of the agency's name"
    )


def part_choices(edition: Edition) -> list[tuple[str, str]]:
    """The parts that a practitioner can have in work with a child, in the edition's words."""
    terms = (*edition.terms("invitee-role"), *edition.terms("core-group-role"))
    return list({term.code: term.label for term in terms if term.code not in FAMILY_ROLES}.items())


def part_words(edition: Edition, code: str) -> str:
    """A part in the edition's words; the code in words where an earlier edition gave it."""
    return dict(part_choices(edition)).get(code) or code.replace("-", " ").capitalize()


class InvolveForm(HoldfastForm):
    """Who works with which of the children, in which part, since when (GEN-08)."""

    submit = "Record that they work with the child"
    groups = (
        ("Somebody new to the register", ("new_name", "new_agency", "new_profession", "new_telephone")),
        ("Their part", ("part", "children", "since")),
    )

    def __init__(
        self,
        *args: Any,
        found: Iterable[Practitioner],
        edition: Edition,
        children: Sequence[Person],
        register: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.pk), f"{one.name}, {one.agency.name}") for one in found]
        if register:
            people.append((NEW, "Nobody of these: enter somebody new"))
        self.fields["find"] = TextField(required=False)
        self.fields["find"].widget = self.fields["find"].hidden_widget()
        self.fields["who"] = ChoiceField(
            label="Who is it?",
            choices=people,
            initial=people[0][0] if people and len(people) <= 1 + register else None,
            missing="Choose who it is",
        )
        if register:
            self._ask_of_new()
        self.fields["part"] = ChoiceField(
            label="In which part?", choices=part_choices(edition), missing="Choose their part"
        )
        self.fields["children"] = ManyChoiceField(
            label="With which children?",
            choices=[(str(one.pk), f"{one.name} ({age_of(one)})") for one in children],
            initial=[str(children[0].pk)],
            missing="Choose at least one child",
        )
        self.fields["since"] = DateField(label="Since", required=False, not_future=True, hint="Today, if left empty")

    def _ask_of_new(self) -> None:
        self.fields["new_name"] = TextField(label="Name", required=False, width=20)
        self.fields["new_agency"] = RecordChoice(
            Agency.objects.order_by("name"), label="Agency", required=False, empty_label="Choose…"
        )
        self.fields["new_profession"] = TextField(label="Profession", required=False, width=20)
        self.fields["new_telephone"] = TextField(label="Telephone", required=False, width=20)

    def clean(self) -> dict[str, Any]:
        """Somebody new needs a name and an agency."""
        cleaned = super().clean() or {}
        if cleaned.get("who") == NEW:
            for name, message in (("new_name", "Enter their name"), ("new_agency", "Choose the agency they work for")):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, message)
        return cleaned


class EndInvolvementForm(HoldfastForm):
    """Since when somebody no longer works with a child."""

    submit = "Record that it has ended"

    on = DateField(label="Ended on", initial="today", not_future=True)
