"""Plays protection: urgent action, strategy discussions, enquiries, conferences, plans, core groups, reviews."""

from __future__ import annotations

from typing import Any

from holdfast.access.actors import Actor
from holdfast.cases.actions import endorse_decision
from holdfast.cases.enquiries import actions as enquiries
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.models import Case, Decision
from holdfast.cases.protection import actions as protection
from holdfast.cases.selectors import open_case_of
from holdfast.cases.strategy import actions as strategy
from holdfast.cases.strategy.actions import ForChild, ToDo, TookPart
from holdfast.core.time import living_at
from holdfast.demo.playing.stage import FamilyStage, plays
from holdfast.demo.playing.words import ENQUIRY_OUTCOMES, MEASURE_ENDS, MEASURES, part_in_strategy
from holdfast.demo.script import (
    EnquiryConcluded,
    EnquiryEndorsed,
    EnquiryStarted,
    InformationRequested,
    StrategyDiscussion,
    StrategyRecordCirculated,
    UrgentAction,
    UrgentActionEnded,
)


@plays(UrgentAction)
def urgent(stage: FamilyStage, event: UrgentAction, by: Actor) -> None:
    """Protection first (IMM-01)."""
    action = protection.act_urgently(
        by=by,
        what=event.what,
        children=[stage.people[child] for child in event.children],
        at=event.at,
        legal_advice=event.legal_advice,
        other_children=event.other_children,
    )
    stage.measures[event.action] = protection.start_measure(
        by=by,
        cases=stage.open_cases(event.children) or _opened(stage, event),
        kind=MEASURES[event.measure],
        at=event.at,
        action=action,
        reason=event.reason,
    )


def _opened(stage: FamilyStage, event: UrgentAction) -> list[Case]:
    """Cases that the urgent action opened."""
    for child in event.children:
        case = open_case_of(stage.people[child].id, stage.world.authority.id)
        if case is not None:
            stage.cases[child] = case
    return stage.open_cases(event.children)


@plays(UrgentActionEnded)
def urgent_ended(stage: FamilyStage, event: UrgentActionEnded, by: Actor) -> None:
    """How the measure ended."""
    for measure in stage.measures[event.action]:
        protection.end_measure(by=by, measure=measure, how=MEASURE_ENDS[event.how], at=event.at, note=event.note)


@plays(StrategyDiscussion)
def discussed(stage: FamilyStage, event: StrategyDiscussion, by: Actor) -> None:
    """What the agencies shared and decided; an enquiry begins where they decided one."""
    cases = stage.open_cases(event.children)
    joint = "joint" if event.conduct.lower().startswith("joint") else "single-agency"
    took_part = []
    for number, one in enumerate(event.participants):
        practitioner, _, kind = stage.named(one)
        took_part.append(
            TookPart(
                role=part_in_strategy(one.role, kind),
                practitioner=practitioner,
                name="" if practitioner else one.name,
                gave=event.shared if number == 0 else "",
            )
        )
    already = Section47Enquiry.objects.filter(case__in=cases, concluded_at=None).exists()
    outcome = "no-enquiry-in-need" if not event.enquiry else "continue-enquiry" if already else "begin-enquiry"
    discussion = strategy.record_discussion(
        by=by,
        cases=cases,
        mode="meeting" if event.means == "meeting" else "telephone",
        held_at=event.at,
        participants=took_part,
        decisions=[ForChild(case=case, outcome=outcome, reasons=event.reasons or event.conduct) for case in cases],
        todo=[
            ToDo(
                what=one.what,
                owner=stage.world.practitioners.get(one.practitioner or ""),
                owner_name=one.who,
                due_on=one.by,
            )
            for one in event.decisions
        ],
        conduct=joint,
        concern=event.shared,
        criminal_investigation=event.criminal_investigation,
        medical=event.medical,
        immediate_action=event.immediate,
        family_told=event.family_told,
        legal_action=event.legal_action,
        wishes_how=event.wishes_how,
        interpreter=event.interpreter,
        other_children=event.other_children,
        enquiry_plan=event.conduct,
    )
    stage.discussions[event.discussion] = discussion


@plays(StrategyRecordCirculated)
def circulated(stage: FamilyStage, event: StrategyRecordCirculated, by: Actor) -> None:
    """The record went to all who took part (STR-05)."""
    strategy.circulate_record(by=by, discussion=stage.discussions[event.discussion], at=event.at)


@plays(EnquiryStarted)
def enquiry_started(stage: FamilyStage, event: EnquiryStarted, by: Actor) -> None:
    """The enquiry that the discussion began is this one."""
    (child,) = event.children
    case = stage.case(child)
    found = Section47Enquiry.objects.filter(case=case, concluded_at=None).first()
    if found is None:
        (found,) = enquiries.begin_enquiry(
            by=by,
            cases=[case],
            at=event.at,
            discussed_at=stage.discussions[event.discussion].held_at,
            conduct="joint" if event.single_or_joint == "joint" else "single-agency",
        )
    stage.enquiries[event.enquiry] = found


@plays(InformationRequested)
def asked(stage: FamilyStage, event: InformationRequested, by: Actor) -> None:
    """Another agency was asked for help (ENQ-04)."""
    request = enquiries.ask_help(
        by=by,
        enquiry=stage.enquiries[event.enquiry],
        what=event.asked,
        agency=stage.world.agencies.get(event.agency),
        at=event.at,
    )
    if event.answered:
        with living_at(event.answered):
            enquiries.answer_help(by=by, request=request, answer="given", response=event.answer, at=event.answered)


@plays(EnquiryConcluded)
def concluded(stage: FamilyStage, event: EnquiryConcluded, by: Actor) -> None:
    """What the enquiry found. The generator's visits stand for hearing the child; a gap is said as a departure."""
    enquiry = Section47Enquiry.objects.select_related("case__child", "case__authority").get(
        pk=stage.enquiries[event.enquiry].pk
    )
    outcome = ENQUIRY_OUTCOMES[event.outcome]
    more: dict[str, Any] = {}
    if outcome == "substantiated-no-continuing-risk":
        more = {
            "plan": event.services or "Agreed with the family and the agencies",
            "review_on": stage.review_day(event.at),
        }
    enquiries.conclude(
        by=by,
        enquiries=[enquiry],
        outcome=outcome,
        reasons=event.reasons,
        at=event.at,
        departure="Seen with her mother in the room, as she asked; spoken to apart at school the week after",
        evidence=event.findings,
        services=event.services or "Offered, and taken up in part",
        **more,
    )


@plays(EnquiryEndorsed)
def endorsed(stage: FamilyStage, event: EnquiryEndorsed, by: Actor) -> None:
    """A manager of the right level endorses."""
    enquiry = stage.enquiries[event.enquiry]
    decision = Decision.objects.select_related("case__child").filter(record_id=enquiry.pk, superseded_at=None).first()
    if decision is None or not decision.endorsement_by_role or decision.endorsed_at is not None:
        return
    endorse_decision(
        by=stage.endorser(decision.endorsement_by_role, by), decision=decision, note=event.comment, at=event.at
    )
