"""Building the fictional authority in the database, family by family, through the rooms' own actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from django.db import transaction

from holdfast.access.door import acting
from holdfast.clocks.actions import rebuild
from holdfast.core.errors import HoldfastError
from holdfast.core.time import living_at
from holdfast.demo.playing.frontdoor import play_contact
from holdfast.demo.playing.player import play_family
from holdfast.demo.playing.world import build_world, builder, find_world
from holdfast.demo.script import Script
from holdfast.ledger.openacts import without_projections

BUILT = "demo.build"


def prepare(script: Script) -> None:
    """Register agencies, teams and practitioners, unless they are there."""
    if find_world(script.authority) is None:
        with transaction.atomic(), without_projections():
            build_world(script.authority)


def play_part(
    script: Script, part: int = 0, of: int = 1, told: Callable[[int, int], None] = lambda done, of: None
) -> Counter[str]:
    """Play every `of`-th family, from `part`: parts can be played side by side. Returns what the rooms refused.

    Each family is kept whole or not at all; one that is there is passed over.
    """
    world = find_world(script.authority)
    assert world is not None, "the authority is prepared first"
    refused: Counter[str] = Counter()
    families = script.families[part::of]
    with without_projections():
        for number, family in enumerate(families, start=1):
            refused += play_family(world, family)
            told(number, len(families))
    return refused


def finish(script: Script) -> Counter[str]:
    """Play the calls that were no referrals, make the clocks, and say that the authority is whole."""
    world = find_world(script.authority)
    assert world is not None, "the authority is prepared first"
    refused: Counter[str] = Counter()
    by = builder(world.authority.id)
    with transaction.atomic():
        with without_projections():
            for contact in script.contacts:
                taken_by = world.actors.get(contact.by) or builder(world.authority.id, "Duty desk")
                try:
                    with living_at(contact.recorded or contact.at), transaction.atomic():
                        play_contact(world, contact, taken_by)
                except HoldfastError as error:
                    refused[f"ContactMade: {error.message}"] += 1
        rebuild()
        with acting(BUILT, by=by, on=[world.authority]):
            pass
    return refused
