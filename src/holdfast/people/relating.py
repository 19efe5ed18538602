"""The two forms of one page: find somebody, and say who they are to a child (GEN-08; WT 4.36)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from holdfast.people.forms import Hidden
from holdfast.people.models import PARENTAL, Person, RelationKind, Relationship, Sex
from holdfast.people.words import TURNED
from holdfast.web.components.words import age_of
from holdfast.web.forms import CheckboxField, ChoiceField, DateField, HoldfastForm, TextField, YesNoField

NEW = "new"
TURNED_FROM = (
    RelationKind.MOTHER,
    RelationKind.FATHER,
    RelationKind.ADOPTIVE_PARENT,
    RelationKind.STEP_PARENT,
    RelationKind.FOSTER_CARER,
    RelationKind.GRANDPARENT,
    RelationKind.AUNT_UNCLE,
    RelationKind.GUARDIAN,
)
RESPONSIBLE = (RelationKind.MOTHER, RelationKind.FATHER, RelationKind.ADOPTIVE_PARENT, RelationKind.GUARDIAN)


class FindForm(HoldfastForm):
    """What is known of somebody who may be on record already (REF-07)."""

    submit = "Search"

    q = TextField(label="Name", required=False, width=20, hint="Any name they ever had, as spelt or as it sounds")
    born = DateField(label="Date of birth, or expected date", required=False)
    number = TextField(label="NHS number, UPN or local number", required=False, width=20)

    def clean(self) -> dict[str, Any]:
        """Something to look for is needed."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            self.add_error("q", "Enter a name, a date of birth or a number")
        return cleaned


def kind_choices(person: Person) -> list[tuple[str, list[tuple[str, str]]]]:
    """What somebody can be to a person: 'mother', or turned round 'son or daughter'."""
    name = person.given_name or person.name
    turned = [(f"of-{kind}", f"{TURNED[kind]} ({name} is the {kind.label.lower()})") for kind in TURNED_FROM]
    return [(f"They are to {name}", list(RelationKind.choices)), (f"{name} is to them", turned)]


class RelateForm(HoldfastForm):
    """Who somebody is to a child: somebody on record, or somebody new."""

    submit = "Record who they are"
    groups = (
        ("Somebody new", ("new_given", "new_family", "new_born", "new_sex", "new_telephone", "new_language")),
        ("The relationship", ("kind", "parental_responsibility", "responsibility_by", "from_date", "lives_there")),
    )

    q = Hidden()
    born = Hidden()
    number = Hidden()

    def __init__(self, *args: Any, child: Person, found: Sequence[Person], register: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.pk), f"{one.name} ({age_of(one)})") for one in found]
        if register:
            people.append((NEW, "Nobody of these: register somebody new"))
        self._ask(child, people, register=register)
        if register:
            self._ask_of_new()
        for field in self.fields.values():
            if hasattr(field, "name_the_gap"):
                field.name_the_gap(str(field.label))

    def _ask(self, child: Person, people: list[tuple[str, str]], *, register: bool) -> None:
        name = child.given_name or child.name
        self.fields["who"] = ChoiceField(label="Who is it?", choices=people, missing="Choose who it is")
        self.fields["kind"] = ChoiceField(
            label=f"Who are they to {name}?", choices=kind_choices(child), missing=f"Choose who they are to {name}"
        )
        self.fields["parental_responsibility"] = YesNoField(
            label="Do they have parental responsibility?",
            required=False,
            why=("Who has parental responsibility is found out, and is told and heard.", "WT 4.43"),
        )
        self.fields["responsibility_by"] = TextField(
            label="Parental responsibility through", required=False, hint="Birth, marriage, an agreement, an order …"
        )
        self.fields["from_date"] = DateField(label="Since", required=False, not_future=True)
        self.fields["lives_there"] = CheckboxField(label=f"Lives with {name}", required=False)

    def _ask_of_new(self) -> None:
        self.fields["new_given"] = TextField(label="First name", required=False, width=20)
        self.fields["new_family"] = TextField(label="Family name", required=False, width=20)
        self.fields["new_born"] = DateField(label="Date of birth", required=False, not_future=True)
        self.fields["new_sex"] = ChoiceField(label="Sex", choices=Sex.choices, initial=Sex.UNKNOWN)
        self.fields["new_telephone"] = TextField(label="Telephone", required=False, width=20)
        self.fields["new_language"] = TextField(label="Preferred language", required=False, width=20)

    def clean(self) -> dict[str, Any]:
        """Somebody new needs a name."""
        cleaned = super().clean() or {}
        named = cleaned.get("new_given") or cleaned.get("new_family")
        if cleaned.get("who") == NEW and not named:
            self.add_error("new_given", "Enter the name of the person who is new")
        return cleaned

    def relation(self) -> dict[str, Any]:
        """What `bring_in` is told of the relationship."""
        said = self.cleaned_data
        kind = said["kind"].removeprefix("of-")
        names = ("parental_responsibility", "responsibility_by", "from_date", "lives_there")
        return {"kind": kind, "turned": said["kind"] != kind, **{name: said[name] for name in names}}

    def somebody_new(self) -> dict[str, Any]:
        """What is known of somebody who is not on record."""
        said = self.cleaned_data
        names = {
            "given_name": "new_given",
            "family_name": "new_family",
            "born_on": "new_born",
            "sex": "new_sex",
            "telephone": "new_telephone",
            "first_language": "new_language",
        }
        return {field: said[asked] for field, asked in names.items()}


class RelationshipForm(HoldfastForm):
    """What is known of a relationship, as it stands; or its end."""

    submit = "Save"

    def __init__(self, *args: Any, relationship: Relationship, **kwargs: Any) -> None:
        names = ("kind", "parental_responsibility", "responsibility_by", "from_date", "to_date")
        super().__init__(*args, initial={name: getattr(relationship, name) for name in names}, **kwargs)
        person, other = relationship.person.name, relationship.other.name
        self.fields["kind"] = ChoiceField(label=f"{person} is to {other}", choices=RelationKind.choices)
        if relationship.kind in {*PARENTAL, *RESPONSIBLE, RelationKind.OTHER_CARER, RelationKind.GRANDPARENT}:
            self.fields["parental_responsibility"] = YesNoField(
                label=f"Does {person} have parental responsibility?", required=False
            )
            self.fields["responsibility_by"] = TextField(label="Parental responsibility through", required=False)
        self.fields["from_date"] = DateField(label="Since", required=False, not_future=True)
        self.fields["to_date"] = DateField(
            label="Ended on", required=False, not_future=True, hint="Leave it empty while it goes on"
        )
