"""The shape of an edition: clocks, terms, steps and dated values, each with its citation (GEN-07).

Everything here is frozen. The values themselves are in ``editions/<edition>/*.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Literal, TypeVar

from holdfast.guidance.errors import UnknownCode

Unit = Literal["working_days", "hours", "days", "months"]
UNITS: tuple[Unit, ...] = ("working_days", "hours", "days", "months")

UNIT_WORDS: Mapping[Unit, tuple[str, str]] = {
    "working_days": ("working day", "working days"),
    "hours": ("hour", "hours"),
    "days": ("day", "days"),
    "months": ("month", "months"),
}


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a value comes from, as ``str()`` shows it: ``WT 4.67`` (GEN-07).

    ``verified`` says whether the value was checked: against the text of the document or, where ``note`` says so,
    second hand, against published sources that restate it. ``note`` also says why a value could not be verified.
    """

    document: str
    paragraph: str
    verified: bool = True
    url: str = ""
    note: str = ""

    def __str__(self) -> str:
        return f"{self.document} {self.paragraph}"

    @property
    def anchor(self) -> str:
        """The citation as part of an address: ``wt-4-67``."""
        kept = (c.lower() if c.isalnum() else "-" for c in str(self))
        return "-".join(part for part in "".join(kept).split("-") if part)


@dataclass(frozen=True, slots=True)
class Document:
    """A source that an edition cites, by its key (``WT``)."""

    key: str
    title: str
    publisher: str
    published: str
    url: str
    verified: bool
    consulted: str


