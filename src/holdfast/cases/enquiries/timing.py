"""Which strategy discussion the conference's clock runs from, and what meets it: pure (STR-02; WT 4.67)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Timing:
    """The start of the clock by both ways of counting, and the conference that met it."""

    initiating: datetime
    last: datetime
    met_at: datetime | None


def conference_timing(
    *,
    initiating: datetime | None,
    started_at: datetime,
    discussions: Sequence[datetime],
    conferences: Sequence[datetime],
    next_starts: datetime | None,
) -> Timing | None:
    """When the clock of an enquiry's conference starts, and what met it; None while nothing was discussed.

    `initiating` is the discussion that began the enquiry; one that began without counts from the first discussion held
    after its start. `discussions` and `conferences` are all of the child's case; what is held after `next_starts`, the
    start of a later enquiry, belongs to that one. The last discussion before the conference counts (WT 4.67).
    """

    def within(moment: datetime, since: datetime) -> bool:
        return moment >= since and (next_starts is None or moment < next_starts)

    first = initiating or min((held for held in discussions if within(held, started_at)), default=None)
    if first is None:
        return None
    met = min((held for held in conferences if within(held, first)), default=None)
    counted = [held for held in discussions if within(held, first) and (met is None or held <= met)]
    return Timing(initiating=first, last=max([first, *counted]), met_at=met)
