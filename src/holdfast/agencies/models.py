"""Agencies, teams, practitioners, posts."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from holdfast.access.door import Scope
from holdfast.access.roles import Role
from holdfast.ledger.guard import Record
from holdfast.ledger.history import evidential


class AgencyKind(models.TextChoices):
    """Kinds of agency and service with a part in safeguarding (WT ch. 2)."""

    CHILDRENS_SOCIAL_CARE = "childrens-social-care", "Local authority children's social care"
    POLICE = "police", "Police"
    HEALTH_HOSPITAL = "health-hospital", "Hospital"
    HEALTH_COMMUNITY = "health-community", "Community health"
    HEALTH_GP = "health-gp", "GP practice"
    HEALTH_MENTAL = "health-mental", "Mental health service"
    MIDWIFERY = "midwifery", "Midwifery"
    SCHOOL = "school", "School or college"
    EARLY_YEARS = "early-years", "Early years setting"
    EDUCATION = "education", "Education service"
    HOUSING = "housing", "Housing"
    PROBATION = "probation", "Probation"
    YOUTH_OFFENDING = "youth-offending", "Youth offending team"
    SUBSTANCE_MISUSE = "substance-misuse", "Substance misuse service"
    VOLUNTARY = "voluntary", "Voluntary organisation"
    NSPCC = "nspcc", "NSPCC"
    CAFCASS = "cafcass", "CAFCASS"
    LEGAL = "legal", "Legal services"
    ARMED_FORCES = "armed-forces", "Armed Forces welfare service"
    OTHER = "other", "Another agency"


@evidential
class Agency(Record):
    """An organisation that works with children or their families."""

    name = models.CharField("name", max_length=200, unique=True)
    kind = models.CharField("kind of agency", max_length=40, choices=AgencyKind)
    area_code = models.CharField("local authority code", max_length=10, blank=True)
    telephone = models.CharField("telephone", max_length=40, blank=True)
    email = models.EmailField("e-mail", blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name

    @property
    def is_authority(self) -> bool:
        """Whether the agency is a local authority's children's social care."""
        return self.kind == AgencyKind.CHILDRENS_SOCIAL_CARE

    def access_scope(self) -> Scope:
        """An agency belongs to itself when it is an authority."""
        return Scope(self.id if self.is_authority else None)


@evidential
class Team(Record):
    """A team of an agency."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField("name", max_length=200)
    takes_referrals = models.BooleanField("takes new referrals", default=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="team_named_once")]

    def __str__(self) -> str:
        return self.name

    def access_scope(self) -> Scope:
        """A team belongs to its agency."""
        return Scope(self.agency_id)


@evidential
class Practitioner(Record):
    """Somebody who works for an agency. `user` is there when they sign in to Holdfast."""

    name = models.CharField("name", max_length=200)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="practitioners")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="practitioner"
    )
    profession = models.CharField("profession", max_length=120, blank=True)
    qualified_social_worker = models.BooleanField("qualified social worker", default=False)
    experienced = models.BooleanField("experienced in child protection", default=False)
    telephone = models.CharField("telephone", max_length=40, blank=True)
    email = models.EmailField("e-mail", blank=True)

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["name"])]

    def __str__(self) -> str:
        return self.name

    def access_scope(self) -> Scope:
        """A practitioner belongs to their agency."""
        return Scope(self.agency_id)


@evidential
class Post(Record):
    """A post held: a role, in a team, for a time, answering to a manager (WT 4.73 rests on the line)."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField("role", max_length=40, choices=Role)
    title = models.CharField("title", max_length=120, blank=True)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    answers_to = models.ForeignKey(
        Practitioner, null=True, blank=True, on_delete=models.PROTECT, related_name="manages"
    )
    from_date = models.DateField("from")
    to_date = models.DateField("to", null=True, blank=True)

    class Meta:
        ordering = ["-from_date"]

    def __str__(self) -> str:
        return self.title or self.get_role_display()
