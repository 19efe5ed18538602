"""A family with what the telling needs to know of it: who is the carer, which school, which health visitor."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from holdfast.demo.dice import Dice
from holdfast.demo.names import given_name
from holdfast.demo.script import Agency, Family, Key, Person, Sex
from holdfast.demo.worktime import age_on

STAGES = ((3, ""), (4, "nursery"), (11, "primary"), (16, "secondary"))  # up to, but not with, this many years


@dataclass
class Household:
    """A family under construction, and the people and places around it.

    `carer` is who looks after the children day to day; `other` the other adult that the story is about, if any.
    """

    family: Family
    carer: Key
    carer_role: str
    town: str
    team: Key
    gp: Agency
    health_visitor: Key
    midwife: Key
    school_nurse: Key
    settings: dict[str, Agency]
    staff: dict[str, Key]
    other: Key | None = None
    other_role: str = ""
    absent: Key | None = None
    absent_role: str = ""
    names: str = "english"
    _known_of: Family | None = field(default=None, repr=False)
    _people: dict[Key, Person] = field(default_factory=dict, repr=False)

    def person(self, key: Key) -> Person:
        """The member of the family with this key."""
        if self._known_of is not self.family:
            self._known_of = self.family
            self._people = {one.key: one for one in self.family.people}
        return self._people[key]

    def age(self, child: Key, day: date) -> int:
        """Age in whole years; -1 for a child not yet born on that day."""
        born = self.person(child).born
        return age_on(born, day) if born is not None and born <= day else -1

    def born_by(self, child: Key, day: date) -> bool:
        """Whether the child is born on that day."""
        return self.age(child, day) >= 0

    def stage(self, child: Key, day: date) -> str:
        """nursery, primary, secondary, special, or nothing for those too young or past school age."""
        age = self.age(child, day)
        if self.person(child).disabilities and "special" in self.settings and age >= STAGES[1][0]:
            return "special"
        if age < STAGES[0][0]:
            return ""
        for limit, stage in STAGES:
            if age < limit:
                return stage
        return ""

    def setting(self, child: Key, day: date) -> Agency | None:
        """The nursery or school that the child goes to on that day."""
        return self.settings.get(self.stage(child, day))

    def teacher(self, child: Key, day: date) -> Key | None:
        """Who speaks for the child's nursery or school."""
        return self.staff.get(self.stage(child, day))

    def name_for(self, sex: Sex, dice: Dice) -> str:
        """A name for a newborn child that nobody in the family has."""
        taken = {one.given for one in self.family.people}
        return given_name(self.names, sex, False, dice, taken)

    def give_birth(self, child: Key, born: date, given: str, sex: Sex) -> None:
        """From now on this child has a date of birth, for the telling; the Person keeps what was first known."""
        people = tuple(
            replace(one, born=born, given=given, sex=sex) if one.key == child else one for one in self.family.people
        )
        self.family = replace(self.family, people=people)
