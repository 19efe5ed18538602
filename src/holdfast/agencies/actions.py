"""Changes to the register of agencies, teams, practitioners and posts."""

from __future__ import annotations

from datetime import date

from holdfast.access.actors import Actor
from holdfast.access.door import acting, check
from holdfast.access.models import User
from holdfast.access.roles import Role
from holdfast.agencies.models import Agency, AgencyKind, Post, Practitioner, Team
from holdfast.core.errors import NotNow, NotPermitted, Unacceptable
from holdfast.core.time import today


def _keeps(by: Actor, agency: Agency) -> None:
    """A local authority is kept by its own people; a partner agency by whoever works with it."""
    if agency.is_authority and by.authority_id != agency.pk:
        raise NotPermitted(f"{agency.name} keeps its own teams and posts")


def register_agency(
    *,
    by: Actor,
    name: str,
    kind: AgencyKind | str,
    area_code: str = "",
    telephone: str = "",
    email: str = "",
) -> Agency:
    """Enter an agency in the register. Raises `Unacceptable` for a name that is there already."""
    if not name.strip():
        raise Unacceptable("Enter the agency's name", field="name")
    if Agency.objects.filter(name__iexact=name.strip()).exists():
        raise Unacceptable("An agency of this name is registered already", field="name")
    with acting("agency.register", by=by) as act:
        agency = Agency(name=name.strip(), kind=kind, area_code=area_code, telephone=telephone, email=email)
        agency.save()
        act.touch(agency)
    return agency


def add_team(*, by: Actor, agency: Agency, name: str, takes_referrals: bool = False) -> Team:
    """Add a team to an agency. Raises `NotPermitted` for another local authority's."""
    _keeps(by, agency)
    if not name.strip():
        raise Unacceptable("Enter the team's name", field="name")
    if Team.objects.filter(agency=agency, name__iexact=name.strip()).exists():
        raise Unacceptable("The agency has a team of this name already", field="name")
    with acting("agency.team.add", by=by) as act:
        team = Team(agency=agency, name=name.strip(), takes_referrals=takes_referrals)
        team.save()
        act.touch(agency, team)
    return team


def register_practitioner(
    *,
    by: Actor,
    name: str,
    agency: Agency,
    user: User | None = None,
    profession: str = "",
    qualified_social_worker: bool = False,
    experienced: bool = False,
    telephone: str = "",
    email: str = "",
) -> Practitioner:
    """Enter somebody who works for an agency. `user` links the account that they sign in with.

    Raises `NotPermitted` for an account of another local authority's practitioner.
    """
    if user is not None:
        check("agency.account.link", by=by)
        _keeps(by, agency)
    if not name.strip():
        raise Unacceptable("Enter the practitioner's name", field="name")
    with acting("agency.practitioner.register", by=by) as act:
        practitioner = Practitioner(
            name=name.strip(),
            agency=agency,
            user=user,
            profession=profession,
            qualified_social_worker=qualified_social_worker,
            experienced=experienced,
            telephone=telephone,
            email=email,
        )
        practitioner.save()
        act.touch(practitioner)
    return practitioner


def hold_post(
    *,
    by: Actor,
    practitioner: Practitioner,
    role: Role | str,
    from_date: date | None = None,
    title: str = "",
    team: Team | None = None,
    answers_to: Practitioner | None = None,
    to_date: date | None = None,
) -> Post:
    """Record a post that a practitioner holds, from a day (today unless told); the line that WT 4.73 rests on.

    Raises `NotPermitted` for another local authority's practitioner.
    """
    _keeps(by, practitioner.agency)
    starts = from_date or today()
    if to_date and to_date < starts:
        raise Unacceptable("The post cannot end before it starts", field="to_date")
    if answers_to is not None and answers_to.id == practitioner.id:
        raise Unacceptable("Nobody answers to themselves", field="answers_to")
    if team is not None and team.agency_id != practitioner.agency_id:
        raise Unacceptable("The team belongs to another agency", field="team")
    with acting("agency.post.hold", by=by) as act:
        post = Post(
            practitioner=practitioner,
            role=role,
            title=title,
            team=team,
            answers_to=answers_to,
            from_date=starts,
            to_date=to_date,
        )
        post.save()
        act.touch(practitioner, post)
    return post


def leave_post(*, by: Actor, post: Post, on: date | None = None) -> Post:
    """End a post on a day (today unless told); what its holder may do ends the next day."""
    _keeps(by, post.practitioner.agency)
    if post.to_date is not None and post.to_date < today():
        raise NotNow("The post has ended already")
    ends = on or today()
    if ends < post.from_date:
        raise Unacceptable("The post cannot end before it starts", field="to_date")
    with acting("agency.post.leave", by=by) as act:
        post.to_date = ends
        post.save()
        act.touch(post.practitioner, post)
    return post
