"""`{% load referrals %}`: when a decision at the door is due."""

from __future__ import annotations

from datetime import datetime

from django import template

from holdfast.cases.referrals.letters import Editions
from holdfast.web.components.words import short_day

register = template.Library()


@register.simple_tag
def decision_due(editions: Editions, received: datetime) -> str:
    """By when the next step is decided about what was received then (REF-06; WT 4.20)."""
    due = editions.due("referral-decision", received)
    return f"decide by {short_day(due)}" if due else ""
