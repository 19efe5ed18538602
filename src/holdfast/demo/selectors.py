"""Who signs in to the fictional authority."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.access.models import User
from holdfast.agencies.models import Agency, Practitioner
from holdfast.agencies.selectors import current_posts
from holdfast.cases.models import Case
from holdfast.cases.plans.models import ChildProtectionPlan
from holdfast.ledger.models import Act
from holdfast.people.models import Family

DOMAIN = "@wrenshaw.example"


@dataclass(frozen=True, slots=True)
class DemoUser:
    """An account of the fictional authority."""

    username: str
    name: str
    role: str
    password: str

    def __str__(self) -> str:
        return f"{self.username:<24} {self.password:<18} {self.name}, {self.role}"


def is_built() -> bool:
    """Whether the fictional authority is there and whole."""
    return Act.objects.filter(verb="demo.build").exists()


def demo_users() -> list[DemoUser]:
    """One account for each role; empty when the authority is not built, or not to the end."""
    from holdfast.demo.playing.world import PASSWORD

    if not is_built():
        return []
    accounts = {user.pk: user for user in User.objects.filter(email__endswith=DOMAIN)}
    posts = current_posts().filter(practitioner__user__in=accounts).select_related("practitioner")
    found: dict[str, DemoUser] = {}
    for post in posts.order_by("practitioner__user__username"):
        user = accounts[post.practitioner.user_id]  # type: ignore[index]
        role = post.get_role_display()
        found.setdefault(role, DemoUser(user.username, user.display_name, f"{role} ({post.title})", PASSWORD))
    return list(found.values())


def counts() -> dict[str, int]:
    """How much there is."""
    return {
        "agencies": Agency.objects.count(),
        "practitioners": Practitioner.objects.count(),
        "families": Family.objects.count(),
        "cases": Case.objects.count(),
        "open_children": Case.objects.filter(closed_at=None).count(),
        "children_with_a_plan": ChildProtectionPlan.objects.filter(ended_at=None).count(),
    }
