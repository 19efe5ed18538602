"""What is asked about people: one purpose, one page (GEN-01, GEN-08, GEN-09)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from holdfast.people.identifiers import tidy
from holdfast.people.models import Disability, Ethnicity, IdentifierKind, NameKind, Person, ResidenceKind, Sex
from holdfast.web.components.words import age_of
from holdfast.web.forms import (
    CheckboxField,
    ChoiceField,
    DateField,
    HoldfastForm,
    ManyChoiceField,
    NarrativeField,
    TextField,
    YesNoField,
)


class DetailsForm(HoldfastForm):
    """What is lastingly true of a person, as it stands (GEN-09; WT 4.43, 9.18-9.21)."""

    submit = "Save the details"
    groups = (
        ("Language and communication", ("first_language", "interpreter_needed", "communication")),
        ("Background", ("ethnicity", "nationality", "religion", "culture")),
        ("Disability", ("disabilities",)),
        ("Birth", ("born_on", "birth_estimated", "expected_on", "sex", "reason")),
        ("Reaching and visiting", ("telephone", "warning")),
    )

    known_as = TextField(label="Known as", required=False, width=20, hint="The name that people call them by")
    first_language = TextField(
        label="Preferred language",
        required=False,
        width=20,
        why=("Children and parents are heard in the language that they choose.", "WT 4.50"),
    )
    interpreter_needed = YesNoField(
        label="Is an interpreter needed?",
        required=False,
        hint="Never a child, and not a member of the family",
    )
    communication = NarrativeField(
        label="How they communicate", required=False, rows=2, hint="Signs, symbols, an aid, a person who understands"
    )
    ethnicity = ChoiceField(
        label="Ethnicity",
        required=False,
        choices=[("", "Not recorded"), *Ethnicity.choices],
        hint="As the child or the family say it",
        why=("Race, religion, culture and language are taken into account at every step.", "WT 4.43"),
    )
    nationality = TextField(label="Nationality", required=False, width=20)
    religion = TextField(label="Religion", required=False, width=20)
    culture = NarrativeField(label="Culture and identity", required=False, rows=2)
    disabilities = ManyChoiceField(
        label="Disability", required=False, choices=Disability.choices, hint="‘No disability’ says that it was asked"
    )
    born_on = DateField(label="Date of birth", required=False, not_future=True)
    birth_estimated = CheckboxField(label="The date of birth is an estimate", required=False)
    expected_on = DateField(label="Expected date of birth", required=False)
    sex = ChoiceField(label="Sex", choices=Sex.choices)
    reason = NarrativeField(
        label="If the date of birth or the sex was recorded wrongly: how is that known?",
        required=False,
        rows=2,
        hint="What it said before stays readable, with your name and this reason.",
    )
    telephone = TextField(label="Telephone", required=False, width=20)
    warning = NarrativeField(
        label="Warning for those who visit", required=False, rows=2, hint="Shown at the top of every page"
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        initial = {name: getattr(person, name) for name in self.base_fields if name != "reason"}
        super().__init__(*args, initial=initial, **kwargs)
        if not person.is_unborn:
            del self.fields["expected_on"]
        else:
            del self.fields["born_on"], self.fields["birth_estimated"]  # a birth has a page of its own

    def clean(self) -> dict[str, Any]:
        """'No disability' and a disability exclude each other."""
        cleaned = super().clean() or {}
        chosen = cleaned.get("disabilities") or []
        if Disability.NONE in chosen and len(chosen) > 1:
            self.add_error("disabilities", "Choose ‘No disability’ or the kinds of disability, not both")
        return cleaned

    def changes(self, person: Person) -> dict[str, Any]:
        """The answers that differ from what is on record."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "reason" and value != getattr(person, name)
        }


class NameForm(HoldfastForm):
    """A new current name."""

    submit = "Change the name"

    given_name = TextField(label="First name", required=False, width=20)
    family_name = TextField(label="Family name", required=False, width=20)
    from_date = DateField(label="Used since", required=False, not_future=True, hint="Today, if left empty")


