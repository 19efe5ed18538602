"""Builds the authority: agencies, teams, people with posts, accounts that sign in; and each family as it began."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password

from holdfast.access.actions import open_account
from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.access.roles import Role
from holdfast.agencies import actions as agencies
from holdfast.agencies.models import Agency, AgencyKind, Practitioner, Team
from holdfast.agencies.selectors import actor_of_practitioner
from holdfast.cases.actions import adopt_edition
from holdfast.core.ids import new_id
from holdfast.core.time import start_of
from holdfast.demo.playing.stage import FamilyStage, World
from holdfast.demo.playing.words import RELATIONS
from holdfast.demo.script import Authority, Family
from holdfast.demo.script import Person as Told
from holdfast.guidance import editions
from holdfast.people import actions as people
from holdfast.people.models import Disability, IdentifierKind, NameKind, RelationKind, ResidenceKind

PASSWORD = "kelp-grips-rock"  # noqa: S105  (of the fictional authority; printed when it is served)
LONG_AGO = date(2000, 1, 1)


def builder(authority_id: Any = None, name: str = "Demonstration") -> Actor:
    """Who sets a fictional authority up, before anybody has a post."""
    return Actor(
        user_id=None,
        practitioner_id=None,
        name=name,
        agency_id=authority_id or new_id(),
        agency_name=name,
        roles=frozenset(Role),
        authority_id=authority_id,
    )


def build_world(told: Authority) -> World:
    """Register everybody. The authority works by the edition of 2005 from the beginning."""
    setup = builder()
    made = {
        agency.key: agencies.register_agency(
            by=setup,
            name=agency.name,
            kind=agency.kind,
            area_code=told.number if agency.kind == AgencyKind.CHILDRENS_SOCIAL_CARE and not agency.neighbour else "",
            telephone=agency.telephone,
        )
        for agency in told.agencies
    }
    own = next(
        made[agency.key]
        for agency in told.agencies
        if agency.kind == AgencyKind.CHILDRENS_SOCIAL_CARE and not agency.neighbour
    )
    by = builder(own.id)
    world = World(authority=own, agencies=made)
    adopt_edition(by=by, authority=own, edition=editions()[0], from_date=LONG_AGO)
    for team in told.teams:
        world.teams[team.key] = agencies.add_team(
            by=_keeper(world, team.agency, by),
            agency=made[team.agency],
            name=team.name,
            takes_referrals="referral" in team.kind,
        )
    _people_of(world, told, by)
    return world


def find_world(told: Authority) -> World | None:
    """The authority as it was built before, or None."""
    agencies_ = {agency.name: agency for agency in Agency.objects.filter(name__in=[one.name for one in told.agencies])}
    made = {one.key: agencies_[one.name] for one in told.agencies if one.name in agencies_}
    own = next((one.key for one in told.agencies if one.kind == AgencyKind.CHILDRENS_SOCIAL_CARE), "")
    if own not in made:
        return None
    world = World(authority=made[own], agencies=made)
    teams = {(team.agency_id, team.name): team for team in Team.objects.filter(agency__in=made.values())}
    for team in told.teams:
        world.teams[team.key] = teams[made[team.agency].id, team.name]
    found = Practitioner.objects.filter(agency__in=made.values()).select_related("agency")
    people_ = {(one.agency_id, one.name): one for one in found}
    for one in told.practitioners:
        world.practitioners[one.key] = people_[made[one.agency].id, one.name]
    _cast(world, told)
    return world


def _cast(world: World, told: Authority) -> None:
    for one in told.practitioners:
        if actor := actor_of_practitioner(world.practitioners[one.key]):
            world.actors[one.key] = actor
    for one in told.practitioners:
        if one.supervisor and one.supervisor in world.actors:
            world.managers[one.key] = world.actors[one.supervisor]


def _keeper(world: World, agency: str, by: Actor) -> Actor:
    """Another authority registers its own people."""
    record = world.agencies[agency]
    return builder(record.id) if record.is_authority and record != world.authority else by


def _people_of(world: World, told: Authority, by: Actor) -> None:
    password = make_password(PASSWORD)
    for one in told.practitioners:
        user = None
        if one.username:
            user = open_account(
                by=by,
                username=one.username,
                email=f"{one.username}@wrenshaw.example",
                display_name=one.name,
                password=password,
            )
        world.practitioners[one.key] = agencies.register_practitioner(
            by=_keeper(world, one.agency, by),
            name=one.name,
            agency=world.agencies[one.agency],
            user=user,
            profession=one.post,
            qualified_social_worker=one.qualified,
            experienced=one.qualified,
        )
    for one in told.practitioners:
        practitioner = world.practitioners[one.key]
        for role in one.roles or (Role.PARTNER,):
            agencies.hold_post(
                by=_keeper(world, one.agency, by),
                practitioner=practitioner,
                role=role,
                title=one.post,
                team=world.teams.get(one.team or ""),
                answers_to=world.practitioners.get(one.supervisor or ""),
                from_date=one.since or LONG_AGO,
            )
    _cast(world, told)


def build_family(world: World, family: Family, begins: date) -> FamilyStage:
    """Register a family as it was when its story begins: people, numbers, kin, homes."""
    by = builder(world.authority.id)
    stage = FamilyStage(world)
    with acting("family.gather", by=by, happened_at=start_of(begins)):
        for one in family.people:
            stage.people[one.key] = _person(by, one)
        people.gather_family(by=by, people=list(stage.people.values()), name=family.name)
        _kin(stage, family, by)
        _homes(stage, family, by)
    return stage


def _kin(stage: FamilyStage, family: Family, by: Actor) -> None:
    for rel in family.relationships:
        kind = RELATIONS.get(rel.kind, rel.kind)
        people.relate(
            by=by,
            person=stage.people[rel.person],
            other=stage.people[rel.to],
            kind=RelationKind(kind) if kind in RelationKind.values else RelationKind.FAMILY_FRIEND,
            parental_responsibility=rel.responsibility or None,
            from_date=rel.since,
            to_date=rel.until,
        )


def _person(by: Actor, told: Told) -> Any:
    person = people.register_person(
        by=by,
        given_name=told.given,
        family_name=told.family,
        born_on=told.born,
        expected_on=told.expected,
        known_as=told.known_as,
        sex=told.sex,
        ethnicity=told.ethnicity,
        religion=told.religion,
        first_language=told.language,
        interpreter_needed=told.interpreter or None,
        communication=told.communication,
        disabilities=[code for code in told.disabilities if code in Disability.values],
    )
    if told.former_family:
        people.add_name(
            by=by, person=person, kind=NameKind.FORMER, given_name=told.given, family_name=told.former_family
        )
    for kind, value in told.identifiers:
        people.identify(by=by, person=person, kind=IdentifierKind(kind), value=value, accept_wrong=True)
    return person


def _homes(stage: FamilyStage, family: Family, by: Actor) -> None:
    places = {address.key: address for address in family.addresses}
    together: dict[tuple[date, str], list[Any]] = {}
    for home in sorted(family.residences, key=lambda one: one.since):
        together.setdefault((home.since, home.address), []).append(stage.people[home.person])
    for (since, key), movers in together.items():
        place = places[key]
        people.move_home(
            by=by,
            people=movers,
            line1=place.line,
            town=place.town,
            postcode=place.postcode,
            from_date=since,
            kind=ResidenceKind.PLACEMENT if place.kind == "foster-home" else ResidenceKind.HOME,
        )
