"""The fictional authority before anything happens: agencies, teams, practitioners, families, homes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from holdfast.demo.script.base import Child, Event, Key
from holdfast.demo.script.frontdoor import ContactMade

Sex = Literal["female", "male", "unknown"]


@dataclass(frozen=True, kw_only=True)
class Agency:
    """A body that works with children. `kind` is a plain word: police, school, gp-practice, hospital-trust ..."""

    key: Key
    name: str
    kind: str
    neighbour: bool = False
    telephone: str = ""
    town: str = ""
    postcode: str = ""


@dataclass(frozen=True, kw_only=True)
class Team:
    """A team of an agency; `manager` is a practitioner."""

    key: Key
    agency: Key
    name: str
    kind: str
    manager: Key | None = None


@dataclass(frozen=True, kw_only=True)
class Practitioner:
    """Somebody who works with children, with one post. Those with a `username` sign in; the others are only named.

    `roles` are the access room's codes. `supervisor` is the line of management (CPC-08, WT 4.73).
    """

    key: Key
    given: str
    family: str
    agency: Key
    post: str
    team: Key | None = None
    roles: tuple[str, ...] = ()
    qualified: bool = False
    supervisor: Key | None = None
    username: str = ""
    since: date | None = None

    @property
    def name(self) -> str:
        """Given name and family name."""
        return f"{self.given} {self.family}"


@dataclass(frozen=True, kw_only=True)
class Address:
    """A place that does not exist: invented street, postcode in an area that no mail reaches."""

    key: Key
    line: str
    town: str
    postcode: str
    in_area: bool = True
    kind: Literal["home", "refuge", "foster-home", "service-quarters", "temporary", "hospital"] = "home"


@dataclass(frozen=True, kw_only=True)
class Person:
    """A child or an adult. An unborn child has `expected` and, until the ChildBorn event, no `born` (GEN-01).

    `identifiers` has local, nhs and upn numbers where the person has them; `school`, `gp` are agencies' keys.
    """

    key: Key
    given: str
    family: str
    sex: Sex
    child: bool
    born: date | None = None
    expected: date | None = None
    known_as: str = ""
    former_family: str = ""
    ethnicity: str = ""
    religion: str = ""
    language: str = "English"
    interpreter: bool = False
    communication: str = ""
    disabilities: tuple[str, ...] = ()
    occupation: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    school: Key | None = None
    gp: Key | None = None
    health_visitor: Key | None = None

    @property
    def name(self) -> str:
        """Given name and family name; an unborn child is called after its mother's surname."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, kw_only=True)
class Relationship:
    """`person` is the `kind` of `to`: mother of a child, partner of an adult, sister of a child.

    `responsibility` says whether the person has parental responsibility for the child `to`.
    """

    person: Key
    kind: str
    to: Key
    responsibility: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Residence:
    """Who lived where, and when; a `private` address is not to be told to anybody else in the family."""

    person: Key
    address: Key
    since: date
    until: date | None = None
    private: bool = False


@dataclass(frozen=True, kw_only=True)
class EarlierInvolvement:
    """What the records already held before the script's first day: an earlier episode or plan, in a sentence."""

    child: Child
    kind: Literal["referral", "child-in-need-plan", "child-protection-plan"]
    began: date
    ended: date
    category: str = ""
    authority: str = ""
    summary: str = ""


@dataclass(frozen=True, kw_only=True)
class Family:
    """People who belong together, their homes, and the circumstance that their story turns on."""

    key: Key
    name: str
    circumstance: str
    kinds: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    addresses: tuple[Address, ...] = ()
    residences: tuple[Residence, ...] = ()
    earlier: tuple[EarlierInvolvement, ...] = ()
    signature: str = ""
    restricted: bool = False

    @property
    def children(self) -> tuple[Person, ...]:
        """The children of the family, the eldest first."""
        return tuple(p for p in self.people if p.child)

    def person(self, key: Key) -> Person:
        """The member of the family with this key; KeyError if there is none."""
        for one in self.people:
            if one.key == key:
                return one
        raise KeyError(key)


@dataclass(frozen=True, kw_only=True)
class FamilyScript:
    """A family and everything that happened to it, in order of time."""

    family: Family
    events: tuple[Event, ...]


@dataclass(frozen=True, kw_only=True)
class Authority:
    """The invented authority: its name, number, agencies, teams and practitioners."""

    name: str
    number: str
    board: str
    agencies: tuple[Agency, ...]
    teams: tuple[Team, ...]
    practitioners: tuple[Practitioner, ...]

    def practitioner(self, key: Key) -> Practitioner:
        """The practitioner with this key; KeyError if there is none."""
        for one in self.practitioners:
            if one.key == key:
                return one
        raise KeyError(key)


@dataclass(frozen=True, kw_only=True)
class Script:
    """The whole play: who there is, and what each family lived through up to `today`."""

    seed: int
    today: date
    authority: Authority
    families: tuple[FamilyScript, ...] = ()
    contacts: tuple[ContactMade, ...] = ()
