"""Who works with a child, for access."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from holdfast.access.actors import Actor
from holdfast.access.door import decides_network
from holdfast.cases.models import Case, Involvement


@decides_network
def works_with(actor: Actor, child_ids: tuple[UUID, ...]) -> bool:
    """Whether the actor is involved with any of the children now, or their authority has a case of theirs."""
    if actor.authority_id and Case.objects.filter(child_id__in=child_ids, authority_id=actor.authority_id).exists():
        return True
    if actor.practitioner_id is None:
        return False
    return Involvement.objects.filter(
        Q(to_at__isnull=True), practitioner_id=actor.practitioner_id, child_id__in=child_ids
    ).exists()
