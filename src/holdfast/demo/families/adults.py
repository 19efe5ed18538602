"""The adults of a family: parents, partners, grandparents, carers, by the shape of the household."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from holdfast.demo.dice import Dice
from holdfast.demo.names import Culture, family_name, given_name
from holdfast.demo.script import Person, Sex

if TYPE_CHECKING:
    from holdfast.demo.families.build import Need

YEAR = timedelta(days=365)
WORK = ("", "", "", "care assistant", "warehouse worker", "cleaner", "cook", "driver", "shop assistant", "builder")


@dataclass(frozen=True)
class Adults:
    """The adults by their part. `main` cares day to day, `other` is the second adult, `absent` lives elsewhere."""

    shape: str
    main: Person
    main_role: str
    mother: Person
    father: Person | None = None
    partner: Person | None = None
    grandparents: tuple[Person, ...] = ()
    foster: tuple[Person, ...] = ()
    other: Person | None = None
    other_role: str = ""
    absent: Person | None = None
    absent_role: str = ""
    step_children: tuple[str, ...] = ()

    def everyone(self) -> tuple[Person, ...]:
        """All the adults, each once."""
        some = (self.main, self.mother, self.father, self.partner, *self.grandparents, *self.foster)
        return tuple(dict.fromkeys(one for one in some if one is not None))


class _Maker:
    """Makes adults of one family with different names."""

    def __init__(self, need: Need, common: Culture, dice: Dice, first_born: date) -> None:
        self.need, self.common, self.dice, self.first_born = need, common, dice, first_born
        self.taken: set[str] = set()
        self.count = 0

    def make(self, sex: Sex, surname: str, older_by: int, names: str = "") -> Person:
        """One adult, born that many years before the eldest child."""
        self.count += 1
        common = self.common
        extra = timedelta(days=self.dice.between(0, 364))
        return Person(
            key=f"{self.need.key}-a{self.count}",
            given=given_name(names or common.names, sex, True, self.dice, self.taken),
            family=surname,
            sex=sex,
            child=False,
            born=self.first_born - older_by * YEAR - extra,
            ethnicity=common.ethnicity,
            religion=common.religion,
            language=common.language,
            interpreter=common.interpreter,
            occupation="soldier" if "service-family" in self.need.kinds and sex == "male" else self.dice.one(WORK),
        )

    def surname(self) -> str:
        """Another family name."""
        return family_name(self.common.names, self.dice)


def make_adults(need: Need, shape: str, children: tuple[Person, ...], common: Culture, dice: Dice) -> Adults:
    """The adults around these children."""
    eldest = children[0]
    maker = _Maker(need, common, dice, eldest.born or eldest.expected or need.start)
    surname = eldest.family
    mother_names = "english" if common.ethnicity.startswith("white-and") else ""
    own_name = dice.chance(0.45)
    mother = maker.make("female", maker.surname() if own_name else surname, dice.between(18, 33), mother_names)
    father = maker.make("male", surname if own_name or dice.chance(0.5) else maker.surname(), dice.between(20, 38))
    builders = {
        "two-parents": _two_parents,
        "lone-mother": _lone_mother,
        "step-family": _step_family,
        "lone-father": _lone_father,
        "grandparents": _grandparents,
        "three-generations": _three_generations,
        "foster": _foster,
    }
    return builders[shape](maker, mother, father, children)


def _two_parents(maker: _Maker, mother: Person, father: Person, children: tuple[Person, ...]) -> Adults:
    return Adults("two-parents", mother, "mother", mother, father, other=father, other_role="father")


def _lone_mother(maker: _Maker, mother: Person, father: Person, children: tuple[Person, ...]) -> Adults:
    return Adults("lone-mother", mother, "mother", mother, father, absent=father, absent_role="father")


def _step_family(maker: _Maker, mother: Person, father: Person, children: tuple[Person, ...]) -> Adults:
    """The mother's partner is father of the youngest, if there are several; the elder ones' father lives elsewhere."""
    partner = maker.make("male", maker.surname(), maker.dice.between(19, 36))
    own = (children[-1].key,) if len(children) > 1 else ()
    steps = tuple(child.key for child in children if child.key not in own)
    return Adults(
        "step-family",
        mother,
        "mother",
        mother,
        father,
        partner,
        other=partner,
        other_role="mother's partner",
        absent=father,
        absent_role="father",
        step_children=steps,
    )


def _lone_father(maker: _Maker, mother: Person, father: Person, children: tuple[Person, ...]) -> Adults:
    return Adults("lone-father", father, "father", mother, father, absent=mother, absent_role="mother")


def _grandparents(maker: _Maker, mother: Person, father: Person, children: tuple[Person, ...]) -> Adults:
    """Grandparents bring the children up; the mother visits."""
    nan = maker.make("female", mother.family, maker.dice.between(40, 52))
    grandad = maker.make("male", mother.family, maker.dice.between(42, 55))
    return Adults(
        "grandparents",
        nan,
        "grandmother",
        mother,
        father,
        grandparents=(nan, grandad),
        other=grandad,
        other_role="grandfather",
        absent=mother,
        absent_role="mother",
    )


def _three_generations(maker: _Maker, mother: Person, father: Person, children: tuple[Person, ...]) -> Adults:
    nan = maker.make("female", mother.family, maker.dice.between(42, 55))
    return Adults(
        "three-generations",
        mother,
        "mother",
        mother,
        father,
        grandparents=(nan,),
        other=nan,
        other_role="grandmother",
        absent=father,
        absent_role="father",
    )


def _foster(maker: _Maker, mother: Person, father: Person, children: tuple[Person, ...]) -> Adults:
    """Placed here by another authority: foster carers here, parents there."""
    surname = maker.surname()
    first = maker.make("female", surname, maker.dice.between(30, 45), "english")
    second = maker.make("male", surname, maker.dice.between(32, 46), "english")
    return Adults(
        "foster",
        first,
        "foster carer",
        mother,
        father,
        foster=(first, second),
        other=second,
        other_role="foster carer",
        absent=mother,
        absent_role="mother",
    )
