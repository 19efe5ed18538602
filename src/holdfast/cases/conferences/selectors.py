"""Queries about conferences (CPC-01, CPC-11, CPP-06, CPP-09; WT 4.67, 4.82, 4.110, 4.115)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from holdfast.access.actors import Actor
from holdfast.cases.conferences.models import ADJOURNED, FIRST, REVIEW, Conference, ConferenceChild, Invitation
from holdfast.cases.models import Case
from holdfast.cases.plans.models import ChildProtectionPlan
from holdfast.cases.plans.selectors import plans_in_force
from holdfast.cases.selectors import cases_in_sight


def cases_of_conference(conference: Conference) -> list[Case]:
    """The cases that a conference is about, eldest child first."""
    return list(
        Case.objects.filter(conference_entries__conference=conference)
        .select_related("child", "authority", "worker", "team")
        .order_by("child__born_on", "child__given_name", "pk")
    )


def open_conference(case_id: UUID, kind: str) -> Conference | None:
    """The conference of a kind that is convened for a case and not held yet; initial and pre-birth count as one."""
    kinds = FIRST if kind in FIRST else (kind,)
    return Conference.objects.filter(children__case_id=case_id, kind__in=kinds, held_at=None, cancelled_at=None).first()


def initial_conference_dates(case_ids: Sequence[UUID] | None = None) -> Iterator[tuple[UUID, list[datetime]]]:
    """When initial and pre-birth conferences were held, by case, each case once; streamed for every case with None.

    `dict(initial_conference_dates(ids))` looks them up. A conference that only adjourned does not count (WT 4.67).
    """
    held = ConferenceChild.objects.filter(conference__kind__in=FIRST).exclude(conference__held_at=None)
    held = held.exclude(decision=ADJOURNED)
    if case_ids is not None:
        held = held.filter(case_id__in=case_ids)
    rows = held.order_by("case_id", "conference__held_at").values_list("case_id", "conference__held_at")
    for case_id, group in groupby(rows.iterator(), key=lambda row: row[0]):
        yield case_id, [held_at for _, held_at in group if held_at]


def conferences_in_sight(actor: Actor) -> QuerySet[Conference]:
    """Conferences of the actor's authority, or about children whom they work with."""
    found = Conference.objects.select_related("chair").prefetch_related("children__case__child")
    if actor.authority_id is not None:
        return found.filter(authority_id=actor.authority_id)
    about = ConferenceChild.objects.filter(conference=OuterRef("pk"), case__in=cases_in_sight(actor))
    return found.filter(Exists(about))


def to_be_held(actor: Actor) -> QuerySet[Conference]:
    """Conferences convened and not held: those without a day first, then by day."""
    return (
        conferences_in_sight(actor)
        .filter(held_at=None, cancelled_at=None)
        .order_by(F("planned_for").asc(nulls_first=True), "convened_at")
    )


def to_circulate(actor: Actor) -> QuerySet[Conference]:
    """Conferences held, whose decision has not gone out (CPC-12; WT 4.82)."""
    about_census = Q(children__plan__census_only=True)
    return (
        conferences_in_sight(actor)
        .filter(circulated_at=None)
        .exclude(held_at=None)
        .exclude(summary="", quorum_met=None)
        .exclude(about_census)
        .order_by("held_at")
    )


def reviews_to_convene(actor: Actor, before: date) -> QuerySet[ChildProtectionPlan]:
    """Plans whose review is agreed for a day before `before`, with none convened yet (CPP-06; WT 4.110)."""
    convened = ConferenceChild.objects.filter(
        case=OuterRef("case"), conference__kind=REVIEW, conference__held_at=None, conference__cancelled_at=None
    )
    return plans_in_force(actor).filter(~Exists(convened), next_review_on__lt=before).order_by("next_review_on")


def entries_of(conference: Conference) -> list[ConferenceChild]:
    """What was decided for each child, eldest first, with views and plan."""
    return list(
        conference.children.select_related("case__child", "case__worker", "plan__key_worker")
        .prefetch_related("views")
        .order_by("case__child__born_on", "case__child__given_name", "pk")
    )


def invitations_of(conference: Conference) -> list[Invitation]:
    """Everybody invited, with their agency."""
    return list(conference.invitations.select_related("practitioner__agency", "person"))


def conferences_of_cases(case_ids: Iterable[UUID]) -> list[Conference]:
    """Conferences about cases, latest first."""
    return list(
        Conference.objects.filter(children__case_id__in=list(case_ids))
        .distinct()
        .select_related("chair")
        .order_by("-convened_at")
    )


def invited_to_plan(plan: ChildProtectionPlan) -> list[Invitation]:
    """Those invited to the conference that led to a plan: they are told when it ends (CPP-09; WT 4.115)."""
    if plan.conference_id is None:
        return []
    return list(
        Invitation.objects.filter(conference_id=plan.conference_id).select_related("practitioner__agency", "person")
    )
