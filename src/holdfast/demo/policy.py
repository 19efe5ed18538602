"""Who builds the fictional authority: the command line, and nobody on screen."""

from holdfast.access.policy import Near, allow
from holdfast.access.roles import Role

allow("demo.build", "built the fictional authority", roles=frozenset({Role.SYSTEM_ADMINISTRATOR}), near=Near.ANYWHERE)
