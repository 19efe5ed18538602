"""Who it is about: searching, the children chosen, the children and adults who are new, their home (GEN-08, GEN-09)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from holdfast.cases.referrals.actions import Home, NewAdult, NewChild
from holdfast.cases.referrals.matching import Known
from holdfast.people.models import Disability, Ethnicity, RelationKind, Sex
from holdfast.web.components.words import age_words
from holdfast.web.forms import (
    ChoiceField,
    DateField,
    HoldfastForm,
    ManyChoiceField,
    NumberField,
    TextField,
    YesNoField,
)

KNOWN = ("sex", "ethnicity", "religion", "first_language", "interpreter_needed", "communication")
CARING = (
    RelationKind.MOTHER,
    RelationKind.FATHER,
    RelationKind.STEP_PARENT,
    RelationKind.PARENTS_PARTNER,
    RelationKind.ADOPTIVE_PARENT,
    RelationKind.GRANDPARENT,
    RelationKind.AUNT_UNCLE,
    RelationKind.GUARDIAN,
    RelationKind.FOSTER_CARER,
    RelationKind.OTHER_CARER,
    RelationKind.FAMILY_FRIEND,
    RelationKind.LODGER,
)


MORE = "Ethnicity, religion, disability, school and GP"


class SearchForm(HoldfastForm):
    """What to look for in existing records: anything that is known (REF-07; WT 4.20)."""

    submit = "Search"
    words = TextField(
        label="Name of a child or adult",
        required=False,
        max_length=200,
        width=30,
    )
    born_on = DateField(label="Date of birth", required=False)
    number = TextField(label="NHS, pupil or case number", required=False, max_length=40, width=20)
    postcode = TextField(label="Postcode", required=False, max_length=10, width=10)

    def clean(self) -> dict[str, Any]:
        """Something must be looked for."""
        asked = super().clean() or {}
        if not self.errors and not any(asked.get(name) for name in self.fields):
            self.add_error("words", "Enter a name, a date of birth, a number or a postcode")
        return asked


def words_for(known: Known) -> str:
    """A child as a choice: name, age, and what must be seen at once."""
    person = known.person
    said = [person.name, age_words(person.born_on, person.expected_on)]
    if known.case:
        said.append(f"open case, {known.case.worker.name if known.case.worker else 'not allocated'}")
    elif known.recent:
        said.append("referred before")
    return ", ".join(said)


class ChosenForm(HoldfastForm):
    """Which of the children on record it is about, and where the family lives."""

    groups = [("The family’s home", ["line1", "town", "postcode"])]
    children = ManyChoiceField(label="Which children is it about?", required=False)
    line1 = TextField(label="House and street", required=False, max_length=200)
    town = TextField(label="Town", required=False, max_length=100, width=20)
    postcode = TextField(label="Postcode", required=False, max_length=10, width=10)

    def __init__(self, *args: Any, offered: Sequence[Known], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not offered:
            del self.fields["children"]
            return
        field = self.fields["children"]
        assert isinstance(field, ManyChoiceField)
        field.choices = [(str(known.person.pk), words_for(known)) for known in offered]
        field.option_hints = {str(known.person.pk): known.home for known in offered if known.home}
        self.fields["line1"].help_text = "Only if it is new or has changed"

    def home(self) -> Home:
        """The home that was typed."""
        return Home(**{name: self.cleaned_data[name] for name in ("line1", "town", "postcode")})


class ChildRow(HoldfastForm):
    """A child who is not on record, as far as known; nothing here is required (GEN-01, GEN-05, GEN-09)."""

    groups = [(MORE, ["ethnicity", "religion", "disability", "communication", "school", "gp"])]
    folded = frozenset({MORE})
    given_name = TextField(label="First name", required=False, max_length=120, width=20)
    family_name = TextField(
        label="Family name", required=False, max_length=120, width=20, hint="Blank: the same as the others’"
    )
    born_on = DateField(label="Date of birth", required=False, not_future=True)
    age = NumberField(label="or age in years", required=False, min_value=0, max_value=25)
    expected_on = DateField(label="or expected date, if not yet born", required=False)
    sex = ChoiceField(label="Sex", required=False, choices=Sex.choices)
    ethnicity = ChoiceField(label="Ethnicity", required=False, choices=[("", "Not asked yet"), *Ethnicity.choices])
    religion = TextField(label="Religion", required=False, max_length=80, width=20)
    first_language = TextField(label="Preferred language", required=False, max_length=80, width=20)
    interpreter_needed = YesNoField(
        label="Is an interpreter needed?", required=False, hint="A child is never asked to interpret"
    )
    disability = ChoiceField(label="Disability", required=False, choices=[("", "Not asked yet"), *Disability.choices])
    communication = TextField(label="How the child communicates", required=False)
    school = TextField(label="School or nursery", required=False, max_length=200)
    gp = TextField(label="GP", required=False, max_length=200)

    @staticmethod
    def child(typed: dict[str, Any]) -> NewChild:
        """The child whom a row describes."""
        known = {name: typed[name] for name in KNOWN if typed.get(name) not in ("", None)}
        if typed.get("disability"):
            known["disabilities"] = [typed["disability"]]
        names = ("given_name", "family_name", "born_on", "age", "expected_on", "school", "gp")
        told: dict[str, Any] = {name: typed.get(name) for name in names}
        return NewChild(**told, known=known)


class AdultRow(HoldfastForm):
    """A parent, carer or other adult who matters to the children (GEN-08; WT 4.36)."""

    given_name = TextField(label="First name", required=False, max_length=120, width=20)
    family_name = TextField(
        label="Family name", required=False, max_length=120, width=20, hint="Blank: the same as the children’s"
    )
    relation = ChoiceField(
        label="What they are to the children", choices=[("", "Choose…"), *((k.value, k.label) for k in CARING)]
    )
    parental_responsibility = YesNoField(label="Parental responsibility?", required=False)
    born_on = DateField(label="Date of birth", required=False, not_future=True)
    telephone = TextField(label="Telephone", required=False, max_length=40, width=20)
    lives_here = YesNoField(label="Do they live with the children?", required=False)

    @staticmethod
    def adult(typed: dict[str, Any]) -> NewAdult:
        """The adult whom a row describes; lives with the children unless it is said that not."""
        names = ("given_name", "family_name", "relation", "parental_responsibility", "born_on", "telephone")
        told: dict[str, Any] = {name: typed.get(name) for name in names}
        return NewAdult(**told, lives_here=typed.get("lives_here") is not False)


def split_name(words: str, born_on: date | None = None) -> dict[str, Any]:
    """What a search already knows of a child: the last word is the family name."""
    *given, family = words.split() or [""]
    return {"given_name": " ".join(given), "family_name": family, "born_on": born_on} if words or born_on else {}
