"""Who gets what in the register of agencies: everybody looks, those who keep it change it."""

from __future__ import annotations

from typing import Any

from tests.matrix import Expect, everybody
from tests.support.cast import Cast


def _authority(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.authority.pk}


def _school(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.school.pk}


def _worker(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.worker.practitioner.pk}


def _post(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.worker.practitioner.posts.get().pk}


ROUTES: dict[str, Expect] = {
    "agencies:list": everybody(),
    "agencies:find": everybody(),
    "agencies:agency": everybody(kwargs=_authority),
    "agencies:register": Expect(right="designated", wrong="worker", outsider=403),
    "agencies:add_team": Expect(right="designated", wrong="worker", outsider=403, kwargs=_authority),
    "agencies:register_practitioner": Expect(right="worker", wrong="auditor", outsider=200, kwargs=_school),
    "agencies:hold_post": Expect(right="designated", wrong="worker", outsider=403, kwargs=_worker),
    "agencies:leave_post": Expect(right="designated", wrong="worker", outsider=403, kwargs=_post),
}