@dataclass(frozen=True, slots=True)
class Dated:
    """The time for which a value holds: ``since`` inclusive, ``until`` exclusive, ``None`` for open."""

    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the value holds on ``day``."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def overlaps(self, other: Dated) -> bool:
        """Whether some day belongs to both."""
        starts_before_other_ends = other.until is None or self.since is None or self.since < other.until
        ends_after_other_starts = self.until is None or other.since is None or other.since < self.until
        return starts_before_other_ends and ends_after_other_starts


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One statutory clock: so long, from this, until that, because of this paragraph.

    ``limit`` is in ``unit``. ``runs_from`` and ``met_by`` are prose; ``from_events`` and ``met_events`` are
    the codes of ``holdfast.guidance.events`` that a case's facts carry. ``why`` is the prompt shown with the
    clock. ``in_force`` is set where the limit changes inside the edition.
    """

    code: str
    label: str
    limit: int
    unit: Unit
    runs_from: str
    met_by: str
    from_events: tuple[str, ...]
    met_events: tuple[str, ...]
    source: Citation
    why: str
    step: str = ""
    in_force: Dated = field(default_factory=Dated)

    @property
    def limit_text(self) -> str:
        """The limit in words: ``7 working days``, ``1 month``."""
        one, many = UNIT_WORDS[self.unit]
        return f"{self.limit} {one if self.limit == 1 else many}"


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a vocabulary, with its meaning in our own words and its paragraph.

    ``clock`` is the code of the clock that choosing it starts; ``within`` the code of the broader term.
    """

    code: str
    label: str
    definition: str
    source: Citation
    clock: str | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that a step asks for, and why."""

    code: str
    label: str
    why: str
    source: Citation


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that a step allows, the steps it leads to, and the role that endorses it."""

    code: str
    label: str
    leads_to: tuple[str, ...]
    endorsed_by: str | None
    source: Citation
    why: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the pathway. It suggests and explains; it does not lock."""

    code: str
    label: str
    purpose: str
    asks: tuple[Ask, ...]
    decisions: tuple[Decision, ...]
    clocks: tuple[str, ...]
    source: Citation

    def decision(self, code: str) -> Decision:
        """The decision of that code; ``UnknownCode`` names near ones."""
        return pick(self.decisions, code, f"decision of {self.code}")

    def ask(self, code: str) -> Ask:
        """What is asked for under that code; ``UnknownCode`` names near ones."""
        return pick(self.asks, code, f"question of {self.code}")


@dataclass(frozen=True, slots=True)
class Value:
    """A number of the guidance that is not a clock: a quorum, an age, a window."""

    code: str
    label: str
    value: int
    unit: str
    source: Citation
    in_force: Dated = field(default_factory=Dated)


@dataclass(frozen=True)
class Edition:
    """One edition of the guidance, whole: what is read from one folder of ``editions/``.

    ``words`` gives the edition's own word for a thing (``board``, ``review-conference``); ``word_sources``
    the citation of each. ``clocks`` holds the rules in force at the end of the edition; ``clock(code, on)``
    the one in force on a day.
    """

    code: str
    title: str
    short: str
    documents: Mapping[str, Document]
    words: Mapping[str, str]
    word_sources: Mapping[str, Citation]
    clocks: Mapping[str, ClockRule]
    dated_clocks: Mapping[str, tuple[ClockRule, ...]]
    vocabularies: Mapping[str, tuple[Term, ...]]
    steps: Mapping[str, Step]
    dated_values: Mapping[str, tuple[Value, ...]]

    def clock(self, code: str, on: date | None = None) -> ClockRule:
        """The rule of that code in force on a day (the latest one when no day is given)."""
        versions = self.dated_clocks.get(code)
        if versions is None:
            raise unknown("clock", code, self.dated_clocks, self.code)
        return _in_force(versions, on, f"clock {code}")

    def terms(self, vocabulary: str) -> tuple[Term, ...]:
        """Every term of a vocabulary, in the order in which to show them."""
        found = self.vocabularies.get(vocabulary)
        if found is None:
            raise unknown("vocabulary", vocabulary, self.vocabularies, self.code)
        return found

    def term(self, vocabulary: str, code: str) -> Term:
        """One term of a vocabulary; ``UnknownCode`` names near ones."""
        return pick(self.terms(vocabulary), code, f"term of {vocabulary}")

    def choices(self, vocabulary: str) -> list[tuple[str, str]]:
        """A vocabulary as the (code, label) pairs that a form's field takes."""
        return [(term.code, term.label) for term in self.terms(vocabulary)]

    def step(self, code: str) -> Step:
        """One step of the pathway; ``UnknownCode`` names near ones."""
        found = self.steps.get(code)
        if found is None:
            raise unknown("step", code, self.steps, self.code)
        return found

    def cited_value(self, code: str, on: date | None = None) -> Value:
        """A dated value with its citation; see ``value``."""
        versions = self.dated_values.get(code)
        if versions is None:
            raise unknown("value", code, self.dated_values, self.code)
        return _in_force(versions, on, f"value {code}")

    def value(self, code: str, on: date | None = None) -> int:
        """A number of the guidance on a day (the latest when no day is given)."""
        return self.cited_value(code, on).value

    def word(self, code: str) -> str:
        """The edition's word for a thing; ``UnknownCode`` names near ones."""
        found = self.words.get(code)
        if found is None:
            raise unknown("word", code, self.words, self.code)
        return found


_Coded = TypeVar("_Coded", Term, Ask, Decision)
_DatedThing = TypeVar("_DatedThing", ClockRule, Value)


def pick(things: Iterable[_Coded], code: str, what: str) -> _Coded:
    """The thing of that code among ``things``; ``UnknownCode`` names near ones."""
    known = {thing.code: thing for thing in things}
    if code not in known:
        raise unknown(what, code, known, "")
    return known[code]


def unknown(what: str, code: str, known: Iterable[str], edition: str) -> UnknownCode:
    """The error for a code that is not there, with near names."""
    names = sorted(known)
    near = get_close_matches(code, names, cutoff=0.5) or [name for name in names if code and code in name]
    where = f" in {edition}" if edition else ""
    hint = f" Did you mean {' or '.join(near)}?" if near else f" Known: {', '.join(names)}."
    return UnknownCode(f"There is no {what} called '{code}'{where}.{hint}")


def _in_force(versions: tuple[_DatedThing, ...], on: date | None, what: str) -> _DatedThing:
    if on is None:
        return versions[-1]
    for version in versions:
        if version.in_force.holds_on(on):
            return version
    raise UnknownCode(f"No {what} is in force on {on.isoformat()}.")
