"""Who gets what at the work lists."""

from __future__ import annotations

from typing import Any

from tests.matrix import Expect
from tests.matrix.assessments import _one
from tests.support.cast import Cast


def _clock(cast: Cast) -> dict[str, Any]:
    return {"case": cast.case.pk, "clock": "initial-assessment", "record": _one(cast)["pk"]}


ROUTES: dict[str, Expect] = {
    "clocks:my_work": Expect(outsider=200),
    "clocks:team": Expect(right="manager", wrong="worker", outsider=403),
    "clocks:timeliness": Expect(right="manager", wrong="worker", outsider=403),
    "clocks:late_reason": Expect(kwargs=_clock, wrong="auditor"),
}
