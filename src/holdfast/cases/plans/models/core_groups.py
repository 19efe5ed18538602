"""Core group meetings: held once for a family, with what differs for each child (CPP-02; WT 4.93-4.96)."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from holdfast.access.door import Scope
from holdfast.agencies.models import Agency, Practitioner
from holdfast.cases.models import Case, OfCase
from holdfast.cases.plans.models.protection import ChildProtectionPlan
from holdfast.ledger.guard import Record
from holdfast.ledger.history import evidential
from holdfast.people.models import Person


@evidential
class CoreGroupMeeting(Record):
    """A meeting of the core group, with its written note of decisions (WT 4.95-4.96)."""

    authority = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField("held")
    place = models.CharField("where", max_length=200, blank=True)
    decided = models.TextField("what was decided and agreed")
    plan_changes = models.TextField("what changes in the plan", blank=True)
    core_assessment = models.TextField("what the core assessment still needs", blank=True)
    next_meeting_on = models.DateField("next meeting", null=True, blank=True)
    written_by = models.ForeignKey(Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-held_at"]

    def __str__(self) -> str:
        return "Core group"

    def get_absolute_url(self) -> str:
        """The meeting's page."""
        return reverse("plans:core-group", args=[self.pk])

    def access_scope(self) -> Scope:
        """Held by the authority, in sight of those who work with any of the children."""
        children = Case.objects.filter(core_group_entries__meeting=self).values_list("child_id", flat=True)
        return Scope(self.authority_id, tuple(children))


@evidential
class CoreGroupEntry(OfCase):
    """That a core group meeting was about a child's plan, and what was said of this child alone (CPC-15)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="core_group_entries")
    meeting = models.ForeignKey(CoreGroupMeeting, on_delete=models.PROTECT, related_name="entries")
    plan = models.ForeignKey(ChildProtectionPlan, on_delete=models.PROTECT, related_name="core_group_entries")
    note = models.TextField("about this child", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "plan"], name="core_group_plan_once")]


@evidential
class CoreGroupAttendance(Record):
    """Who came to a core group meeting, and which members did not (WT 4.93)."""

    meeting = models.ForeignKey(CoreGroupMeeting, on_delete=models.PROTECT, related_name="attendance")
    practitioner = models.ForeignKey(Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("name", max_length=200)
    role = models.CharField("part", max_length=40, blank=True)
    came = models.BooleanField("came", default=True)

    class Meta:
        ordering = ["-came", "name"]
