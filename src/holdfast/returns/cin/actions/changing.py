"""What a later return says otherwise: filled in where nothing stood, corrected beside what stood (REC-01,
STA-03).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from holdfast.cases.assessments.models import Assessment
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.models import Allocation, Case, Involvement
from holdfast.cases.plans.models import ChildInNeedPlan, ChildProtectionPlan
from holdfast.cases.referrals.models import Referrer
from holdfast.ledger.corrections import correct
from holdfast.ledger.guard import Record
from holdfast.people.models import Identifier, Person, Sex
from holdfast.returns.cin.actions import making, planning
from holdfast.returns.cin.actions.context import FROM_A_RETURN, Taking, moment
from holdfast.returns.cin.codes import table
from holdfast.returns.cin.items import ASSESSMENT, CHILD, CIN_PLAN, EPISODE, PLAN, SECTION47, Item, Said
from holdfast.returns.models import Imported


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that an earlier return told of, and of which this one says something else or more."""

    item: Item
    before: Imported
    said: Said

    @property
    def altogether(self) -> Said:
        """All that returns have said of it: the latest word on each thing."""
        return {**self.before.said, **self.said}


def change(changed: Changed, taking: Taking) -> None:
    """Bring the record into line with what the return says now, and remember that it said so."""
    apply = CHANGES.get(changed.item.kind)
    if apply is not None:
        apply(changed, taking)
    row = changed.before
    row.said = changed.altogether
    row.last_changed = taking.taken
    row.save()
    if row.case_id is not None:
        taking.cases[row.case_id] = None


def settle(record: Record, fields: Mapping[str, object], taking: Taking) -> None:
    """Write fields of a record: what was blank is filled in, what said something else is corrected beside
    itself.
    """
    news: Said = {name: value for name, value in fields.items() if getattr(record, name) != value}
    corrections = {name: value for name, value in news.items() if not _blank(getattr(record, name))}
    for name, value in news.items():
        if name not in corrections:
            setattr(record, name, value)
    if corrections:
        correct(record, corrections, reason=f"{taking.because}, which differs from the one before.")
    elif news:
        record.save()
    if news:
        taking.act.touch(record)


def _blank(value: Any) -> bool:
    return value in (None, "", [], Sex.UNKNOWN)


def _child(changed: Changed, taking: Taking) -> None:
    child = Person.objects.get(pk=changed.before.record_id)
    fields = making.characteristics(changed.altogether)
    if "born_on" in fields:
        fields.pop("expected_on", None)
    settle(child, fields, taking)
    news: Said = {name: changed.said[name] for name in ("number", "upn", "former_upn") if name in changed.said}
    for identifier in making.identifiers(child, news, taking):
        if not Identifier.objects.filter(person=child, kind=identifier.kind, value=identifier.value).exists():
            identifier.save()
    taking.act.touch(child)


def _episode(changed: Changed, taking: Taking) -> None:
    case = Case.objects.select_related("child").get(pk=changed.before.record_id)
    was_open = case.closed_at is None
    fields: dict[str, object] = {}
    if "need" in changed.said:
        fields["primary_need"] = table("primary_need").term(changed.said["need"])
    if {"closed", "reason"} & set(changed.said):
        fields |= making.closure(changed.altogether, taking)
    settle(case, fields, taking)
    if was_open and case.closed_at is not None:
        Allocation.objects.filter(case=case, to_at=None).update(to_at=case.closed_at)
        Involvement.objects.filter(child=case.child, to_at=None).update(to_at=case.closed_at)
    if "source" in changed.said:
        _source(case, changed.said["source"], taking)


def _source(case: Case, code: str, taking: Taking) -> None:
    referrer = Referrer.objects.filter(contact__referral__children__case=case).first()
    if referrer is not None:
        words = table("referral_source")[code]
        settle(referrer, {"source": words.term, "source_label": words.label}, taking)


def _assessment(changed: Changed, taking: Taking) -> None:
    assessment = Assessment.objects.get(pk=changed.before.record_id)
    fields: dict[str, object] = {}
    if "authorised" in changed.said and (day := changed.item.day("authorised")):
        fields["completed_at"] = moment(day)
    if "factors" in changed.said:
        fields["factors"] = changed.said["factors"]
        if assessment.analysis.startswith(FROM_A_RETURN):
            fields["analysis"] = making.factors_in_words(changed.altogether, taking)
    settle(assessment, fields, taking)


def _section47(changed: Changed, taking: Taking) -> None:
    enquiry = Section47Enquiry.objects.select_related("case").get(pk=changed.before.record_id)
    settle(enquiry, making.conclusion(changed.altogether, enquiry.case, taking), taking)


def _plan(changed: Changed, taking: Taking) -> None:
    plan = ChildProtectionPlan.objects.select_related("case__child").get(pk=changed.before.record_id)
    fields = planning.plan_fields(changed.altogether)
    if "ended" in changed.said:
        fields |= planning.plan_ending(changed.altogether, plan.case.child, None, taking)
    settle(plan, fields, taking)


def _need_plan(changed: Changed, taking: Taking) -> None:
    plan = ChildInNeedPlan.objects.get(pk=changed.before.record_id)
    settle(plan, planning.need_ending(changed.altogether, taking), taking)


CHANGES: Mapping[str, Callable[[Changed, Taking], None]] = {
    CHILD: _child,
    EPISODE: _episode,
    ASSESSMENT: _assessment,
    SECTION47: _section47,
    PLAN: _plan,
    CIN_PLAN: _need_plan,
}
"""How each kind of record is brought into line. Conferences and reviews have nothing but their day."""
