"""What was known of somebody when: each change with what it said before, who made it and why (REC-01; WT 4.131)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import Any

from holdfast.ledger.models import Act
from holdfast.people.models import Person, Relationship
from holdfast.people.words import disability_words
from holdfast.web.components.words import plain_day

TOLD_OF_PERSON = (
    "known_as",
    "born_on",
    "birth_estimated",
    "expected_on",
    "died_on",
    "sex",
    "ethnicity",
    "religion",
    "culture",
    "first_language",
    "interpreter_needed",
    "communication",
    "disabilities",
    "nationality",
    "telephone",
    "warning",
)
TOLD_OF_RELATIONSHIP = ("kind", "parental_responsibility", "responsibility_by", "from_date", "to_date")


@dataclass(frozen=True, slots=True)
class Change:
    """That something was known differently before: was, now, by whom, when, why."""

    what: str
    was: str
    now: str
    at: datetime
    by: str
    why: str


def changes_of(person: Person, relations: Sequence[Relationship] = ()) -> list[Change]:
    """Every change to what is known of a person and of their relationships, latest first; three queries.

    It rests on the versions that the database keeps, which nobody can alter. First entries are not told: they are
    what the page says, or what it said before the first change.
    """
    versions = list(_versions(Person).filter(pgh_obj_id=person.pk).order_by("pgh_id"))
    steps: list[tuple[tuple[Any, Any], tuple[str, ...], str]] = [
        (step, TOLD_OF_PERSON, "") for step in _steps(versions)
    ]
    if relations:
        named = {one.pk: f"{one.person.name} and {one.other.name}: " for one in relations}
        kept = _versions(Relationship).filter(pgh_obj_id__in=named).order_by("pgh_obj_id", "pgh_id")
        for key, several in groupby(kept, key=lambda version: version.pgh_obj_id):
            steps += [(step, TOLD_OF_RELATIONSHIP, named[key]) for step in _steps(list(several))]
    acts = Act.objects.in_bulk({after.pgh_context["act"] for (_, after), _, _ in steps if after.pgh_context})
    by_key = {str(key): act for key, act in acts.items()}
    found = [change for step, names, about in steps for change in _told(step, names, about, by_key)]
    return sorted(found, key=lambda change: change.at, reverse=True)


def _versions(model: Any) -> Any:
    return model.history.rel.related_model.objects


def _steps(versions: Sequence[Any]) -> list[tuple[Any, Any]]:
    return list(pairwise(versions))


def _told(step: tuple[Any, Any], names: Iterable[str], about: str, acts: dict[str, Act]) -> list[Change]:
    before, after = step
    act = acts.get((after.pgh_context or {}).get("act", ""))
    pairs = [(label_of(after, name), words_of(before, name), words_of(after, name)) for name in names]
    if hasattr(after, "given_name"):
        pairs.insert(0, ("Name", _name(before), _name(after)))
    return [
        Change(
            what=f"{about}{label.lower() if about else label}",
            was=was,
            now=now,
            at=act.recorded_at if act else after.pgh_created_at,
            by=act.actor_name if act else "",
            why=act.reason if act else "",
        )
        for label, was, now in pairs
        if was != now
    ]


def _name(version: Any) -> str:
    return " ".join(filter(None, (version.given_name, version.family_name)))


def label_of(version: Any, name: str) -> str:
    """A field's name as a person would say it."""
    label = str(version._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def words_of(version: Any, name: str) -> str:
    """What a version of a record says in a field, as a person would read it."""
    value = getattr(version, name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return plain_day(value)
    if isinstance(value, list):
        return disability_words(value)
    shown = getattr(version, f"get_{name}_display", None)
    return str((shown() if callable(shown) else value) or "")
