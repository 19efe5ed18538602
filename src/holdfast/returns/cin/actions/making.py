"""From what a return says to rows of the rooms: people, cases, referrals, assessments, enquiries (STA-03).

A return tells dates and codes and nothing else. What a room asks for and no return knows is left blank or
said to be unknown, never guessed; where a date must stand although no return has it, the row says where it
comes from.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from holdfast.cases.assessments.models import Assessment, AssessmentRound, BeganWith
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.models import Case, Decision
from holdfast.cases.referrals.models import Contact, ContactChild, Referral, ReferredChild, Referrer
from holdfast.core.ids import new_id
from holdfast.people.identifiers import tidy, upn_valid
from holdfast.people.models import Identifier, IdentifierKind, Person, Sex
from holdfast.returns.cin.actions.context import Taking, moment
from holdfast.returns.cin.actions.rows import Rows
from holdfast.returns.cin.codes import table
from holdfast.returns.cin.items import ASSESSMENT, CIN_PLAN, Item, Said

REFERRAL_STEP = "referral"
NOTHING_FURTHER = ("no-further-action",)
FURTHER = ("initial-assessment", "assessment")
TO_DISCUSSION = ("strategy-discussion",)
CLOSED_AT_THE_DOOR = "no-action-on-referral"


def person(said: Said, taking: Taking) -> Person:
    """A child as a return knows one: a number and no name, but everything else that it says (GEN-01, GEN-09)."""
    number = said.get("number") or said.get("upn", "")
    return Person(held_by=taking.authority, known_as=number, **characteristics(said))


def characteristics(said: Said) -> dict[str, object]:
    """The fields of a person that a return speaks of, in Holdfast's words; only those that it says."""
    known: dict[str, object] = {}
    for name, field in (("born", "born_on"), ("died", "died_on")):
        if name in said:
            known[field] = date.fromisoformat(said[name])
    if "expected" in said and "born" not in said:
        known["expected_on"] = date.fromisoformat(said["expected"])
    if "sex" in said:
        known["sex"] = table("sex").term(said["sex"]) or Sex.UNKNOWN
    if "ethnicity" in said:
        known["ethnicity"] = table("ethnicity").term(said["ethnicity"])
    if "disabilities" in said:
        known["disabilities"] = sorted(table("disability")[code].term for code in said["disabilities"])
    return known


def identifiers(child: Person, said: Said, taking: Taking) -> list[Identifier]:
    """The numbers that a return gives for a child; a UPN with a wrong check letter is kept, and marked."""
    kinds = (
        ("number", IdentifierKind.LOCAL),
        ("upn", IdentifierKind.UPN),
        ("former_upn", IdentifierKind.FORMER_UPN),
    )
    return [
        Identifier(
            person=child,
            kind=kind,
            value=tidy(said[name]),
            issuer_id=taking.authority.pk if kind == IdentifierKind.LOCAL else None,
            checks=kind == IdentifierKind.LOCAL or upn_valid(said[name]),
        )
        for name, kind in kinds
        if tidy(said.get(name, ""))
    ]


def closure(said: Said, taking: Taking) -> dict[str, object]:
    """The fields of a closed case; none while the return gives no closure."""
    if "closed" not in said:
        return {}
    code = said.get("reason")
    reason = table("reason_for_closure")[code] if code else None
    told = f"{reason.label}. " if reason else ""
    return {
        "closed_at": moment(date.fromisoformat(said["closed"])),
        "closure_reason": reason.term if reason else "",
        "closure_summary": f"{told}{taking.because}.",
    }


def case(item: Item, child: Person, within: Sequence[Item], taking: Taking) -> Case:
    """The case that an episode is; a referral with no further action, and nothing after it, closed at the
    door.
    """
    opened = item.day("referred")
    assert opened is not None
    ending = closure(item.said, taking)
    if item.said.get("nfa") and not within and not ending:
        ending = {
            "closed_at": moment(opened),
            "closure_reason": CLOSED_AT_THE_DOOR,
            "closure_summary": f"{taking.because}: no further action on the referral.",
        }
    return Case(
        child=child,
        authority=taking.authority,
        opened_at=moment(opened),
        primary_need=table("primary_need").term(item.said.get("need")) or "",
        **ending,
    )


