"""Beginning an enquiry for each child, and who leads it (ENQ-01; WT 4.35, 4.42, 4.47, box 1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Practitioner
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.models import Case, Decision
from holdfast.cases.recording import moment, one_of
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import Unacceptable
from holdfast.core.ids import new_id
from holdfast.ledger.corrections import correct


def begin_enquiry(
    *,
    by: Actor,
    cases: Sequence[Case],
    at: datetime | None = None,
    because: object = None,
    discussed_at: datetime | None = None,
    ground: str = "",
    lead: Practitioner | None = None,
    lead_departure: str = "",
    conduct: str = "",
    **_others: Any,
) -> list[Section47Enquiry]:
    """Begin an enquiry for each child, siblings as one group; an enquiry that is open is kept (ENQ-01; WT 4.47).

    `because` is the decision that led to it. Without one, `discussed_at` tells when it was discussed, or `ground` why
    it was not: a curfew notice broken (box 1), an order made, danger at once. `lead` is the case's worker unless told.
    """
    held, when = list(cases), moment(at)
    if not held:
        raise Unacceptable("Choose at least one child", field="cases")
    decision = because if isinstance(because, Decision) else None
    if decision is None and discussed_at is None and not ground.strip():
        raise Unacceptable("Say why the enquiry begins without a strategy discussion", field="ground")
    if conduct:
        one_of(edition_for(held[0].authority_id, when), "enquiry-conduct", conduct, field="conduct")
    with acting("enquiry.begin", by=by, on=held, happened_at=when, reason=ground) as act:
        known = {
            enquiry.case_id: enquiry
            for enquiry in Section47Enquiry.objects.filter(case__in=held, concluded_at=None).select_related("case")
        }
        reasons = _own_decisions(decision, held)
        group = next((one.family_group for one in known.values() if one.family_group), None)
        group = group or (new_id() if len(held) > 1 else None)
        for case in held:
            if case.id in known:
                continue
            who, departure = _lead_of(case, lead, lead_departure)
            enquiry = Section47Enquiry(
                case=case,
                family_group=group,
                started_at=when,
                because_id=reasons.get(case.id),
                discussed_at=discussed_at,
                ground=ground.strip(),
                lead=who,
                lead_departure=departure,
                conduct=conduct,
            )
            enquiry.save()
            known[case.id] = enquiry
        act.touch(*known.values())
    return [known[case.id] for case in held]


def _own_decisions(decision: Decision | None, cases: Sequence[Case]) -> dict[UUID, UUID]:
    """The decision for each child: the one given, or the one taken with it for a brother or sister."""
    if decision is None:
        return {}
    alike = Decision.objects.filter(
        case__in=cases, step=decision.step, outcome=decision.outcome, taken_at=decision.taken_at, superseded_at=None
    )
    return {decision.case_id: decision.pk} | dict(alike.values_list("case_id", "pk"))


def _lead_of(case: Case, lead: Practitioner | None, departure: str) -> tuple[Practitioner | None, str]:
    """The lead as chosen; unless told the case's worker, if qualified and experienced: else nobody as yet."""
    if lead is not None:
        check_lead(lead, departure)
        return lead, departure.strip()
    worker = case.worker
    return (worker, "") if worker is not None and may_lead(worker) else (None, "")


def may_lead(practitioner: Practitioner) -> bool:
    """Whether somebody is a qualified and experienced social worker (WT 4.47)."""
    return practitioner.qualified_social_worker and practitioner.experienced


def check_lead(lead: Practitioner, departure: str) -> None:
    """Refuse a lead who is not qualified and experienced, unless the reason is given (ENQ-01; WT 4.47)."""
    if not may_lead(lead) and not departure.strip():
        raise Unacceptable(
            "A qualified and experienced social worker leads an enquiry. Say why it is somebody else",
            field="lead_departure",
        )


def set_lead(
    *, by: Actor, enquiries: Sequence[Section47Enquiry], lead: Practitioner, lead_departure: str = ""
) -> list[Section47Enquiry]:
    """Record who leads enquiries, siblings' together (ENQ-01; WT 4.47)."""
    check_lead(lead, lead_departure)
    with acting("enquiry.lead", by=by, on=enquiries, reason=lead_departure) as act:
        for enquiry in enquiries:
            enquiry.lead = lead
            enquiry.lead_departure = "" if may_lead(lead) else lead_departure.strip()
            enquiry.save()
            act.touch(enquiry.case)
    return list(enquiries)


def follow_discussion(
    *, by: Actor, case: Case, at: datetime, because: object, was: datetime, reason: str, **_others: Any
) -> Section47Enquiry | None:
    """The strategy discussion that began an enquiry turns out to have been held at another time: so was its start.

    Called inside the act that corrects the discussion (REC-01; WT 4.67, 4.131).
    """
    if not isinstance(because, Decision):
        return None
    enquiry = Section47Enquiry.objects.filter(because_id=because.pk, case=case, started_at=was).first()
    if enquiry is not None:
        with acting("enquiry.correct", by=by, on=[enquiry], reason=reason) as act:
            correct(enquiry, {"started_at": at}, reason=reason)
            act.touch(case)
    return enquiry
