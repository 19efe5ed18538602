"""Correcting: the row says the new thing, the old words stay readable beside it (REC-01; WT 4.129-4.131)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from holdfast.core.errors import Unacceptable
from holdfast.ledger.guard import Record
from holdfast.ledger.models import Correction
from holdfast.ledger.openacts import current_act


def words_for(record: Record, name: str) -> str:
    """A field's value as a person would read it."""
    chosen = getattr(record, f"get_{name}_display", None)
    value = chosen() if callable(chosen) else getattr(record, name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value)


def correct(record: Record, changes: Mapping[str, Any], *, reason: str) -> list[Correction]:
    """Change fields of a record inside the open act, keeping what they said before.

    Raises `Unacceptable` when no reason is given or when nothing would change.
    """
    act = current_act()
    if act is None:
        raise RuntimeError("a correction is made inside an act")
    if not reason.strip():
        raise Unacceptable("Say why the record is being corrected", field="reason")
    fields = {field.name: field for field in record._meta.get_fields() if isinstance(field, models.Field)}
    made: list[Correction] = []
    for name, value in changes.items():
        if getattr(record, name) == value:
            continue
        was = words_for(record, name)
        setattr(record, name, value)
        made.append(
            Correction(
                act_id=act.id,
                kind=record._meta.label_lower,
                record_id=record.pk,
                field=name,
                label=str(fields[name].verbose_name).capitalize(),
                was=was,
                now_says=words_for(record, name),
                reason=reason.strip(),
            )
        )
    if not made:
        raise Unacceptable("Nothing has been changed: correct at least one answer, or go back")
    record.save()
    Correction.objects.bulk_create(made)
    act.touch(record)
    return made
