"""Reading the YAML of an edition: plain values, with errors that name the file and the entry."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from holdfast.guidance.errors import BrokenEdition
from holdfast.guidance.model import Citation, Document

if TYPE_CHECKING:
    _SafeLoader = yaml.SafeLoader
else:  # the one in C is ten times as quick, and not on every machine
    _SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Data = Mapping[str, Any]


class _StrictYaml(_SafeLoader):
    """YAML that refuses the same key twice in one mapping (PyYAML would keep the last one)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            if key_node.value in seen:
                line = key_node.start_mark.line + 1
                raise yaml.YAMLError(f"the key '{key_node.value}' stands twice, line {line}")
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)


def parse(content: str, where: str) -> Data:
    """The mapping that a YAML file holds. Raises ``BrokenEdition``."""
    loader = _StrictYaml(content)
    try:
        data = loader.get_single_data()
    except yaml.YAMLError as error:
        raise BrokenEdition(f"{where}: not readable as YAML: {error}") from error
    finally:
        loader.dispose()
    if not isinstance(data, dict):
        raise BrokenEdition(f"{where}: a mapping is expected at the top.")
    return data


def keys(data: Data, where: str, required: Sequence[str], optional: Sequence[str] = ()) -> None:
    """Refuse an unknown key and a missing one."""
    for key in data:
        if key not in required and key not in optional:
            raise BrokenEdition(f"{where}: unknown key '{key}'.")
    for key in required:
        if key not in data:
            fault = "no source: every value is cited" if key == "source" else f"'{key}' is missing"
            raise BrokenEdition(f"{where}: {fault}.")


def text(data: Data, key: str, where: str) -> str:
    """A text that is not empty, with line breaks folded."""
    value = data[key]
    if not isinstance(value, str) or not value.strip():
        raise BrokenEdition(f"{where}: '{key}' must be a text.")
    return " ".join(value.split())


def code(data: Data, where: str) -> str:
    """A code: lower case, digits and hyphens."""
    value = text(data, "code", where)
    if not all(part.isalnum() and part == part.lower() for part in value.split("-")):
        raise BrokenEdition(f"{where}: '{value}' is no code (lower case, digits, hyphens).")
    return value


def codes(data: Data, key: str, where: str) -> tuple[str, ...]:
    """A list of codes, perhaps empty, each once."""
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BrokenEdition(f"{where}: '{key}' must be a list of codes.")
    if len(set(value)) != len(value):
        raise BrokenEdition(f"{where}: '{key}' has the same code twice.")
    return tuple(value)


def number(data: Data, key: str, where: str) -> int:
    """A whole number above nought."""
    value = data[key]
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BrokenEdition(f"{where}: '{key}' must be a whole number above nought.")
    return value


def day(data: Data, key: str, where: str) -> date | None:
    """A date, or ``None`` where there is none."""
    value = data.get(key)
    if value is not None and (not isinstance(value, date) or hasattr(value, "hour")):
        raise BrokenEdition(f"{where}: '{key}' must be a date.")
    return value


def entries(data: Data, key: str, where: str) -> list[Data]:
    """A list of mappings that is not empty."""
    value = data[key]
    if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
        raise BrokenEdition(f"{where}: '{key}' must be a list of entries.")
    return value


def cite(data: Data, where: str, documents: Mapping[str, Document]) -> Citation:
    """The citation under ``source``: ``WT 4.67``, or a mapping with ``cite``, ``verified`` and ``note``."""
    value = data.get("source")
    if isinstance(value, str):
        value = {"cite": value}
    if not isinstance(value, dict):
        raise BrokenEdition(f"{where}: no source: every value is cited.")
    keys(value, f"{where}, source", required=("cite",), optional=("verified", "note", "url"))
    said = text(value, "cite", where)
    key = next((k for k in sorted(documents, key=len, reverse=True) if said.startswith(f"{k} ")), None)
    if key is None:
        raise BrokenEdition(f"{where}: '{said}' cites no document of this edition ({', '.join(documents)}).")
    verified = value.get("verified", documents[key].verified)
    if not isinstance(verified, bool):
        raise BrokenEdition(f"{where}: 'verified' must be true or false.")
    return Citation(
        document=key,
        paragraph=said.removeprefix(f"{key} "),
        verified=verified,
        url=str(value.get("url", documents[key].url)),
        note=str(value.get("note", "")),
    )