class AliasForm(HoldfastForm):
    """Another name that somebody has or had."""

    submit = "Add the name"

    kind = ChoiceField(
        label="What kind of name is it?",
        choices=[choice for choice in NameKind.choices if choice[0] != NameKind.CURRENT],
        initial=NameKind.ALIAS,
    )
    given_name = TextField(label="First name", required=False, width=20)
    family_name = TextField(label="Family name", required=False, width=20)
    from_date = DateField(label="From", required=False, not_future=True)
    to_date = DateField(label="Until", required=False, not_future=True)


class BirthForm(HoldfastForm):
    """The birth of a child who was followed before (GEN-01; WT 4.14, 4.121)."""

    submit = "Record the birth"

    born_on = DateField(
        label="Date of birth",
        not_future=True,
        why=("The child is followed before birth as after: case, plans and clocks go on as they are.", "WT 4.14"),
    )
    given_name = TextField(label="First name", required=False, width=20, hint="Leave it empty while there is none")
    family_name = TextField(label="Family name", required=False, width=20)
    sex = ChoiceField(label="Sex", choices=Sex.choices, initial=Sex.UNKNOWN)


class DeathForm(HoldfastForm):
    """A death."""

    submit = "Record the death"

    died_on = DateField(label="Date of death", not_future=True)


class NumberForm(HoldfastForm):
    """A number that somebody is known by elsewhere."""

    submit = "Add the number"

    kind = ChoiceField(label="What kind of number is it?", choices=IdentifierKind.choices, initial=IdentifierKind.NHS)
    value = TextField(label="The number", width=20, hint="Spaces do not matter")
    accept_wrong = CheckboxField(
        label="It is what was given, although its check digit does not fit",
        required=False,
        hint="The number is kept and marked, so that whoever uses it knows.",
    )

    def clean_value(self) -> str:
        """The number as it is kept."""
        return tidy(self.cleaned_data["value"])


def people_choices(people: Iterable[Person]) -> list[tuple[str, str]]:
    """People to choose from, told apart by their age."""
    return [(str(one.pk), f"{one.name} ({age_of(one)})") for one in people]


class MoveForm(HoldfastForm):
    """Where people live from a day: the address typed once for all who move (GEN-08)."""

    submit = "Record the move"

    line1 = TextField(label="House and street", required=False)
    line2 = TextField(label="Second line", required=False)
    town = TextField(label="Town", required=False, width=20)
    postcode = TextField(label="Postcode", required=False, width=10)
    from_date = DateField(label="Since", required=False, not_future=True, hint="Leave it empty if it is not known")
    kind = ChoiceField(label="What is this address?", choices=ResidenceKind.choices, initial=ResidenceKind.HOME)

    def __init__(self, *args: Any, people: list[Person], chosen: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"] = ManyChoiceField(
            label="Who lives there?",
            choices=people_choices(people),
            initial=[str(one.pk) for one in chosen],
            missing="Choose at least one person",
        )
        self.order_fields(["people"])


class LeftForm(HoldfastForm):
    """Who has left the home, when nobody knows yet for where."""

    submit = "Record that they left"

    on = DateField(label="Since when?", initial="today", not_future=True)

    def __init__(self, *args: Any, people: list[Person], chosen: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"] = ManyChoiceField(
            label="Who has left?",
            choices=people_choices(people),
            initial=[str(one.pk) for one in chosen],
            missing="Choose at least one person",
        )
        self.order_fields(["people"])


class FamilyForm(HoldfastForm):
    """Who is shown together as a family."""

    submit = "Save the family"

    name = TextField(label="Name of the family", required=False, width=20)

    def __init__(self, *args: Any, people: list[Person], chosen: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"] = ManyChoiceField(
            label="Who belongs to it?",
            choices=people_choices(people),
            initial=[str(one.pk) for one in chosen],
            missing="Choose at least one person",
            why=("Brothers and sisters, and other children of the household, stay in sight at every step.", "WT 4.36"),
        )


class Hidden(forms.CharField):
    """Something that travels with a form unseen."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)
