"""Steps of the pathway do not import each other's actions: what one leads to is the pathway's business."""

from __future__ import annotations

import grimp
import pytest

STEPS = ("referrals", "assessments", "protection", "strategy", "enquiries", "conferences", "plans")
CASES = "holdfast.cases"


def step_of(module: str) -> str | None:
    """The step whose package a module is in."""
    parts = module.split(".")
    return parts[2] if module.startswith(f"{CASES}.") and parts[2] in STEPS else None


def is_actions(module: str) -> bool:
    parts = module.split(".")
    return len(parts) > 3 and parts[3] == "actions"


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Which module imports which."""
    return grimp.build_graph("holdfast")


@pytest.mark.parametrize("step", STEPS)
def test_a_step_calls_no_other_steps_actions(step: str, graph: grimp.ImportGraph) -> None:
    """A step begins another through `cases.rooms.begin`, by its code, as the edition's pathway says."""
    own = [module for module in graph.modules if step_of(module) == step]
    assert own, f"no package {CASES}.{step}"
    found = [
        f"{importer} imports {imported}"
        for importer in own
        for imported in graph.find_modules_directly_imported_by(importer)
        if is_actions(imported) and step_of(imported) not in (step, None)
    ]
    assert not found


def test_the_rule_sees_actions() -> None:
    """Shared actions of all steps are free; another step's are not, as a module or as a package."""
    assert step_of("holdfast.cases.plans.actions") == "plans"
    assert is_actions("holdfast.cases.plans.actions")
    assert is_actions("holdfast.cases.plans.actions.reviews")
    assert step_of("holdfast.cases.actions.decisions") is None
    assert not is_actions("holdfast.cases.plans.models")
