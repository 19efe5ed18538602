"""What comes in at the front door: searches, contacts, referrals, each child's decision (WT 4.12-4.23)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from holdfast.access.door import Scope
from holdfast.agencies.models import Agency, Practitioner
from holdfast.cases.models import Case, OfCase
from holdfast.cases.referrals.words import WITHHELD, WRITTEN_MODES, ReferrerKind, kind_of_source
from holdfast.ledger.guard import Record
from holdfast.ledger.history import evidential
from holdfast.people.models import Person


@evidential
class Referrer(Record):
    """Who raised a concern. Anyone can (REF-01; WT 4.12, 4.17).

    Nothing but `words` is ever shown of a member of the public who has not agreed to be named (REF-09; WT 4.21).
    """

    source = models.CharField("who raised it", max_length=40)  # a referral-source code of the edition
    source_label = models.CharField(max_length=120)
    name = models.CharField("name", max_length=200, blank=True)
    agency_name = models.CharField("agency", max_length=200, blank=True)
    practitioner = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="concerns_raised"
    )
    contact_details = models.CharField("how to reach them", max_length=200, blank=True)
    relationship = models.CharField("how they know the child", max_length=200, blank=True)
    may_be_named = models.BooleanField("agrees to being named", null=True, blank=True)

    def __str__(self) -> str:
        return self.words

    @property
    def kind(self) -> ReferrerKind:
        """public, family, child or professional."""
        return kind_of_source(self.source)

    @property
    def is_professional(self) -> bool:
        """Whether a professional raised it, who confirms in writing and is told what was decided (REF-04, REF-08)."""
        return self.kind == "professional"

    @property
    def withheld(self) -> bool:
        """Whether their identity goes no further (REF-09; WT 4.21)."""
        return self.kind == "public" and not self.may_be_named

    @property
    def words(self) -> str:
        """The referrer as everybody may read it."""
        if self.withheld:
            return WITHHELD
        named = ", ".join(filter(None, (self.name, self.agency_name)))
        return f"{named} ({self.source_label.lower()})" if named else self.source_label


@evidential
class Contact(Record):
    """A concern that somebody raised: written down whatever becomes of it (REF-01, REF-03, GEN-06; WT 4.12-4.17).

    One for a family, typed once; the children it names are `ContactChild`, and there may be none (WT 4.12).
    `outcome` is blank while what a partner wrote waits to be taken in.
    """

    authority = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="contacts")
    referrer = models.OneToOneField(Referrer, on_delete=models.PROTECT, related_name="contact")
    received_at = models.DateTimeField("received")
    mode = models.CharField("how it reached us", max_length=40)  # a contact-mode code of the edition
    mode_label = models.CharField(max_length=120)
    taken_by = models.ForeignKey(Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    concern = models.TextField("what the concern is")
    how_arose = models.TextField("how and why it arose", blank=True)
    needs = models.TextField("what the child and family seem to need", blank=True)
    maltreatment = models.BooleanField("maltreatment is alleged", null=True, blank=True)
    foundation = models.TextField("on what foundation", blank=True)
    basis = ArrayField(
        models.CharField(max_length=40), verbose_name="what it rests on", default=list, blank=True
    )  # information-kind codes of the edition
    urgent = models.BooleanField("urgent action may be needed", null=True, blank=True)
    agreement = models.CharField("the family's agreement", max_length=40, blank=True)  # family-agreement
    agreement_reason = models.TextField("why it was not sought, or what was said", blank=True)
    possible_crime = models.BooleanField("may be a crime against a child", null=True, blank=True)
    police_told_at = models.DateTimeField("police told", null=True, blank=True)
    police_note = models.TextField("who was told, and what was agreed", blank=True)
    police_not_told = models.TextField("why the police were not told", blank=True)
    curfew_breach = models.BooleanField("a child broke a curfew notice", default=False)
    other_children = models.TextField("other children in the household or in contact", blank=True)
    agreed_next = models.TextField("who will do what, agreed with whoever raised it", blank=True)
    outcome = models.CharField("what became of it", max_length=40, blank=True)  # contact-outcome
    outcome_label = models.CharField(max_length=120, blank=True)
    outcome_at = models.DateTimeField("decided", null=True, blank=True)
    advice = models.TextField("advice given, or the reason for nothing further", blank=True)
    typed = models.JSONField("as the partner wrote it", default=dict, blank=True)

    class Meta:
        ordering = ["-received_at"]
        indexes = [
            models.Index(fields=["authority", "-received_at"]),
            models.Index(fields=["authority", "outcome", "-received_at"]),
        ]

    def __str__(self) -> str:
        return f"Contact of {self.received_at:%d/%m/%Y}"

    @property
    def written(self) -> bool:
        """Whether it came in writing (REF-05; WT 4.19)."""
        return self.mode in WRITTEN_MODES

    @property
    def waiting(self) -> bool:
        """Whether a partner's own writing still has to be taken in."""
        return not self.outcome

    @property
    def police_open(self) -> bool:
        """A possible crime of which nobody has said that the police know, or why not (REF-11; WT 4.18)."""
        return bool(self.possible_crime) and self.police_told_at is None and not self.police_not_told

    def access_scope(self) -> Scope:
        """A contact belongs to the authority that took it down."""
        return Scope(self.authority_id, tuple(named.child_id for named in self.children.all()))


