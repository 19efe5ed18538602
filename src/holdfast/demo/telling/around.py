"""Who comes together around a family: for a strategy discussion, a conference, a core group."""

from __future__ import annotations

from datetime import datetime

from holdfast.demo.script import Absence, Attendance, Key, Participant
from holdfast.demo.telling.facts import UNDER_FIVE
from holdfast.demo.telling.teller import Teller

SPECIALISTS = {
    "domestic-abuse": "refuge",
    "substance-misuse": "drugs",
    "parental-mental-ill-health": "adult-mh",
    "exploitation": "yot",
    "sexual-abuse": "helpline",
    "neglect": "family-centre",
    "physical-abuse": "probation",
    "family-stress": "housing",
    "emotional-abuse": "camhs",
    "disabled-child": "hospital",
}


def _unborn(teller: Teller, moment: datetime) -> bool:
    return len(teller.born(moment)) < len(teller.children)


def health(teller: Teller, moment: datetime) -> Key:
    """The health practitioner who knows the children: midwife, health visitor or school nurse."""
    if _unborn(teller, moment):
        return teller.household.midwife
    young = any(teller.household.age(child, moment.date()) < UNDER_FIVE for child in teller.children)
    return teller.household.health_visitor if young else teller.household.school_nurse


def teachers(teller: Teller, moment: datetime) -> list[Key]:
    """Nursery and school staff of the children, each once."""
    found = [teller.household.teacher(child, moment.date()) for child in teller.children]
    return list(dict.fromkeys(one for one in found if one))


def specialist(teller: Teller) -> Key:
    """Somebody from the service that knows this kind of trouble."""
    agency = SPECIALISTS[teller.household.family.circumstance]
    return teller.stage.cast.staff(agency)[-1].key


def strategy_parties(teller: Teller, moment: datetime) -> tuple[Participant, ...]:
    """Social care and police always; health, school, and a senior doctor where a medical is possible (STR-01)."""
    keys = [teller.manager, teller.worker, "p-ds" if teller.dice.chance(0.6) else "p-dc", health(teller, moment)]
    keys += teachers(teller, moment)[:2]
    if teller.household.family.circumstance in {"physical-abuse", "sexual-abuse"}:
        keys.append("p-paed")
    return tuple(teller.stage.cast.participant(key) for key in dict.fromkeys(key for key in keys if key))


def professionals(teller: Teller, moment: datetime) -> list[tuple[Key, bool]]:
    """Those invited to a conference, with whether they have direct contact with a child of the family."""
    household = teller.household
    doctor = teller.stage.cast.staff(household.gp.key)[0].key
    invited = [(teller.worker, True), (teller.manager, False), (health(teller, moment), True)]
    invited += [(key, True) for key in teachers(teller, moment)]
    invited += [("p-dc", False), (specialist(teller), not _unborn(teller, moment)), (doctor, True)]
    if "service-family" in household.family.kinds:
        invited.append(("p-forces", True))
    if _unborn(teller, moment):
        invited.append(("p-mw", False))
    return list(dict(invited).items())


def gathering(
    teller: Teller, moment: datetime
) -> tuple[tuple[Attendance, ...], tuple[Absence, ...], tuple[Participant, ...]]:
    """Who came, who did not, and all who were invited. Quorum is kept: social care and two others (CPC-03)."""
    attended, absent, invited = [], [], []
    others = 0
    for number, (key, direct) in enumerate(professionals(teller, moment)):
        one = teller.stage.cast.participant(key)
        invited.append(one)
        certain = number < 3 or (direct and others < 2)
        if certain or teller.dice.chance(0.35 if one.role == "General practitioner" else 0.75):
            attended.append(Attendance(participant=one, direct_contact=direct))
            others += direct and one.agency != "lasc"
        else:
            absent.append(Absence(participant=one, apology="Apologies sent", report=teller.dice.chance(0.7)))
    for one in family_members(teller):
        invited.append(one)
        if teller.dice.chance(0.85 if one.role == teller.household.carer_role else 0.45):
            attended.append(Attendance(participant=one, direct_contact=True))
        else:
            absent.append(Absence(participant=one, apology=""))
    return tuple(attended), tuple(absent), tuple(invited)


def family_members(teller: Teller) -> list[Participant]:
    """The carer, and the other adults with a part in the family's life."""
    household = teller.household
    known = [(household.carer, household.carer_role), (household.other, household.other_role)]
    return [
        Participant(person=key, name=household.person(key).name, role=role) for key, role in known if key is not None
    ]


def core_group(teller: Teller, moment: datetime) -> tuple[Participant, ...]:
    """Those who carry the plan: worker, health, school, specialist, carer."""
    keys = [teller.worker, health(teller, moment), *teachers(teller, moment)[:1], specialist(teller)]
    people = [teller.stage.cast.participant(key) for key in dict.fromkeys(keys)]
    return (*people, family_members(teller)[0])
