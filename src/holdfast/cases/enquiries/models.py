"""Section 47 enquiries: what was done, what was asked of others, what came of it (ENQ-01..10; WT 4.47-4.65)."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from holdfast.agencies.models import Agency, Practitioner
from holdfast.cases.models import Case, ChildSeen, OfCase
from holdfast.ledger.history import evidential
from holdfast.people.models import Person

STEP = "section-47-enquiry"
"""The step of the pathway that this room is."""
NOT_SUBSTANTIATED = "not-substantiated"
MONITORING = "not-substantiated-monitoring"
NO_CONTINUING_RISK = "substantiated-no-continuing-risk"
CONTINUING_RISK = "substantiated-continuing-risk"
WITHOUT_CONFERENCE = (NOT_SUBSTANTIATED, MONITORING, NO_CONTINUING_RISK)
"""Outcomes after which no conference follows (WT 4.59-4.64)."""
OUTSTANDING = ("medical", "developmental-check", "psychological")
"""Activities that specialists carry out, and that may still be awaited (ENQ-10; WT 4.97)."""


@evidential
class Section47Enquiry(OfCase):
    """The enquiry about one child; brothers and sisters share `family_group` (ENQ-01; WT 4.35, 4.47).

    `because_id` is the decision that began it; the discussion that took it is found from there, so that a date
    corrected there is right here too. `discussed_at` stands for a discussion of which only the time is known.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="enquiries")
    family_group = models.UUIDField("siblings enquired about together", null=True, blank=True)
    started_at = models.DateTimeField("started")
    because_id = models.UUIDField(null=True, blank=True)
    discussed_at = models.DateTimeField("strategy discussion that began it", null=True, blank=True)
    ground = models.TextField("why it began without a strategy discussion", blank=True)
    lead = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="enquiries_led"
    )
    lead_departure = models.TextField("why the lead is not a qualified, experienced social worker", blank=True)
    conduct = models.CharField("who carries it", max_length=20, blank=True)  # an enquiry-conduct code
    siblings = models.TextField("needs and safety of siblings and other children", blank=True)
    # The outcome: the decision itself is a `Decision` (ENQ-05).
    evidence = models.TextField("the evidence for the outcome", blank=True)
    services = models.TextField("help and services considered with the family", blank=True)
    monitoring_purpose = models.TextField("what is watched, and why", blank=True)
    monitoring_means = models.TextField("in what way", blank=True)
    monitored_by = models.CharField("by whom", max_length=200, blank=True)
    plan = models.TextField("what keeps the child safe, who does what, and what happens if it fails", blank=True)
    review_on = models.DateField("to be reviewed on", null=True, blank=True)
    concluded_at = models.DateTimeField("concluded", null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["case", "started_at"]), models.Index(fields=["because_id"])]

    def __str__(self) -> str:
        return "Section 47 enquiry"

    def get_absolute_url(self) -> str:
        """The record's page."""
        return reverse("enquiries:enquiry", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether no outcome has been decided yet."""
        return self.concluded_at is None


@evidential
class Activity(OfCase):
    """One thing done, or arranged, in the course of an enquiry (ENQ-02, ENQ-03, ENQ-10; WT 4.49-4.53).

    Without `at` it is still awaited. Where the child was seen or spoken with, `sighting` is the record of that.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(Section47Enquiry, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField("what", max_length=40)  # an enquiry-activity code of the edition
    whom = models.CharField("with whom, or about whom", max_length=200, blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField("by whom", max_length=200, blank=True)
    arranged_for = models.DateTimeField("arranged for", null=True, blank=True)
    at = models.DateTimeField("when it was done", null=True, blank=True)
    findings = models.TextField("what was learnt", blank=True)
    help_to_take_part = models.CharField("interpreter or other help to take part", max_length=200, blank=True)
    ground = models.CharField("ground for not telling the parents", max_length=40, blank=True)  # interview-ground
    ground_reason = models.TextField("why this ground applies", blank=True)
    sighting = models.ForeignKey(ChildSeen, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "arranged_for"]

    @property
    def is_outstanding(self) -> bool:
        """Arranged, and not yet done."""
        return self.at is None


@evidential
class HelpRequest(OfCase):
    """What another agency was asked, under which section, and what it answered (ENQ-04; WT 4.48, App.1 §11)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(Section47Enquiry, on_delete=models.PROTECT, related_name="help_requests")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agency_name = models.CharField("agency asked", max_length=200)
    asked_of = models.CharField("who was asked", max_length=200, blank=True)
    duty = models.CharField("under which section", max_length=20, blank=True)
    what = models.TextField("what was asked for")
    asked_at = models.DateTimeField("asked")
    answer = models.CharField("answer", max_length=20, default="waiting")  # a help-request-answer code
    answered_at = models.DateTimeField("answered", null=True, blank=True)
    response = models.TextField("what came", blank=True)
    refusal = models.TextField("why it was refused", blank=True)

    class Meta:
        ordering = ["asked_at"]


@evidential
class ArrangementReview(OfCase):
    """That monitoring, or a plan made without a conference, was reviewed (ENQ-06, ENQ-07; WT 4.60, 4.63)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(Section47Enquiry, on_delete=models.PROTECT, related_name="arrangement_reviews")
    at = models.DateTimeField("when")
    by = models.ForeignKey(Practitioner, null=True, on_delete=models.PROTECT, related_name="+")
    finding = models.TextField("what was found, and what follows")
    next_on = models.DateField("to be reviewed again on", null=True, blank=True)

    class Meta:
        ordering = ["at"]


@evidential
class ConferenceRequest(OfCase):
    """A professional's request for a conference, who backs it, and the answer (ENQ-08; WT 4.64)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(Section47Enquiry, on_delete=models.PROTECT, related_name="conference_requests")
    asked_by = models.CharField("asked by", max_length=200)
    practitioner = models.ForeignKey(Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agency_name = models.CharField("agency", max_length=200, blank=True)
    asked_at = models.DateTimeField("asked")
    reasons = models.TextField("why a conference is needed")
    backed_by = models.CharField("backed by", max_length=200, blank=True)
    backed_as = models.CharField("who they are", max_length=60, blank=True)
    answer = models.CharField("answer", max_length=20, blank=True)  # a conference-request code of the edition
    answered_at = models.DateTimeField("answered", null=True, blank=True)
    answered_by = models.ForeignKey(Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer_reasons = models.TextField("reasons for the answer", blank=True)

    class Meta:
        ordering = ["asked_at"]

    @property
    def is_backed(self) -> bool:
        """Backed by somebody whose backing normally settles it."""
        return bool(self.backed_by and self.backed_as)
