"""Who may read a return in, and see what became of it."""

from holdfast.access.policy import Near, allow
from holdfast.access.roles import Role

allow(
    "return.import",
    "read a statutory return in",
    roles=frozenset({Role.DESIGNATED_MANAGER}),
    near=Near.ANYWHERE,
)
