"""Small rules that every step's actions share: when something happened, and filling what was left blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models

from holdfast.core.errors import Unacceptable
from holdfast.core.time import now
from holdfast.guidance import Ask, Edition, UnknownCode
from holdfast.ledger.guard import Record
from holdfast.people.models import Person

R = TypeVar("R", bound=Record)


def moment(at: datetime | None, *, field: str = "at") -> datetime:
    """When something happened: now unless told. A moment that has not come is refused with `Unacceptable`."""
    here = now()
    if at is not None and at > here:
        raise Unacceptable("This is in the future: record it when it has happened", field=field)
    return at or here


def one_of(edition: Edition, vocabulary: str, code: str, *, field: str) -> str:
    """A code of the edition's vocabulary, as given; `Unacceptable` for one that the edition does not have."""
    try:
        return edition.term(vocabulary, code).code
    except UnknownCode as error:
        raise Unacceptable(str(error), field=field) from None


def words_of_term(edition: Edition, vocabulary: str, code: str) -> str:
    """A code's label in the edition; the code itself where an earlier edition gave it."""
    return dict(edition.choices(vocabulary)).get(code, code)


def ask_of(edition: Edition, step: str, code: str) -> Ask | None:
    """What the edition's step asks under a code, with why and where it stands; None where it does not ask."""
    try:
        return edition.step(step).ask(code)
    except UnknownCode:
        return None


def label_of_field(model: type[models.Model], name: str) -> str:
    """What a field of a record asks for, as the beginning of a sentence."""
    field = model._meta.get_field(name)
    words = str(getattr(field, "verbose_name", name))
    return words[:1].upper() + words[1:]


def blank(value: object) -> bool:
    """Whether an answer has not been given."""
    return value is None or value == ""


def blanks_of(record: models.Model, fields: Sequence[str]) -> list[str]:
    """Which of the fields have not been answered."""
    return [name for name in fields if blank(getattr(record, name))]


def fill(record: R, given: Mapping[str, Any]) -> list[str]:
    """Answer what was left blank; the names of the fields that changed. The caller saves.

    What has been answered is corrected with a reason instead, beside what it said (REC-01; WT 4.131): that is
    refused here with `Unacceptable`.
    """
    changed = []
    for name, value in given.items():
        answer = value.strip() if isinstance(value, str) else value
        if blank(answer) or getattr(record, name) == answer:
            continue
        if not blank(getattr(record, name)):
            raise Unacceptable("This is answered already: correct it, and say why", field=name)
        setattr(record, name, answer)
        changed.append(name)
    return changed


def unborn_on(child: Person, day: date) -> bool:
    """Whether the child was not yet born on a day, as far as is known (GEN-01; WT 4.14, 4.121)."""
    if child.born_on is None:
        return child.expected_on is not None
    return day < child.born_on
