"""What the template tags of ``{% load holdfast %}`` are made of; plain Python, tested without templates."""

from holdfast.web.components.chart import ControlChart, Point, control_chart
from holdfast.web.components.parts import Beside, Entry, Filter, Identity, Link, Row, Tag, Task

__all__ = [
    "Beside",
    "ControlChart",
    "Entry",
    "Filter",
    "Identity",
    "Link",
    "Point",
    "Row",
    "Tag",
    "Task",
    "control_chart",
]
