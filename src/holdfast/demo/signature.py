"""Reads the families written by hand: `signature/*.yaml`, whose events are those of the script, spelled out.

Days are counted from the family's first day: `+0` is that day, `+3w` three working days after it, `+10` ten days
after. A time follows, as in `+3w 10:15`, and then the day is a working day; with a `!` it is the day itself.
Ages are given as `born: -9y4m`, relative to the first day too. The reader is strict: an unknown event or field
stops it.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import lru_cache
from importlib import resources
from typing import Any

from holdfast.demo import script
from holdfast.demo.numbers import Numbers
from holdfast.demo.rates import read_yaml
from holdfast.demo.script import Event, Family, FamilyScript, Person
from holdfast.demo.telling import Stage
from holdfast.demo.worktime import DAY, at

WHEN = re.compile(r"^([+-]\d+)(w?)(?: (\d\d):(\d\d)(!)?)?$")
AGE = re.compile(r"^-(?:(\d+)y)?(?:(\d+)m)?(?:(\d+)d)?$")
LOCAL = re.compile(r"^(c|a|h|r|as|eq|sd|cf|cp|np|u)\d+$")
YEAR, MONTH = 365.25, 30.44


class Misspelt(ValueError):
    """A handwritten family says something that the script has no word for."""


class _Reader:
    """Turns one file's plain data into the script's dataclasses."""

    def __init__(self, stage: Stage, data: dict[str, Any]) -> None:
        self.stage = stage
        self.data = data
        self.key = str(data["key"])
        self.first = stage.hours.working_day(stage.now.date() - int(data["days-ago"]) * DAY)

    def read(self, numbers: Numbers) -> FamilyScript:
        """The family and its events up to now."""
        people = tuple(self._person(entry, numbers) for entry in self.data["people"])
        family = Family(
            key=self.key,
            name=self.data["name"],
            circumstance=self.data["circumstance"],
            kinds=tuple(self.data.get("kinds", ())),
            people=people,
            relationships=self._several(script.Relationship, "relationships"),
            addresses=self._several(script.Address, "addresses"),
            residences=self._several(script.Residence, "residences"),
            earlier=self._several(script.EarlierInvolvement, "earlier"),
            signature=self.data["signature"],
        )
        events = [self._event(entry) for entry in self.data["events"]]
        happened = [event for event in events if event.at <= self.stage.now]
        return FamilyScript(family=family, events=tuple(sorted(happened, key=lambda event: event.at)))

    def _several(self, kind: Any, name: str) -> tuple[Any, ...]:
        return tuple(self.value(kind, entry) for entry in self.data.get(name, ()))

    def _person(self, entry: dict[str, Any], numbers: Numbers) -> Person:
        """A person with numbers of the synthetic ranges."""
        child = bool(entry.get("child", False))
        person: Person = self.value(Person, {**entry, "child": child})
        found = [("local", numbers.local()), ("nhs", numbers.nhs())] if child else []
        if child and person.born and (self.first - person.born).days > 5 * YEAR:
            found.append(("upn", numbers.upn(person.born.year + 4)))
        return dataclasses.replace(person, identifiers=tuple(found))

    def _event(self, entry: dict[str, Any]) -> Event:
        """One event, named by its `do`."""
        kind = getattr(script, str(entry.get("do")), None)
        if not (isinstance(kind, type) and issubclass(kind, Event)):
            raise Misspelt(f"{self.key}: no such event as {entry.get('do')!r}")
        event: Event = self.value(kind, {name: value for name, value in entry.items() if name != "do"})
        return event

    def value(self, kind: Any, data: Any) -> Any:
        """Data as a value of this type: dataclasses from mappings, tuples from lists, moments from `+3w 10:15`."""
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if origin in (types.UnionType, typing.Union):
            rest = [one for one in arguments if one is not type(None)]
            return None if data is None else self.value(rest[0], data)
        if dataclasses.is_dataclass(kind):
            return self._record(kind, data)
        if origin is tuple:
            inner = arguments if arguments[-1] is not Ellipsis else (arguments[0],) * len(data)
            return tuple(self.value(one, item) for one, item in zip(inner, data, strict=True))
        if kind is datetime:
            return self._moment(str(data))
        if kind is date:
            return self._day(str(data))
        return self._known(data) if isinstance(data, str) else data

    def _record(self, kind: Any, data: Any) -> Any:
        """A dataclass; `children: all` stands for every child, and a practitioner's key for a participant."""
        if kind is script.Participant and isinstance(data, str):
            return self._participant(data)
        hints = typing.get_type_hints(kind)
        unknown = set(data) - set(hints)
        if unknown:
            raise Misspelt(f"{self.key}: {kind.__name__} has no {sorted(unknown)}")
        given = {name: self._everyone(value) if name == "children" else value for name, value in data.items()}
        try:
            return kind(**{name: self.value(hints[name], value) for name, value in given.items()})
        except TypeError as error:
            raise Misspelt(f"{self.key}: {error}") from error

    def _everyone(self, value: Any) -> Any:
        children = [entry["key"] for entry in self.data["people"] if entry.get("child")]
        return children if value == "all" else value

    def _participant(self, key: str) -> script.Participant:
        """`p-ds` for a practitioner, `a1` for one of the family."""
        if not LOCAL.match(key):
            return self.stage.cast.participant(key)
        entry = next(one for one in self.data["people"] if one["key"] == key)
        return script.Participant(
            person=self._known(key), name=f"{entry['given']} {entry['family']}", role=entry.get("role", "family member")
        )

    def _known(self, text: str) -> str:
        """A short key of this file (c1, a2, r1) as a key of the script; other text as it is."""
        return f"{self.key}-{text}" if LOCAL.match(text) else " ".join(text.split())

    def _day(self, text: str) -> date:
        age = AGE.match(text)
        if age and any(age.groups()):
            years, months, days = (int(part or 0) for part in age.groups())
            return self.first - int(years * YEAR + months * MONTH + days) * DAY
        return self._moment(text).date()

    def _moment(self, text: str) -> datetime:
        found = WHEN.match(text)
        if not found:
            raise Misspelt(f"{self.key}: {text!r} is no day")
        count = int(found[1])
        hours = self.stage.hours
        day = hours.working_day(self.first, count) if found[2] else self.first + count * DAY
        if found[3] and not found[5]:
            day = hours.working_day(day)
        return at(day, time(int(found[3] or 9), int(found[4] or 0)))


@lru_cache(maxsize=1)
def _files() -> tuple[str, ...]:
    folder = resources.files("holdfast.demo").joinpath("signature")
    return tuple(sorted(one.name for one in folder.iterdir() if one.name.endswith(".yaml")))


def signature_families(stage: Stage) -> Iterator[FamilyScript]:
    """Every family written by hand."""
    for name in _files():
        yield _Reader(stage, read_yaml("signature", name)).read(stage.numbers)
