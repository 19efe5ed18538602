"""What the command line says about the guidance, as plain data and as text (GEN-07)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from holdfast.guidance.engine import due, in_london
from holdfast.guidance.errors import UnknownCode
from holdfast.guidance.loader import citations, editions, load
from holdfast.guidance.model import ClockRule, Edition
from holdfast.guidance.when import parse_when

__all__ = ["default_edition", "due_report", "due_text", "editions_report", "editions_text", "parse_when"]


def default_edition() -> str:
    """The edition that is meant where none is named: the oldest, which is the whole of the 2005 guidance."""
    return editions()[0]


def editions_report() -> list[dict[str, Any]]:
    """Each edition with its documents, its clocks, and how many of its citations are verified."""
    return [_edition(load(code)) for code in editions()]


def _edition(edition: Edition) -> dict[str, Any]:
    cited = citations(edition)
    return {
        "edition": edition.code,
        "title": edition.title,
        "documents": [
            {"key": document.key, "title": document.title, "verified": document.verified}
            for document in edition.documents.values()
        ],
        "clocks": [_clock(rule) for rule in edition.clocks.values()],
        "citations": len(cited),
        "unverified": sum(not citation.verified for citation in cited),
    }


def _clock(rule: ClockRule) -> dict[str, Any]:
    return {
        "clock": rule.code,
        "limit": rule.limit,
        "unit": rule.unit,
        "from": rule.runs_from,
        "until": rule.met_by,
        "source": str(rule.source),
        "verified": rule.source.verified,
    }


def editions_text() -> str:
    """``editions_report`` for reading."""
    lines: list[str] = []
    for edition in editions_report():
        lines += [edition["edition"], f"  {edition['title']}"]
        lines.append(f"  {edition['citations']} citations, {edition['unverified']} not verified")
        for clock in edition["clocks"]:
            unit = load(edition["edition"]).clock(clock["clock"]).limit_text
            mark = "" if clock["verified"] else ", not verified"
            lines.append(f"    {clock['clock']:<32} {unit:<16} from {clock['from']} ({clock['source']}{mark})")
        lines.append("")
    return "\n".join(lines).rstrip()


def due_report(code: str, when: str | date | datetime, edition: str | None = None) -> dict[str, Any]:
    """When a clock runs out that starts at ``when``.

    ``due`` is a date for working days and months, a date-time with London's offset for hours and days. Raises
    ``UnknownEdition``, ``UnknownCode`` (naming near ones), ``UnreadableWhen``, ``OutsideCalendar``.
    """
    start = parse_when(when) if isinstance(when, str) else when
    chosen = load(edition or default_edition())
    rule = _rule(chosen, code, start)
    return {
        "clock": rule.code,
        "edition": chosen.code,
        "from": in_london(start).isoformat(),
        "due": in_london(due(rule, start)).isoformat(),
        "limit": rule.limit,
        "unit": rule.unit,
        "source": str(rule.source),
    }


def _rule(edition: Edition, code: str, start: date | datetime) -> ClockRule:
    day = in_london(start)
    try:
        return edition.clock(code, day.date() if isinstance(day, datetime) else day)
    except UnknownCode as error:
        others = [name for name in editions() if name != edition.code and code in load(name).clocks]
        if not others or code in edition.clocks:
            raise
        raise UnknownCode(f"{error} It is a clock of {' and '.join(others)}.") from error


def due_text(report: dict[str, Any]) -> str:
    """``due_report`` for reading: what is due, by which rule, from which paragraph."""
    rule = load(report["edition"]).clock(report["clock"])
    ends = date.fromisoformat(report["due"]) if len(report["due"]) == len("2005-12-23") else None
    if ends is not None:
        due_words = f"{ends:%A} {ends.day} {ends:%B %Y}, to the end of the day"
    else:
        at = datetime.fromisoformat(report["due"])
        due_words = f"{at:%A} {at.day} {at:%B %Y} at {at:%H:%M:%S} in London"
    return "\n".join(
        (
            f"{rule.label} is due {due_words}.",
            f"{rule.limit_text} from {rule.runs_from}, until {rule.met_by} ({report['source']}).",
            rule.why,
        )
    )
