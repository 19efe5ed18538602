"""From a tree of elements to values by name, following a ``Shape``; whatever cannot be taken is noted, never
dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from holdfast.returns.cin.nodes import LONGEST_TEXT, Node
from holdfast.returns.cin.records import Lost, Rejection, Remark
from holdfast.returns.cin.shapes import Element, Shape
from holdfast.returns.cin.values import NotTaken

_SHOWN = 80
Within = dict[str, int] | None


@dataclass(frozen=True, slots=True)
class Given:
    """A value, as read, with the line and the element that it stands in."""

    value: object
    line: int
    element: str


@dataclass(slots=True)
class Gathered:
    """One record's values by key, and the nodes of the records inside it by the name of their shape.

    ``spoilt`` holds the keys whose text could not be read: a value was given, and it was rejected.
    """

    line: int
    path: str
    values: dict[str, list[Given]] = field(default_factory=dict)
    records: dict[str, list[Node]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    spoilt: set[str] = field(default_factory=set)

    def one(self, key: str) -> Given | None:
        """The value called ``key``, or ``None``."""
        given = self.values.get(key)
        return given[0] if given else None

    def text(self, key: str) -> str:
        """The value called ``key`` as text; empty where there is none."""
        given = self.one(key)
        return "" if given is None else str(given.value)

    def code(self, key: str) -> str | None:
        """The census code called ``key``, or ``None``."""
        return self.text(key) or None

    def day(self, key: str) -> date | None:
        """The date called ``key``, or ``None``."""
        given = self.one(key)
        return given.value if given and isinstance(given.value, date) else None

    def flag(self, key: str) -> bool | None:
        """The yes or no called ``key``, or ``None``."""
        given = self.one(key)
        return given.value if given and isinstance(given.value, bool) else None

    def number(self, key: str) -> int | None:
        """The whole number called ``key``, or ``None``."""
        given = self.one(key)
        return given.value if given and isinstance(given.value, int) else None

    def many(self, key: str) -> list[Given]:
        """All values called ``key``, in the file's order."""
        return self.values.get(key, [])


@dataclass(slots=True)
class Notes:
    """Collects what was not taken, and what deserves a look, while one child is read.

    ``child`` is set as soon as it is known; ``reference_date`` is the return's own, for days that lie after
    it.
    """

    reference_date: date | None = None
    child: str = ""
    entries: list[Rejection | Remark] = field(default_factory=list)

    def reject(
        self, line: int, element: str, value: str, reason: str, *, lost: Lost = "value", within: Within = None
    ) -> None:
        """Notes something that was not taken; ``within`` counts what went with it."""
        self.entries.append(Rejection(line, element, shorten(value), reason, lost, self.child, within or {}))

    def remark(self, line: int, element: str, value: str, reason: str) -> None:
        """Notes something that was taken as written and deserves a look."""
        self.entries.append(Remark(line, element, shorten(value), reason, self.child))


def shorten(value: str) -> str:
    """A value as a report shows it: one line, not endless."""
    text = " ".join(value.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def gather(node: Node, shape: Shape, path: str, notes: Notes) -> list[Gathered]:
    """Reads ``node`` as one record of ``shape``, or as several where several were run together."""
    walk = _Walk(shape, path, notes, [Gathered(node.line, path)])
    walk.through(node)
    return walk.found


@dataclass(slots=True)
class _Walk:
    shape: Shape
    path: str
    notes: Notes
    found: list[Gathered]

    def through(self, node: Node, held: str = "") -> None:
        """Takes each element of ``node``; ``held`` is the element that its bare text would be."""
        text = node.text.strip()
        if text and held:
            self._value(Node(node.name, node.line, text, node.overlong), held)
        elif text:
            self.notes.reject(node.line, self.path, text, "this text stands outside any element of the census")
        for child in node.children:
            self._element(child)

    def _element(self, child: Node) -> None:
        name, shape = child.name.lower(), self.shape
        if name in shape.elements:
            self._value(child, name)
        elif name in shape.records:
            self.found[-1].records.setdefault(shape.records[name].name, []).append(child)
        elif name in shape.lists:
            self.through(child, held=shape.lists[name])
        elif name in shape.wrappers:
            self.found.extend(gather(child, shape, self.path, self.notes))
        elif home := shape.home_of(name):
            self._bare(child, home)
        else:
            self._unknown(child)

    def _bare(self, child: Node, home: Shape) -> None:
        """A record's element without the record's own element: those of one kind are taken together."""
        nodes = self.found[-1].records.setdefault(home.name, [])
        bare = next((node for node in nodes if not node.name), None)
        if bare is None:
            bare = Node("", child.line)
            nodes.append(bare)
        bare.children.append(child)

    def _unknown(self, child: Node) -> None:
        inside = _elements_in(child)
        value = child.text.strip() if not child.children else f"{inside} elements"
        self.notes.reject(
            child.line,
            f"{self.path}/{child.name}",
            value,
            f"{child.name} is no element of {self.shape.name} in any census from 2017 to 2026",
            lost="record" if child.children else "value",
        )

    def _value(self, child: Node, name: str) -> None:
        element = self.shape.elements[name]
        record = self._record_for(child, name)
        record.seen.add(name)
        text = child.text.strip()
        where = f"{self.path}/{child.name}"
        for inner in child.children:
            self.notes.reject(inner.line, f"{where}/{inner.name}", inner.text, "no element belongs inside this one")
        if not text:
            return
        if child.overlong:
            reason = f"this is longer than {LONGEST_TEXT:,} characters, so it is no value of the census"
            self.notes.reject(child.line, where, text, reason)
            record.spoilt.add(element.key)
            return
        for part in _parts(text, element):
            self._take(part, element, record, child.line, where)

    def _record_for(self, child: Node, name: str) -> Gathered:
        if name == self.shape.begins and name in self.found[-1].seen:
            self.found.append(Gathered(child.line, self.path))
        return self.found[-1]

    def _take(self, text: str, element: Element, record: Gathered, line: int, where: str) -> None:
        try:
            value = element.read(text)
        except NotTaken as error:
            self.notes.reject(line, where, text, str(error))
            record.spoilt.add(element.key)
            return
        taken = record.values.setdefault(element.key, [])
        if taken and not element.many:
            if taken[0].value != value:
                reason = f"a second value where one is asked for; the first, of line {taken[0].line}, was kept"
                self.notes.reject(line, where, text, reason)
            return
        self._after_the_return(value, element, line, where)
        taken.append(Given(value, line, where))

    def _after_the_return(self, value: object, element: Element, line: int, where: str) -> None:
        limit = self.notes.reference_date
        if element.is_day and limit and isinstance(value, date) and value > limit:
            reason = f"this day is after the return's reference date, {limit.isoformat()}; taken as written"
            self.notes.remark(line, where, value.isoformat(), reason)


def _parts(text: str, element: Element) -> list[str]:
    """Some software writes a list of codes into one element, with commas or spaces between."""
    return text.replace(",", " ").replace(";", " ").split() if element.many else [text]


def _elements_in(node: Node) -> int:
    return sum(1 + _elements_in(child) for child in node.children)
