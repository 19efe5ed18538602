"""Acts, their subjects, corrections, and reads."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from holdfast.core.ids import new_id
from holdfast.core.time import now


class Act(models.Model):
    """Why something changed: who did what, for which agency, when it happened and when it was recorded.

    Names are kept as they were that day: a worker who marries or moves still signed as she then was.
    (REC-01, GEN-11; WT 4.129-4.131)
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    verb = models.CharField(max_length=80)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="acts")
    actor_name = models.CharField(max_length=200)
    actor_role = models.CharField(max_length=200, blank=True)
    agency_id = models.UUIDField(null=True)
    agency_name = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=now)
    reason = models.TextField(blank=True)
    part_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")

    class Meta:
        indexes = [models.Index(fields=["recorded_at"]), models.Index(fields=["actor", "recorded_at"])]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.id}"


class ActSubject(models.Model):
    """A record that an act is about."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="subjects")
    kind = models.CharField(max_length=80)
    record_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["record_id", "kind"])]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


class Correction(models.Model):
    """What a field said, what it says now, and why: it stands beside what it corrects (REC-01; WT 4.131)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=80)
    record_id = models.UUIDField()
    field = models.CharField(max_length=80)
    label = models.CharField(max_length=200)
    was = models.TextField(blank=True)
    now_says = models.TextField(blank=True)
    reason = models.TextField()
    recorded_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["record_id"])]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kind}.{self.field} {self.record_id}"


class Read(models.Model):
    """Who looked at which part of whose record, when, and what for (WT 4.126; DIR-05)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="reads")
    actor_name = models.CharField(max_length=200)
    agency_id = models.UUIDField(null=True)
    agency_name = models.CharField(max_length=200, blank=True)
    person_id = models.UUIDField()
    part = models.CharField(max_length=80)
    purpose = models.CharField(max_length=200, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    read_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["person_id", "read_at"]), models.Index(fields=["actor", "read_at"])]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.person_id}"
