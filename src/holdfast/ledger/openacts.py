"""The act that is open now, if any, and what waits for its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID


@dataclass
class OpenAct:
    """An act in the making. `touch` names the records that it is about."""

    id: UUID
    verb: str
    parent: OpenAct | None = None
    subjects: dict[tuple[str, UUID], None] = field(default_factory=dict)
    touched: dict[tuple[str, UUID], None] = field(default_factory=dict)
    bulk: bool = False  # set by an import that rebuilds projections itself, once, at its end

    def touch(self, *records: object) -> None:
        """Add records (model instances with UUID keys) to what the act is about."""
        for record in records:
            if record is None:
                continue
            label = record._meta.label_lower  # type: ignore[attr-defined]
            key = (label, record.pk)  # type: ignore[attr-defined]
            self.subjects[key] = None
            act: OpenAct | None = self
            while act is not None:
                act.touched[key] = None
                act = act.parent


_held_back: ContextVar[bool] = ContextVar("projections_held_back", default=False)
_open: ContextVar[OpenAct | None] = ContextVar("open_act", default=None)
AfterAct = Callable[[OpenAct], None]
_after: list[AfterAct] = []


def current_act() -> OpenAct | None:
    """The innermost open act of this context."""
    return _open.get()


def after_act(hook: AfterAct) -> AfterAct:
    """Register a function called inside the transaction, when the outermost act has done its work.

    Projections (clocks) keep themselves true this way without the steps knowing of them.
    """
    _after.append(hook)
    return hook


def run_after(act: OpenAct) -> None:
    """Call the registered hooks for an outermost act."""
    if _held_back.get():
        return
    for hook in _after:
        hook(act)


@contextmanager
def without_projections() -> Iterator[None]:
    """Within the block acts do not refresh projections: whoever loads much rebuilds them once, at the end."""
    token = _held_back.set(True)
    try:
        yield
    finally:
        _held_back.reset(token)


def open_slot() -> ContextVar[OpenAct | None]:
    """The context variable itself, for the one place that opens acts."""
    return _open
