"""A fixed cast for tests: one authority with every role, two partner agencies, another authority, two siblings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from holdfast.access.actors import Actor
from holdfast.access.models import User
from holdfast.access.roles import Role
from holdfast.agencies import actions as agencies
from holdfast.agencies.models import Agency, AgencyKind, Practitioner, Team
from holdfast.agencies.selectors import actor_of_practitioner
from holdfast.cases import actions as cases
from holdfast.cases.models import Case
from holdfast.core.ids import new_id
from holdfast.people import actions as people
from holdfast.people.models import Family, Person, RelationKind, Sex

PASSWORD = "correct horse battery staple"


@dataclass
class Member:
    """Somebody in the cast: their practitioner, account and actor."""

    practitioner: Practitioner
    user: User
    actor: Actor


@dataclass
class Cast:
    """Everybody and everything that tests start from."""

    authority: Agency
    other_authority: Agency
    police: Agency
    school: Agency
    team: Team
    other_team: Team
    worker: Member
    second_worker: Member
    manager: Member
    service_manager: Member
    chair: Member
    administrator: Member
    designated: Member
    partner: Member
    teacher: Member
    board: Member
    auditor: Member
    sysadmin: Member
    outsider: Member
    mother: Person
    child: Person
    sibling: Person
    unborn: Person
    family: Family
    case: Case
    sibling_case: Case

    def members(self) -> dict[str, Member]:
        """Everybody who can sign in, by what they are called here."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Member)}


def founder(agency_id: object = None) -> Actor:
    """Who sets a new authority up, before anybody has a post."""
    return Actor(
        user_id=None,
        practitioner_id=None,
        name="Set-up",
        agency_id=agency_id or new_id(),  # type: ignore[arg-type]
        agency_name="Set-up",
        roles=frozenset(Role),
        authority_id=agency_id,  # type: ignore[arg-type]
    )


def member(
    by: Actor,
    agency: Agency,
    name: str,
    role: Role,
    *,
    team: Team | None = None,
    answers_to: Practitioner | None = None,
    qualified: bool = False,
) -> Member:
    """Register somebody with an account and a post."""
    username = name.lower().replace(" ", ".").replace("'", "")
    user = User.objects.create_user(username, f"{username}@example.org", PASSWORD, display_name=name)
    practitioner = agencies.register_practitioner(
        by=by,
        name=name,
        agency=agency,
        user=user,
        profession=role.label,
        qualified_social_worker=qualified,
        experienced=qualified,
        telephone="01632 960123",
    )
    agencies.hold_post(
        by=by,
        practitioner=practitioner,
        role=role,
        team=team,
        answers_to=answers_to,
        from_date=date(2004, 1, 1),
    )
    actor = actor_of_practitioner(practitioner)
    assert actor is not None
    return Member(practitioner, user, actor)


def build_cast() -> Cast:
    """Make the cast through the same actions as everybody else."""
    setup = founder()
    authority = agencies.register_agency(
        by=setup, name="Marram Children's Services", kind=AgencyKind.CHILDRENS_SOCIAL_CARE, area_code="997"
    )
    other = agencies.register_agency(
        by=setup, name="Samphire Children's Services", kind=AgencyKind.CHILDRENS_SOCIAL_CARE, area_code="998"
    )
    police = agencies.register_agency(by=setup, name="Marram Constabulary", kind=AgencyKind.POLICE)
    school = agencies.register_agency(by=setup, name="Thrift Lane Primary School", kind=AgencyKind.SCHOOL)
    by = founder(authority.id)
    team = agencies.add_team(by=by, agency=authority, name="Referral and Assessment", takes_referrals=True)
    other_team = agencies.add_team(by=by, agency=authority, name="Safeguarding East")
    service_manager = member(by, authority, "Sandra Pike", Role.SERVICE_MANAGER, qualified=True)
    manager = member(
        by,
        authority,
        "Tom Manners",
        Role.TEAM_MANAGER,
        team=team,
        answers_to=service_manager.practitioner,
        qualified=True,
    )

    def worker(name: str) -> Member:
        return member(
            by,
            authority,
            name,
            Role.SOCIAL_WORKER,
            team=team,
            answers_to=manager.practitioner,
            qualified=True,
        )

    people_ = _people(by)
    first = worker("Wendy Sorrel")
    opened = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    case, sibling_case = (
        cases.open_case(by=by, child=child, authority=authority, at=opened, team=team)
        for child in (people_["child"], people_["sibling"])
    )
    cases.allocate_case(by=by, cases=[case, sibling_case], practitioner=first.practitioner, team=team, at=opened)
    teacher = member(by, school, "Teresa Vetch", Role.PARTNER)
    cases.involve(by=by, child=people_["child"], practitioner=teacher.practitioner, part="teacher", at=opened)
    return Cast(
        authority=authority,
        other_authority=other,
        police=police,
        school=school,
        team=team,
        other_team=other_team,
        worker=first,
        second_worker=worker("Sam Heath"),
        manager=manager,
        service_manager=service_manager,
        chair=member(by, authority, "Charles Eider", Role.CONFERENCE_CHAIR, qualified=True),
        administrator=member(by, authority, "Ada Minute", Role.CONFERENCE_ADMINISTRATOR),
        designated=member(by, authority, "Dee Marsh", Role.DESIGNATED_MANAGER, qualified=True),
        partner=member(by, police, "Pat Constable", Role.PARTNER),
        teacher=teacher,
        board=member(by, authority, "Bob Officer", Role.BOARD_OFFICER),
        auditor=member(by, authority, "Audrey Check", Role.AUDITOR),
        sysadmin=member(by, authority, "Sid Admin", Role.SYSTEM_ADMINISTRATOR),
        outsider=member(founder(other.id), other, "Olive Faraway", Role.SOCIAL_WORKER, qualified=True),
        case=Case.objects.get(pk=case.pk),
        sibling_case=Case.objects.get(pk=sibling_case.pk),
        **people_,  # type: ignore[arg-type]
    )


def _people(by: Actor) -> dict[str, object]:
    mother = people.register_person(
        by=by, given_name="Rosa", family_name="Thorne", born_on=date(1994, 5, 4), sex=Sex.FEMALE
    )
    child = people.register_person(
        by=by, given_name="Ivy", family_name="Thorne", born_on=date(2017, 8, 21), sex=Sex.FEMALE
    )
    sibling = people.register_person(
        by=by, given_name="Jack", family_name="Thorne", born_on=date(2020, 2, 29), sex=Sex.MALE
    )
    unborn = people.register_person(by=by, family_name="Thorne", expected_on=date(2027, 1, 15))
    for one in (child, sibling, unborn):
        people.relate(by=by, person=mother, other=one, kind=RelationKind.MOTHER, parental_responsibility=True)
    family = people.gather_family(by=by, people=[mother, child, sibling, unborn])
    people.move_home(by=by, people=[mother, child, sibling], line1="4 Eelgrass Row", town="Marram", postcode="ZZ1 4AB")
    return {"mother": mother, "child": child, "sibling": sibling, "unborn": unborn, "family": family}
