"""Homes that are on no map."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from holdfast.demo.dice import Dice
from holdfast.demo.rates import read_yaml
from holdfast.demo.script import Address

LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # the letters that end a postcode


@lru_cache(maxsize=1)
def _places() -> dict[str, Any]:
    data: dict[str, Any] = read_yaml("places.yaml")
    return data


def towns() -> list[str]:
    """The towns of the authority."""
    return list(_places()["towns"])


def home(key: str, dice: Dice, town: str = "", outside: bool = False) -> Address:
    """An address in this town of the authority, or in one outside it."""
    group = _places()["outside" if outside else "towns"]
    where = town if town in group else dice.one(list(group))
    street = f"{dice.one(_places()['streets'])} {dice.one(_places()['endings'])}"
    flat = f"Flat {dice.between(1, 12)}, " if dice.chance(0.15) else ""
    postcode = f"{group[where]} {dice.between(1, 9)}{dice.one(LETTERS)}{dice.one(LETTERS)}"
    line = f"{flat}{dice.between(1, 148)} {street}"
    return Address(key=key, line=line, town=where, postcode=postcode, in_area=not outside)
