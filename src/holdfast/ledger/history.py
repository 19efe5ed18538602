"""History kept by the database: every version of every evidential row (REC-01, WT 4.129-4.131)."""

from __future__ import annotations

from typing import TypeVar

import pghistory
import pgtrigger
from django.db import models

M = TypeVar("M", bound=type[models.Model])


def evidential(model: M) -> M:
    """Class decorator: the database keeps every version of the model's rows, refuses deletion of a row,
    and refuses any change to what it has kept."""
    pgtrigger.register(pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete))(model)
    tracked: M = pghistory.track(
        pghistory.InsertEvent("recorded"),
        pghistory.UpdateEvent("changed"),
        append_only=True,
        obj_field=pghistory.ObjForeignKey(related_name="history", db_constraint=False),
        context_field=pghistory.ContextJSONField(),
        context_id_field=pghistory.ContextUUIDField(),
    )(model)
    return tracked
