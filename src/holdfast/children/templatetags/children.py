"""`{% load children %}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def for_key(mapping: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds for a key; None when nothing."""
    return mapping.get(key)
