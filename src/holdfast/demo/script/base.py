"""What every event of a script shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Key = str
"""The name by which one thing in a script refers to another, such as `f0012-c1` for a child."""

Child = Key
"""The key of a person who is a child (or not yet born)."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One thing said, with its nature told apart (GEN-12, WT 4.78, 4.130) and where it came from."""

    nature: Literal["fact", "observation", "allegation", "opinion", "judgement", "hypothesis"]
    text: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Participant:
    """Somebody who took part: a practitioner of the authority's area, or a member of the family."""

    practitioner: Key | None = None
    person: Key | None = None
    agency: Key | None = None
    name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Anything dated that somebody recorded. `by` is the practitioner, `recorded` when it was typed if later."""

    at: datetime
    by: Key
    recorded: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Event(Entry):
    """A step or happening in the lives of `children`, all of one family; `referral` is the episode it belongs to."""

    children: tuple[Child, ...]
    referral: Key = ""
