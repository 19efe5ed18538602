"""The child protection plan of one child, who leads it and who carries it."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from holdfast.access.door import Scope
from holdfast.agencies.models import Practitioner
from holdfast.cases.models import Case, OfCase
from holdfast.core.time import local_date, today
from holdfast.ledger.guard import Record
from holdfast.ledger.history import evidential
from holdfast.people.models import Person


def _codes(words: str) -> ArrayField:  # type: ignore[type-arg]
    return ArrayField(models.CharField(max_length=30), verbose_name=words, default=list, blank=True)


@evidential
class ChildProtectionPlan(OfCase):
    """One child's plan, from the conference that decided it to its end (CPP-03, CPP-08; WT 4.99-4.102, 4.114).

    Its planned outcomes are `PlannedOutcome`s, its actions `AgreedAction`s that hang on them. `conference_id` is the
    conference that agreed it. A plan known only from a census has little more than its dates and categories.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="protection_plans")
    started_at = models.DateTimeField("started")
    conference_id = models.UUIDField(null=True, blank=True)
    initial_categories = _codes("categories at the start")
    latest_categories = _codes("latest categories")
    previous_plans = models.PositiveSmallIntegerField("plans before this one", null=True, blank=True)
    lead_body = models.CharField("lead statutory body", max_length=30, blank=True)
    # Who leads it now; the history of it is in `KeyWorker`.
    key_worker = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="plans_led"
    )
    aims = models.TextField("what needs to change", blank=True)
    needs = models.TextField("the child's needs, and what therapy they call for", blank=True)
    contact = models.TextField("who sees the child and the family, and how", blank=True)
    visits_every_days = models.PositiveSmallIntegerField("days between visits to the child", null=True, blank=True)
    progress_judged = models.TextField("when and how progress is judged", blank=True)
    contingency = models.TextField("what happens if the plan fails or things change", blank=True)
    child_wishes = models.TextField("the child's wishes and feelings", blank=True)
    parents_views = models.TextField("the parents' views", blank=True)
    preference_not_taken = models.TextField("why a preference was not taken", blank=True)
    agreement = models.TextField("who agrees with the plan, and who does not", blank=True)
    detailed_at = models.DateTimeField("worked out in detail", null=True, blank=True)
    first_core_group_on = models.DateField("first core group", null=True, blank=True)
    next_review_on = models.DateField("next review", null=True, blank=True)
    ended_at = models.DateTimeField("ended", null=True, blank=True)
    ending_reason = models.CharField("why it ended", max_length=40, blank=True)
    ending_note = models.TextField("what the ending rests on", blank=True)
    ending_record_id = models.UUIDField(null=True, blank=True)  # the review's entry, or the move, that ended it
    ending_notified_at = models.DateTimeField("ending notified", null=True, blank=True)
    services_after = models.TextField("services discussed with parents and child", blank=True)
    census_only = models.BooleanField("known only from a census", default=False)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["case", "ended_at"]), models.Index(fields=["key_worker", "ended_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ended_at=None), name="one_protection_plan_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"Child protection plan of {self.case.child}"

    def get_absolute_url(self) -> str:
        """The plan's page."""
        return reverse("plans:plan", args=[self.pk])

    @property
    def is_current(self) -> bool:
        """Whether the child is the subject of it now."""
        return self.ended_at is None

    def days(self, on: date | None = None) -> int:
        """How long the child has been, or was, on the plan, in whole days (CPP-10)."""
        last = local_date(self.ended_at) if self.ended_at else on or today()
        return (last - local_date(self.started_at)).days


@evidential
class KeyWorker(Record):
    """Who was key worker of a plan, from when to when; a gap between two rows is a vacancy (CPP-01; WT 4.91-4.92)."""

    plan = models.ForeignKey(ChildProtectionPlan, on_delete=models.PROTECT, related_name="key_workers")
    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="+")
    from_at = models.DateTimeField("from")
    to_at = models.DateTimeField("to", null=True, blank=True)
    reason = models.TextField("reason for the change", blank=True)

    class Meta:
        ordering = ["from_at"]


@evidential
class CoreGroupMember(Record):
    """A member of a plan's core group: a practitioner, or a member of the family (CPP-02; WT 4.93)."""

    plan = models.ForeignKey(ChildProtectionPlan, on_delete=models.PROTECT, related_name="core_group")
    practitioner = models.ForeignKey(Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("name", max_length=200, blank=True)
    role = models.CharField("part", max_length=40, blank=True)
    from_at = models.DateTimeField("from")
    to_at = models.DateTimeField("to", null=True, blank=True)

    class Meta:
        ordering = ["from_at", "name"]

    def __str__(self) -> str:
        return self.name


@evidential
class CoreGroupReport(OfCase):
    """The core group's report to a review: work done, and what it changed for the child (CPP-07; WT 4.113).

    How each planned outcome stands is in `OutcomeProgress`, with this report's id as its `record_id`.
    """

    plan = models.ForeignKey(ChildProtectionPlan, on_delete=models.PROTECT, related_name="reports")
    written_at = models.DateTimeField("written")
    written_by = models.ForeignKey(Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    work_done = models.TextField("work done by professionals")
    family_work = models.TextField("what the family has done", blank=True)
    impact = models.TextField("what has changed for the child")
    child_view = models.TextField("what the child says", blank=True)
    recommendation = models.TextField("what the core group recommends, and who sees it otherwise", blank=True)

    class Meta:
        ordering = ["-written_at"]

    def access_scope(self) -> Scope:
        """The scope of the child's case."""
        return self.case.access_scope()
