"""Some hundreds of children of a return: what Holdfast knows of them, what is new, what has changed (STA-03)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from holdfast.agencies.models import Agency
from holdfast.returns.cin.actions.changing import Changed, change
from holdfast.returns.cin.actions.context import Taking
from holdfast.returns.cin.actions.family import Family, Refused
from holdfast.returns.cin.actions.finding import find_cases, find_people
from holdfast.returns.cin.actions.rows import Rows
from holdfast.returns.cin.items import COUNTED, Item, changes, child_number, items_of
from holdfast.returns.cin.records import ChildRecord, Rejection
from holdfast.returns.cin.report import Report
from holdfast.returns.models import Imported

Name = tuple[str, str]
Known = dict[Name, Imported]


@dataclass(slots=True)
class OneChild:
    """A child of the batch: its number, all that the return says, and what of that is news."""

    number: str
    items: list[Item]
    known: Known
    new: list[Item] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)


class Batch:
    """Sorts what the return says of some children, and writes what is news."""

    def __init__(self, authority: Agency, children: Sequence[ChildRecord], report: Report) -> None:
        self._authority = authority
        self._report = report
        known = _known(authority, [child_number(child) for child in children])
        self._children = [self._sorted(child, known.get(child_number(child), {})) for child in children]

    def _sorted(self, record: ChildRecord, known: Known) -> OneChild:
        child = OneChild(child_number(record), list(items_of(record)), known)
        met: set[Name] = set()
        for item in child.items:
            before = known.get(item.name)
            if item.name in met:
                self._count(item)
            elif before is None:
                child.new.append(item)
            elif said := changes(item.said, before.said):
                child.changed.append(Changed(item, before, said))
            else:
                self._count(item)
            met.add(item.name)
        return child

    def _count(self, item: Item) -> None:
        self._report.came_in[COUNTED[item.kind]] += 1

    @property
    def says_something_new(self) -> bool:
        """Whether there is anything to write."""
        return any(child.new or child.changed for child in self._children)

    def write(self, taking: Taking) -> None:
        """Write what is news: first what ended or was corrected, then what is new."""
        for changed in (one for child in self._children for one in child.changed):
            change(changed, taking)
            self._count(changed.item)
            self._report.changed[COUNTED[changed.item.kind]] += 1
        self._create(taking)

    def _create(self, taking: Taking) -> None:
        children = [child for child in self._children if child.new]
        people = find_people(self._authority, {child.number: child.known for child in children}, self._said(children))
        cases = find_cases(people.values())
        rows = Rows()
        for child in children:
            family = Family(
                child.number,
                child.known,
                person=people.get(child.number),
                cases=cases,
                taking=taking,
                rows=rows,
            )
            self._settle(child, family.take(child.items, {item.name for item in child.new}))
        rows.write()

    @staticmethod
    def _said(children: Iterable[OneChild]) -> dict[str, dict[str, object]]:
        return {child.number: child.items[0].said for child in children}

    def _settle(self, child: OneChild, refused: dict[Name, Refused]) -> None:
        """Count what came in, and name what could not."""
        for item in child.new:
            name = COUNTED[item.kind]
            if item.name in refused:
                no = refused[item.name]
                self._report.reject(Rejection(item.line, no.element, item.key, no.reason, "record", child.number))
            else:
                self._count(item)
                self._report.new[name] += 1


def _known(authority: Agency, numbers: list[str]) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for row in Imported.objects.filter(authority=authority, child_number__in=numbers):
        found.setdefault(row.child_number, {})[row.kind, row.key] = row
    return found
