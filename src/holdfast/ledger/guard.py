"""One door: rows of evidence are written only while an act is open.

An architecture test reads the source for the same rule; this guard holds it at run time too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar

from django.db import models

from holdfast.core.ids import new_id
from holdfast.core.time import now
from holdfast.ledger.openacts import current_act


class WrittenOutsideAct(RuntimeError):
    """A programming error: evidence was written without an act that says who and why."""


def require_act() -> None:
    """Raise `WrittenOutsideAct` unless an act is open in this context."""
    if current_act() is None:
        raise WrittenOutsideAct("evidence is written only inside an act; call an action")


R = TypeVar("R", bound="Record")


class RecordQuerySet(models.QuerySet[R]):
    """A queryset whose writes need an open act, and which never deletes."""

    def update(self, **kwargs: Any) -> int:
        require_act()
        return super().update(**kwargs)

    def bulk_create(self, objs: Iterable[R], *args: Any, **kwargs: Any) -> list[R]:
        require_act()
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Iterable[R], *args: Any, **kwargs: Any) -> int:
        require_act()
        return super().bulk_update(objs, *args, **kwargs)

    def delete(self) -> NoReturn:
        raise WrittenOutsideAct("evidence is never deleted")


class Record(models.Model):
    """Base of every evidential row.

    `recorded_at` is when it was written down, which is not when it happened: that is a field of the record.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recorded_at = models.DateTimeField(default=now, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row. Raises `WrittenOutsideAct` when no act is open."""
        require_act()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: evidence is corrected beside itself, never removed (REC-01)."""
        raise WrittenOutsideAct("evidence is never deleted")
