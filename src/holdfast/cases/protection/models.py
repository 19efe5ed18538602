"""Urgent action, the measures that keep a child safe, and which authority answers (IMM-01..07; WT 4.36-4.40, 4.55)."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from holdfast.access.door import Scope
from holdfast.agencies.models import Agency, Practitioner
from holdfast.cases.models import Case, OfCase
from holdfast.ledger.guard import Record
from holdfast.ledger.history import evidential

STEP = "immediate-protection"
"""The step of the pathway that this room is."""
POLICE = "police-protection"
ORDER = "emergency-protection-order"
EXTENSION = "emergency-protection-extension"
COURT = (ORDER, EXTENSION, "exclusion-requirement", "child-assessment-order")
"""Measures that a court makes: legal advice is asked for (WT 4.37)."""
CLOCKED = (POLICE, ORDER, EXTENSION)
"""Measures whose code is also that of the clock that the edition gives them (WT App.1 §16)."""


@evidential
class UrgentAction(Record):
    """What was done at once to keep children safe (IMM-01; WT 4.36). Typed once for all of them.

    Three facts begin it: what, when, whom (`ProtectedChild`). Everything else may be blank, and is asked for
    afterwards (GEN-05; WT 4.13).
    """

    authority = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="urgent_actions")
    what = models.TextField("what was done")
    at = models.DateTimeField("when it was done")
    recorded_by = models.ForeignKey(Practitioner, null=True, on_delete=models.PROTECT, related_name="+")
    referral_id = models.UUIDField(null=True, blank=True)
    who_acted = models.CharField("who acted, and for which agency", max_length=200, blank=True)
    where_found = models.CharField("where the children were found", max_length=200, blank=True)
    danger = models.TextField("what the danger was", blank=True)
    whereabouts = models.CharField("where the children are safe", max_length=200, blank=True)
    # IMM-02: before planned action a discussion; after a single agency acted alone, one as soon as possible.
    planned_with_others = models.BooleanField("a strategy discussion came first", null=True, blank=True)
    alone_reason = models.TextField("why one agency acted alone", blank=True)
    legal_advice = models.TextField("legal advice, or why there was none", blank=True)
    legal_advice_at = models.DateTimeField("legal advice taken", null=True, blank=True)
    other_children = models.TextField("other children considered, here, with the alleged abuser, elsewhere", blank=True)
    family_told = models.TextField("what child and family were told", blank=True)
    # IMM-05: another authority may be responsible for a child found here.
    responsible_elsewhere = models.CharField("authority responsible for the child", max_length=200, blank=True)
    consulted = models.TextField("how that authority was consulted", blank=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["authority", "-at"])]

    def __str__(self) -> str:
        return "Urgent action"

    def get_absolute_url(self) -> str:
        """The record's page."""
        return reverse("protection:action", args=[self.pk])

    def access_scope(self) -> Scope:
        """Of the authority that acted, in sight of those who work with any of the children."""
        children = Case.objects.filter(urgent_entries__action=self).values_list("child_id", flat=True)
        return Scope(self.authority_id, tuple(children))


@evidential
class ProtectedChild(OfCase):
    """One child whom an urgent action was to protect; what was decided for this child hangs here."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="urgent_entries")
    action = models.ForeignKey(UrgentAction, on_delete=models.PROTECT, related_name="children")

    class Meta:
        ordering = ["recorded_at"]
        constraints = [models.UniqueConstraint(fields=["action", "case"], name="protected_once")]


@evidential
class Measure(OfCase):
    """What keeps one child safe, from when, until when, and how it ended (IMM-03; WT 4.38, 4.55, App.1 §16).

    How long it may last is the edition's; `until` is a shorter time that a court set, or a day agreed with the family.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="measures")
    action = models.ForeignKey(UrgentAction, null=True, blank=True, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField("measure", max_length=60)  # a protection-measure code of the edition
    started_at = models.DateTimeField("started")
    until = models.DateTimeField("until, as ordered or agreed", null=True, blank=True)
    reason = models.TextField("reason", blank=True)  # IMM-04: why police powers, and not an order
    made_by = models.CharField("court, constable or person who agreed", max_length=200, blank=True)
    excluded = models.CharField("who left or is kept away", max_length=200, blank=True)
    place = models.CharField("where the child stays", max_length=200, blank=True)
    extends = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="extension"
    )  # one to one: an order is extended once
    ended_at = models.DateTimeField("ended", null=True, blank=True)
    ended_how = models.CharField("how it ended", max_length=60, blank=True)  # a protection-end code
    end_note = models.TextField("what keeps the child safe now", blank=True)

    class Meta:
        ordering = ["started_at"]
        indexes = [models.Index(fields=["case", "ended_at"])]

    def __str__(self) -> str:
        return self.kind

    @property
    def is_live(self) -> bool:
        """Whether it has not been ended."""
        return self.ended_at is None


@evidential
class Responsibility(OfCase):
    """That the authority responsible for a child found here was asked to take over, and what it answered (IMM-05).

    The authority where the child is found acts. It is relieved from `accepted_at`, by an explicit acceptance and
    nothing else; `confirmed_at` is when that came in writing (WT 4.39).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="responsibility_requests")
    action = models.ForeignKey(UrgentAction, on_delete=models.PROTECT, related_name="responsibility")
    authority_name = models.CharField("authority asked", max_length=200)
    asked_at = models.DateTimeField("asked")
    asked_of = models.CharField("who was asked", max_length=200, blank=True)
    accepted_at = models.DateTimeField("accepted", null=True, blank=True)
    accepted_by = models.CharField("accepted by", max_length=200, blank=True)
    refused_at = models.DateTimeField("refused", null=True, blank=True)
    refusal = models.TextField("why it was refused", blank=True)
    confirmed_at = models.DateTimeField("confirmed in writing", null=True, blank=True)
    confirmation = models.CharField("what the written confirmation is", max_length=300, blank=True)

    class Meta:
        ordering = ["asked_at"]

    @property
    def standing(self) -> str:
        """How it stands: asked, refused, accepted (to be confirmed), confirmed."""
        if self.confirmed_at:
            return "confirmed"
        if self.accepted_at:
            return "accepted"
        return "refused" if self.refused_at else "asked"
