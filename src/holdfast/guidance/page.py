"""The documentation page of an edition, made from its data: each clock with its rule and paragraph (GEN-07)."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.guidance.loader import citations
from holdfast.guidance.model import Citation, ClockRule, Edition


def page(edition: Edition) -> str:
    """The page in Markdown."""
    parts = (_head(edition), _clocks(edition), _values(edition), _steps(edition), _words(edition))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _head(edition: Edition) -> Iterable[str]:
    cited = citations(edition)
    unverified = sum(not citation.verified for citation in cited)
    yield f"# {edition.title}"
    yield ""
    yield f"Made from `src/holdfast/guidance/editions/{edition.code}` by `holdfast guidance page {edition.code}`:"
    yield "change the edition, not this page."
    yield ""
    yield f"{len(cited)} citations, {unverified} of them not verified."
    for document in edition.documents.values():
        yield ""
        about = f"{document.title} ({document.publisher}, {document.published})"
        yield f"- **{document.key}**: {about}. {document.consulted}"


def _clocks(edition: Edition) -> Iterable[str]:
    yield "## Clocks"
    yield ""
    yield "Within n working days of a day: that day is day 0; where it was no working day, the next working day is"
    yield "day 1. Working days run out at the end of their day. Hours and days of orders are elapsed time. Months keep"
    yield "the day of the month, clamped to the month's end."
    yield ""
    yield "| code | what | limit | runs from | until | source |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for rules in edition.dated_clocks.values():
        for rule in rules:
            yield _clock(rule)


def _clock(rule: ClockRule) -> str:
    cells = (f"`{rule.code}`", rule.label, rule.limit_text, rule.runs_from, rule.met_by, _cite(rule.source))
    return f"| {' | '.join(cells)} |"


def _values(edition: Edition) -> Iterable[str]:
    yield "## Other numbers"
    yield ""
    yield "| code | what | value | source |"
    yield "| --- | --- | --- | --- |"
    for values in edition.dated_values.values():
        for value in values:
            yield f"| `{value.code}` | {value.label} | {value.value} {value.unit} | {_cite(value.source)} |"


def _steps(edition: Edition) -> Iterable[str]:
    yield "## The pathway"
    for step in edition.steps.values():
        yield ""
        yield f"### {step.label}"
        yield ""
        yield f"{step.purpose} ({_cite(step.source)})"
        yield ""
        yield "| asked for | why | source |"
        yield "| --- | --- | --- |"
        for ask in step.asks:
            yield f"| {ask.label} | {ask.why} | {_cite(ask.source)} |"
        yield ""
        yield "| decision | leads to | endorsed by | source |"
        yield "| --- | --- | --- | --- |"
        for decision in step.decisions:
            leads = ", ".join(edition.steps[code].label for code in decision.leads_to) or "nothing further"
            role = edition.term("role", decision.endorsed_by).label if decision.endorsed_by else ""
            yield f"| {decision.label} | {leads} | {role} | {_cite(decision.source)} |"


def _words(edition: Edition) -> Iterable[str]:
    yield "## Words"
    for name, terms in edition.vocabularies.items():
        yield ""
        yield f"### {name}"
        yield ""
        for term in terms:
            yield f"- **{term.label}**: {term.definition} ({_cite(term.source)})"


def _cite(citation: Citation) -> str:
    said = str(citation)
    if not citation.verified:
        said += ", not verified"
    return f"{said}: {citation.note}" if citation.note else said
