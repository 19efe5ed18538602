"""The parts of an edition: what each file's entries may say, turned into frozen values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from holdfast.guidance import reading
from holdfast.guidance.errors import BrokenEdition
from holdfast.guidance.events import EVENTS
from holdfast.guidance.model import (
    UNITS,
    Ask,
    Citation,
    ClockRule,
    Dated,
    Decision,
    Document,
    Step,
    Term,
    Unit,
    Value,
)
from holdfast.guidance.reading import Data

_D = TypeVar("_D", ClockRule, Value)


@dataclass(frozen=True)
class Section:
    """One file of an edition, and the documents that it may cite."""

    file: str
    where: str
    data: Data
    documents: dict[str, Document]


def documents(section: Section) -> dict[str, Document]:
    """The documents that the edition rests on."""
    found: dict[str, Document] = {}
    names = ("key", "title", "publisher", "published", "consulted")
    for entry in reading.entries(section.data, "documents", section.where):
        where = f"{section.where}: document {entry.get('key', '?')}"
        reading.keys(entry, where, required=(*names, "verified"), optional=("url",))
        url = reading.text(entry, "url", where) if "url" in entry else ""
        texts = {name: reading.text(entry, name, where) for name in names}
        if not isinstance(entry["verified"], bool):
            raise BrokenEdition(f"{where}: 'verified' must be true or false.")
        if texts["key"] in found:
            raise BrokenEdition(f"{where}: the same document twice.")
        found[texts["key"]] = Document(verified=entry["verified"], url=url, **texts)
    return found


def words(section: Section) -> tuple[dict[str, str], dict[str, Citation]]:
    """The edition's own words, and the citation of each."""
    said: dict[str, str] = {}
    sources: dict[str, Citation] = {}
    for entry in reading.entries(section.data, "words", section.where):
        where = _where(section, "word", entry)
        reading.keys(entry, where, required=("code", "word", "source"))
        code = _once(reading.code(entry, where), said, where)
        said[code] = reading.text(entry, "word", where)
        sources[code] = reading.cite(entry, where, section.documents)
    return said, sources


def clocks(section: Section) -> dict[str, tuple[ClockRule, ...]]:
    """The clocks, each with its versions in order of date."""
    found: dict[str, tuple[ClockRule, ...]] = {}
    required = ("code", "label", "step", "limits", "runs-from", "met-by", "why")
    for entry in reading.entries(section.data, "clocks", section.where):
        where = _where(section, "clock", entry)
        reading.keys(entry, where, required=required)
        code = _once(reading.code(entry, where), found, where)
        versions = [_clock(entry, limit, section, where) for limit in reading.entries(entry, "limits", where)]
        found[code] = _in_order(versions, where)
    return found


def _clock(entry: Data, limit: Data, section: Section, where: str) -> ClockRule:
    reading.keys(limit, f"{where}, limit", ("value", "unit", "source"), ("since", "until"))
    runs_from, from_events = _trigger(entry, "runs-from", section, where)
    met_by, met_events = _trigger(entry, "met-by", section, where)
    return ClockRule(
        code=reading.code(entry, where),
        label=reading.text(entry, "label", where),
        limit=reading.number(limit, "value", where),
        unit=_unit(reading.text(limit, "unit", where), where),
        runs_from=runs_from,
        met_by=met_by,
        from_events=from_events,
        met_events=met_events,
        source=reading.cite(limit, f"{where}, limit", section.documents),
        why=_why(entry, section, where),
        step=reading.text(entry, "step", where),
        in_force=_dates(limit, where),
    )


def _trigger(entry: Data, key: str, section: Section, where: str) -> tuple[str, tuple[str, ...]]:
    data = entry[key]
    where = f"{where}, {key}"
    if not isinstance(data, dict):
        raise BrokenEdition(f"{where}: no source: every value is cited.")
    reading.keys(data, where, required=("says", "events", "source"))
    reading.cite(data, where, section.documents)
    events = reading.codes(data, "events", where)
    for event in events:
        if event not in EVENTS:
            raise BrokenEdition(f"{where}: there is no event '{event}'.")
    if not events:
        raise BrokenEdition(f"{where}: 'events' must name at least one event.")
    return reading.text(data, "says", where), events


def _why(entry: Data, section: Section, where: str) -> str:
    data = entry["why"]
    if not isinstance(data, dict):
        raise BrokenEdition(f"{where}, why: no source: every value is cited.")
    reading.keys(data, f"{where}, why", required=("text", "source"))
    reading.cite(data, f"{where}, why", section.documents)
    return reading.text(data, "text", where)


