"""Which elements the census has, where, and how each is read: the layouts of 2017 to 2026 as one table
(STA-03).

The layouts differ in little, and software in more than the layouts do. All of this is read the same way:

* ``GenderCurrent`` (to 2024) or ``Sex`` (from 2025); names in any mixture of capitals (``CINplanDates``);
* a list's container given once with many entries or once for each entry (``Reviews``), or left out;
* a record's elements straight in the element above, without the record's own element;
* several records run together in one element: a second start date begins the second record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from holdfast.returns.cin.codes import table
from holdfast.returns.cin.values import a_code, a_count, a_date, a_flag, a_number, a_sex, some_text

Reader = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Element:
    """One value: ``key`` is its name in our records; ``many`` values of it may stand beside each other."""

    key: str
    read: Reader
    many: bool = False
    ahead: bool = False

    @property
    def is_day(self) -> bool:
        """Whether this is a day on which something happened, which cannot lie after the return's own day."""
        return self.read is a_date and not self.ahead


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of record. All element names in lower case.

    ``begins`` names the element whose second occurrence begins a second record; ``lists`` maps a container to
    the element that it holds; ``wrappers`` are elements that some software puts around each single record.
    """

    name: str
    elements: Mapping[str, Element]
    begins: str = ""
    lists: Mapping[str, str] = field(default_factory=dict)
    wrappers: frozenset[str] = frozenset()
    records: Mapping[str, Shape] = field(default_factory=dict)

    def home_of(self, element: str) -> Shape | None:
        """The kind of record in this one that ``element`` belongs to, for layouts that leave out its own
        element.
        """
        for shape in self.records.values():
            if element in shape.elements or element in shape.lists:
                return shape
        return None


def _code(key: str, table_name: str, *, many: bool = False) -> Element:
    return Element(key, partial(a_code, table=table(table_name)), many=many)


ASSESSMENT = Shape(
    name="Assessments",
    begins="assessmentactualstartdate",
    elements={
        "assessmentactualstartdate": Element("started", a_date),
        "assessmentinternalreviewdate": Element("internal_review", a_date, ahead=True),
        "assessmentauthorisationdate": Element("authorised", a_date),
        "assessmentfactors": _code("factors", "assessment_factor", many=True),
    },
    lists={"factorsidentifiedatassessment": "assessmentfactors"},
    wrappers=frozenset({"assessment"}),
)

CIN_PLAN = Shape(
    name="CINPlanDates",
    begins="cinplanstartdate",
    elements={
        "cinplanstartdate": Element("started", a_date),
        "cinplanenddate": Element("ended", a_date),
    },
    wrappers=frozenset({"cinplandate", "cinplan"}),
)

SECTION47 = Shape(
    name="Section47",
    begins="s47actualstartdate",
    elements={
        "s47actualstartdate": Element("started", a_date),
        "initialcpctarget": Element("conference_target", a_date, ahead=True),
        "dateofinitialcpc": Element("conference", a_date),
        "icpcnotrequired": Element("conference_not_required", a_flag),
    },
    wrappers=frozenset({"section47enquiry"}),
)

PROTECTION_PLAN = Shape(
    name="ChildProtectionPlans",
    begins="cppstartdate",
    elements={
        "cppstartdate": Element("started", a_date),
        "cppenddate": Element("ended", a_date),
        "initialcategoryofabuse": _code("initial_category", "category_of_abuse"),
        "latestcategoryofabuse": _code("latest_category", "category_of_abuse"),
        "numberofpreviouscpp": Element("previous_plans", a_count),
        "cppreviewdate": Element("reviews", a_date, many=True),
    },
    lists={"reviews": "cppreviewdate", "review": "cppreviewdate"},
    wrappers=frozenset({"childprotectionplan"}),
)

EPISODE = Shape(
    name="CINdetails",
    begins="cinreferraldate",
    elements={
        "cinreferraldate": Element("referred", a_date),
        "referralsource": _code("source", "referral_source"),
        "primaryneedcode": _code("primary_need", "primary_need"),
        "cinclosuredate": Element("closed", a_date),
        "reasonforclosure": _code("closure_reason", "reason_for_closure"),
        "dateofinitialcpc": Element("conferences", a_date, many=True),
        "referralnfa": Element("referral_nfa", a_flag),
    },
    records={
        "assessments": ASSESSMENT,
        "assessment": ASSESSMENT,
        "cinplandates": CIN_PLAN,
        "section47": SECTION47,
        "section47s": SECTION47,
        "childprotectionplans": PROTECTION_PLAN,
        "childprotectionplan": PROTECTION_PLAN,
    },
)

IDENTIFIERS = Shape(
    name="ChildIdentifiers",
    elements={
        "lachildid": Element("la_child_id", a_number),
        "upn": Element("upn", a_number),
        "formerupn": Element("former_upn", a_number),
        "upnunknown": _code("upn_unknown", "upn_unknown"),
        "personbirthdate": Element("birth_date", a_date),
        "expectedpersonbirthdate": Element("expected_birth_date", a_date, ahead=True),
        "gendercurrent": Element("sex", partial(a_sex, table=table("sex"))),
        "sex": Element("sex", partial(a_sex, table=table("sex"))),
        "persondeathdate": Element("death_date", a_date),
    },
)

CHARACTERISTICS = Shape(
    name="ChildCharacteristics",
    elements={
        "ethnicity": _code("ethnicity", "ethnicity"),
        "disability": _code("disabilities", "disability", many=True),
    },
    lists={"disabilities": "disability"},
)

CHILD = Shape(
    name="Child",
    elements={},
    records={
        "childidentifiers": IDENTIFIERS,
        "childcharacteristics": CHARACTERISTICS,
        "cindetails": EPISODE,
        "cindetail": EPISODE,
    },
)

COLLECTION_DETAILS = Shape(
    name="CollectionDetails",
    elements={
        "collection": Element("collection", some_text),
        "year": Element("year", a_count),
        "referencedate": Element("reference_date", a_date, ahead=True),
    },
)

SOURCE = Shape(
    name="Source",
    elements={
        "sourcelevel": Element("level", some_text),
        "lea": Element("authority", some_text),
        "softwarecode": Element("software", some_text),
        "release": Element("release", some_text),
        "serialno": Element("serial", some_text),
        "datetime": Element("written_at", some_text),
    },
)

HEADER = Shape(name="Header", elements={}, records={"collectiondetails": COLLECTION_DETAILS, "source": SOURCE})
