"""Families that every demo must have, whatever chance brings (the list of the issue, and of practice)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from holdfast.demo.families import Need
from holdfast.demo.rates import read_yaml
from holdfast.demo.telling import Order
from holdfast.demo.worktime import DAY, Hours


@dataclass(frozen=True)
class Particular:
    """One entry of `particular.yaml`."""

    key: str
    days_ago: int
    circumstance: str
    outcome: str
    shape: str = ""
    count: int = 0
    ages: str = ""
    ethnicity: str = ""
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = field(default=())


def _entries() -> Iterator[Particular]:
    data: list[dict[str, Any]] = read_yaml("particular.yaml")
    for entry in data:
        lists = {name: tuple(entry.get(name, ())) for name in ("kinds", "categories")}
        yield Particular(**{**entry, **lists})


def particular_needs(today: date, hours: Hours) -> Iterator[tuple[Need, Order]]:
    """Each needed family with what its first episode comes to."""
    for one in _entries():
        start = hours.working_day(today - one.days_ago * DAY)
        need = Need(
            key=one.key,
            start=start,
            circumstance=one.circumstance,
            planned=one.outcome == "plan",
            shape=one.shape,
            count=one.count,
            ages=one.ages,
            ethnicity=one.ethnicity,
            kinds=one.kinds,
        )
        yield need, Order(start=start, outcome=one.outcome, categories=one.categories)
