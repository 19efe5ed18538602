"""Who gets what of returns: a designated manager reads them in."""

from __future__ import annotations

from tests.matrix import Expect

ROUTES: dict[str, Expect] = {"returns:cin": Expect(right="designated", wrong="worker", outsider=403)}
