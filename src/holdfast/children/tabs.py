"""The parts of a child's record, as tabs."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from holdfast.access.actors import Actor
from holdfast.chronology.selectors import sees_everything
from holdfast.people.models import Person
from holdfast.web.components import Link

PARTS = (
    ("overview", "Overview", "children:child", False),
    ("chronology", "Chronology", "chronology:child", False),
    ("people", "People", "people:child", False),
    ("decisions", "Decisions", "children:decisions", True),
    ("family", "Family", "children:family_of", False),
)


def tabs_for(person: Person, current: str, actor: Actor) -> list[Link]:
    """The tabs that an actor sees on a child's pages."""
    links = []
    for code, label, name, full_only in PARTS:
        if full_only and not sees_everything(actor):
            continue
        try:
            url = reverse(name, kwargs={"pk": person.id})
        except NoReverseMatch:
            continue
        links.append(Link(label, url, current=code == current))
    return links
