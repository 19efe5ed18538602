"""Builds one family to an order: circumstance, shape, ages, and what is particular about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from holdfast.demo.authority import Cast
from holdfast.demo.dice import Dice
from holdfast.demo.families.adults import Adults, make_adults
from holdfast.demo.families.children import make_children
from holdfast.demo.families.household import Household
from holdfast.demo.families.kin import relationships, residences
from holdfast.demo.names import culture
from holdfast.demo.numbers import Numbers
from holdfast.demo.places import towns
from holdfast.demo.script import EarlierInvolvement, Family, Person

KNOWN_OF_OLD = 1.5  # only some children are old enough to have had an earlier plan: those make up the national share


@dataclass(frozen=True, kw_only=True)
class Need:
    """What kind of family is wanted. Empty fields are left to chance, at the rates of the authority."""

    key: str
    start: date
    circumstance: str
    planned: bool = False
    shape: str = ""
    count: int = 0
    ages: str = ""
    ethnicity: str = ""
    kinds: tuple[str, ...] = ()


def build_family(need: Need, cast: Cast, numbers: Numbers, dice: Dice) -> Household:
    """A family as it stands on the day when its story starts."""
    shape = need.shape or _shape(need, dice)
    ethnicity = need.ethnicity or dice.by_rate("ethnicity")
    common = culture(ethnicity, dice)
    if "interpreter" in need.kinds:
        common = replace(common, interpreter=True)
    town = "Marlock" if "service-family" in need.kinds else dice.one(towns())
    count = need.count or int(dice.by_rate("children-in-family"))
    children = make_children(need, count, common, numbers, dice)
    adults = make_adults(need, shape, children, common, dice)
    homes, lived = residences(need, adults, children, town, dice)
    family = Family(
        key=need.key,
        name=f"{children[0].family or adults.main.family}",
        circumstance=need.circumstance,
        kinds=(shape, *need.kinds, *(("interpreter",) if common.interpreter else ())),
        people=tuple(dict.fromkeys((*children, *adults.everyone()))),
        relationships=relationships(adults, children),
        addresses=homes,
        residences=lived,
        earlier=_earlier(need, children, dice),
    )
    household = _settle(family, adults, need, cast=cast, town=town, dice=dice)
    household.names = common.names
    return household


def _shape(need: Need, dice: Dice) -> str:
    """A household of a likely shape: some circumstances need two adults."""
    weights = dict(dice.rates.weights["shape"])
    if need.circumstance == "domestic-abuse":
        weights = {"two-parents": 40, "step-family": 35, "lone-mother": 25}
    elif need.circumstance in {"physical-abuse", "sexual-abuse"}:
        weights = {"two-parents": 45, "step-family": 55}
    return str(dice.weighted(weights))


def _earlier(need: Need, children: tuple[Person, ...], dice: Dice) -> tuple[EarlierInvolvement, ...]:
    """What the old records hold: an earlier plan, at the national rate of second plans, for a family with one."""
    first = [child for child in children if child.born and (need.start - child.born).days > 900]
    if not first or not (need.planned and dice.chance(dice.rates.shares["subsequent-plan"] * KNOWN_OF_OLD)):
        return ()
    ended = need.start - timedelta(days=dice.between(400, 800))
    began = ended - timedelta(days=dice.length("plan-days"))
    category = dice.by_rate("category")
    return tuple(
        EarlierInvolvement(
            child=child.key,
            kind="child-protection-plan",
            began=began,
            ended=ended,
            category="neglect" if category == "multiple" else category,
            authority="Wrenshaw Council",
            summary=f"Child protection plan from {began:%B %Y} to {ended:%B %Y}; closed after a period of support.",
        )
        for child in first
        if child.born and child.born < began
    )


def _settle(family: Family, adults: Adults, need: Need, *, cast: Cast, town: str, dice: Dice) -> Household:
    """Give the family its schools, doctor, health visitor, and the team that works its town."""
    special = any(child.disabilities for child in family.children) and need.circumstance == "disabled-child"
    stages = ("nursery", "primary", "secondary", *(("special",) if special else ()))
    settings = {stage: dice.one(cast.settings(stage, town)) for stage in stages}
    staff = {stage: dice.one(cast.staff(agency.key)).key for stage, agency in settings.items()}
    gp = dice.one(cast.of_kind("health-gp"))
    other = adults.other or (adults.absent if need.circumstance == "domestic-abuse" else None)
    household = Household(
        family=family,
        carer=adults.main.key,
        carer_role=adults.main_role,
        other=other.key if other else None,
        other_role=adults.other_role if adults.other else "former partner" if other else "",
        absent=adults.absent.key if adults.absent else None,
        absent_role=adults.absent_role,
        town=town,
        team="dct" if need.circumstance == "disabled-child" else cast.patches[town],
        gp=gp,
        health_visitor=dice.one(cast.staff("community", "Health visitor")).key,
        midwife=dice.one(cast.staff("maternity")).key,
        school_nurse=dice.one(cast.staff("community", "School nurse")).key,
        settings=settings,
        staff=staff,
    )
    people = tuple(_placed(one, household, need.start) for one in family.people)
    household.family = replace(household.family, people=people)
    return household


def _placed(one: Person, household: Household, day: date) -> Person:
    """A person with doctor, health visitor and school."""
    if not one.child:
        return one
    setting = household.setting(one.key, day)
    young = household.age(one.key, day) < 5
    return replace(
        one,
        gp=household.gp.key,
        school=setting.key if setting else None,
        health_visitor=household.health_visitor if young else None,
    )
