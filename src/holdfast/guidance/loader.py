"""The strict loader: an edition is loaded whole or refused.

It refuses an unknown key, a value without citation, a duplicate code, a ``leads-to`` that leads nowhere, an
overlap of dated values, and a reference to a clock, role or event that does not exist. Every refusal names
the file and the entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType

from holdfast.guidance import reading
from holdfast.guidance.errors import BrokenEdition, UnknownEdition
from holdfast.guidance.model import Citation, Document, Edition, Step, Term
from holdfast.guidance.sections import (
    Section,
    clocks,
    documents,
    steps,
    values,
    vocabularies,
    words,
)

FILES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "edition.yaml": ("code", "title", "short", "documents", "words"),
        "timescales.yaml": ("clocks", "values"),
        "terms.yaml": ("vocabularies",),
        "framework.yaml": ("vocabularies",),
        "roles.yaml": ("vocabularies",),
        "prompts.yaml": ("vocabularies",),
        "pathway.yaml": ("steps",),
    }
)
"""Every file of an edition, and the keys that it may and must have."""


def editions_folder() -> Traversable:
    """Where the editions are: inside the installed package."""
    return resources.files("holdfast.guidance") / "editions"


@lru_cache(maxsize=1)
def editions() -> tuple[str, ...]:
    """The codes of the editions that there are, the oldest first."""
    return tuple(sorted(entry.name for entry in editions_folder().iterdir() if entry.is_dir()))


@lru_cache(maxsize=16)
def load(code: str) -> Edition:
    """The edition of that code, read once. Raises ``UnknownEdition`` or ``BrokenEdition``."""
    if code not in editions():
        raise UnknownEdition(f"There is no edition called '{code}'. Editions: {', '.join(editions())}.")
    return load_folder(editions_folder() / code)


def load_folder(folder: Traversable) -> Edition:
    """Read and check one edition's folder. Raises ``BrokenEdition`` naming the file and the entry."""
    present = {entry.name for entry in folder.iterdir() if entry.name.endswith((".yaml", ".yml"))}
    for name in sorted(present - FILES.keys()):
        raise BrokenEdition(f"{folder.name}/{name}: no edition has a file of that name.")
    sections = [_read(folder, name, present) for name in FILES]
    edition = _build(folder.name, {section.file: section for section in sections})
    _check(edition, folder.name)
    return edition


def _read(folder: Traversable, name: str, present: set[str]) -> Section:
    where = f"{folder.name}/{name}"
    if name not in present:
        raise BrokenEdition(f"{where}: the file is missing.")
    data = reading.parse((folder / name).read_text(encoding="utf-8"), where)
    keys = FILES[name]
    reading.keys(data, where, required=keys)
    return Section(name, where, data, {})


def _build(folder: str, files: Mapping[str, Section]) -> Edition:
    head = files["edition.yaml"]
    known: dict[str, Document] = documents(head)
    for section in files.values():
        section.documents.update(known)
    code = reading.text(head.data, "code", head.where)
    if code != folder:
        raise BrokenEdition(f"{head.where}: its code is '{code}', and its folder '{folder}'.")
    said, sources = words(head)
    dated_clocks = clocks(files["timescales.yaml"])
    return Edition(
        code=code,
        title=reading.text(head.data, "title", head.where),
        short=reading.text(head.data, "short", head.where),
        documents=MappingProxyType(known),
        words=MappingProxyType(said),
        word_sources=MappingProxyType(sources),
        clocks=MappingProxyType({key: rules[-1] for key, rules in dated_clocks.items()}),
        dated_clocks=MappingProxyType(dated_clocks),
        vocabularies=MappingProxyType(_merged(files)),
        steps=MappingProxyType(steps(files["pathway.yaml"])),
        dated_values=MappingProxyType(values(files["timescales.yaml"])),
    )


def _merged(files: Mapping[str, Section]) -> dict[str, tuple[Term, ...]]:
    merged: dict[str, tuple[Term, ...]] = {}
    for name, section in files.items():
        if "vocabularies" not in FILES[name]:
            continue
        for code, terms in vocabularies(section).items():
            if code in merged:
                raise BrokenEdition(f"{section.where}: the vocabulary '{code}' is already in another file.")
            merged[code] = terms
    return merged


def _check(edition: Edition, folder: str) -> None:
    """References between the files: steps, clocks, roles, broader terms."""
    roles = {term.code for term in edition.vocabularies.get("role", ())}
    for step in edition.steps.values():
        _check_step(step, edition, roles, f"{folder}/pathway.yaml: step {step.code}")
    for rules in edition.dated_clocks.values():
        for rule in rules:
            _exists(rule.step, edition.steps, f"{folder}/timescales.yaml: clock {rule.code}", "step")
    broader = {term.code for terms in edition.vocabularies.values() for term in terms}
    for name, terms in edition.vocabularies.items():
        for term in terms:
            where = f"{folder}: {name} {term.code}"
            if term.clock is not None:
                _exists(term.clock, edition.clocks, where, "clock")
            if term.within is not None:
                _exists(term.within, broader, where, "broader term")


def _check_step(step: Step, edition: Edition, roles: set[str], where: str) -> None:
    for decision in step.decisions:
        for target in decision.leads_to:
            _exists(target, edition.steps, f"{where}, decision {decision.code} leads", "step")
        if decision.endorsed_by is not None:
            _exists(decision.endorsed_by, roles, f"{where}, decision {decision.code}", "role")
    for clock in step.clocks:
        _exists(clock, edition.clocks, where, "clock")


def _exists(code: str, known: Mapping[str, object] | set[str], where: str, what: str) -> None:
    if code not in known:
        raise BrokenEdition(f"{where}: there is no {what} '{code}'.")


def citations(edition: Edition) -> tuple[Citation, ...]:
    """Every citation that an edition makes, in order and with repeats (GEN-07)."""
    found: list[Citation] = list(edition.word_sources.values())
    found += [rule.source for rules in edition.dated_clocks.values() for rule in rules]
    found += [value.source for versions in edition.dated_values.values() for value in versions]
    found += [term.source for terms in edition.vocabularies.values() for term in terms]
    for step in edition.steps.values():
        found.append(step.source)
        found += [ask.source for ask in step.asks]
        found += [decision.source for decision in step.decisions]
    return tuple(found)
