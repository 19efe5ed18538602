"""Home leads each to their own work; help is for everybody."""

from __future__ import annotations

from tests.matrix import Expect, everybody, public

ROUTES: dict[str, Expect] = {
    "web:home": everybody(ok=302),
    "web:help": public(),
    "web:keyboard": public(),
    "web:accessibility": public(),
    "web:cookies": public(),
}
