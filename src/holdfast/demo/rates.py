"""The rates of the fictional authority, read strictly from `rates.yaml`: every one has a source or owns up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

Bucket = tuple[float, int, int]


@dataclass(frozen=True)
class Rates:
    """Shares (0 to 1), lengths (weighted ranges of days), weights (by code), and where each came from."""

    shares: dict[str, float]
    lengths: dict[str, tuple[Bucket, ...]]
    weights: dict[str, dict[Any, float]]
    by_category: dict[str, dict[str, float]]
    sources: dict[str, str]


def read_yaml(*path: str) -> Any:
    """A YAML file of this room. Raises FileNotFoundError when there is none."""
    text = resources.files("holdfast.demo").joinpath(*path).read_text(encoding="utf-8")
    return yaml.safe_load(text)


def _cited(group: str, name: str, entry: dict[str, Any], key: str) -> str:
    """The source or assumption of an entry; ValueError when it has neither, or anything unknown."""
    unknown = set(entry) - {key, "source", "assumption"}
    if unknown:
        raise ValueError(f"rates.yaml: {group}.{name} has unknown keys {sorted(unknown)}")
    if ("source" in entry) == ("assumption" in entry):
        raise ValueError(f"rates.yaml: {group}.{name} needs a source or an assumption, and not both")
    return str(entry.get("source") or f"assumption: {entry['assumption']}")


def parse(data: dict[str, Any]) -> Rates:
    """Rates from the parsed file. Raises ValueError for an uncited or malformed entry."""
    sources: dict[str, str] = {}
    shares: dict[str, float] = {}
    lengths: dict[str, tuple[Bucket, ...]] = {}
    weights: dict[str, dict[Any, float]] = {}
    for name, entry in data["shares"].items():
        sources[f"shares.{name}"] = _cited("shares", name, entry, "value")
        shares[name] = float(entry["value"])
        if not 0 <= shares[name] <= 1:
            raise ValueError(f"rates.yaml: shares.{name} is not between 0 and 1")
    for name, entry in data["lengths"].items():
        sources[f"lengths.{name}"] = _cited("lengths", name, entry, "buckets")
        lengths[name] = tuple((float(w), int(low), int(high)) for w, low, high in entry["buckets"])
        if any(low > high for _, low, high in lengths[name]):
            raise ValueError(f"rates.yaml: lengths.{name} has a range that runs backwards")
    for name, entry in data["weights"].items():
        sources[f"weights.{name}"] = _cited("weights", name, entry, "values")
        weights[name] = {code: float(weight) for code, weight in entry["values"].items()}
    return Rates(shares, lengths, weights, data["circumstance-by-category"], sources)


@lru_cache(maxsize=1)
def rates() -> Rates:
    """The rates of the authority, read once."""
    return parse(read_yaml("rates.yaml"))
