"""What Holdfast has of the children of a return already, whoever wrote it down (STA-03)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from holdfast.agencies.models import Agency
from holdfast.cases.assessments.models import Assessment
from holdfast.cases.conferences.models import ConferenceChild
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.models import Case
from holdfast.cases.plans.models import ChildInNeedPlan, ChildProtectionPlan
from holdfast.core.time import local_date
from holdfast.people.identifiers import tidy
from holdfast.people.models import Identifier, IdentifierKind, Person
from holdfast.returns.cin.items import (
    ASSESSMENT,
    CHILD,
    CIN_PLAN,
    CONFERENCE,
    PLAN,
    REVIEW,
    SECTION47,
)
from holdfast.returns.models import Imported

Said = Mapping[str, object]


@dataclass
class Cases:
    """The cases of some people, and which records of them there are.

    ``own`` finds a record that was written in Holdfast by its case, kind and day. ``open_plans`` and
    ``open_need_plans`` are the cases that have one: there is one at a time.
    """

    by_id: dict[UUID, Case] = field(default_factory=dict)
    by_day: dict[tuple[UUID, date], Case] = field(default_factory=dict)
    own: dict[tuple[UUID, str, date], UUID] = field(default_factory=dict)
    open_plans: set[UUID] = field(default_factory=set)
    open_need_plans: set[UUID] = field(default_factory=set)


def find_people(
    authority: Agency, known: Mapping[str, Mapping[tuple[str, str], Imported]], said: Mapping[str, Said]
) -> dict[str, Person]:
    """Those of the children whom Holdfast has, by their number in the return: from an earlier return, by the
    authority's own number, or by the UPN. Three queries."""
    ids = {number: rows[CHILD, ""].record_id for number, rows in known.items() if (CHILD, "") in rows}
    strangers = [number for number in known if number not in ids]
    ids |= _by_number(authority, {number: said[number] for number in strangers})
    people = Person.objects.in_bulk(set(ids.values()))
    return {number: people[key] for number, key in ids.items() if key in people}


def _by_number(authority: Agency, said: Mapping[str, Said]) -> dict[str, UUID]:
    """Children whom no earlier return told of, found by a number that somebody wrote down in Holdfast."""
    local = {tidy(str(one["number"])): number for number, one in said.items() if one.get("number")}
    upns = {tidy(str(one["upn"])): number for number, one in said.items() if one.get("upn")}
    by_upn = Identifier.objects.filter(kind=IdentifierKind.UPN, value__in=upns, checks=True, person__held_by=authority)
    by_local = Identifier.objects.filter(kind=IdentifierKind.LOCAL, value__in=local, issuer_id=authority.pk)
    found = {upns[value]: person for value, person in by_upn.values_list("value", "person_id")}
    return found | {local[value]: person for value, person in by_local.values_list("value", "person_id")}


def find_cases(people: Iterable[Person]) -> Cases:
    """The cases of people, and their records. No query for nobody; a fixed number for many."""
    ids = [person.pk for person in people]
    cases = Cases()
    if not ids:
        return cases
    for case in Case.objects.filter(child_id__in=ids).select_related("child"):
        cases.by_id[case.pk] = case
        cases.by_day.setdefault((case.child_id, local_date(case.opened_at)), case)
    _find_records(cases, list(cases.by_id))
    return cases


def _find_records(cases: Cases, ids: list[UUID]) -> None:
    sources: tuple[tuple[str, QuerySet[Any], str], ...] = (
        (ASSESSMENT, Assessment.objects.all(), "started_at"),
        (SECTION47, Section47Enquiry.objects.all(), "started_at"),
        (PLAN, ChildProtectionPlan.objects.all(), "started_at"),
        (CIN_PLAN, ChildInNeedPlan.objects.all(), "agreed_at"),
        (CONFERENCE, ConferenceChild.objects.exclude(conference__kind="review"), "conference__held_at"),
        (REVIEW, ConferenceChild.objects.filter(conference__kind="review"), "conference__held_at"),
    )
    for kind, query, when in sources:
        rows: Iterable[tuple[UUID, UUID, datetime | None]] = query.filter(case_id__in=ids).values_list(
            "case_id", "pk", when
        )
        for case, key, at in rows:
            if at is not None:
                cases.own.setdefault((case, kind, local_date(at)), key)
    cases.open_plans |= set(_open(ChildProtectionPlan.objects.all(), ids))
    cases.open_need_plans |= set(_open(ChildInNeedPlan.objects.all(), ids))


def _open(plans: QuerySet[Any], ids: list[UUID]) -> QuerySet[Any]:
    return plans.filter(case_id__in=ids, ended_at=None).values_list("case_id", flat=True)
