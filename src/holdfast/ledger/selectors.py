"""What the ledger knows of a record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from holdfast.ledger.models import Act, Correction, Read


def acts_about(record_id: UUID) -> QuerySet[Act]:
    """Every act about a record, latest first (GEN-11; WT 4.131)."""
    return Act.objects.filter(subjects__record_id=record_id).order_by("-recorded_at").distinct()


def corrections_of(record_ids: Iterable[UUID]) -> dict[UUID, list[Correction]]:
    """Corrections by the record that they stand beside, oldest first (REC-01)."""
    found: dict[UUID, list[Correction]] = defaultdict(list)
    query = Correction.objects.filter(record_id__in=list(record_ids)).select_related("act")
    for correction in query.order_by("recorded_at"):
        found[correction.record_id].append(correction)
    return found


def reads_of(person_id: UUID) -> QuerySet[Read]:
    """Who has looked at a person's record, latest first."""
    return Read.objects.filter(person_id=person_id).order_by("-read_at")
