"""What people are to each other, and who somebody is, in words."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from holdfast.people.models import Disability, Person, RelationKind, Relationship, Residence, Sex
from holdfast.web.components.words import age_words, plain_day

TURNED = {
    RelationKind.MOTHER: "Son or daughter",
    RelationKind.FATHER: "Son or daughter",
    RelationKind.ADOPTIVE_PARENT: "Adopted child",
    RelationKind.STEP_PARENT: "Stepchild",
    RelationKind.PARENTS_PARTNER: "Partner's child",
    RelationKind.FOSTER_CARER: "Foster child",
    RelationKind.GRANDPARENT: "Grandchild",
    RelationKind.AUNT_UNCLE: "Nephew or niece",
    RelationKind.GUARDIAN: "Child under their guardianship",
    RelationKind.OTHER_CARER: "Child in their care",
    RelationKind.FAMILY_FRIEND: "Friend",
    RelationKind.LODGER: "Somebody whose home they share",
}
"""What the other end of a relationship is called; a mutual one is called the same from both ends."""


def relation_label(relationship: Relationship, seen_from: UUID) -> str:
    """What the person at the other end is to the one that it is seen from: 'Mother', 'Son or daughter'."""
    kind = RelationKind(relationship.kind)
    if relationship.other_id == seen_from:
        return kind.label
    return TURNED.get(kind, kind.label)


def responsibility_words(relationship: Relationship) -> str:
    """Parental responsibility as a sentence; nothing where the question was not answered."""
    if relationship.parental_responsibility is None:
        return ""
    if not relationship.parental_responsibility:
        return "Does not have parental responsibility."
    through = f", through {relationship.responsibility_by}" if relationship.responsibility_by else ""
    return f"Has parental responsibility{through}."


def span_words(record: object) -> str:
    """'from 3 March 2024', 'until 5 May 2025', '3 March 2024 to 5 May 2025', or nothing."""
    start = plain_day(getattr(record, "from_date", None))
    end = plain_day(getattr(record, "to_date", None))
    if start and end:
        return f"{start} to {end}"
    return f"from {start}" if start else f"until {end}" if end else ""


def disability_words(codes: Sequence[str]) -> str:
    """Kinds of disability as a list; nothing where it was not asked."""
    return ", ".join(Disability(code).label for code in codes)


def told(person: Person, home: Residence | None, household: Sequence[Person]) -> str:
    """Who somebody is, as prose that can be read aloud (GEN-09; WT 4.43)."""
    return " ".join(filter(None, (_born(person), _culture(person), _language(person), _lives(home, household))))


def _born(person: Person) -> str:
    sex = "" if person.sex == Sex.UNKNOWN else f", {person.get_sex_display().lower()}"
    if person.is_unborn:
        return f"{person.name} is not born yet, and is expected on {plain_day(person.expected_on)}."
    if person.born_on is None:
        return f"{person.name}{sex}: the date of birth is not known."
    about = " about" if person.birth_estimated else ""
    age = age_words(person.born_on, on=person.died_on)
    ended = f"and died on {plain_day(person.died_on)}, aged {age}" if person.died_on else f"and is {age} old"
    return f"{person.name}{sex}, was born{about or ' on'} {plain_day(person.born_on)} {ended}."


def _culture(person: Person) -> str:
    said = [person.get_ethnicity_display() if person.ethnicity else "", person.nationality]
    known = ", ".join(filter(None, said))
    parts = [f"{known}." if known else "", f"Religion: {person.religion}." if person.religion else ""]
    if person.disabilities:
        parts.append(f"Disability: {disability_words(person.disabilities).lower()}.")
    return " ".join(filter(None, parts))


def _language(person: Person) -> str:
    parts = []
    if person.first_language:
        needs = {True: ", and needs an interpreter", False: ", and needs no interpreter"}
        parts.append(f"Speaks {person.first_language}{needs.get(person.interpreter_needed or False, '')}.")
        if person.interpreter_needed is None:
            parts[-1] = f"Speaks {person.first_language}."
    if person.communication:
        parts.append(f"How {person.given_name or person.name} communicates: {person.communication}")
    return " ".join(parts)


def _lives(home: Residence | None, household: Sequence[Person]) -> str:
    if home is None:
        return "" if not household else f"Lives with {_names(household)}."
    company = f", with {_names(household)}" if household else ", with nobody else on record"
    return f"Lives at {home.address}{company}."


def _names(people: Sequence[Person]) -> str:
    names = [person.name for person in people]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""
