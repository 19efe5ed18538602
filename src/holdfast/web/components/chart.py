"""A small control chart: counts or shares over time with their natural limits, as SVG and as a table.

Timeliness is shown as variation over time, not as traffic lights. Limits are those of an individuals (XmR)
chart: the mean, and the mean moving range times 2.66, the constant of that chart (three standard errors of a
moving range of two).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

XMR = 2.66
WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 48, 12, 14, 34


@dataclass(frozen=True)
class Point:
    """One measurement: what it is called on the axis, and its value (None: nothing to measure)."""

    label: str
    value: float | None


@dataclass(frozen=True)
class Limits:
    """Centre line and natural limits of variation."""

    centre: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Dot:
    """A point as drawn, in SVG user units."""

    x: float
    y: float
    label: str
    value: str
    outside: bool


@dataclass(frozen=True)
class ControlChart:
    """Everything that the template draws."""

    title: str
    unit: str
    dots: Sequence[Dot]
    rows: Sequence[tuple[str, str, str]]
    limits: Limits | None
    line: str
    centre_y: float
    lower_y: float
    upper_y: float
    ticks: Sequence[tuple[float, str]]
    labels: Sequence[tuple[float, str]]
    summary: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    base: int = HEIGHT - BOTTOM


def limits_of(values: Sequence[float], *, floor: float | None = 0, ceiling: float | None = None) -> Limits | None:
    """Centre and natural limits; None for fewer than two values. Clipped to what is possible."""
    if len(values) < 2:
        return None
    centre = sum(values) / len(values)
    spread = XMR * sum(abs(b - a) for a, b in pairwise(values)) / (len(values) - 1)
    lower, upper = centre - spread, centre + spread
    if floor is not None:
        lower = max(floor, lower)
    if ceiling is not None:
        upper = min(ceiling, upper)
    return Limits(centre, lower, upper)


def control_chart(
    title: str,
    points: Sequence[Point],
    *,
    unit: str = "",
    floor: float | None = 0,
    ceiling: float | None = None,
) -> ControlChart:
    """A chart of these points, oldest first. ``unit`` follows each value: ``%`` or `` days``."""
    values = [p.value for p in points if p.value is not None]
    limits = limits_of(values, floor=floor, ceiling=ceiling)
    highest = max([*values, limits.upper if limits else 0, 0]) or 1
    lowest = min([*values, limits.lower if limits else 0, 0])
    span = highest - lowest

    def x_of(index: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (index + 0.5) / max(1, len(points)), 1)

    def y_of(value: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (highest - value) / span, 1)

    dots = [
        Dot(x_of(i), y_of(p.value), p.label, _shown(p.value, unit), _is_outside(p.value, limits))
        for i, p in enumerate(points)
        if p.value is not None
    ]
    every = -(-len(points) // 8) or 1
    return ControlChart(
        title=title,
        unit=unit,
        dots=dots,
        rows=[(p.label, _shown(p.value, unit), _note(p.value, limits)) for p in points],
        limits=limits,
        line=" ".join(f"{d.x},{d.y}" for d in dots),
        centre_y=y_of(limits.centre) if limits else 0,
        lower_y=y_of(limits.lower) if limits else 0,
        upper_y=y_of(limits.upper) if limits else 0,
        ticks=[(y_of(v), _shown(v, unit)) for v in (lowest, (lowest + highest) / 2, highest)],
        labels=[(x_of(i), p.label) for i, p in enumerate(points) if i % every == 0],
        summary=_summary(title, points, limits, unit),
    )


def _is_outside(value: float, limits: Limits | None) -> bool:
    return limits is not None and not limits.lower <= value <= limits.upper


def _note(value: float | None, limits: Limits | None) -> str:
    if value is None or not limits or not _is_outside(value, limits):
        return ""
    return "above the usual range" if value > limits.upper else "below the usual range"


def _shown(value: float | None, unit: str) -> str:
    if value is None:
        return "none to measure"
    return f"{value:.1f}".removesuffix(".0") + unit


def _summary(title: str, points: Sequence[Point], limits: Limits | None, unit: str) -> str:
    if not limits:
        return f"{title}: too few measurements to say what is usual."
    outside = [p.label for p in points if p.value is not None and _is_outside(p.value, limits)]
    usual = (
        f"On average {_shown(limits.centre, unit)}; usually between "
        f"{_shown(limits.lower, unit)} and {_shown(limits.upper, unit)}."
    )
    if not outside:
        return f"{usual} Nothing outside that range."
    return f"{usual} Outside the usual range: {', '.join(outside)}."
