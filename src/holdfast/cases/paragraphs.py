"""The guidance read by its paragraphs: what rests on each, and where a citation can be read (GEN-07)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from holdfast.guidance import Citation, Decision, Edition, editions, load
from holdfast.web.citing import leads


@dataclass(frozen=True, slots=True)
class Rests:
    """Something in Holdfast that rests on a paragraph: a clock, a question, a decision, a word."""

    kind: str
    label: str
    text: str = ""
    source: Citation | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document with all that rests on it."""

    anchor: str
    name: str
    rests: tuple[Rests, ...]


@lru_cache(maxsize=16)
def paragraphs(code: str) -> tuple[Paragraph, ...]:
    """The paragraphs that an edition cites, in the documents' order. Raises `UnknownEdition`."""
    edition = load(code)
    found: dict[str, tuple[Citation, list[Rests]]] = {}
    for one in _everything(edition):
        assert one.source is not None
        for single in split(one.source):
            found.setdefault(single.anchor, (single, []))[1].append(one)
    ordered = sorted(found.items(), key=lambda pair: _place(edition, pair[1][0]))
    return tuple(Paragraph(anchor, str(single), tuple(rests)) for anchor, (single, rests) in ordered)


def split(source: Citation) -> list[Citation]:
    """The single paragraphs of a citation: 'WT 4.26, 4.127' cites two."""
    parts = [part.strip() for part in source.paragraph.split(",") if part.strip()]
    return [Citation(source.document, part, source.verified, source.url, source.note) for part in parts]


def _place(edition: Edition, single: Citation) -> tuple[int, list[tuple[int, str]]]:
    """Where a paragraph stands: by document, then with '4.9' before '4.10'."""
    documents = list(edition.documents)
    steps = [
        (int(part), "") if part.isdigit() else (0, part) for part in re.findall(r"\d+|[A-Za-z]+", single.paragraph)
    ]
    return documents.index(single.document) if single.document in documents else len(documents), steps


def _everything(edition: Edition) -> Iterator[Rests]:
    yield from _clocks_and_numbers(edition)
    yield from _steps(edition)
    for vocabulary, terms in edition.vocabularies.items():
        kind = vocabulary.replace("-", " ").capitalize()
        yield from (Rests(kind, term.label, term.definition, term.source) for term in terms)
    for word, source in edition.word_sources.items():
        yield Rests("Word", edition.words[word], "", source)


def _clocks_and_numbers(edition: Edition) -> Iterator[Rests]:
    for rules in edition.dated_clocks.values():
        for rule in rules:
            text = f"{rule.limit_text}, from {rule.runs_from} until {rule.met_by}. {rule.why}"
            yield Rests("Clock", rule.label, text, rule.source)
    for values in edition.dated_values.values():
        for value in values:
            yield Rests("Number", value.label, f"{value.value} {value.unit}", value.source)


def _steps(edition: Edition) -> Iterator[Rests]:
    for step in edition.steps.values():
        yield Rests("Step", step.label, step.purpose, step.source)
        for ask in step.asks:
            yield Rests(f"Asked in {step.label.lower()}", ask.label, ask.why, ask.source)
        for decision in step.decisions:
            text = " ".join(filter(None, (decision.why, leads_words(edition, decision))))
            yield Rests(f"Decision of {step.label.lower()}", decision.label, text, decision.source)


def leads_words(edition: Edition, decision: Decision) -> str:
    """Where a decision leads: 'Leads to: core assessment.', or nothing."""
    to = ", ".join(edition.steps[code].label.lower() for code in decision.leads_to)
    return f"Leads to: {to}." if to else ""


@lru_cache(maxsize=1)
def _places() -> Mapping[str, tuple[str, str]]:
    """By a paragraph's name ('WT 4.67'): the edition whose page has it, and its anchor; the oldest edition first."""
    found: dict[str, tuple[str, str]] = {}
    for code in editions():
        for paragraph in paragraphs(code):
            found.setdefault(paragraph.name, (code, paragraph.anchor))
    return found


def place_of(source: str) -> tuple[str, str] | None:
    """The edition and anchor at which a citation is read; of several paragraphs, the first; None for none of ours.

    'WT 4.26, 4.127' leads to 4.26, and a span such as 'WT 4.24-4.33' to where it begins.
    """
    first = source.split(",", maxsplit=1)[0].strip()
    places = _places()
    return places.get(first) or places.get(re.split("[-\N{EN DASH}]", first)[0].strip())


@leads
def address_of_paragraph(source: str) -> str | None:
    """Where a citation is read: 'WT 4.67' at its own place on the page of its edition."""
    place = place_of(source)
    if place is None:
        return None
    code, anchor = place
    return f"{reverse('guidance:paragraphs', kwargs={'edition': code})}#{anchor}"
