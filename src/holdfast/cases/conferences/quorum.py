"""Whether enough agencies are there (CPC-03; WT 4.69, 4.110)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from holdfast.cases.conferences.models import Invitation
from holdfast.cases.selectors import edition_for
from holdfast.guidance import Value

QUORUM = "conference-quorum-other-agencies"


@dataclass(frozen=True, slots=True)
class Quorum:
    """Who counts towards the quorum, and how many it takes."""

    authority_there: bool
    others: tuple[str, ...]
    needed: Value

    @property
    def met(self) -> bool:
        """Children's social care, and enough others in direct contact with the child."""
        return self.authority_there and len(self.others) >= self.needed.value

    @property
    def says(self) -> str:
        """How it stands, in words."""
        social_care = "Children's social care is there" if self.authority_there else "Children's social care is missing"
        others = f"{len(self.others)} of {self.needed.value} other agencies in direct contact with the child"
        named = f" ({', '.join(self.others)})" if self.others else ""
        return f"{social_care}; {others}{named}."


def needed(authority_id: UUID, at: datetime | None = None) -> Value:
    """How many other agencies it takes, with the paragraph."""
    return edition_for(authority_id, at).cited_value(QUORUM)


def quorum_of(authority_id: UUID, invitations: Iterable[Invitation], at: datetime | None = None) -> Quorum:
    """The quorum as those who came make it. Members of the family and supporters belong to no agency."""
    there = [row for row in invitations if row.was_there and row.person_id is None and row.agency_key]
    others: dict[UUID | str, str] = {}
    for row in there:
        if row.agency_key != authority_id and row.direct_contact:
            others[row.agency_key] = row.agency_name
    return Quorum(
        authority_there=any(row.agency_key == authority_id for row in there),
        others=tuple(sorted(others.values())),
        needed=needed(authority_id, at),
    )
