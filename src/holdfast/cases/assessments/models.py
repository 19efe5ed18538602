"""An assessment of one child, within a piece of work that may concern brothers and sisters together."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from holdfast.access.door import Scope
from holdfast.agencies.models import Agency, Practitioner
from holdfast.cases.models import Case, OfCase
from holdfast.ledger.guard import Record
from holdfast.ledger.history import evidential


@evidential
class AssessmentRound(Record):
    """What is common to the assessments of brothers and sisters, typed once (AF-05; WT 4.26, 4.75).

    The plan of the work, history, what agencies know, parents' capacity, family and environment.
    """

    authority = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    step = models.CharField("kind of assessment", max_length=60)  # a step code of the edition
    lead = models.ForeignKey(
        Practitioner,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assessments_led",
        verbose_name="led by",
    )
    lead_departure = models.TextField("reason why no qualified social worker leads", blank=True)
    started_at = models.DateTimeField("started")
    plan = models.TextField("who does what, when, and what is shared with the parents", blank=True)
    known_history = models.TextField("history, and what other agencies know, time abroad included", blank=True)
    common_assessment = models.TextField("what a common assessment already found", blank=True)
    parenting_capacity = models.TextField("parenting capacity", blank=True)
    family_and_environment = models.TextField("family and environmental factors", blank=True)

    def access_scope(self) -> Scope:
        """The scope of the children assessed."""
        return Scope(self.authority_id, tuple(self.assessments.values_list("case__child_id", flat=True)))


class BeganWith(models.TextChoices):
    """What started the assessment's clock: event codes of the guidance."""

    REFERRAL = "referral.received", "The referral"
    INITIAL_ENDED = "assessment.initial.completed", "The initial assessment ended"
    STRATEGY = "strategy.initiating", "The strategy discussion that began the enquiry"
    NEW_INFORMATION = "assessment.new-information", "New information on an open case"


@evidential
class Assessment(OfCase):
    """The assessment of one child (IA-01..07, ENQ-01, ENQ-10; WT 4.24-4.33, 4.97)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    round = models.ForeignKey(AssessmentRound, on_delete=models.PROTECT, related_name="assessments")
    step = models.CharField("kind of assessment", max_length=60)
    started_at = models.DateTimeField("started")
    began_with = models.CharField("what started the clock", max_length=60, choices=BeganWith)
    clock_from = models.DateTimeField("clock runs from")
    builds_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    developmental_needs = models.TextField("the child's developmental needs", blank=True)
    analysis = models.TextField("what it means for the child", blank=True)
    in_need = models.BooleanField("is this a child in need? (section 17)", null=True, blank=True)
    reasonable_cause = models.BooleanField(
        "is there reasonable cause to suspect significant harm? (section 47)", null=True, blank=True
    )
    action_needed = models.TextField("what action is needed to keep the child safe or well", blank=True)
    outstanding = models.TextField("specialist assessments still awaited", blank=True)
    brief_because = models.TextField("why the assessment is brief", blank=True)
    factors = ArrayField(models.CharField(max_length=8), verbose_name="factors found", default=list, blank=True)
    completed_at = models.DateTimeField("completed", null=True, blank=True)
    completed_by = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="assessments_completed"
    )
    stopped_at = models.DateTimeField("stopped", null=True, blank=True)
    stopped_reason = models.TextField("why it was stopped", blank=True)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["case", "completed_at"])]

    @property
    def is_open(self) -> bool:
        """Whether work on it goes on."""
        return self.completed_at is None and self.stopped_at is None
