"""Names, languages and faiths that go together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from holdfast.demo.dice import Dice
from holdfast.demo.rates import read_yaml


@lru_cache(maxsize=1)
def _corpus() -> dict[str, Any]:
    data: dict[str, Any] = read_yaml("names.yaml")
    return data


@dataclass(frozen=True)
class Culture:
    """What a family has in common: where its names come from, what it speaks and believes."""

    ethnicity: str
    names: str
    language: str
    religion: str
    interpreter: bool


def culture(ethnicity: str, dice: Dice) -> Culture:
    """A culture for a family of this ethnicity. KeyError for an unknown one."""
    entry = _corpus()["cultures"][ethnicity]
    language = dice.weighted(entry["languages"])
    return Culture(
        ethnicity=ethnicity,
        names=dice.weighted(entry["lists"]),
        language=language,
        religion=dice.weighted(entry["religions"]),
        interpreter=language != "English" and dice.chance(entry["interpreter"]),
    )


def family_name(names: str, dice: Dice) -> str:
    """A family name from a list."""
    return str(dice.one(_corpus()["lists"][names]["families"]))


def given_name(names: str, sex: str, grown: bool, dice: Dice, taken: set[str]) -> str:
    """A given name that nobody in `taken` has yet (unless the list is used up); it is added to `taken`."""
    group = ("women" if grown else "girls") if sex == "female" else ("men" if grown else "boys")
    options = _corpus()["lists"][names][group]
    free = [name for name in options if name not in taken] or options
    chosen = str(dice.one(free))
    taken.add(chosen)
    return chosen
