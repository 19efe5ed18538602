"""The child in need plan and its reviews (CIN-01, CIN-02, CIN-04, CPC-13; WT 4.31, 4.33, 4.84)."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from holdfast.agencies.models import Practitioner
from holdfast.cases.models import Case, OfCase
from holdfast.ledger.history import evidential


@evidential
class ChildInNeedPlan(OfCase):
    """Help for a child in need: needs, services, who, when, and when it is looked at again (WT 4.31, 4.84).

    Services are `AgreedAction`s, what they are for `PlannedOutcome`s, the family's views `ViewHeard`. A plan that a
    decision has begun stands from that moment, so that help can start while an assessment goes on (CIN-02; WT 4.4).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="need_plans")
    agreed_at = models.DateTimeField("agreed")
    because_id = models.UUIDField(null=True, blank=True)  # the decision that led to it
    lead_worker = models.ForeignKey(Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    needs = models.TextField("what the child needs", blank=True)
    family_agreement = models.TextField("what the family thinks, and whether they agree", blank=True)
    review_on = models.DateField("next review", null=True, blank=True)
    detailed_at = models.DateTimeField("worked out", null=True, blank=True)
    ended_at = models.DateTimeField("ended", null=True, blank=True)
    ending_reason = models.CharField("why it ended", max_length=40, blank=True)
    ending_summary = models.TextField("what was achieved, and what help goes on", blank=True)
    census_only = models.BooleanField("known only from a census", default=False)

    class Meta:
        ordering = ["-agreed_at"]
        indexes = [models.Index(fields=["case", "ended_at"])]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(ended_at=None), name="one_need_plan_at_a_time")
        ]

    def __str__(self) -> str:
        return f"Child in need plan of {self.case.child}"

    def get_absolute_url(self) -> str:
        """The plan's page."""
        return reverse("plans:need-plan", args=[self.pk])

    @property
    def is_current(self) -> bool:
        """Whether it goes on."""
        return self.ended_at is None


@evidential
class ChildInNeedReview(OfCase):
    """A review of a child in need plan: what came of it, what the child says, what next (WT 4.84)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="need_reviews")
    plan = models.ForeignKey(ChildInNeedPlan, on_delete=models.PROTECT, related_name="reviews")
    held_at = models.DateTimeField("held")
    took_part = models.TextField("who took part", blank=True)
    child_said = models.TextField("what the child says", blank=True)
    came_of_it = models.TextField("what came of the help", blank=True)
    outcome = models.CharField("decision", max_length=40, blank=True)
    next_review_on = models.DateField("next review", null=True, blank=True)

    class Meta:
        ordering = ["held_at"]
