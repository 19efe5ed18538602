"""Queries about cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from holdfast.access.actors import Actor
from holdfast.cases.models import (
    AgreedAction,
    Case,
    ChildSeen,
    Decision,
    EditionInForce,
    InformationGiven,
    Involvement,
    ViewHeard,
)
from holdfast.core.time import local_date, now, today
from holdfast.guidance import Edition, editions, load
from holdfast.ledger.models import Act


def adopted_editions(authority_id: UUID | None) -> list[tuple[date, str]]:
    """(from, edition code) pairs of an authority, by date."""
    return list(
        EditionInForce.objects.filter(authority_id=authority_id)
        .order_by("from_date")
        .values_list("from_date", "edition")
    )


@dataclass(frozen=True, slots=True)
class Adoption:
    """That an edition was adopted from a day: by whom, when; and whether it still stands so (REC-01)."""

    edition: str
    title: str
    from_date: date
    by: str
    at: datetime
    stands: bool


def adoptions_of(authority_id: UUID) -> list[Adoption]:
    """Every adoption of an edition by an authority, with those that another for the same day replaced; latest first."""
    kept = EditionInForce.history.rel.related_model.objects.filter(authority_id=authority_id)  # type: ignore[attr-defined]
    versions = list(kept.order_by("-pgh_id"))
    acts = Act.objects.in_bulk({version.pgh_context["act"] for version in versions if version.pgh_context})
    by_key = {str(key): act for key, act in acts.items()}
    found, met = [], set()
    for version in versions:
        act = by_key.get((version.pgh_context or {}).get("act", ""))
        found.append(
            Adoption(
                edition=version.edition,
                title=load(version.edition).title,
                from_date=version.from_date,
                by=act.actor_name if act else "",
                at=act.recorded_at if act else version.pgh_created_at,
                stands=version.pgh_obj_id not in met,
            )
        )
        met.add(version.pgh_obj_id)
    return found


def edition_on(adopted: Sequence[tuple[date, str]], day: date) -> Edition:
    """The edition in force on a day. Before the first adoption, or with none, the first edition Holdfast has."""
    code = editions()[0]
    for since, edition in adopted:
        if since <= day:
            code = edition
    return load(code)


def edition_for(authority_id: UUID | None, at: datetime | None = None) -> Edition:
    """The edition that binds an authority at a moment (now unless told)."""
    return edition_on(adopted_editions(authority_id), local_date(at) if at else today())


def cases_in_sight(actor: Actor) -> QuerySet[Case]:
    """Cases that exist for an actor: their authority's, or those of children they work with."""
    if actor.authority_id:
        return Case.objects.filter(authority_id=actor.authority_id)
    if actor.practitioner_id is None:
        return Case.objects.none()
    mine = Involvement.objects.filter(practitioner_id=actor.practitioner_id, to_at=None)
    return Case.objects.filter(child_id__in=mine.values("child_id"))


def open_case_of(child_id: UUID, authority_id: UUID | None = None) -> Case | None:
    """A child's open case, if there is one."""
    cases = Case.objects.filter(child_id=child_id, closed_at=None).select_related("child", "authority")
    return (cases.filter(authority_id=authority_id) if authority_id else cases).first()


def cases_of(child_id: UUID) -> list[Case]:
    """All cases of a child, latest first (REF-14)."""
    return list(
        Case.objects.filter(child_id=child_id).select_related("worker", "team", "authority").order_by("-opened_at")
    )


def current_decision(record_id: UUID, case_id: UUID | None = None) -> Decision | None:
    """The decision that stands on a step's record."""
    found = Decision.objects.filter(record_id=record_id, superseded_at=None)
    if case_id:
        found = found.filter(case_id=case_id)
    return found.select_related("taken_by", "endorsed_by").order_by("-taken_at").first()


def decisions_of_child(child_id: UUID) -> list[Decision]:
    """What was decided about a child, in every case, latest first, with reasons (REF-14)."""
    return list(
        Decision.objects.filter(case__child_id=child_id)
        .select_related("taken_by", "endorsed_by", "case")
        .order_by("-taken_at")
    )


def awaiting_endorsement(authority_id: UUID, role: str | None = None) -> QuerySet[Decision]:
    """Decisions that wait for a manager, oldest first (GEN-11)."""
    waiting = Decision.objects.filter(
        ~Q(endorsement_by_role=""), case__authority_id=authority_id, endorsed_at=None, superseded_at=None
    )
    if role:
        waiting = waiting.filter(endorsement_by_role=role)
    return waiting.select_related("case__child", "case__team", "taken_by").order_by("taken_at")


def actions_on(record_ids: Iterable[UUID]) -> dict[UUID, list[AgreedAction]]:
    """Agreed actions by the record that they hang on."""
    found: dict[UUID, list[AgreedAction]] = defaultdict(list)
    for action in AgreedAction.objects.filter(record_id__in=list(record_ids)).select_related("owner", "case__child"):
        found[action.record_id].append(action)
    return found


def information_on(record_ids: Iterable[UUID]) -> dict[UUID, list[InformationGiven]]:
    """What was given to whom, by record."""
    found: dict[UUID, list[InformationGiven]] = defaultdict(list)
    for given in InformationGiven.objects.filter(record_id__in=list(record_ids)):
        found[given.record_id].append(given)
    return found


def views_on(record_ids: Iterable[UUID]) -> dict[UUID, list[ViewHeard]]:
    """Views heard, by record."""
    found: dict[UUID, list[ViewHeard]] = defaultdict(list)
    for view in ViewHeard.objects.filter(record_id__in=list(record_ids)).select_related("person"):
        found[view.record_id].append(view)
    return found


def sightings_of(child_ids: Iterable[UUID]) -> dict[UUID, list[ChildSeen]]:
    """When children were seen, latest first, by child (GEN-04)."""
    found: dict[UUID, list[ChildSeen]] = defaultdict(list)
    for sighting in ChildSeen.objects.filter(child_id__in=list(child_ids)).select_related("by").order_by("-at"):
        found[sighting.child_id].append(sighting)
    return found


def days_since_seen(child_id: UUID, *, alone: bool = False) -> int | None:
    """Whole days since the child was last seen (alone); None when never (GEN-04)."""
    seen = ChildSeen.objects.filter(child_id=child_id, seen=True)
    if alone:
        seen = seen.filter(alone=True)
    last = seen.order_by("-at").values_list("at", flat=True).first()
    return (local_date(now()) - local_date(last)).days if last else None


def network_of(child_id: UUID) -> list[Involvement]:
    """Who works with a child now."""
    return list(
        Involvement.objects.filter(child_id=child_id, to_at=None)
        .select_related("practitioner__agency")
        .order_by("practitioner__agency__name", "practitioner__name")
    )
