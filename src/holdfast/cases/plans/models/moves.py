"""Children with a plan who move into or out of the area (MOV-01, MOV-02, IMM-05; WT 4.39, 4.114, 4.125)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from holdfast.cases.models import Case, OfCase
from holdfast.cases.plans.models.protection import ChildProtectionPlan
from holdfast.ledger.history import evidential

INWARD = ("in-temporary", "in-permanent")
LASTING = ("in-permanent", "out-permanent")


@evidential
class Move(OfCase):
    """Notice that a child moves in or out, for a time or for good (MOV-02; WT 4.125).

    The original plan stands until the receiving authority has held its conference (WT 4.114). Responsibility moves
    only when the other authority says explicitly that it accepts it, and confirms it in writing (WT 4.39).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="moves")
    plan = models.ForeignKey(ChildProtectionPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="moves")
    kind = models.CharField("kind of move", max_length=20)  # a move-kind code of the edition
    notified_at = models.DateTimeField("notice received or given")
    notified_by = models.CharField("who gave notice", max_length=200, blank=True)
    other_authority = models.CharField("the other authority", max_length=200)
    other_contact = models.CharField("whom to reach there", max_length=200, blank=True)
    moved_on = models.DateField("day of the move", null=True, blank=True)
    until = models.DateField("until", null=True, blank=True)
    new_address = models.TextField("where the child lives now", blank=True)
    other_plan_since = models.DateField("their plan since", null=True, blank=True)
    other_plan_categories = ArrayField(
        models.CharField(max_length=30), verbose_name="categories of their plan", default=list, blank=True
    )
    other_key_worker = models.CharField("their key worker", max_length=200, blank=True)
    note = models.TextField("what must be known", blank=True)
    accepted_at = models.DateTimeField("responsibility accepted", null=True, blank=True)
    accepted_by = models.CharField("who accepted it", max_length=200, blank=True)
    confirmed_in_writing_at = models.DateTimeField("confirmed in writing", null=True, blank=True)
    receiving_conference_at = models.DateTimeField("the other authority's conference", null=True, blank=True)
    receiving_conference_decided = models.TextField("what it decided", blank=True)
    ended_at = models.DateTimeField("settled", null=True, blank=True)
    ended_why = models.TextField("how it was settled", blank=True)

    class Meta:
        ordering = ["-notified_at"]

    def __str__(self) -> str:
        return f"Move of {self.case.child}"

    def get_absolute_url(self) -> str:
        """The move's page."""
        return reverse("plans:move", args=[self.pk])

    @property
    def is_inward(self) -> bool:
        """Whether the child comes to this authority's area."""
        return self.kind in INWARD

    @property
    def is_lasting(self) -> bool:
        """Whether the move is for good."""
        return self.kind in LASTING
