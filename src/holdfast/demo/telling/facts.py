"""The facts of a family on a day, as words for the prose: names, pronouns, ages, places, people around."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from holdfast.demo.authority import Cast
from holdfast.demo.families import Household
from holdfast.demo.script import Child, Key, Person
from holdfast.demo.worktime import age_on

PRONOUNS = {
    "female": ("she", "her", "her", "herself"),
    "male": ("he", "him", "his", "himself"),
    "unknown": ("the baby", "the baby", "the baby's", "itself"),
}
AGE_BANDS = ((1, "baby"), (4, "toddler"), (7, "infant"), (11, "junior"), (16, "teen"), (99, "older"))
SMALL = ("baby", "toddler")
TERM = 40  # weeks
MONTH = 30.44  # days
UNDER_FIVE = 5

Facts = dict[str, str]


def band(household: Household, child: Child, day: date) -> str:
    """unborn, baby, toddler, infant, junior, teen or older."""
    age = household.age(child, day)
    if age < 0:
        return "unborn"
    return next(name for limit, name in AGE_BANDS if age < limit)


def age_text(born: date, day: date) -> str:
    """An age as people say it: in weeks, months or years."""
    days = (day - born).days
    if days < 2 * MONTH:
        return f"{max(days // 7, 1)} weeks"
    months = int(days / MONTH)
    return f"{months} months" if months < 24 else str(age_on(born, day))


def _pronouns(one: Person, prefix: str, sex: str = "") -> Facts:
    he, him, his, himself = PRONOUNS[sex or one.sex]
    upper = prefix[:1].upper() + prefix[1:] if prefix else ""
    found = {f"{prefix}he": he, f"{prefix}him": him, f"{prefix}his": his, f"{prefix}himself": himself}
    cap_he, cap_his = (f"{upper}he", f"{upper}his") if prefix else ("He", "His")
    found[cap_he] = he[:1].upper() + he[1:]
    found[cap_his] = his[:1].upper() + his[1:]
    return found


def child_name(household: Household, child: Child, day: date) -> str:
    """What a child is called on that day."""
    return household.person(child).given if household.born_by(child, day) else "the baby"


def _child(household: Household, child: Child, day: date) -> Facts:
    one = household.person(child)
    born = household.born_by(child, day)
    facts = _pronouns(one, "", "" if born else "unknown")
    facts["child"] = child_name(household, child, day)
    facts["age"] = age_text(one.born, day) if born and one.born else "this stage"
    others = [c for c in household.family.children if c.key != child and household.born_by(c.key, day)]
    if others:
        facts["sib"] = others[0].given
    facts["sib_or_carer"] = others[0].given if others else household.person(household.carer).given
    facts["sib_or_friends"] = others[0].given if others else "friends"
    if one.expected is not None and not born:
        facts["due"] = f"{one.expected:%-d %B}"
        facts["weeks"] = str(min(max(TERM - (one.expected - day).days // 7, 12), TERM))
    return facts


def _children(household: Household, children: Sequence[Child], day: date) -> Facts:
    """The children together: one by name, several as the children."""
    names = [child_name(household, child, day) for child in children]
    one = household.person(children[0])
    single = len(children) == 1
    he, him, his, _ = PRONOUNS[one.sex if household.born_by(children[0], day) else "unknown"]
    kids = names[0] if single else "the children"
    return {
        "kids": kids,
        "Kids": kids[:1].upper() + kids[1:],
        "kids_s": f"{kids}'s" if single else "the children's",
        "Kids_s": f"{kids}'s" if single else "The children's",
        "is": "is" if single else "are",
        "was": "was" if single else "were",
        "has": "has" if single else "have",
        "they": he if single else "they",
        "them": him if single else "them",
        "their": his if single else "their",
        "eldest": names[0],
        "youngest": names[-1],
    }


def _adults(household: Household) -> Facts:
    carer = household.person(household.carer)
    facts = {"carer": carer.given, "carer_role": household.carer_role, **_pronouns(carer, "c_")}
    facts["adult_or_other"] = carer.given
    if household.other:
        other = household.person(household.other)
        facts |= {"other": other.given, "other_role": household.other_role, "adult": other.given}
        facts |= {**_pronouns(other, "o_"), **_pronouns(other, "a_"), "adult_or_other": other.given}
    return facts


def _said(cast: Cast, key: Key) -> str:
    """A practitioner as named in a sentence: name and post."""
    one = cast.person(key)
    return f"{one.name} ({one.post[:1].lower()}{one.post[1:]})" if one.post[1:2].islower() else one.name


def _around(household: Household, cast: Cast, child: Child, day: date) -> Facts:
    """School, health and town."""
    facts = {"town": household.town}
    setting, teacher = household.setting(child, day), household.teacher(child, day)
    if setting and teacher:
        facts |= {
            "school": setting.name,
            "teacher": _said(cast, teacher),
            "teacher_short": cast.person(teacher).name,
        }
    if any(household.age(one.key, day) < UNDER_FIVE for one in household.family.children):
        facts["hv"] = _said(cast, household.health_visitor)
    if household.age(child, day) < 0:
        facts["midwife"] = _said(cast, household.midwife)
    language = household.person(household.carer).language
    if "interpreter" in household.family.kinds and language != "English":
        facts["language"] = language
    return facts


def facts_of(household: Household, cast: Cast, child: Child, children: Sequence[Child], day: date) -> Facts:
    """Every fact that prose may use about this child and these children on that day."""
    return {
        **_children(household, children, day),
        **_child(household, child, day),
        **_adults(household),
        **_around(household, cast, child, day),
        "friend": "a friend at school",
        "authority": "the other authority",
    }


def tags_of(household: Household, child: Child, children: Sequence[Child], day: date) -> frozenset[str]:
    """Conditions that fragments ask about."""
    age = band(household, child, day)
    tags = {age, "small" if age in SMALL else "schoolage" if age != "unborn" else "unborn"}
    others = any(one.key != child and household.born_by(one.key, day) for one in household.family.children)
    tags.add("has-sib" if others else "no-sib")
    tags.add("siblings" if len(children) > 1 else "single")
    if household.stage(child, day) == "nursery":
        tags.add("preschool")
    return frozenset(tags)