@evidential
class ContactChild(Record):
    """A child named in a contact, with what was said of school and doctor (GEN-08; WT 4.12)."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    school = models.CharField("school or nursery", max_length=200, blank=True)
    gp = models.CharField("GP", max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "child"], name="named_once_in_contact")]


@evidential
class SearchMade(Record):
    """That existing records were searched: who, when, for what, what was found (REF-07; WT 4.20)."""

    authority = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="searches")
    made_at = models.DateTimeField("searched")
    made_by = models.ForeignKey(Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField("name", max_length=200, blank=True)
    born_on = models.DateField("date of birth", null=True, blank=True)
    number = models.CharField("number", max_length=40, blank=True)
    postcode = models.CharField("postcode", max_length=10, blank=True)
    found = models.PositiveIntegerField("people found", default=0)
    considered = ArrayField(models.UUIDField(), verbose_name="records taken into account", default=list, blank=True)
    note = models.TextField("what the records show", blank=True)

    class Meta:
        ordering = ["-made_at"]

    def access_scope(self) -> Scope:
        """A search belongs to the authority whose worker made it."""
        return Scope(self.authority_id)

    @property
    def terms(self) -> str:
        """What was searched for, in words."""
        parts = (self.words, f"{self.born_on:%d/%m/%Y}" if self.born_on else "", self.number, self.postcode)
        return ", ".join(filter(None, parts))


@evidential
class NewConcern(OfCase):
    """A new concern about a child whose case is open, put to its worker to decide upon (REF-02, REF-12; WT 4.12, 4.23).

    The decision (strategy discussion, core assessment, or going on as planned) is a `Decision` on this record.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="new_concerns")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="new_concerns")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    passed_to = models.ForeignKey(Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    passed_at = models.DateTimeField("passed on")
    outcome = models.CharField("decision", max_length=80, blank=True)
    decided_at = models.DateTimeField("decided", null=True, blank=True)

    class Meta:
        ordering = ["-passed_at"]
        indexes = [models.Index(fields=["case"], name="concerns_waiting", condition=models.Q(decided_at__isnull=True))]


@evidential
class Referral(Record):
    """A contact taken as a referral: confirmed, acknowledged, decided, and told to who made it (WT 4.15-4.22).

    The concern itself is its contact's, typed once; each child's case and decision is a `ReferredChild` (REF-06).
    """

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="referral")
    authority = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="referrals")
    received_at = models.DateTimeField("received")
    confirmed_at = models.DateTimeField("confirmed in writing", null=True, blank=True)
    acknowledged_at = models.DateTimeField("acknowledged", null=True, blank=True)
    acknowledged_how = models.CharField("how it was acknowledged", max_length=40, blank=True)
    sent_at = models.DateTimeField("sent by the referrer", null=True, blank=True)
    chased_at = models.DateTimeField("the referrer asked again", null=True, blank=True)
    records_show = models.TextField("what existing records show", blank=True)
    consulted = models.TextField("discussed with the referrer and others", blank=True)
    decided_at = models.DateTimeField("decided for every child", null=True, blank=True)
    told = models.TextField("what the referrer was told", blank=True)
    told_at = models.DateTimeField("referrer told", null=True, blank=True)
    not_told = models.TextField("why the referrer was not told", blank=True)

    class Meta:
        ordering = ["-received_at"]
        indexes = [
            models.Index(fields=["authority", "-received_at"]),
            models.Index(
                fields=["authority", "received_at"],
                name="referrals_waiting",
                condition=models.Q(decided_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"Referral of {self.received_at:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        """The referral's page."""
        return reverse("referrals:referral", kwargs={"pk": self.pk})

    def access_scope(self) -> Scope:
        """A referral belongs to the authority that received it."""
        return Scope(self.authority_id, tuple(one.child_id for one in self.children.all()))

    @property
    def needs_feedback(self) -> bool:
        """Decided, and nobody has told the referrer or said why not (REF-08; WT 4.22)."""
        return self.decided_at is not None and self.told_at is None and not self.not_told


@evidential
class ReferredChild(OfCase):
    """One child of a referral, in the child's own case (REF-06; WT 4.20). The decision's reasons are a `Decision`."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="referrals")
    opened_case = models.BooleanField("the case was opened by this referral", default=True)
    outcome = models.CharField("decision", max_length=80, blank=True)
    outcome_label = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField("decided", null=True, blank=True)
    handed_to = models.CharField("referred to", max_length=200, blank=True)

    class Meta:
        ordering = ["child__born_on", "id"]
        constraints = [models.UniqueConstraint(fields=["referral", "child"], name="referred_once")]
        indexes = [models.Index(fields=["child"]), models.Index(fields=["case"])]


@evidential
class ThresholdStatement(Record):
    """The criteria for referral that the board agreed, in its own words, from a day (REF-13; WT 3.20, 4.15)."""

    authority = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="thresholds")
    text = models.TextField("criteria for referral")
    from_date = models.DateField("in force from")
    agreed = models.CharField("when and where it was agreed", max_length=200, blank=True)
    written_by = models.ForeignKey(Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-from_date", "-recorded_at"]

    def access_scope(self) -> Scope:
        """The statement is the authority's."""
        return Scope(self.authority_id)
