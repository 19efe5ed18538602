"""The guidance as data, and a pure engine over it. No Django, no clock of its own, no I/O but its files.

An *edition* (``load("working-together-2005")``) holds every number, term, step, decision and prompt of one
edition of the guidance, each with its citation. The *engine* answers when a clock runs out (``due``) and how it
stands (``clock_state``). Rules are data: a new edition is a new folder under ``editions/``.
"""

from __future__ import annotations

from holdfast.guidance.calendar import (
    LONDON,
    WorkingCalendar,
    end_of_day,
    instant,
    london_day,
    start_of_day,
    use_today,
    working_calendar,
)
from holdfast.guidance.engine import (
    ClockState,
    CompiledRule,
    Status,
    clock_state,
    compile_rule,
    due,
    in_london,
)
from holdfast.guidance.errors import (
    BrokenEdition,
    GuidanceError,
    NaiveDatetime,
    OutsideCalendar,
    UnknownCode,
    UnknownEdition,
    UnreadableWhen,
)
from holdfast.guidance.events import EVENTS, SUPERSEDING
from holdfast.guidance.loader import citations, editions, load, load_folder
from holdfast.guidance.model import (
    Ask,
    Citation,
    ClockRule,
    Dated,
    Decision,
    Document,
    Edition,
    Step,
    Term,
    Unit,
    Value,
)

__all__ = [
    "EVENTS",
    "LONDON",
    "SUPERSEDING",
    "Ask",
    "BrokenEdition",
    "Citation",
    "ClockRule",
    "ClockState",
    "CompiledRule",
    "Dated",
    "Decision",
    "Document",
    "Edition",
    "GuidanceError",
    "NaiveDatetime",
    "OutsideCalendar",
    "Status",
    "Step",
    "Term",
    "Unit",
    "UnknownCode",
    "UnknownEdition",
    "UnreadableWhen",
    "Value",
    "WorkingCalendar",
    "citations",
    "clock_state",
    "compile_rule",
    "due",
    "editions",
    "end_of_day",
    "in_london",
    "instant",
    "load",
    "load_folder",
    "london_day",
    "start_of_day",
    "use_today",
    "working_calendar",
]
