"""The policy table: each thing that can be done, who may, and how near to the record they must be.

Each room states its own rules in `<room>/policy.py` by calling `allow`. What is not stated is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Near(StrEnum):
    """How near to a record an actor must stand. Further off, the record does not exist for them."""

    ANYWHERE = "anywhere"  # not about a record: lists that are filtered, look-ups, own settings
    AUTHORITY = "authority"  # works for the local authority that holds the record
    NETWORK = "network"  # the same, or works with this child (core group, conference, involvement)


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table."""

    verb: str
    says: str
    roles: frozenset[str]
    near: Near


_table: dict[str, Rule] = {}


def allow(verb: str, says: str, *, roles: frozenset[str], near: Near = Near.AUTHORITY) -> None:
    """State who may do `verb`. `says` completes the sentence 'X …': 'recorded a contact'.

    Raises ValueError when the verb is stated twice: there is one line for each thing.
    """
    rule = Rule(verb, says, frozenset(str(role) for role in roles), near)
    if _table.get(verb, rule) != rule:
        raise ValueError(f"the policy states {verb!r} twice")
    _table[verb] = rule


def rule_for(verb: str) -> Rule:
    """The rule for a verb. Raises LookupError for one that nobody stated: a programming error."""
    try:
        return _table[verb]
    except KeyError:
        raise LookupError(f"no policy for {verb!r}: state it in the room's policy.py") from None


def policy_table() -> tuple[Rule, ...]:
    """All rules, by verb."""
    return tuple(_table[verb] for verb in sorted(_table))


def words_of(verb: str) -> str:
    """The verb in words, for histories; the verb itself when its room is gone."""
    rule = _table.get(verb)
    return rule.says if rule else verb
