"""Writes records as a Children in Need return in the layout of a given census year (STA-03).

The counterpart of ``read``: what is written in any layout from 2017 on reads back as the same records. It
writes what it is given and checks nothing; whether a return is right is for the census's own rules to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO
from xml.sax.saxutils import escape

from holdfast.returns.cin.records import (
    Assessment,
    ChildRecord,
    Episode,
    Header,
    ProtectionPlan,
    Section47,
)

# The census years in which these elements first appeared.
_SEX_SINCE = 2025
_CIN_PLANS_SINCE = 2022
_DIGIT_FOR_LETTER = {"M": "1", "F": "2", "U": "0"}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a year's return, or a supplier's habit, is written. ``year`` is the census year, in which it ends."""

    year: int
    words_for_flags: bool = False
    one_list_for_each_review: bool = False

    def flag(self, value: bool | None) -> str:
        """A yes or no."""
        if value is None:
            return ""
        return str(value).lower() if self.words_for_flags else str(int(value))

    @property
    def sex_element(self) -> str:
        """``Sex`` from 2025, ``GenderCurrent`` before."""
        return "Sex" if self.year >= _SEX_SINCE else "GenderCurrent"

    def sex(self, code: str | None) -> str | None:
        """The sex in the layout's own codes."""
        return code if code is None or self.year >= _SEX_SINCE else _DIGIT_FOR_LETTER.get(code, code)


def write(stream: BinaryIO, header: Header, children: Iterable[ChildRecord], layout: Layout) -> None:
    """Writes a whole return to ``stream`` in UTF-8, one child at a time."""
    stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n')
    stream.write(_bytes(_header(header)))
    stream.write(b"<Children>\n")
    for child in children:
        stream.write(_bytes(_child(child, layout)))
    stream.write(b"</Children>\n</Message>\n")


def _bytes(lines: Iterator[str]) -> bytes:
    return ("\n".join(line for line in lines if line) + "\n").encode()


def _el(name: str, value: str | int | date | None) -> str:
    """One element; nothing where there is no value."""
    if value is None or value == "":
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"<{name}>{escape(text)}</{name}>"


def _header(header: Header) -> Iterator[str]:
    yield "<Header>"
    yield "<CollectionDetails>"
    yield _el("Collection", header.collection)
    yield _el("Year", header.year)
    yield _el("ReferenceDate", header.reference_date)
    yield "</CollectionDetails>"
    yield "<Source>"
    yield _el("SourceLevel", "L")
    yield _el("LEA", header.authority)
    yield _el("SoftwareCode", header.software)
    yield _el("Release", header.release)
    yield _el("SerialNo", header.serial)
    yield _el("DateTime", header.written_at)
    yield "</Source>"
    yield "</Header>"


def _child(child: ChildRecord, layout: Layout) -> Iterator[str]:
    yield "<Child>"
    yield "<ChildIdentifiers>"
    yield _el("LAchildID", child.la_child_id)
    yield _el("UPN", child.upn)
    yield _el("FormerUPN", child.former_upn)
    yield _el("UPNunknown", child.upn_unknown)
    yield _el("PersonBirthDate", child.birth_date)
    yield _el("ExpectedPersonBirthDate", child.expected_birth_date)
    yield _el(layout.sex_element, layout.sex(child.sex))
    yield _el("PersonDeathDate", child.death_date)
    yield "</ChildIdentifiers>"
    yield "<ChildCharacteristics>"
    yield _el("Ethnicity", child.ethnicity)
    yield from _list("Disabilities", "Disability", child.disabilities)
    yield "</ChildCharacteristics>"
    for episode in child.episodes:
        yield from _episode(episode, layout)
    yield "</Child>"


def _list(container: str, element: str, values: Iterable[str | date]) -> Iterator[str]:
    inside = [_el(element, value) for value in values]
    if inside:
        yield f"<{container}>"
        yield from inside
        yield f"</{container}>"


def _episode(episode: Episode, layout: Layout) -> Iterator[str]:
    yield "<CINdetails>"
    yield _el("CINreferralDate", episode.referred)
    yield _el("ReferralSource", episode.source)
    yield _el("PrimaryNeedCode", episode.primary_need)
    yield _el("CINclosureDate", episode.closed)
    yield _el("ReasonForClosure", episode.closure_reason)
    for conference in episode.conferences:
        yield _el("DateOfInitialCPC", conference.held)
    for assessment in episode.assessments:
        yield from _assessment(assessment)
    for plan in episode.cin_plans if layout.year >= _CIN_PLANS_SINCE else ():
        yield "<CINPlanDates>"
        yield _el("CINPlanStartDate", plan.started)
        yield _el("CINPlanEndDate", plan.ended)
        yield "</CINPlanDates>"
    for enquiry in episode.section47s:
        yield from _section47(enquiry, layout)
    yield _el("ReferralNFA", layout.flag(episode.referral_nfa))
    for protection in episode.plans:
        yield from _plan(protection, layout)
    yield "</CINdetails>"


def _assessment(assessment: Assessment) -> Iterator[str]:
    yield "<Assessments>"
    yield _el("AssessmentActualStartDate", assessment.started)
    yield _el("AssessmentInternalReviewDate", assessment.internal_review)
    yield _el("AssessmentAuthorisationDate", assessment.authorised)
    yield from _list("FactorsIdentifiedAtAssessment", "AssessmentFactors", assessment.factors)
    yield "</Assessments>"


def _section47(enquiry: Section47, layout: Layout) -> Iterator[str]:
    yield "<Section47>"
    yield _el("S47ActualStartDate", enquiry.started)
    yield _el("InitialCPCtarget", enquiry.conference_target)
    yield _el("DateOfInitialCPC", enquiry.conference.held if enquiry.conference else None)
    yield _el("ICPCnotRequired", layout.flag(enquiry.conference_not_required))
    yield "</Section47>"


def _plan(plan: ProtectionPlan, layout: Layout) -> Iterator[str]:
    yield "<ChildProtectionPlans>"
    yield _el("CPPstartDate", plan.started)
    yield _el("CPPendDate", plan.ended)
    yield _el("InitialCategoryOfAbuse", plan.initial_category)
    yield _el("LatestCategoryOfAbuse", plan.latest_category)
    yield _el("NumberOfPreviousCPP", plan.previous_plans)
    held = [review.held for review in plan.reviews]
    for dates in [[day] for day in held] if layout.one_list_for_each_review else [held]:
        yield from _list("Reviews", "CPPreviewDate", dates)
    yield "</ChildProtectionPlans>"
