"""The clock chip: what is due, when, how it stands in words, and why (GEN-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from holdfast.core.time import today
from holdfast.web.components.words import clock_words, day_of, first_of, near_words, plain_day

SOON_DAYS = 2
"""A running clock that is due within so many days is drawn as soon due; display only, no rule of guidance."""

_STATE_NAMES = {
    "not-started": "waiting",
    "running": "running",
    "due": "running",
    "overdue": "late",
    "late": "late",
    "met": "met",
    "met-late": "met-late",
    "stopped": "stopped",
}


@dataclass(frozen=True)
class ClockChip:
    """A clock ready to be drawn.

    ``tone`` is the colour's name (``calm``, ``soon``, ``late``, ``done``, ``quiet``); ``state`` always says
    the same in words, so that nothing rests on colour.
    """

    label: str
    due: date | datetime | None
    due_text: str
    state: str
    tone: str
    rule: str
    source: str
    started: str
    met_by: str
    why: str
    reason: str
    url: str


def chip_of(clock: Any) -> ClockChip:
    """Draw a guidance ``ClockState``, a stored clock row or a mapping.

    Read, where they exist: ``rule`` (with label, limit_text, runs_from, met_by, source, why) or the same
    names on the clock itself; ``due``; ``status`` or ``state``; ``started``, ``started_by``; ``met_at``;
    ``late_reason`` or ``reason``; ``url``.
    """
    rule = first_of(clock, "rule")
    ruled = rule if rule is not None and not isinstance(rule, str) else clock
    due = first_of(clock, "due", "due_at", "due_on", "due_date")
    status = _STATE_NAMES.get(str(first_of(clock, "status", "state") or "running"), "running")
    met = first_of(clock, "met_at", "met_on", "met")
    return ClockChip(
        label=str(first_of(clock, "label") or first_of(ruled, "label", "code") or "Due"),
        due=due,
        due_text=due_words(due),
        state=_state_words(status, due, met),
        tone=_tone(status, due),
        rule=_rule_words(ruled, rule),
        source=str(first_of(clock, "source", "cite") or first_of(ruled, "source") or ""),
        started=_started_words(clock),
        met_by=str(first_of(ruled, "met_by") or ""),
        why=str(first_of(ruled, "why") or ""),
        reason=str(first_of(clock, "late_reason", "reason") or ""),
        url=str(first_of(clock, "url") or ""),
    )


def due_words(due: Any) -> str:
    """``6 January 2006`` or ``6 January 2006, 2:30pm``."""
    if isinstance(due, datetime):
        return f"{plain_day(due)}, {clock_words(due)}"
    return plain_day(due)


def _state_words(status: str, due: Any, met: Any) -> str:
    if status == "met":
        return f"met {plain_day(met)}" if met else "met in time"
    if status == "met-late":
        return f"met late, {plain_day(met)}" if met else "met late"
    if status == "late":
        days = (today() - day).days if (day := day_of(due)) else 0
        return "late" if days < 1 else f"late, was due {near_words(day)}"
    if status == "running":
        return f"due {near_words(due)}" if due else "running"
    return {"waiting": "not started", "stopped": "stopped"}[status]


def _tone(status: str, due: Any) -> str:
    if status == "running":
        day = day_of(due)
        return "soon" if day and (day - today()).days <= SOON_DAYS else "calm"
    return {"late": "late", "met": "done", "met-late": "quiet"}.get(status, "quiet")


def _rule_words(ruled: Any, rule: Any) -> str:
    if isinstance(rule, str):
        return rule
    limit, start = first_of(ruled, "limit_text"), first_of(ruled, "runs_from")
    if limit and start:
        return f"{limit} from {start}"
    return str(limit or first_of(ruled, "rule_text") or "")


def _started_words(clock: Any) -> str:
    what = first_of(clock, "started_by", "started_what")
    when = first_of(clock, "started", "started_at", "starts")
    moment = due_words(when) if day_of(when) else str(when or "")
    return ", ".join(str(part) for part in (what, moment) if part)
