"""Planned outcomes of any plan, and how they move (GEN-02; WT 4.4, 4.100, 4.111)."""

from __future__ import annotations

from django.db import models

from holdfast.cases.models import Case, OfStep
from holdfast.ledger.guard import Record
from holdfast.ledger.history import evidential


@evidential
class PlannedOutcome(OfStep):
    """What is to be different for the child, and how one will know (GEN-02, CPP-03, CIN-01; WT 4.4, 4.100).

    `record_id` is the plan. The actions that lead to it are `AgreedAction`s whose `record_id` is this outcome.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="planned_outcomes")
    need = models.TextField("the need", blank=True)
    outcome = models.TextField("what is to be different for the child")
    area = models.CharField("which of the five outcomes", max_length=40, blank=True)
    measure = models.TextField("how one will know", blank=True)
    due_on = models.DateField("by when", null=True, blank=True)
    set_at = models.DateTimeField("agreed")
    dropped_at = models.DateTimeField("dropped", null=True, blank=True)
    dropped_reason = models.TextField("why it was dropped", blank=True)

    class Meta:
        ordering = ["set_at", "id"]
        indexes = [models.Index(fields=["record_id"])]

    def __str__(self) -> str:
        return self.outcome


class Progress(models.TextChoices):
    """How an outcome stands: the child's own change, not the activity (WT 4.96, 4.107)."""

    ACHIEVED = "achieved", "Reached"
    MOVING = "moving", "Getting better"
    NOT_MOVING = "not-moving", "No change"
    WORSE = "worse", "Getting worse"


@evidential
class OutcomeProgress(Record):
    """How a planned outcome stood, as judged at a core group, in a report or at a review (CPP-07, CPP-10)."""

    outcome = models.ForeignKey(PlannedOutcome, on_delete=models.PROTECT, related_name="progress")
    at = models.DateTimeField("when")
    stands = models.CharField("how it stands", max_length=20, choices=Progress)
    evidence = models.TextField("what shows it", blank=True)
    step = models.CharField(max_length=60, blank=True)
    record_id = models.UUIDField(null=True, blank=True)  # the meeting, report or review at which it was judged

    class Meta:
        ordering = ["-at", "-id"]
