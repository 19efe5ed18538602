"""A child's case, and what every step of the pathway shares: decisions, tasks, what was told, what the child said."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from holdfast.access.door import Scope
from holdfast.agencies.models import Agency, Practitioner, Team
from holdfast.ledger.guard import Record
from holdfast.ledger.history import evidential
from holdfast.people.models import Person


@evidential
class EditionInForce(Record):
    """Which edition of the guidance binds an authority, from which day (design: Edition).

    A step is judged by the edition in force when it started.
    """

    authority = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="editions")
    edition = models.CharField("edition", max_length=80)
    from_date = models.DateField("in force from")

    class Meta:
        ordering = ["from_date"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "from_date"], name="one_edition_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.edition} from {self.from_date}"


@evidential
class Case(Record):
    """An episode of one child's involvement with children's social care, from a referral to its closure.

    A child who comes back has another case beside the first (REF-14). Siblings each have their own (CPC-15).
    """

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    authority = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="cases")
    opened_at = models.DateTimeField("opened")
    closed_at = models.DateTimeField("closed", null=True, blank=True)
    closure_reason = models.CharField("reason for closing", max_length=60, blank=True)
    closure_summary = models.TextField("what was achieved, and what follows", blank=True)
    primary_need = models.CharField("primary need", max_length=20, blank=True)
    # Who has it now; the history of it is in `Allocation`.
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    worker = models.ForeignKey(Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    placed_by = models.CharField("placed here by another authority", max_length=200, blank=True)

    class Meta:
        ordering = ["-opened_at"]
        indexes = [
            models.Index(fields=["authority", "closed_at"]),
            models.Index(fields=["worker", "closed_at"]),
            models.Index(fields=["team", "closed_at"]),
            models.Index(fields=["opened_at"]),
        ]

    def __str__(self) -> str:
        return f"Case of {self.child}"

    @property
    def is_open(self) -> bool:
        """Whether work goes on."""
        return self.closed_at is None

    def access_scope(self) -> Scope:
        """A case belongs to its authority, and is in sight of those who work with the child."""
        return Scope(self.authority_id, (self.child_id,))


@evidential
class Allocation(Record):
    """Who had the case, from when to when (STA-04; WT 4.91)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="allocations")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="allocations"
    )
    from_at = models.DateTimeField("from")
    to_at = models.DateTimeField("to", null=True, blank=True)
    reason = models.TextField("reason", blank=True)

    class Meta:
        ordering = ["-from_at"]


@evidential
class Involvement(Record):
    """That a practitioner works with a child: core group, conference, referrer, visiting (design: Access)."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="involvements")
    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="involvements")
    part = models.CharField("part", max_length=60)  # a role code of the edition, e.g. core-group-member
    from_at = models.DateTimeField("from")
    to_at = models.DateTimeField("to", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["practitioner", "to_at"]), models.Index(fields=["child", "to_at"])]


class OfCase(Record):
    """Base of every record that belongs to one case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def access_scope(self) -> Scope:
        """The scope of the case."""
        return self.case.access_scope()


class OfStep(OfCase):
    """Base of what any step can have: says which step's record it hangs on."""

    step = models.CharField(max_length=60)  # a step code of the edition, e.g. initial-assessment
    record_id = models.UUIDField()

    class Meta:
        abstract = True


