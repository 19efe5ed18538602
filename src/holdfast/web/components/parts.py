"""Small things that views hand to the components."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from holdfast.web.components.words import age_words, plain_day


@dataclass(frozen=True)
class Tag:
    """A status in a coloured box. ``tone``: ``calm``, ``good``, ``note``, ``warn``, ``quiet``."""

    text: str
    tone: str = "calm"


@dataclass(frozen=True)
class Link:
    """A link or, with ``post``, a button. ``current`` marks the page that one is on."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Identity:
    """Who this page is about, for ``{% identity_bar identity %}`` (REC-01).

    ``warnings`` are sentences that a visitor must know before the door opens; ``facts`` are short pairs
    such as ``("Key worker", "Ada Osei")``; ``actions`` the urgent links, such as recording urgent action.
    """

    name: str
    url: str = ""
    born: date | None = None
    expected: date | None = None
    died: date | None = None
    reference: str = ""
    tags: Sequence[Tag] = ()
    warnings: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    actions: Sequence[Link] = ()

    @property
    def age(self) -> str:
        """The age in words; at death for one who has died."""
        return age_words(self.born, self.expected, on=self.died)

    @property
    def born_words(self) -> str:
        """``born 5 May 2003``; ``unborn, expected 4 May 2027``."""
        if self.died:
            return f"born {plain_day(self.born)}, died {plain_day(self.died)}" if self.born else "died"
        return f"born {plain_day(self.born)}" if self.born else age_words(None, self.expected)


@dataclass(frozen=True)
class Entry:
    """One entry of a timeline, when no model has these names already."""

    when: date | datetime
    title: str
    kind: str = ""
    text: str = ""
    url: str = ""
    marks: Sequence[Any] = ()
    by: str = ""
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class Row:
    """A line of a summary list. ``url`` leads to where it is changed; ``action`` words the link."""

    key: str
    value: Any = ""
    url: str = ""
    action: str = "Change"
    prose: bool = False


@dataclass(frozen=True)
class Task:
    """A line of a task list. ``status`` is in words; ``done`` draws it quietly."""

    label: str
    url: str = ""
    status: str = ""
    done: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Beside:
    """A column of the siblings grid: one child; ``rows`` in the same order for each (GEN-05)."""

    name: str
    rows: Sequence[Row]
    url: str = ""
    age: str = ""
    tags: Sequence[Tag] = field(default_factory=tuple)
    clocks: Sequence[Any] = field(default_factory=tuple)


@dataclass(frozen=True)
class Filter:
    """A filter that is on, with the address that takes it off."""

    label: str
    off_url: str
