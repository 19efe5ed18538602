"""Who gets what of the guidance: everybody reads it, few say which edition binds."""

from __future__ import annotations

from typing import Any

from tests.matrix import Expect, everybody
from tests.support.cast import Cast


def _first(cast: Cast) -> dict[str, Any]:
    return {"edition": "working-together-2005"}


ROUTES: dict[str, Expect] = {
    "guidance:index": everybody(),
    "guidance:edition": everybody(kwargs=_first),
    "guidance:paragraphs": everybody(kwargs=_first),
    "guidance:adoption": Expect(right="designated", wrong="worker", outsider=403),
}
