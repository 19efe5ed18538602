"""Persons and what is lastingly true of them."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models.functions import Upper

from holdfast.access.door import Scope
from holdfast.ledger.guard import Record
from holdfast.ledger.history import evidential
from holdfast.people.names import plain, sound


def words_of(column: str) -> SearchVector:
    """The words of a column of names, as they are indexed and searched: as they stand, in no language."""
    return SearchVector(column, config="simple")


class Sex(models.TextChoices):
    """Sex as recorded; unknown for a child not yet born."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"
    INDETERMINATE = "indeterminate", "Indeterminate"
    UNKNOWN = "unknown", "Not known"


class Ethnicity(models.TextChoices):
    """Ethnicity in the groups of the population census, as families are asked (GEN-09; WT 4.43)."""

    WHITE_BRITISH = "white-british", "White British"
    WHITE_IRISH = "white-irish", "White Irish"
    TRAVELLER = "traveller", "Traveller of Irish heritage"
    ROMA = "roma", "Gypsy or Roma"
    WHITE_OTHER = "white-other", "Another White background"
    WHITE_AND_BLACK_CARIBBEAN = "white-and-black-caribbean", "White and Black Caribbean"
    WHITE_AND_BLACK_AFRICAN = "white-and-black-african", "White and Black African"
    WHITE_AND_ASIAN = "white-and-asian", "White and Asian"
    MIXED_OTHER = "mixed-other", "Another mixed background"
    INDIAN = "indian", "Indian"
    PAKISTANI = "pakistani", "Pakistani"
    BANGLADESHI = "bangladeshi", "Bangladeshi"
    CHINESE = "chinese", "Chinese"
    ASIAN_OTHER = "asian-other", "Another Asian background"
    BLACK_CARIBBEAN = "black-caribbean", "Black Caribbean"
    BLACK_AFRICAN = "black-african", "Black African"
    BLACK_OTHER = "black-other", "Another Black background"
    OTHER = "other", "Another ethnic group"
    REFUSED = "refused", "Asked, and not said"
    NOT_OBTAINED = "not-obtained", "Not asked yet"


class Disability(models.TextChoices):
    """Kinds of disability; several may be recorded, and 'none' says that it was asked (GEN-09; WT 4.43)."""

    NONE = "none", "No disability"
    AUTISM = "autism", "Autism"
    BEHAVIOUR = "behaviour", "Behaviour"
    COMMUNICATION = "communication", "Communication"
    CONSCIOUSNESS = "consciousness", "Consciousness"
    HAND_FUNCTION = "hand-function", "Hand function"
    HEARING = "hearing", "Hearing"
    INCONTINENCE = "incontinence", "Continence"
    LEARNING = "learning", "Learning"
    MOBILITY = "mobility", "Mobility"
    PERSONAL_CARE = "personal-care", "Personal care"
    VISION = "vision", "Vision"
    OTHER = "other", "Another disability"


