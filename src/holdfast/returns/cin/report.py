"""What became of a return: element by element what came in, what was new, and what could not be taken
(STA-03).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from holdfast.returns.cin.items import COUNTED
from holdfast.returns.cin.records import Header, Rejection, Remark

# Reports are read by people: the first thousand tell what is wrong, all are counted.
MOST_LISTED = 1_000
GAP = 6


@dataclass(slots=True)
class Report:
    """The outcome of one import. ``came_in`` counts the file's elements that are in Holdfast afterwards.

    Of each kind, ``came_in`` = ``new`` + ``changed`` + ``unchanged``; the last also counts an element that
    repeats another of the same file. ``in_file`` is the second counter's opinion.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = ("came in", "new", "changed", "as before", "in the file")

    dry_run: bool = False
    authority: str = ""
    header: Header = field(default_factory=Header)
    came_in: Counter[str] = field(default_factory=Counter)
    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    in_file: Mapping[str, int] = field(default_factory=dict)
    rejected: int = 0
    remarked: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    lost_within: Counter[str] = field(default_factory=Counter)

    def reject(self, rejection: Rejection) -> None:
        """Count something that was not taken, and list it while there is room."""
        self.rejected += 1
        self.lost_within.update(rejection.within)
        if len(self.rejections) < MOST_LISTED:
            self.rejections.append(rejection)

    def remark(self, remark: Remark) -> None:
        """Count something that deserves a look, and list it while there is room."""
        self.remarked += 1
        if len(self.remarks) < MOST_LISTED:
            self.remarks.append(remark)

    def unchanged(self, name: str) -> int:
        """How many elements of a kind Holdfast knew already, just so."""
        return self.came_in[name] - self.new[name] - self.changed[name]

    @property
    def says_nothing_new(self) -> bool:
        """Whether Holdfast was left just as it was."""
        return not (self.new or self.changed)

    def as_json(self) -> dict[str, Any]:
        """The report for programs: the counts at the top, then what they are made of."""
        names = list(COUNTED.values())
        return {
            **{name: self.came_in[name] for name in names},
            "rejected": self.rejected,
            "new": {name: self.new[name] for name in names},
            "changed": {name: self.changed[name] for name in names},
            "unchanged": {name: self.unchanged(name) for name in names},
            "in_file": dict(self.in_file),
            "dry_run": self.dry_run,
            "authority": self.authority,
            "year": self.header.year,
            "rejections": [_listed(one) | {"lost": one.lost, "within": one.within} for one in self.rejections],
            "remarks": [_listed(one) for one in self.remarks],
            "remarked": self.remarked,
        }

    @property
    def as_table(self) -> list[tuple[str, tuple[int, ...]]]:
        """For each kind of thing, in words, the numbers under ``COLUMNS``."""
        return [
            (
                IN_WORDS[name],
                (
                    self.came_in[name],
                    self.new[name],
                    self.changed[name],
                    self.unchanged(name),
                    self.in_file.get(name, 0),
                ),
            )
            for name in COUNTED.values()
        ]

    def as_text(self) -> Iterator[str]:
        """The report for people, line by line."""
        year = f" of {self.header.year}" if self.header.year else ""
        yield f"Children in need return{year}, for {self.authority}"
        yield f"{'':<22}" + "".join(f"{name:>{len(name) + GAP}}" for name in self.COLUMNS)
        for words, numbers in self.as_table:
            yield f"{words:<22}" + "".join(
                f"{number:>{len(name) + GAP},}" for name, number in zip(self.COLUMNS, numbers, strict=True)
            )
        yield f"{'could not be taken':<22}{self.rejected:>{len(self.COLUMNS[0]) + GAP},}"
        yield from _listing("Could not be taken:", self.rejections, self.rejected)
        yield from _listing("Taken, and worth a look:", self.remarks, self.remarked)
        if self.dry_run:
            yield "This was a trial run: nothing was saved."
        elif self.says_nothing_new:
            yield "Holdfast knew all of this already: nothing was changed."


IN_WORDS = {
    "children": "children",
    "episodes": "referrals",
    "assessments": "assessments",
    "section47": "section 47 enquiries",
    "conferences": "initial conferences",
    "plans": "protection plans",
    "reviews": "reviews of plans",
    "cin_plans": "child in need plans",
}
"""What the report's counts are called."""


def _listed(one: Rejection | Remark) -> dict[str, Any]:
    return {
        "line": one.line,
        "element": one.element,
        "value": one.value,
        "reason": one.reason,
        "child": one.child,
    }


def _listing(title: str, entries: list[Rejection] | list[Remark], total: int) -> Iterator[str]:
    if entries:
        yield ""
        yield title
    for one in entries:
        said = f" “{one.value}”" if one.value else ""
        who = f" (child {one.child})" if one.child else ""
        yield f"  line {one.line:,}: {one.element}{said}: {one.reason}{who}"
    if total > len(entries):
        yield f"  and {total - len(entries):,} more"
