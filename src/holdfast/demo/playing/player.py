"""Plays one family's story, event by event, each on its own day."""

from __future__ import annotations

from collections import Counter

from django.db import connection, transaction

from holdfast.access.actors import Actor
from holdfast.core.time import living_at, local_date, now
from holdfast.demo.playing import conferring, frontdoor, protecting, working  # noqa: F401  (they register plays)
from holdfast.demo.playing.stage import FamilyStage, World, play_for
from holdfast.demo.playing.world import build_family, builder
from holdfast.demo.script import Event, FamilyScript
from holdfast.people.identifiers import tidy
from holdfast.people.models import Identifier


def play_family(world: World, script: FamilyScript) -> Counter[str]:
    """Register a family and play what happened to it, all of it or nothing.

    A family that is there already (its local numbers are known) is passed over: a build that was cut off goes on. What
    the rooms refuse is counted by kind and reason.
    """
    numbers = [value for one in script.family.people for kind, value in one.identifiers if kind == "local"]
    if Identifier.objects.filter(kind="local", value__in=[tidy(number) for number in numbers]).exists():
        return Counter()
    begins = min((event.at for event in script.events), default=now())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # checks that pile up are walked over by every trigger
        stage = build_family(world, script.family, local_date(begins))
        for event in script.events:
            _play(stage, event)
    return stage.refused


def _play(stage: FamilyStage, event: Event) -> None:
    play = play_for(type(event))
    if play is None:
        stage.refused[f"{type(event).__name__}: nobody plays it"] += 1
        return
    by = _actor(stage.world, event)
    try:
        with living_at(event.recorded or event.at), transaction.atomic():
            play(stage, event, by)
    except Exception as error:  # one event that does not fit must not cost the whole authority: it is counted, and said
        said = getattr(error, "message", f"{type(error).__name__} {error}")
        stage.refused[f"{type(event).__name__}: {said}"] += 1


def _actor(world: World, event: Event) -> Actor:
    actor = world.actors.get(event.by)
    if actor is not None and actor.authority_id == world.authority.id:
        return actor
    return builder(world.authority.id, "Duty desk")