@evidential
class Decision(OfStep):
    """A decision: who took it, why, when, and who endorsed it (GEN-11; WT 4.32, 4.64, 4.131).

    `departure` is the reason for going another way than the guidance suggests: allowed, and on record.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField("decision", max_length=80)  # a decision code of the step in the edition
    outcome_label = models.CharField(max_length=200)
    taken_by = models.ForeignKey(Practitioner, null=True, on_delete=models.PROTECT, related_name="decisions_taken")
    taken_at = models.DateTimeField("decided")
    reasons = models.TextField("reasons", blank=True)
    departure = models.TextField("reason for departing from the guidance", blank=True)
    endorsement_by_role = models.CharField("to be endorsed by", max_length=60, blank=True)
    endorsed_by = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions_endorsed"
    )
    endorsed_at = models.DateTimeField("endorsed", null=True, blank=True)
    endorsement_note = models.TextField("manager's note", blank=True)
    superseded_at = models.DateTimeField("replaced by a later decision", null=True, blank=True)

    class Meta:
        ordering = ["taken_at"]
        indexes = [models.Index(fields=["record_id"]), models.Index(fields=["case", "taken_at"])]


@evidential
class AgreedAction(OfStep):
    """Who will do what by when, as agreed at a step; or done (GEN-06; WT 4.13, 4.42, 4.86, 4.96)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agreed_actions")
    what = models.TextField("what")
    owner = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="agreed_actions"
    )
    owner_name = models.CharField("who", max_length=200, blank=True)  # a family member, or not registered
    due_on = models.DateField("by when", null=True, blank=True)
    done_at = models.DateTimeField("done", null=True, blank=True)
    result = models.TextField("what came of it", blank=True)
    dropped_reason = models.TextField("why it was dropped", blank=True)

    class Meta:
        ordering = ["due_on"]
        indexes = [models.Index(fields=["record_id"]), models.Index(fields=["owner", "done_at"])]


@evidential
class InformationGiven(OfStep):
    """What was told or sent to whom, when and how; or why not (GEN-10, REF-08, IA-07, ENQ-09, CPP-09)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="information_given")
    what = models.CharField("what was given", max_length=200)
    recipient = models.CharField("to whom", max_length=200)
    recipient_part = models.CharField("who they are", max_length=60, blank=True)
    practitioner = models.ForeignKey(Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField("when", null=True, blank=True)
    how = models.CharField("how", max_length=40, blank=True)
    language = models.CharField("in which language", max_length=80, blank=True)
    withheld_reason = models.TextField("why it was withheld", blank=True)

    class Meta:
        ordering = ["given_at"]
        indexes = [models.Index(fields=["record_id"])]


@evidential
class ViewHeard(OfStep):
    """What a family member thinks and wants, at a step; or why it was not asked (GEN-10; WT 4.56, 4.101)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="views_heard")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField("whose view", max_length=200, blank=True)
    view = models.TextField("what they said", blank=True)
    not_asked_reason = models.TextField("why it was not sought", blank=True)
    heard_at = models.DateTimeField("when")

    class Meta:
        ordering = ["heard_at"]
        indexes = [models.Index(fields=["record_id"])]


@evidential
class ChildSeen(OfCase):
    """Each time the child was seen, or was to be seen and was not (GEN-04, CPP-05; WT 4.27, 4.49, 8.25).

    A record of its own, on whatever step it happened, so that its absence can be seen.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sightings")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sightings")
    at = models.DateTimeField("when")
    seen = models.BooleanField("the child was seen", default=True)
    alone = models.BooleanField("seen alone", null=True, blank=True)
    by = models.ForeignKey(Practitioner, null=True, on_delete=models.PROTECT, related_name="sightings")
    where = models.CharField("where", max_length=200, blank=True)
    present = models.CharField("who else was there", max_length=300, blank=True)
    language = models.CharField("language or way of communicating", max_length=120, blank=True)
    interpreter = models.CharField("interpreter", max_length=200, blank=True)
    said = models.TextField("what the child said, in the child's words", blank=True)
    wishes = models.TextField("wishes and feelings", blank=True)
    observed = models.TextField("what was observed", blank=True)
    response = models.TextField("what was done about it", blank=True)
    not_seen_reason = models.TextField("why the child was not seen", blank=True)
    arranged = models.TextField("what has been arranged instead", blank=True)
    without_parents_knowledge = models.TextField("ground for speaking without the parents' knowledge", blank=True)
    step = models.CharField(max_length=60, blank=True)
    record_id = models.UUIDField(null=True, blank=True)
    visit_id = models.UUIDField(null=True, blank=True)  # siblings seen on one visit share it

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["child", "-at"])]


def scope_of_cases(cases: list[Case]) -> Scope:
    """The scope of a record about several children of one family."""
    authority: UUID | None = cases[0].authority_id if cases else None
    return Scope(authority, tuple(case.child_id for case in cases))
