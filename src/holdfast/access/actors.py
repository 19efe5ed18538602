"""Who is acting: a person, in their posts, in an agency, as they stand at this moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from holdfast.access.models import User
from holdfast.access.roles import Role
from holdfast.ledger.acts import Signature


@dataclass(frozen=True, slots=True)
class Actor:
    """A practitioner signed in, or Holdfast itself acting for an agency (imports)."""

    user_id: UUID | None
    practitioner_id: UUID | None
    name: str
    agency_id: UUID
    agency_name: str
    roles: frozenset[str]
    team_ids: frozenset[UUID] = frozenset()
    authority_id: UUID | None = None  # the local authority that they work for, when they do

    def holds(self, *roles: str) -> bool:
        """Whether the actor holds any of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def role_words(self) -> str:
        """The roles as words, for a signature."""
        return ", ".join(Role(role).label for role in sorted(self.roles))

    def signature(self) -> Signature:
        """How the actor signs an act."""
        return Signature(
            user_id=self.user_id,
            name=self.name,
            role=self.role_words,
            agency_id=self.agency_id,
            agency_name=self.agency_name,
        )


Resolver = Callable[[User], Actor | None]
_resolvers: list[Resolver] = []


def resolves_actors(resolver: Resolver) -> Resolver:
    """Register how a user becomes an actor. Agencies do, since they keep the posts."""
    _resolvers[:] = [resolver]
    return resolver


def actor_of(user: User | AnonymousUser) -> Actor | None:
    """The actor that a signed-in user is today; None for nobody, or for a user without a post."""
    if not isinstance(user, User) or not user.is_active or not _resolvers:
        return None
    return _resolvers[0](user)