def values(section: Section) -> dict[str, tuple[Value, ...]]:
    """The dated numbers that are not clocks, each with its versions in order of date."""
    found: dict[str, list[Value]] = {}
    names = ("code", "label", "value", "unit", "source")
    for entry in reading.entries(section.data, "values", section.where):
        where = _where(section, "value", entry)
        reading.keys(entry, where, required=names, optional=("since", "until"))
        code = reading.code(entry, where)
        version = Value(
            code=code,
            label=reading.text(entry, "label", where),
            value=reading.number(entry, "value", where),
            unit=reading.text(entry, "unit", where),
            source=reading.cite(entry, where, section.documents),
            in_force=_dates(entry, where),
        )
        found.setdefault(code, []).append(version)
    return {code: _in_order(versions, f"{section.where}: value {code}") for code, versions in found.items()}


def vocabularies(section: Section) -> dict[str, tuple[Term, ...]]:
    """The vocabularies of a file: a mapping from each one's code to its terms."""
    data = section.data["vocabularies"]
    if not isinstance(data, dict) or not data:
        raise BrokenEdition(f"{section.where}: 'vocabularies' must be a mapping.")
    found: dict[str, tuple[Term, ...]] = {}
    for name in data:
        terms: dict[str, Term] = {}
        for entry in reading.entries(data, name, section.where):
            where = _where(section, str(name), entry)
            reading.keys(entry, where, ("code", "label", "definition", "source"), ("clock", "within"))
            code = _once(reading.code(entry, where), terms, where)
            terms[code] = Term(
                code=code,
                label=reading.text(entry, "label", where),
                definition=reading.text(entry, "definition", where),
                source=reading.cite(entry, where, section.documents),
                clock=reading.text(entry, "clock", where) if "clock" in entry else None,
                within=reading.text(entry, "within", where) if "within" in entry else None,
            )
        found[str(name)] = tuple(terms.values())
    return found


def steps(section: Section) -> dict[str, Step]:
    """The steps of the pathway, in its order."""
    found: dict[str, Step] = {}
    required = ("code", "label", "purpose", "source", "asks", "decisions")
    for entry in reading.entries(section.data, "steps", section.where):
        where = _where(section, "step", entry)
        reading.keys(entry, where, required=required, optional=("clocks",))
        code = _once(reading.code(entry, where), found, where)
        found[code] = Step(
            code=code,
            label=reading.text(entry, "label", where),
            purpose=reading.text(entry, "purpose", where),
            asks=tuple(_asks(entry, section, where)),
            decisions=tuple(_decisions(entry, section, where)),
            clocks=reading.codes(entry, "clocks", where),
            source=reading.cite(entry, where, section.documents),
        )
    return found


def _asks(entry: Data, section: Section, where: str) -> Iterable[Ask]:
    seen: set[str] = set()
    for ask in reading.entries(entry, "asks", where):
        here = f"{where}, asks {ask.get('code', '?')}"
        reading.keys(ask, here, required=("code", "label", "why", "source"))
        code = _once(reading.code(ask, here), seen, here)
        seen.add(code)
        source = reading.cite(ask, here, section.documents)
        yield Ask(code, reading.text(ask, "label", here), reading.text(ask, "why", here), source)


def _decisions(entry: Data, section: Section, where: str) -> Iterable[Decision]:
    seen: set[str] = set()
    for decision in reading.entries(entry, "decisions", where):
        here = f"{where}, decision {decision.get('code', '?')}"
        reading.keys(decision, here, ("code", "label", "leads-to", "source"), ("endorsed-by", "why"))
        code = _once(reading.code(decision, here), seen, here)
        seen.add(code)
        yield Decision(
            code=code,
            label=reading.text(decision, "label", here),
            leads_to=reading.codes(decision, "leads-to", here),
            endorsed_by=reading.text(decision, "endorsed-by", here) if "endorsed-by" in decision else None,
            source=reading.cite(decision, here, section.documents),
            why=reading.text(decision, "why", here) if "why" in decision else "",
        )


def _in_order(versions: Sequence[_D], where: str) -> tuple[_D, ...]:
    for index, version in enumerate(versions):
        for other in versions[index + 1 :]:
            if version.in_force.overlaps(other.in_force):
                raise BrokenEdition(f"{where}: two values overlap in time.")
    return tuple(sorted(versions, key=lambda v: (v.in_force.since is not None, v.in_force.since)))


def _dates(data: Data, where: str) -> Dated:
    since, until = reading.day(data, "since", where), reading.day(data, "until", where)
    if since is not None and until is not None and until <= since:
        raise BrokenEdition(f"{where}: 'until' must come after 'since'.")
    return Dated(since, until)


def _unit(name: str, where: str) -> Unit:
    for unit in UNITS:
        if unit == name:
            return unit
    raise BrokenEdition(f"{where}: '{name}' is no unit ({', '.join(UNITS)}).")


def _once(code: str, seen: Iterable[str], where: str) -> str:
    if code in seen:
        raise BrokenEdition(f"{where}: the code '{code}' stands twice.")
    return code


def _where(section: Section, what: str, entry: Data) -> str:
    return f"{section.where}: {what} {entry.get('code', '?')}"
