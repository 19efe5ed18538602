"""Queries of strategy discussions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Abs, Extract

from holdfast.access.actors import Actor
from holdfast.cases.models import Case, Decision
from holdfast.cases.recording import ask_of, blank, label_of_field
from holdfast.cases.strategy.models import BEGIN, CONTINUE, STEP, Participant, StrategyChild, StrategyDiscussion
from holdfast.guidance import Ask, Citation, Edition, UnknownCode


def _standing(*outcomes: str) -> QuerySet[StrategyChild]:
    """Children discussed for whom one of the outcomes stands."""
    decisions = Decision.objects.filter(record_id=OuterRef("pk"), step=STEP, outcome__in=outcomes, superseded_at=None)
    return StrategyChild.objects.filter(Exists(decisions))


def initiating(case_outer: str = "case_id", near: str = "clock_from") -> Subquery:
    """When the strategy discussion was held that began an enquiry of each row's case.

    Read where it is kept, so that a date corrected there is right wherever it counts (ENQ-01; WT 4.97). Of several, the
    one nearest to the row's moment `near`: a second enquiry of the case leaves the clocks of the first alone.
    """
    apart = ExpressionWrapper(F("discussion__held_at") - OuterRef(near), output_field=DurationField())
    entries = _standing(BEGIN).filter(case_id=OuterRef(case_outer)).annotate(apart=Abs(Extract(apart, "epoch")))
    return Subquery(entries.order_by("apart").values("discussion__held_at")[:1])


def held_at_by_decision(case_ids: Iterable[UUID] | None = None) -> dict[UUID, datetime]:
    """When the strategy discussion was held, by the decision to begin or go on that it took (STR-02). One query."""
    entries = StrategyChild.objects.filter(pk=OuterRef("record_id"))
    decisions = Decision.objects.filter(step=STEP, outcome__in=(BEGIN, CONTINUE))
    if case_ids is not None:
        decisions = decisions.filter(case_id__in=list(case_ids))
    rows = decisions.annotate(held=entries.values("discussion__held_at")[:1]).values_list("pk", "held")
    return {key: held for key, held in rows.iterator() if held is not None}


def discussions_of(case_ids: Iterable[UUID]) -> QuerySet[StrategyDiscussion]:
    """The strategy discussions of cases, latest first."""
    return StrategyDiscussion.objects.filter(children__case_id__in=list(case_ids)).distinct().order_by("-held_at")


def took_part(actor: Actor, discussion: StrategyDiscussion) -> bool:
    """Whether somebody of another agency was party to the discussion: what they may read of it hangs on that."""
    if actor.practitioner_id is None:
        return False
    return Participant.objects.filter(discussion=discussion, practitioner_id=actor.practitioner_id).exists()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody who ought to take part and is not among those who did (STR-01; WT 4.41)."""

    part: str
    label: str
    why: str
    source: Citation


def who_is_missing(
    discussion: StrategyDiscussion, participants: Sequence[Participant], cases: Sequence[Case], edition: Edition
) -> list[Wanted]:
    """Who ought to take part and did not: police always, others by the child's circumstances (STR-01; WT 4.41)."""
    wanted = ["social-care", "police"]
    if _referred_by_professional(cases):
        wanted.append("referrer")
    if discussion.hospital_patient or discussion.in_patient:
        wanted.append("consultant")
    if discussion.in_patient:
        wanted.append("ward-nurse")
    if discussion.medical_possible:
        wanted.append("senior-doctor")
    there = {participant.role for participant in participants}
    missing = []
    for part in wanted:
        if part in there:
            continue
        try:
            term = edition.term("strategy-part", part)
        except UnknownCode:
            continue
        missing.append(Wanted(part, term.label, term.definition, term.source))
    return missing


def _referred_by_professional(cases: Sequence[Case]) -> bool:
    return Case.objects.filter(
        pk__in=[case.pk for case in cases],
        referrals__referral__contact__referrer__practitioner__isnull=False,
    ).exists()


@dataclass(frozen=True, slots=True)
class StillToAdd:
    """A matter of the discussion that the record does not tell yet (STR-03, STR-04; WT 4.42, 4.43)."""

    field: str
    label: str
    why: Ask | None


ALWAYS = (
    ("concern", "information-shared"),
    ("immediate_action", "immediate-action"),
    ("other_children", "other-children"),
    ("family_told", "family-told"),
    ("legal_action", "legal-action"),
)
WITH_ENQUIRY = (
    ("conduct", "criminal-investigation"),
    ("criminal_investigation", "criminal-investigation"),
    ("medical", "actions"),
    ("enquiry_plan", "interviews"),
    ("wishes_how", "wishes-and-feelings"),
    ("race_and_language", "race-and-language"),
    ("interpreter", "race-and-language"),
)
IN_HOSPITAL = (("safe_discharge", "immediate-action"),)
"""The fields of the record, with the question of the edition that each belongs to."""


def still_to_add(discussion: StrategyDiscussion, decisions: Iterable[Decision], edition: Edition) -> list[StillToAdd]:
    """What the record still lacks, given what was decided (STR-03, STR-04, GEN-05; WT 4.42, 4.43)."""
    wanted = list(ALWAYS)
    if any(decision.outcome in (BEGIN, CONTINUE) for decision in decisions):
        wanted += WITH_ENQUIRY
    if discussion.hospital_patient or discussion.in_patient:
        wanted += IN_HOSPITAL
    return [
        StillToAdd(name, label_of(name), ask_of(edition, STEP, ask))
        for name, ask in wanted
        if blank(getattr(discussion, name))
    ]


def label_of(name: str) -> str:
    """What a field of the record asks for, in words."""
    return label_of_field(StrategyDiscussion, name)


LEADING_HERE = ("strategy-discussion", "reasonable-cause", "further-discussion")
"""Decisions of other steps, and of this one, after which a strategy discussion is held (WT 4.22, 4.30, 4.44)."""


def awaited() -> QuerySet[Decision]:
    """Decisions of open cases that call for a strategy discussion, where none was held since (STR-01; WT 4.41)."""
    held = StrategyChild.objects.filter(
        case_id=OuterRef("case_id"), discussion__held_at__date__gte=OuterRef("taken_at__date")
    ).exclude(pk=OuterRef("record_id"))
    waiting = Decision.objects.filter(outcome__in=LEADING_HERE, superseded_at=None, case__closed_at=None)
    return waiting.exclude(Exists(held)).select_related("case__child").order_by("taken_at")
