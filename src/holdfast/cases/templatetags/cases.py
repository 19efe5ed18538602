"""`{% load cases %}`: who a page is about, and what stands beside a record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import template
from django.template.context import Context
from django.urls import reverse

from holdfast.access.door import may
from holdfast.cases.models import Case, Involvement
from holdfast.cases.rooms import Mark, marks_of
from holdfast.cases.screens.forms import part_words
from holdfast.cases.selectors import cases_of, edition_for
from holdfast.ledger.models import Correction
from holdfast.ledger.selectors import corrections_of
from holdfast.people.models import Person
from holdfast.web.components import Identity, Link, Tag

register = template.Library()


def identity_of(child: Person, case: Case | None = None, marks: Iterable[Mark] | None = None) -> Identity:
    """The identity bar of a child, with the urgent link that every page carries (GEN-05, GEN-09; WT 4.36)."""
    stated = list(marks) if marks is not None else marks_of([child.id])[child.id]
    warnings = [mark.text for mark in stated if mark.warning]
    if child.warning:
        warnings.append(child.warning)
    return Identity(
        name=child.name,
        url=reverse("children:child", kwargs={"pk": child.id}),
        born=child.born_on,
        expected=child.expected_on,
        died=child.died_on,
        tags=[*_case_tags(case), *(Tag(mark.text, mark.tone) for mark in stated if not mark.warning)],
        warnings=warnings,
        facts=_facts(child, case),
        actions=[Link("Act urgently", f"{reverse('protection:urgent')}?child={child.id}")],
    )


def _case_tags(case: Case | None) -> list[Tag]:
    if case is None:
        return []
    return [Tag("Open case", "calm") if case.is_open else Tag("Case closed", "quiet")]


def _facts(child: Person, case: Case | None) -> list[tuple[str, str]]:
    facts: list[tuple[str, str]] = []
    if case is not None and case.is_open:
        facts.append(("Social worker", case.worker.name if case.worker else "Not allocated"))
        if case.team:
            facts.append(("Team", case.team.name))
    if child.first_language:
        needs = ", needs an interpreter" if child.interpreter_needed else ""
        facts.append(("Language", f"{child.first_language}{needs}"))
    if child.communication:
        facts.append(("Communicates", child.communication))
    return facts


@register.inclusion_tag("web/components/identity.html")
def child_identity(child: Person, case: Case | None = None) -> dict[str, Any]:
    """The identity bar: `{% child_identity child case %}`. One query for each kind of mark."""
    return {"who": identity_of(child, case)}


@register.inclusion_tag("web/components/identity.html")
def person_identity(person: Person) -> dict[str, Any]:
    """The identity bar of somebody whose case the page does not know: the open one, else the latest, is looked up."""
    cases = cases_of(person.id)
    case = next((one for one in cases if one.is_open), cases[0] if cases else None)
    return {"who": identity_of(person, case)}


@register.inclusion_tag("cases/identities.html")
def children_identity(cases: Iterable[Case]) -> dict[str, Any]:
    """The identity bars of brothers and sisters: `{% children_identity cases %}`. One query for each kind of mark."""
    held = list(cases)
    marks = marks_of([case.child_id for case in held])
    return {"bars": [identity_of(case.child, case, marks[case.child_id]) for case in held]}


@register.inclusion_tag("cases/corrections.html")
def corrections(record: Any) -> dict[str, Any]:
    """What was corrected on a record: was, now, why, who, when (REC-01; WT 4.131)."""
    key: UUID = record.pk
    found: list[Correction] = corrections_of([key]).get(key, [])
    return {"corrections": found}


@register.inclusion_tag("network/around.html", takes_context=True)
def network_around(context: Context, child: Person) -> dict[str, Any]:
    """Who works with a child, and who did: `{% network_around child %}`. Three queries."""
    actor = context["request"].actor
    edition = edition_for(child.held_by_id)
    everybody = Involvement.objects.filter(child=child).select_related("practitioner__agency")
    rows = [(one, part_words(edition, one.part)) for one in everybody.order_by("practitioner__name", "from_at")]
    return {
        "child": child,
        "present": [row for row in rows if row[0].to_at is None],
        "former": [row for row in rows if row[0].to_at is not None],
        "may_change": may("case.involve", by=actor, on=[child]),
    }