@evidential
class Person(Record):
    """A child, born or not yet, or an adult (GEN-01, GEN-09; WT 1.18, 4.14, 9.18-9.21).

    The current name is here; every name, with its dates, is in `PersonName`.
    """

    held_by = models.ForeignKey(
        "agencies.Agency",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="authority that keeps the record",
    )
    given_name = models.CharField("first name", max_length=120, blank=True)
    family_name = models.CharField("family name", max_length=120, blank=True)
    known_as = models.CharField("known as", max_length=120, blank=True)
    born_on = models.DateField("date of birth", null=True, blank=True)
    birth_estimated = models.BooleanField("date of birth is an estimate", default=False)
    expected_on = models.DateField("expected date of birth", null=True, blank=True)
    died_on = models.DateField("date of death", null=True, blank=True)
    sex = models.CharField("sex", max_length=20, choices=Sex, default=Sex.UNKNOWN)
    ethnicity = models.CharField("ethnicity", max_length=40, choices=Ethnicity, blank=True)
    religion = models.CharField("religion", max_length=80, blank=True)
    culture = models.TextField("culture and identity", blank=True)
    first_language = models.CharField("preferred language", max_length=80, blank=True)
    interpreter_needed = models.BooleanField("needs an interpreter", null=True, blank=True)
    communication = models.TextField("how they communicate", blank=True)
    disabilities = ArrayField(
        models.CharField(max_length=20, choices=Disability), verbose_name="disability", default=list, blank=True
    )
    nationality = models.CharField("nationality", max_length=80, blank=True)
    telephone = models.CharField("telephone", max_length=40, blank=True)
    warning = models.TextField("warning for those who visit", blank=True)
    # Kept beside the name for search only; rebuilt from it at every save.
    search_plain = models.CharField(max_length=400, editable=False, blank=True)
    search_sound = models.CharField(max_length=400, editable=False, blank=True)

    class Meta:
        verbose_name_plural = "people"
        indexes = [
            models.Index(fields=["born_on"]),
            GinIndex(words_of("search_plain"), name="person_words"),
            GinIndex(words_of("search_sound"), name="person_sounds"),
        ]

    def __str__(self) -> str:
        return self.name

    def prepare(self) -> None:
        """Bring what is kept for search in line with the name."""
        self.search_plain = plain(f"{self.family_name} {self.given_name} {self.known_as}")
        self.search_sound = sound(f"{self.family_name} {self.given_name}")

    def save(self, *args: object, **kwargs: object) -> None:
        """Write the row, with its search columns."""
        self.prepare()
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """The name that people use; 'Unborn child' with the family name when there is none yet.

        Somebody of whom no name is recorded goes by what they are known as: a census tells numbers, and no names.
        """
        given = self.given_name or ("Unborn child" if self.is_unborn else "")
        family = self.family_name or ("" if self.given_name else self.known_as)
        return " ".join(filter(None, (given, family))) or "Name not known"

    @property
    def is_unborn(self) -> bool:
        """Not yet born: an expected date and no date of birth (WT 4.14)."""
        return self.born_on is None and self.expected_on is not None

    def access_scope(self) -> Scope:
        """A person's record is kept by an authority, and is in sight of those who work with them."""
        return Scope(self.held_by_id, (self.id,))

    def age_on(self, day: date) -> int | None:
        """Age in whole years on a day; None when the date of birth is not known or lies ahead."""
        if self.born_on is None or day < self.born_on:
            return None
        before = (day.month, day.day) < (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - before


class NameKind(models.TextChoices):
    """What a name is to the person."""

    CURRENT = "current", "Current name"
    FORMER = "former", "Former name"
    BIRTH = "birth", "Name at birth"
    ALIAS = "alias", "Also known as"
    PREFERRED = "preferred", "Preferred name"


@evidential
class PersonName(Record):
    """A name that a person has or had, with when."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField("kind of name", max_length=20, choices=NameKind, default=NameKind.CURRENT)
    given_name = models.CharField("first name", max_length=120, blank=True)
    family_name = models.CharField("family name", max_length=120, blank=True)
    from_date = models.DateField("from", null=True, blank=True)
    to_date = models.DateField("to", null=True, blank=True)
    search_plain = models.CharField(max_length=400, editable=False, blank=True)
    search_sound = models.CharField(max_length=400, editable=False, blank=True)

    class Meta:
        indexes = [
            GinIndex(words_of("search_plain"), name="name_words"),
            GinIndex(words_of("search_sound"), name="name_sounds"),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.given_name, self.family_name)))

    def prepare(self) -> None:
        """Bring what is kept for search in line with the name."""
        self.search_plain = plain(f"{self.family_name} {self.given_name}")
        self.search_sound = sound(f"{self.family_name} {self.given_name}")

    def save(self, *args: object, **kwargs: object) -> None:
        """Write the row, with its search columns."""
        self.prepare()
        super().save(*args, **kwargs)


class IdentifierKind(models.TextChoices):
    """Numbers that a person is known by elsewhere."""

    LOCAL = "local", "Local case number"
    NHS = "nhs", "NHS number"
    UPN = "upn", "Unique pupil number"
    FORMER_UPN = "former-upn", "Former unique pupil number"
    HOME_OFFICE = "home-office", "Home Office number"
    SERVICE = "service", "Armed Forces service number of a parent"


@evidential
class Identifier(Record):
    """A number, and whether its check digit is right. A wrong one is kept: it is what somebody gave."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    kind = models.CharField("kind of number", max_length=20, choices=IdentifierKind)
    value = models.CharField("number", max_length=40)
    issuer_id = models.UUIDField(null=True, blank=True)  # the authority whose local number it is
    checks = models.BooleanField("check digit is right", default=True)

    class Meta:
        indexes = [models.Index(fields=["value", "kind"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"


@evidential
class Address(Record):
    """A place. People are linked to it through time by `Residence`."""

    line1 = models.CharField("house and street", max_length=200)
    line2 = models.CharField("second line", max_length=200, blank=True)
    town = models.CharField("town", max_length=100, blank=True)
    postcode = models.CharField("postcode", max_length=10, blank=True)

    class Meta:
        verbose_name_plural = "addresses"
        indexes = [
            models.Index(fields=["postcode", "line1"]),
            # The beginning of a postcode, in capitals: `istartswith`.
            models.Index(OpClass(Upper("postcode"), "text_pattern_ops"), name="postcode_begins"),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.line1, self.line2, self.town, self.postcode)))


class ResidenceKind(models.TextChoices):
    """What an address is to a person."""

    HOME = "home", "Home"
    PLACEMENT = "placement", "Placement"
    TEMPORARY = "temporary", "Temporary address"
    CONTACT = "contact", "Contact address"


@evidential
class Residence(Record):
    """That somebody lives or lived at an address. People there at one time are a household (GEN-08)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="residences")
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="residences")
    kind = models.CharField("kind", max_length=20, choices=ResidenceKind, default=ResidenceKind.HOME)
    from_date = models.DateField("from", null=True, blank=True)
    to_date = models.DateField("to", null=True, blank=True)

    def __str__(self) -> str:
        return str(self.address)


class RelationKind(models.TextChoices):
    """What `person` is to `other`."""

    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    STEP_PARENT = "step-parent", "Step-parent"
    PARENTS_PARTNER = "parents-partner", "Parent's partner"
    ADOPTIVE_PARENT = "adoptive-parent", "Adoptive parent"
    FOSTER_CARER = "foster-carer", "Foster carer"
    SIBLING = "sibling", "Brother or sister"
    HALF_SIBLING = "half-sibling", "Half-brother or half-sister"
    STEP_SIBLING = "step-sibling", "Step-brother or step-sister"
    GRANDPARENT = "grandparent", "Grandparent"
    AUNT_UNCLE = "aunt-uncle", "Aunt or uncle"
    COUSIN = "cousin", "Cousin"
    PARTNER = "partner", "Partner"
    FORMER_PARTNER = "former-partner", "Former partner"
    GUARDIAN = "guardian", "Guardian or special guardian"
    OTHER_CARER = "other-carer", "Another carer"
    FAMILY_FRIEND = "family-friend", "Friend of the family"
    LODGER = "lodger", "Lodger or visitor to the home"


PARENTAL = (
    RelationKind.MOTHER,
    RelationKind.FATHER,
    RelationKind.STEP_PARENT,
    RelationKind.ADOPTIVE_PARENT,
    RelationKind.PARENTS_PARTNER,
)

MUTUAL = (
    RelationKind.SIBLING,
    RelationKind.HALF_SIBLING,
    RelationKind.STEP_SIBLING,
    RelationKind.COUSIN,
    RelationKind.PARTNER,
    RelationKind.FORMER_PARTNER,
)


@evidential
class Relationship(Record):
    """`person` is the `kind` of `other`: 'Ana is the mother of Ben', with dates and parental responsibility."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relations_out")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relations_in")
    kind = models.CharField("relationship", max_length=20, choices=RelationKind)
    parental_responsibility = models.BooleanField("parental responsibility", null=True, blank=True)
    responsibility_by = models.CharField("parental responsibility through", max_length=200, blank=True)
    from_date = models.DateField("from", null=True, blank=True)
    to_date = models.DateField("to", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(person=models.F("other")), name="nobody_related_to_self")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@evidential
class Family(Record):
    """People whom Holdfast shows together: brothers and sisters side by side, whoever cares for them."""

    held_by = models.ForeignKey(
        "agencies.Agency",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="authority that keeps the record",
    )
    name = models.CharField("name of the family", max_length=200)

    class Meta:
        verbose_name_plural = "families"

    def __str__(self) -> str:
        return self.name

    def access_scope(self) -> Scope:
        """A family is shown by the authority that keeps it."""
        return Scope(self.held_by_id, tuple(self.members.values_list("person_id", flat=True)))


@evidential
class FamilyMember(Record):
    """That a person belongs to a family, as they are shown there."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="families")
    from_date = models.DateField("from", null=True, blank=True)
    to_date = models.DateField("to", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["family", "person"], name="family_member_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.family_id}"
