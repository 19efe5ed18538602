"""A contact told as prose and rows, for the page and for paper (REF-03, REC-04, REC-05; WT 4.17, 4.20)."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from holdfast.cases.referrals.forms.concern import TOLD, told_fields
from holdfast.cases.referrals.models import Contact, ContactChild, Referral
from holdfast.cases.referrals.words import NOT_SOUGHT
from holdfast.cases.selectors import edition_for
from holdfast.people.models import Disability, Person, Relationship, Residence, Sex
from holdfast.people.selectors import homes_of, relations_of
from holdfast.web.components import Beside, Row
from holdfast.web.components.words import age_words, moment_words, plain_day

ANSWERS = {True: "Yes", False: "No"}
NEVER_MISSING = ("basis", "foundation", "police_told_at", "police_not_told", "curfew_breach", "agreement_reason")
"""Depend on another answer, so their absence is no gap of its own."""


def prose_of(contact: Contact) -> list[Row]:
    """What was told, question by question; what was not answered says so."""
    edition = edition_for(contact.authority_id, contact.received_at)
    kinds = dict(edition.choices("information-kind"))
    agreement = dict(edition.choices("family-agreement")).get(contact.agreement, "")
    rows = [
        Row("How and why it arose", contact.how_arose, prose=bool(contact.how_arose)),
        Row("What the child and family seem to need", contact.needs, prose=bool(contact.needs)),
        Row("Is maltreatment alleged?", _yes(contact.maltreatment)),
    ]
    if contact.foundation or contact.basis or contact.maltreatment:
        resting = ", ".join(kinds.get(code, code) for code in contact.basis)
        told = "\n".join(filter(None, (contact.foundation, resting)))
        rows.append(Row("On what foundation", told, prose=bool(told)))
    rows.append(Row("May urgent action be needed?", _yes(contact.urgent)))
    rows.append(Row("May it be a crime against a child?", _yes(contact.possible_crime)))
    if contact.possible_crime:
        rows.append(Row("Police", police_words(contact)))
    if contact.curfew_breach:
        rows.append(Row("Curfew notice", "A child has broken one"))
    said = ": ".join(filter(None, (agreement, contact.agreement_reason)))
    rows.append(Row("Does the family know and agree?", said))
    rows.append(Row("Other children", contact.other_children))
    rows.append(Row("What was agreed", contact.agreed_next, prose=bool(contact.agreed_next)))
    return rows


def _yes(answer: bool | None) -> str:
    return "" if answer is None else ANSWERS[answer]


def police_words(contact: Contact) -> str:
    """When the police were told, or why not (REF-11; WT 4.18)."""
    if contact.police_told_at:
        told = f"Told on {moment_words(contact.police_told_at)}"
        return f"{told}. {contact.police_note}" if contact.police_note else told
    return f"Not told: {contact.police_not_told}" if contact.police_not_told else "Not told yet"


def children_beside(referral: Referral) -> list[Beside]:
    """What is known of each child, side by side; what is not known says so (GEN-08, GEN-09; WT 4.43). Two queries."""
    children = [one.child for one in referral.children.all()]
    named = {one.child_id: one for one in referral.contact.children.all()}
    homes = homes_of(child.pk for child in children)
    relations = relations_of(child.pk for child in children)
    return [_beside(child, named.get(child.pk), homes.get(child.pk, []), relations) for child in children]


def _beside(
    child: Person, said: ContactChild | None, homes: Sequence[Residence], relations: Sequence[Relationship]
) -> Beside:
    kinds = dict(Disability.choices)
    around = [relation for relation in relations if relation.other_id == child.pk]
    language = child.first_language
    if child.interpreter_needed is not None:
        language = f"{language or 'Not recorded'}, {'needs' if child.interpreter_needed else 'no'} interpreter"
    return Beside(
        name=child.name,
        url=reverse("children:child", kwargs={"pk": child.pk}),
        age=age_words(child.born_on, child.expected_on),
        rows=[
            Row("Date of birth", _born(child)),
            Row("Sex", "" if child.sex == Sex.UNKNOWN else child.get_sex_display()),
            Row("Ethnicity", child.get_ethnicity_display()),
            Row("Religion", child.religion),
            Row("Preferred language", language),
            Row("Disability", ", ".join(str(kinds.get(kind, kind)) for kind in child.disabilities)),
            Row("Communicates", child.communication),
            Row("Home", next((str(home) for home in homes if home.to_date is None), "")),
            Row("Parents and others", "; ".join(_who(relation) for relation in around)),
            Row("School or nursery", said.school if said else ""),
            Row("GP", said.gp if said else ""),
        ],
    )


def _born(child: Person) -> str:
    if child.born_on is None:
        return f"Expected {plain_day(child.expected_on)}" if child.expected_on else ""
    return f"{plain_day(child.born_on)}{' (estimated)' if child.birth_estimated else ''}"


def _who(relation: Relationship) -> str:
    responsible = {True: ", parental responsibility", False: ", no parental responsibility"}
    said = "" if relation.parental_responsibility is None else responsible[relation.parental_responsibility]
    return f"{relation.person.name}, {relation.get_kind_display().lower()}{said}"


def questions_left(contact: Contact) -> list[str]:
    """The questions of the door that nobody has answered yet, in the words of the form (GEN-05)."""
    fields = told_fields()
    left = [
        str(fields[name].label)
        for name in TOLD
        if name not in NEVER_MISSING and getattr(contact, name) in (None, "", [])
    ]
    if contact.maltreatment and not contact.foundation:
        left.append(str(fields["foundation"].label))
    if contact.agreement == NOT_SOUGHT and not contact.agreement_reason:
        left.append(str(fields["agreement_reason"].label))
    return left
