"""Families: who belongs to them, who cares for whom, where they live and go to school."""

from holdfast.demo.families.build import Need, build_family
from holdfast.demo.families.household import Household

__all__ = ["Household", "Need", "build_family"]
