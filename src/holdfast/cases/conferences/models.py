"""Child protection conferences: held once for a family, decided for each child (CPC-15; WT 4.66-4.90, 4.110-4.114)."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from holdfast.access.door import Scope
from holdfast.agencies.models import Agency, Practitioner
from holdfast.cases.models import Case, OfCase
from holdfast.cases.plans.models import ChildProtectionPlan
from holdfast.ledger.guard import Record
from holdfast.ledger.history import evidential
from holdfast.people.models import Person

FIRST = ("initial", "pre-birth")
"""Kinds of conference that meet the clock of the initial conference (WT 4.67, 4.121)."""
OPENING = ("initial", "pre-birth", "transfer")
"""Kinds of conference that can start a plan (WT 4.81, 4.114, 4.121)."""
REVIEW = "review"
ADJOURNED = "adjourned"
STEPS = {
    "initial": "initial-conference",
    "pre-birth": "pre-birth-conference",
    "review": "review-conference",
    "transfer": "transfer-conference",
}
"""The step of the pathway that each kind of conference is."""


@evidential
class Conference(Record):
    """A child protection conference of any kind, arranged and then held (WT 4.66, 4.110, 4.114, 4.121).

    What is common is here, once; what is decided for each child is a `ConferenceChild`.
    """

    authority = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="conferences")
    kind = models.CharField("kind of conference", max_length=20)  # a conference-kind code of the edition
    convened_at = models.DateTimeField("convened")
    convened_by = models.ForeignKey(Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    because_id = models.UUIDField(null=True, blank=True)  # the decision that led to it
    purpose = models.TextField("why it is convened", blank=True)
    planned_for = models.DateTimeField("planned for", null=True, blank=True)
    place = models.CharField("where", max_length=200, blank=True)
    chair = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="conferences_chaired"
    )
    minute_taker = models.ForeignKey(Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    brought_forward = models.TextField("why the review is brought forward", blank=True)
    cancelled_at = models.DateTimeField("called off", null=True, blank=True)
    cancelled_reason = models.TextField("why it was called off", blank=True)
    held_at = models.DateTimeField("held", null=True, blank=True)
    summary = models.TextField("what was said", blank=True)
    quorum_met = models.BooleanField("enough agencies were there", null=True, blank=True)
    quorum_exception = models.TextField("why it went ahead with fewer", blank=True)
    midwifery = models.TextField("how midwifery took part", blank=True)
    circulated_at = models.DateTimeField("decision circulated", null=True, blank=True)
    minutes_sent_at = models.DateTimeField("minutes sent", null=True, blank=True)

    class Meta:
        ordering = ["-held_at", "-planned_for", "-convened_at"]
        indexes = [
            models.Index(fields=["authority", "held_at"]),
            models.Index(fields=["authority", "planned_for"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind.capitalize()} conference"

    def get_absolute_url(self) -> str:
        """The conference's page."""
        return reverse("conferences:conference", args=[self.pk])

    @property
    def step(self) -> str:
        """The step of the pathway that it is."""
        return STEPS[self.kind]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be held."""
        return self.held_at is None and self.cancelled_at is None

    def access_scope(self) -> Scope:
        """Held by the authority, in sight of those who work with any of the children."""
        children = Case.objects.filter(conference_entries__conference=self).values_list("child_id", flat=True)
        return Scope(self.authority_id, tuple(children))


class Attendance(models.TextChoices):
    """How an invited person took part (WT 4.69, 4.71-4.72)."""

    CAME = "came", "Came"
    PART = "part", "Came for part of it"
    REPORT = "report", "Did not come, sent a report"
    ABSENT = "absent", "Did not come"
    EXCLUDED = "excluded", "Kept out by the chair"


PRESENT = (Attendance.CAME, Attendance.PART)


@evidential
class Invitation(Record):
    """Somebody invited, in what role and why; and how they took part (CPC-02, CPC-03; WT 4.68-4.72).

    `direct_contact`: whether they know the child at first hand, on which the quorum rests.
    """

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField("in what role", max_length=40)  # an invitee-role code of the edition
    reason = models.CharField("why", max_length=300, blank=True)
    practitioner = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="conference_invitations"
    )
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("name", max_length=200)
    agency_name = models.CharField("agency", max_length=200, blank=True)
    invited_at = models.DateTimeField("invited")
    direct_contact = models.BooleanField("has direct contact with the child", default=False)
    attendance = models.CharField("attendance", max_length=20, choices=Attendance, blank=True)
    note = models.CharField("apology, or the ground for keeping them out", max_length=500, blank=True)

    class Meta:
        ordering = ["invited_at", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def agency_key(self) -> UUID | str:
        """What makes one agency of two people: its record, or its name as typed."""
        return self.practitioner.agency_id if self.practitioner else self.agency_name.strip().casefold()

    @property
    def was_there(self) -> bool:
        """Whether they attended, wholly or in part."""
        return self.attendance in PRESENT


@evidential
class ConferenceChild(OfCase):
    """What a conference decided for one child (CPC-09, CPC-10, CPC-11, CPC-15; WT 4.75, 4.79-4.86, 4.112).

    `plan` is the plan that a review looks at, or that the conference began. The decision itself is a `Decision`.
    """

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="children")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="conference_entries")
    plan = models.ForeignKey(
        ChildProtectionPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="conference_entries"
    )
    child_attended = models.BooleanField("the child attended", null=True, blank=True)
    how_heard = models.TextField("how the child's wishes were brought", blank=True)
    continuing_risk = models.BooleanField("at continuing risk of significant harm", null=True, blank=True)
    test = models.CharField("which limb of the test", max_length=30, blank=True)
    categories = ArrayField(
        models.CharField(max_length=30), verbose_name="categories of abuse", default=list, blank=True
    )
    decision = models.CharField("decision", max_length=40, blank=True)
    reasons = models.TextField("reasons", blank=True)
    progress = models.TextField("how the child fares against the plan", blank=True)
    first_core_group_on = models.DateField("first core group", null=True, blank=True)
    next_review_on = models.DateField("review on", null=True, blank=True)
    later_review_reason = models.TextField("why the review is later than the guidance says", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conference", "case"], name="conference_child_once")]
        indexes = [models.Index(fields=["case", "conference"])]

    def __str__(self) -> str:
        return f"{self.case.child} at the conference"


@evidential
class AgencyView(Record):
    """What one agency thought about one child, dissent included (CPC-09; WT 4.82)."""

    entry = models.ForeignKey(ConferenceChild, on_delete=models.PROTECT, related_name="views")
    invitation = models.ForeignKey(Invitation, null=True, blank=True, on_delete=models.PROTECT, related_name="views")
    agency_name = models.CharField("agency", max_length=200)
    participant = models.CharField("who spoke for it", max_length=200, blank=True)
    view = models.CharField("its view", max_length=20)  # an agency-view code of the edition
    words = models.TextField("in its words", blank=True)
    dissents = models.BooleanField("does not agree with the decision", default=False)

    class Meta:
        ordering = ["agency_name"]
