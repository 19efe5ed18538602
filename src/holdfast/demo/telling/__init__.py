"""Tells what happened to a family: every step of the pathway, dated, in the words of those who did it."""

from holdfast.demo.telling.course import Order, tell_family
from holdfast.demo.telling.stage import Stage

__all__ = ["Order", "Stage", "tell_family"]
