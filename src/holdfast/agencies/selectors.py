"""Queries about agencies and those who work for them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from holdfast.access.actors import Actor, resolves_actors
from holdfast.access.models import User
from holdfast.access.roles import Role
from holdfast.agencies.models import Agency, AgencyKind, Post, Practitioner, Team
from holdfast.core.time import today


def current_posts(on: date | None = None) -> QuerySet[Post]:
    """Posts held on a day (today unless told)."""
    day = on or today()
    return Post.objects.filter(Q(from_date__lte=day), Q(to_date__isnull=True) | Q(to_date__gte=day))


@resolves_actors
def actor_for(user: User) -> Actor | None:
    """The actor that a user is today: their practitioner with the posts they hold. Two queries."""
    practitioner = Practitioner.objects.select_related("agency").filter(user=user).first()
    return actor_of_practitioner(practitioner, user_id=user.pk) if practitioner else None


def actor_of_practitioner(practitioner: Practitioner, *, user_id: UUID | None = None) -> Actor | None:
    """The actor a practitioner is today; None when they hold no post."""
    posts = list(current_posts().filter(practitioner=practitioner))
    if not posts:
        return None
    agency = practitioner.agency
    return Actor(
        user_id=user_id or practitioner.user_id,
        practitioner_id=practitioner.id,
        name=practitioner.name,
        agency_id=agency.id,
        agency_name=agency.name,
        roles=frozenset(post.role for post in posts),
        team_ids=frozenset(post.team_id for post in posts if post.team_id),
        authority_id=agency.id if agency.is_authority else None,
    )


def service_actor(agency: Agency, name: str) -> Actor:
    """Holdfast acting by itself for an authority (imports, the demonstration): signs by `name`."""
    return Actor(
        user_id=None,
        practitioner_id=None,
        name=name,
        agency_id=agency.id,
        agency_name=agency.name,
        roles=frozenset({Role.DESIGNATED_MANAGER, Role.SYSTEM_ADMINISTRATOR}),
        authority_id=agency.id if agency.is_authority else None,
    )


def authorities() -> QuerySet[Agency]:
    """Local authorities' children's social care."""
    return Agency.objects.filter(kind=AgencyKind.CHILDRENS_SOCIAL_CARE)


def teams_of(agency_id: UUID) -> QuerySet[Team]:
    """An agency's teams by name."""
    return Team.objects.filter(agency_id=agency_id).order_by("name")


def holders_of(*roles: str, agency_id: UUID | None = None, team_id: UUID | None = None) -> QuerySet[Practitioner]:
    """Practitioners who hold any of the roles today, by name."""
    posts = current_posts().filter(role__in=roles)
    if team_id:
        posts = posts.filter(team_id=team_id)
    found = Practitioner.objects.filter(id__in=posts.values("practitioner_id"))
    if agency_id:
        found = found.filter(agency_id=agency_id)
    return found.order_by("name")


def line_above(practitioner_id: UUID) -> set[UUID]:
    """Everybody above a practitioner in the line of management, themselves included (WT 4.73; CPC-08).

    Follows the posts held today, upward, and stops at anyone met before.
    """
    answers: dict[UUID, set[UUID]] = {}
    for holder, manager in current_posts().exclude(answers_to=None).values_list("practitioner_id", "answers_to_id"):
        answers.setdefault(holder, set()).add(manager)
    line: set[UUID] = set()
    waiting = [practitioner_id]
    while waiting:
        person = waiting.pop()
        if person not in line:
            line.add(person)
            waiting.extend(answers.get(person, ()))
    return line


def practitioners(words: str = "") -> QuerySet[Practitioner]:
    """Practitioners of every agency, by part of a name."""
    found = Practitioner.objects.select_related("agency")
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(agency__name__icontains=word))
    return found.order_by("name")


def register_of_agencies(words: str = "", kind: str = "") -> QuerySet[Agency]:
    """Agencies by part of the name and by kind, with how many teams and practitioners each has."""
    found = Agency.objects.order_by("name")
    for word in words.split():
        found = found.filter(name__icontains=word)
    if kind:
        found = found.filter(kind=kind)
    # Each count in a query of its own: joined, they would multiply each other.
    teams = Team.objects.filter(agency=OuterRef("pk")).order_by().values("agency")
    people = Practitioner.objects.filter(agency=OuterRef("pk")).order_by().values("agency")
    return found.annotate(
        team_count=Coalesce(Subquery(teams.annotate(n=Count("pk")).values("n")), 0),
        people_count=Coalesce(Subquery(people.annotate(n=Count("pk")).values("n")), 0),
    )


def practitioners_with_posts(agency_id: UUID) -> QuerySet[Practitioner]:
    """Who works for an agency, with the posts that they hold or held; two queries."""
    posts = Post.objects.select_related("team", "answers_to").order_by("-from_date")
    return Practitioner.objects.filter(agency_id=agency_id).order_by("name").prefetch_related(Prefetch("posts", posts))
