"""Who gets what at the chronologies."""

from __future__ import annotations

from tests.matrix import Expect

ROUTES: dict[str, Expect] = {
    "chronology:child": Expect(kwargs=lambda cast: {"pk": cast.child.pk}),
    "chronology:family": Expect(kwargs=lambda cast: {"pk": cast.family.pk}),
}
