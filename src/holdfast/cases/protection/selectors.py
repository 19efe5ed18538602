"""Queries of immediate protection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from holdfast.access.actors import Actor
from holdfast.access.roles import MANAGERS
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.models import Case, Decision
from holdfast.cases.protection.models import (
    CLOCKED,
    COURT,
    POLICE,
    STEP,
    Measure,
    ProtectedChild,
    Responsibility,
    UrgentAction,
)
from holdfast.cases.recording import ask_of, blank, label_of_field, words_of_term
from holdfast.cases.selectors import adopted_editions, edition_on
from holdfast.cases.strategy.models import StrategyChild
from holdfast.core.time import local_date, now, today
from holdfast.guidance import Ask, Edition, UnknownCode, due, instant
from holdfast.people.models import Person
from holdfast.people.selectors import household_of, siblings_of


def expiry_of(measure: Measure, edition: Edition) -> datetime | None:
    """When a measure ends by itself: by its clock in the edition, or sooner where a court said so (IMM-03).

    None for a measure without a limit, such as an agreement of the family that names no day.
    """
    by_rule = None
    if measure.kind in CLOCKED:
        try:
            rule = edition.clock(measure.kind, local_date(measure.started_at))
            by_rule = instant(due(rule, measure.started_at))
        except UnknownCode:
            by_rule = None
    ends = [moment for moment in (by_rule, measure.until) if moment is not None]
    return min(ends, default=None)


@dataclass(frozen=True, slots=True)
class LiveMeasure:
    """A measure that nobody has ended, with when it ends by itself."""

    measure: Measure
    label: str
    expires: datetime | None
    as_of: datetime

    @property
    def has_run_out(self) -> bool:
        """Whether its time is over, while nobody has recorded what keeps the child safe now."""
        return self.expires is not None and self.expires <= self.as_of


def live_measures(child_ids: Iterable[UUID], *, as_of: datetime | None = None) -> dict[UUID, list[LiveMeasure]]:
    """The measures that protect children now, soonest to expire first, by child (IMM-03). Two queries.

    One whose time has run out stays until its end is recorded: it must not drop out of sight.
    """
    moment = as_of or now()
    found: dict[UUID, list[LiveMeasure]] = defaultdict(list)
    query = Measure.objects.filter(case__child_id__in=list(child_ids), ended_at=None, case__closed_at=None)
    measures = list(query.select_related("case"))
    for view in measure_views(measures, as_of=moment):
        found[view.measure.case.child_id].append(view)
    for views in found.values():
        views.sort(key=lambda view: (view.expires is None, view.expires or view.measure.started_at))
    return dict(found)


def measure_views(measures: Sequence[Measure], *, as_of: datetime | None = None) -> list[LiveMeasure]:
    """Measures with their words and when they end by themselves. One query for each authority."""
    moment = as_of or now()
    adopted = {key: adopted_editions(key) for key in {measure.case.authority_id for measure in measures}}
    views = []
    for measure in measures:
        edition = edition_on(adopted[measure.case.authority_id], local_date(measure.started_at))
        label = words_of_term(edition, "protection-measure", measure.kind)
        views.append(LiveMeasure(measure, label, expiry_of(measure, edition), moment))
    return views


@dataclass(frozen=True, slots=True)
class StillToAdd:
    """Something that was not asked while it was urgent, and is asked now (GEN-05; WT 4.13)."""

    field: str
    label: str
    why: Ask | None
    anchor: str = "add"


ASKS = (
    ("who_acted", "what-was-done"),
    ("where_found", "responsible-authority"),
    ("danger", "what-was-done"),
    ("whereabouts", "what-was-done"),
    ("planned_with_others", "legal-advice"),
    ("other_children", "other-children"),
    ("family_told", "what-was-done"),
    ("responsible_elsewhere", "responsible-authority"),
)
"""The fields that are asked for afterwards, with the question of the edition that each belongs to."""


def still_to_add(action: UrgentAction, measures: Sequence[Measure], edition: Edition) -> list[StillToAdd]:
    """What the record still lacks (GEN-05, IMM-02, IMM-04, IMM-06; WT 4.13, 4.36-4.39)."""
    missing = []
    if not measures:
        label = "Which measure keeps the children safe, and until when"
        missing.append(StillToAdd("measure", label, ask_of(edition, STEP, "what-was-done"), "measure"))
    for measure in measures:
        if measure.kind == POLICE and blank(measure.reason):
            why = ask_of(edition, STEP, "why-police-powers")
            missing.append(StillToAdd("reason", "Why police powers were used, and not an order", why, "reason"))
            break
    wanted = [(name, ask) for name, ask in ASKS if name != "responsible_elsewhere"]
    if action.planned_with_others is False:
        wanted.append(("alone_reason", "legal-advice"))
    if any(measure.kind in COURT for measure in measures):
        wanted.append(("legal_advice", "legal-advice"))
    if action.responsible_elsewhere:
        wanted.append(("consulted", "responsible-authority"))
    for name, ask in wanted:
        if blank(getattr(action, name)):
            missing.append(StillToAdd(name, label_of(name), ask_of(edition, STEP, ask)))
    return missing


def label_of(name: str) -> str:
    """What a field of the record asks for, in words."""
    return label_of_field(UrgentAction, name)


def others_to_consider(cases: Sequence[Case], edition: Edition) -> list[Person]:
    """Children who are not protected by the action but are family or live with those who are (IMM-06; WT 4.36)."""
    protected = {case.child_id for case in cases}
    grown = edition.value("adulthood-age")
    found: dict[UUID, Person] = {}
    for case in cases:
        for person in [*siblings_of(case.child), *household_of(case.child_id)]:
            if person.id not in protected and is_child(person, grown):
                found[person.id] = person
    return list(found.values())


def is_child(person: Person, grown: int) -> bool:
    """Whether somebody lives and is, as far as is known, younger than `grown` years (GEN-01; WT 1.18)."""
    age = person.age_on(today())
    return person.died_on is None and (age is None or age < grown)


def unfollowed(case_ids: Iterable[UUID] | None = None) -> QuerySet[ProtectedChild]:
    """Children for whom urgent action was taken and neither enquiries nor a decision against them followed (IMM-07).

    An enquiry that was under way counts; so does a strategy discussion that decided otherwise, and another authority's
    explicit acceptance (WT 4.39, 4.40).
    """
    enquired = Section47Enquiry.objects.filter(case_id=OuterRef("case_id")).filter(
        Q(concluded_at=None) | Q(concluded_at__gte=OuterRef("action__at"))
    )
    decided_against = Decision.objects.filter(
        case_id=OuterRef("case_id"),
        step="strategy-discussion",
        outcome__in=("no-enquiry", "no-enquiry-in-need"),
        superseded_at=None,
        taken_at__gte=OuterRef("action__at"),
    )
    accepted = Responsibility.objects.filter(
        case_id=OuterRef("case_id"), action_id=OuterRef("action_id"), accepted_at__isnull=False
    )
    entries = ProtectedChild.objects.filter(case__closed_at=None)
    if case_ids is not None:
        entries = entries.filter(case_id__in=list(case_ids))
    return entries.exclude(Exists(enquired)).exclude(Exists(decided_against)).exclude(Exists(accepted))


def why_open(case: Case) -> str:
    """Why a case cannot be closed while a power or order is on record as protecting the child; nothing otherwise."""
    if Measure.objects.filter(case=case, kind__in=CLOCKED, ended_at=None).exists():
        return "An order or police power has no end yet: record how it ended, and what keeps the child safe"
    return ""


def discussed_since(action: UrgentAction) -> set[UUID]:
    """Cases of the action that were discussed at or after it, or on its day before it (IMM-02; WT 4.37)."""
    entries = StrategyChild.objects.filter(
        case__urgent_entries__action=action, discussion__held_at__date__gte=local_date(action.at)
    )
    return set(entries.values_list("case_id", flat=True))


def unconfirmed(authority_id: UUID) -> QuerySet[Responsibility]:
    """Acceptances by another authority that have not come in writing (IMM-05; WT 4.39)."""
    return Responsibility.objects.filter(
        case__authority_id=authority_id, accepted_at__isnull=False, confirmed_at=None
    ).select_related("case__child")


def concerns(actor: Actor, prefix: str = "case__") -> Q:
    """Whose work it is: the worker's own cases, a manager's teams, unallocated cases of the worker's teams."""
    mine = Q(**{f"{prefix}worker_id": actor.practitioner_id})
    teams = Q(**{f"{prefix}team_id__in": list(actor.team_ids)})
    if not actor.holds(*MANAGERS):
        teams &= Q(**{f"{prefix}worker_id": None})
    return (mine | teams) & Q(**{f"{prefix}authority_id": actor.authority_id})
