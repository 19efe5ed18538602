"""The clocks of cases as a projection: made from facts and an edition, rebuilt at will, never a countdown."""

from __future__ import annotations

from django.db import models

from holdfast.agencies.models import Practitioner
from holdfast.cases.models import Case, OfCase
from holdfast.ledger.history import evidential


class ClockRow(models.Model):
    """One clock of one case, as facts and edition make it (design: Clock).

    Nothing here depends on what time it is now: whether it is late is asked when it is read. `due_at` is the
    last instant in time, in UTC; `due_on` the day, for clocks that run out at the end of a day.
    """

    id = models.BigAutoField(primary_key=True)
    # No constraint: the projection is made anew whole, and nothing rests on it.
    case = models.ForeignKey(Case, on_delete=models.DO_NOTHING, related_name="clocks", db_constraint=False)
    child_id = models.UUIDField()
    authority_id = models.UUIDField()
    clock = models.CharField(max_length=60)
    edition = models.CharField(max_length=80)
    started_by = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    met_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_why = models.CharField(max_length=200, blank=True)
    record_id = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["case", "due_at"]),
            models.Index(
                fields=["authority_id", "due_at"],
                name="clocks_running",
                condition=models.Q(met_at__isnull=True, stopped_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock} due {self.due_at}"


@evidential
class LateReason(OfCase):
    """Why a step was late, in somebody's words: asked for, never demanded before the step (design: Clock)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="late_reasons")
    clock = models.CharField(max_length=60)
    record_id = models.UUIDField()
    reason = models.TextField("reason")
    given_by = models.ForeignKey(Practitioner, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField("given")

    class Meta:
        indexes = [models.Index(fields=["record_id"])]
