"""One chronology across agencies, per child and per family (REC-03; WT 4.75, 6.26, 6.28)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from holdfast.access.actors import Actor
from holdfast.access.roles import CASE_STAFF, Role
from holdfast.cases.rooms import StoryEntry, story_of
from holdfast.core.time import local_date


def sees_everything(actor: Actor) -> bool:
    """Whether the whole story is open to the actor; others see what their agency said, and what is shared."""
    return actor.holds(*CASE_STAFF, Role.AUDITOR)


def story_for(actor: Actor, child_ids: Sequence[UUID]) -> list[StoryEntry]:
    """The story as far as it is the actor's to read, latest first. A fixed number of queries."""
    entries = story_of(child_ids)
    if sees_everything(actor):
        return entries
    return [entry for entry in entries if entry.agency == actor.agency_name or "shared" in entry.marks]


def narrowed(
    entries: Iterable[StoryEntry],
    *,
    kind: str = "",
    agency: str = "",
    person: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[StoryEntry]:
    """Entries of one kind, agency, child, or time (REC-03)."""

    def fits(entry: StoryEntry) -> bool:
        day = local_date(entry.when)
        return (
            (not kind or entry.kind == kind)
            and (not agency or entry.agency == agency)
            and (person is None or person in entry.child_ids)
            and (since is None or day >= since)
            and (until is None or day <= until)
        )

    return [entry for entry in entries if fits(entry)]
