"""Strategy discussions: held once for several children, decided for each (STR-01..06; WT 4.41-4.46)."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from holdfast.access.door import Scope
from holdfast.agencies.models import Agency, Practitioner
from holdfast.cases.models import Case, OfCase
from holdfast.ledger.guard import Record
from holdfast.ledger.history import evidential

STEP = "strategy-discussion"
"""The step of the pathway that this room is."""
BEGIN = "begin-enquiry"
CONTINUE = "continue-enquiry"


@evidential
class StrategyDiscussion(Record):
    """A discussion of what is known and what is to be done, by meeting or telephone (STR-02; WT 4.41-4.44).

    What is common to the children is here, once. Blank answers are shown as still to be added.
    """

    authority = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="strategy_discussions")
    held_at = models.DateTimeField("held")
    mode = models.CharField("how it was held", max_length=20)  # a strategy-mode code of the edition
    place = models.CharField("where", max_length=200, blank=True)
    chair = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="strategy_chaired"
    )
    concern = models.TextField("why it was held: the cause to suspect significant harm", blank=True)
    hospital_patient = models.BooleanField("a child is a hospital patient", null=True, blank=True)
    in_patient = models.BooleanField("a child is an in-patient", null=True, blank=True)
    medical_possible = models.BooleanField("a medical examination may be needed or was made", null=True, blank=True)
    missing_reason = models.TextField("why somebody who should take part did not", blank=True)
    # STR-03
    conduct = models.CharField("who carries the enquiry", max_length=20, blank=True)  # an enquiry-conduct code
    criminal_investigation = models.TextField("criminal investigation: how, and when", blank=True)
    medical = models.TextField("medical treatment or examination: what, by whom, when, what for", blank=True)
    immediate_action = models.TextField("what is needed at once", blank=True)
    safe_discharge = models.TextField("how a child in hospital is discharged safely", blank=True)
    immediate_review_on = models.DateField("immediate action to be looked at again", null=True, blank=True)
    family_told = models.TextField("what the family is told, when and by whom; or why not", blank=True)
    legal_action = models.TextField("legal action", blank=True)
    # STR-04
    enquiry_plan = models.TextField("what more must be known, and how it is found out", blank=True)
    wishes_how = models.TextField("how the child's wishes and feelings will be found out", blank=True)
    race_and_language = models.TextField("race, ethnicity and language: what is taken into account", blank=True)
    interpreter = models.CharField("interpreter", max_length=200, blank=True)
    other_children = models.TextField("other children who may be affected", blank=True)
    circulated_at = models.DateTimeField("record circulated", null=True, blank=True)

    class Meta:
        ordering = ["-held_at"]
        indexes = [models.Index(fields=["authority", "-held_at"])]

    def __str__(self) -> str:
        return "Strategy discussion"

    def get_absolute_url(self) -> str:
        """The record's page."""
        return reverse("strategy:discussion", args=[self.pk])

    def access_scope(self) -> Scope:
        """Of the authority that convened it, in sight of those who work with any of the children."""
        children = Case.objects.filter(strategy_entries__discussion=self).values_list("child_id", flat=True)
        return Scope(self.authority_id, tuple(children))


@evidential
class StrategyChild(OfCase):
    """One child who was discussed; the decision for this child is a `Decision` on this row (STR-03; WT 4.42)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="strategy_entries")
    discussion = models.ForeignKey(StrategyDiscussion, on_delete=models.PROTECT, related_name="children")

    class Meta:
        ordering = ["recorded_at"]
        constraints = [models.UniqueConstraint(fields=["discussion", "case"], name="discussed_once")]


@evidential
class Participant(Record):
    """Who took part, for which agency, in what role, and what they told (STR-01; WT 4.41, 4.44)."""

    discussion = models.ForeignKey(StrategyDiscussion, on_delete=models.PROTECT, related_name="participants")
    practitioner = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="strategy_parts"
    )
    name = models.CharField("name", max_length=200)
    agency_name = models.CharField("agency", max_length=200, blank=True)
    agency_kind = models.CharField("kind of agency", max_length=40, blank=True)
    role = models.CharField("role", max_length=200, blank=True)
    gave = models.TextField("what they told", blank=True)

    class Meta:
        ordering = ["recorded_at"]

    def access_scope(self) -> Scope:
        """The scope of the discussion."""
        return self.discussion.access_scope()


@evidential
class PlannedInterview(Record):
    """Who is to be interviewed, by whom, when and what for (STR-04; WT 4.43)."""

    discussion = models.ForeignKey(StrategyDiscussion, on_delete=models.PROTECT, related_name="interviews")
    whom = models.CharField("who is interviewed", max_length=200)
    by_whom = models.CharField("by whom", max_length=200, blank=True)
    on = models.DateField("when", null=True, blank=True)
    purpose = models.CharField("what for", max_length=300, blank=True)

    class Meta:
        ordering = ["recorded_at"]


@evidential
class ImmediateReview(Record):
    """That what was decided to be done at once was looked at again (STR-06; WT 4.44)."""

    discussion = models.ForeignKey(StrategyDiscussion, on_delete=models.PROTECT, related_name="reviews")
    at = models.DateTimeField("when")
    by = models.ForeignKey(Practitioner, null=True, on_delete=models.PROTECT, related_name="+")
    finding = models.TextField("whether it still keeps the children safe, and what changes")
    next_on = models.DateField("to be looked at again", null=True, blank=True)

    class Meta:
        ordering = ["-at"]
