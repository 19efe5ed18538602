"""Plays the front door: referrals, decisions, what the referrer was told (REF-01..08)."""

from __future__ import annotations

from holdfast.access.actors import Actor
from holdfast.cases.actions import allocate_case
from holdfast.cases.models import Case
from holdfast.cases.referrals import actions
from holdfast.cases.referrals.actions import ChildDecision, NamedChild, ReferrerFacts
from holdfast.cases.selectors import open_case_of
from holdfast.demo.playing.stage import FamilyStage, World, plays
from holdfast.demo.playing.words import AGREEMENTS, CONTACT_OUTCOMES, MODES, REFERRAL_DECISIONS, SOURCES
from holdfast.demo.script import (
    Allocated,
    ContactMade,
    PoliceInformed,
    RecordsSearched,
    ReferralAcknowledged,
    ReferralConfirmed,
    ReferralDecided,
    ReferralReceived,
    Referrer,
    ReferrerTold,
)

PUBLIC = ("relative", "anonymous", "member-of-public", "neighbour-or-friend", "parent", "child")


def referrer_of(world: World, told: Referrer) -> ReferrerFacts:
    """Who raised a concern, as the front door asks it."""
    practitioner = world.practitioners.get(told.practitioner or "")
    source = SOURCES.get(told.source, "other")
    if told.withheld and source == "relative":
        source = "member-of-public"
    agency = world.agencies.get(told.agency or "")
    return ReferrerFacts(
        source=source,
        name=told.name or ("" if source in PUBLIC else "Duty officer"),
        agency_name=agency.name if agency else "",
        practitioner=practitioner,
        relationship=told.relationship,
        may_be_named=None if source not in PUBLIC else not told.withheld,
    )


@plays(ReferralReceived)
def referral_received(stage: FamilyStage, event: ReferralReceived, by: Actor) -> None:
    """A concern comes in, is searched for, and taken as a referral."""
    children = [stage.people[child] for child in event.children]
    search = actions.record_search(
        by=by,
        authority=stage.world.authority,
        words=children[0].name,
        found=1 if event.repeat else 0,
        considered=children if event.repeat else [],
        at=event.at,
    )
    parents = AGREEMENTS[event.agreement]
    referral = actions.receive_referral(
        by=by,
        authority=stage.world.authority,
        referrer=referrer_of(stage.world, event.referrer),
        concern=event.concern,
        mode=MODES.get(event.channel, "telephone"),
        children=[NamedChild(child=child) for child in children],
        received_at=event.at,
        searches=[search],
        how_arose=event.arose,
        needs=event.needs,
        maltreatment=event.maltreatment,
        foundation=event.foundation,
        urgent=event.urgent,
        possible_crime=event.crime,
        agreement=parents,
        agreement_reason=event.agreement_reason,
    )
    stage.referrals[event.referral] = referral
    for key, child in zip(event.children, children, strict=True):
        case = open_case_of(child.id, stage.world.authority.id)
        if case is not None:
            case.primary_need = event.primary_need[:20]
            stage.cases[key] = case
        stage.records["referral-decision", key] = referral.id


@plays(ReferralConfirmed)
def confirmed(stage: FamilyStage, event: ReferralConfirmed, by: Actor) -> None:
    """The letter came."""
    actions.confirm_referral(by=by, referral=stage.referrals[event.referral], at=event.at)


@plays(ReferralAcknowledged)
def acknowledged(stage: FamilyStage, event: ReferralAcknowledged, by: Actor) -> None:
    """The referrer knows that it arrived."""
    actions.acknowledge_referral(by=by, referral=stage.referrals[event.referral], how="in-writing", at=event.at)


@plays(RecordsSearched)
def searched(stage: FamilyStage, event: RecordsSearched, by: Actor) -> None:
    """What the records showed is kept with the referral's search."""
    referral = stage.referrals[event.referral]
    referral.records_show = event.found


@plays(PoliceInformed)
def police(stage: FamilyStage, event: PoliceInformed, by: Actor) -> None:
    """The police know of a possible crime."""
    contact = stage.referrals[event.referral].contact
    actions.tell_police(by=by, contact=contact, told_at=event.at, note=event.note)


@plays(ReferralDecided)
def decided(stage: FamilyStage, event: ReferralDecided, by: Actor) -> None:
    """What happens next, for each child."""
    referral = stage.referrals[event.referral]
    rows = {child.case.child_id: child for child in referral.children.select_related("case__child", "case__authority")}
    outcomes = dict(event.decisions)
    actions.decide_referral(
        by=by,
        referral=referral,
        decisions=[
            ChildDecision(
                child=rows[stage.people[key].id],
                outcome=REFERRAL_DECISIONS[outcome],
                reasons=event.reasons,
                handed_to=event.elsewhere,
            )
            for key, outcome in outcomes.items()
        ],
        records_show=referral.records_show,
        consulted="The referrer" if event.discussed_with_referrer else "",
        at=event.at,
    )
    _after_decision(stage, outcomes)


def _after_decision(stage: FamilyStage, outcomes: dict[str, str]) -> None:
    for key in outcomes:
        if key in stage.cases:
            case = Case.objects.select_related("child", "authority", "worker", "team").get(pk=stage.cases[key].pk)
            if case.is_open:
                stage.cases[key] = case
            else:
                del stage.cases[key]


@plays(ReferrerTold)
def told(stage: FamilyStage, event: ReferrerTold, by: Actor) -> None:
    """Feedback to the referrer."""
    how = "telephone" if "phone" in event.means else "writing"
    actions.tell_referrer(by=by, referral=stage.referrals[event.referral], told=event.told, how=how, at=event.at)


@plays(Allocated)
def allocated(stage: FamilyStage, event: Allocated, by: Actor) -> None:
    """The case has a social worker."""
    cases = stage.open_cases(event.children)
    if cases:
        allocate_case(
            by=stage.world.managers.get(event.worker, by),
            cases=cases,
            practitioner=stage.world.practitioners[event.worker],
            team=stage.world.teams.get(event.team),
            at=event.at,
            reason=event.reason,
        )


def play_contact(world: World, told_: ContactMade, by: Actor) -> None:
    """A call that was not a referral: advice given (REF-01, REF-02)."""
    outcome = CONTACT_OUTCOMES.get(told_.outcome, "advice")
    actions.record_contact(
        by=by,
        authority=world.authority,
        referrer=referrer_of(world, told_.referrer),
        concern=told_.about,
        mode="telephone",
        outcome="advice" if outcome == "to-allocated-worker" else outcome,
        received_at=told_.at,
        advice=told_.advice or "Advice given; nothing further was asked.",
    )
