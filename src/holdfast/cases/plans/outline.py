"""What is agreed about a plan before it is written down: the values that actions take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from holdfast.agencies.models import Practitioner
from holdfast.people.models import Person


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who takes part: a practitioner, a member of the family, or a name (WT 4.93)."""

    name: str = ""
    role: str = ""
    practitioner: Practitioner | None = None
    person: Person | None = None

    @property
    def called(self) -> str:
        """The name to keep."""
        known = self.practitioner or self.person
        return self.name or (known.name if known else "")

    @property
    def key(self) -> UUID | str:
        """What makes two mentions one person."""
        known = self.practitioner or self.person
        return known.pk if known else self.name.strip().casefold()


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """Who does what by when (WT 4.86, 4.100)."""

    what: str
    owner: Practitioner | None = None
    owner_name: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A planned outcome with the need that it answers and the actions that lead to it (CPP-03, GEN-02; WT 4.100)."""

    outcome: str
    need: str = ""
    area: str = ""
    measure: str = ""
    due_on: date | None = None
    actions: tuple[PlannedAction, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How a planned outcome stands: a code of `Progress`, and what shows it (CPP-07; WT 4.113)."""

    outcome_id: UUID
    stands: str
    evidence: str = ""