def referral(item: Item, made: Case, within: Sequence[Item], taking: Taking, rows: Rows) -> None:
    """The referral that an episode began with, and what was decided on it as far as the return shows
    (REF-06).
    """
    day = item.day("referred")
    assert day is not None
    source = item.said.get("source")
    words = table("referral_source")[source] if source else None
    referrer = Referrer(
        source=words.term if words else "other",
        source_label=words.label if words else "Not known",
        relationship="",
    )
    contact = Contact(
        authority=taking.authority,
        referrer=referrer,
        received_at=moment(day),
        mode="",
        mode_label="Not known",
        concern=f"{taking.because}, which does not tell the concern.",
        outcome="referral",
        outcome_label="Taken as a referral",
        outcome_at=moment(day),
    )
    outcome, label = taking.first_decision(day, REFERRAL_STEP, _decided(item, within))
    made_referral = Referral(
        contact=contact,
        authority=taking.authority,
        received_at=moment(day),
        decided_at=moment(day) if outcome else None,
        not_told=f"{taking.because}, which does not say.",
    )
    entry = ReferredChild(
        case=made,
        referral=made_referral,
        child=made.child,
        outcome=outcome,
        outcome_label=label,
        decided_at=moment(day) if outcome else None,
    )
    rows.add(referrer, contact, ContactChild(contact=contact, child=made.child), made_referral, entry)
    if outcome:
        rows.add(
            Decision(
                case=made,
                step=REFERRAL_STEP,
                record_id=entry.pk,
                outcome=outcome,
                outcome_label=label,
                taken_at=moment(day),
                reasons=f"{taking.because}, which tells neither the reasons nor the day.",
            )
        )


def _decided(item: Item, within: Sequence[Item]) -> tuple[str, ...]:
    """What must have been decided on the referral, from what followed; in the order in which editions name
    it.
    """
    if item.said.get("nfa"):
        return NOTHING_FURTHER
    kinds = {one.kind for one in within}
    return TO_DISCUSSION + FURTHER if kinds and not kinds & {ASSESSMENT, CIN_PLAN} else FURTHER


def assessment(item: Item, made: Case, first: bool, taking: Taking, rows: Rows) -> Assessment:
    """An assessment (IA-01, ENQ-01). ``first``: the referral, and no earlier assessment, began it.

    Where the edition in force has one assessment it is that; else the first is the initial one and others are
    core. Later ones, and those of referrals of earlier years, run from their own start: the return does not
    say what began them.
    """
    started = item.day("started")
    assert started is not None
    if taking.has_step(started, "assessment"):
        step = "assessment"
    else:
        step = "initial-assessment" if first else "core-assessment"
    done = item.day("authorised")
    round_ = AssessmentRound(
        authority=taking.authority,
        step=step,
        started_at=moment(started),
        lead_departure=f"{taking.because}, which does not say who led it.",
    )
    row = Assessment(
        id=new_id(),
        case=made,
        round=round_,
        step=step,
        started_at=moment(started),
        began_with=BeganWith.REFERRAL if first else BeganWith.NEW_INFORMATION,
        clock_from=made.opened_at if first else moment(started),
        factors=item.said.get("factors", []),
        completed_at=moment(done) if done else None,
        analysis=factors_in_words(item.said, taking),
    )
    rows.add(round_, row)
    return row


def factors_in_words(said: Said, taking: Taking) -> str:
    """What a return says of an assessment's findings: the factors, in words; it tells nothing else of them."""
    labels = [table("assessment_factor")[code].label for code in said.get("factors", [])]
    told = f" Factors found: {'; '.join(labels)}." if labels else ""
    return f"{taking.because}, which tells dates and factors only.{told}"


def enquiry(item: Item, made: Case, taking: Taking, rows: Rows) -> Section47Enquiry:
    """An enquiry: the census dates it from the strategy discussion that began it (ENQ-05, CPC-01)."""
    started = item.day("started")
    assert started is not None
    row = Section47Enquiry(
        case=made,
        started_at=moment(started),
        discussed_at=moment(started),
        **conclusion(item.said, made, taking),
    )
    rows.add(row)
    return row


def conclusion(said: Said, made: Case, taking: Taking) -> dict[str, object]:
    """How an enquiry ended: with its conference, or without one, on a day that the census does not ask for."""
    if "conference" in said:
        return {
            "concluded_at": moment(date.fromisoformat(said["conference"])),
            "evidence": f"{taking.because}: a conference was held.",
        }
    if not said.get("not_required"):
        return {}
    started = moment(date.fromisoformat(said["started"]))
    known_by = made.closed_at
    if known_by is None and taking.header.reference_date:
        known_by = moment(taking.header.reference_date)
    return {
        "concluded_at": max(started, known_by or started),
        "evidence": f"{taking.because}: no conference was required. It does not say when that was decided; "
        "the day that stands here is the last on which it can have been.",
    }
