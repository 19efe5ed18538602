"""`{% load children %}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.context import Context

from holdfast.children.tabs import tabs_for
from holdfast.people.models import Person

register = template.Library()


@register.filter
def for_key(mapping: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds for a key; None when nothing."""
    return mapping.get(key)


@register.inclusion_tag("web/components/tabs.html", takes_context=True)
def child_tabs(context: Context, child: Person, current: str) -> dict[str, Any]:
    """The parts of a child's record: `{% child_tabs child 'people' %}`."""
    return {"links": tabs_for(child, current, context["request"].actor), "label": "Parts of the record"}
