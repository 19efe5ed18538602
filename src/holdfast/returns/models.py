"""What was read in from returns: each return, and what each record in it became."""

from __future__ import annotations

from django.db import models

from holdfast.access.door import Scope
from holdfast.agencies.models import Agency
from holdfast.ledger.guard import Record
from holdfast.ledger.history import evidential


@evidential
class ReturnTaken(Record):
    """A return that was read in: whose, of which year, from which file, and how much of it came in (STA-03).

    A file that says nothing new leaves no trace here, as it leaves none anywhere.
    """

    authority = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="returns_taken")
    collection = models.CharField("collection", max_length=10)
    year = models.PositiveSmallIntegerField("census year", null=True, blank=True)
    reference_date = models.DateField("reference date", null=True, blank=True)
    written_by = models.CharField("software that wrote it", max_length=200, blank=True)
    file_name = models.CharField("file", max_length=255)
    fingerprint = models.CharField("SHA-256 of the file", max_length=64, blank=True)
    taken_at = models.DateTimeField("read in")
    counts = models.JSONField("what came in", default=dict)

    class Meta:
        ordering = ["-taken_at"]
        verbose_name = "return read in"
        verbose_name_plural = "returns read in"

    def __str__(self) -> str:
        return f"{self.collection} {self.year or ''} {self.file_name}".strip()

    def access_scope(self) -> Scope:
        """A return belongs to its authority."""
        return Scope(self.authority_id)


class Imported(models.Model):
    """What a return said of one record, in the return's own codes, and which record of ours it became.

    This is what makes reading in repeatable: a record is known again by the child's number and its own dates,
    and what a later return says is compared with what the last one said, not with what somebody has since
    corrected. Not evidence itself: the records are, and their history with them.
    """

    id = models.BigAutoField(primary_key=True)
    authority = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    child_number = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=80, blank=True)  # the record's own dates, the episode's first
    said = models.JSONField(default=dict)
    record_id = models.UUIDField()  # the child, case, referral, assessment ... that it became
    case_id = models.UUIDField(null=True)
    first_taken = models.ForeignKey(ReturnTaken, on_delete=models.PROTECT, related_name="+")
    last_changed = models.ForeignKey(ReturnTaken, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "child_number", "kind", "key"], name="imported_once"),
        ]
        indexes = [models.Index(fields=["record_id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}".strip()
