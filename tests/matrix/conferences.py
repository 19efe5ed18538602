"""Conferences: social workers convene, the chair and the administrator hold and send out (CPC-08, CPC-12; WT 4.73)."""

from __future__ import annotations

from typing import Any

from holdfast.cases.conferences.models import Conference, ConferenceChild
from tests.matrix import Expect
from tests.support import conferencing
from tests.support.cast import Cast


def _convened(cast: Cast) -> dict[str, Any]:
    found = Conference.objects.first() or conferencing.convened(cast)
    return {"pk": found.pk}


def _held(cast: Cast) -> dict[str, Any]:
    found = Conference.objects.first() or conferencing.held(cast)
    return {"pk": found.pk}


def _entry(cast: Cast) -> dict[str, Any]:
    _held(cast)
    return {"pk": ConferenceChild.objects.earliest("id").pk}


def _case(cast: Cast) -> dict[str, Any]:
    return {"case": cast.case.pk}


ROUTES: dict[str, Expect] = {
    "conferences:list": Expect(right="chair", outsider=200),
    "conferences:convene": Expect(query=_case, wrong="auditor"),
    "conferences:conference": Expect(kwargs=_held, right="teacher"),
    "conferences:arrange": Expect(kwargs=_convened, wrong="teacher"),
    "conferences:invite": Expect(kwargs=_convened, wrong="teacher"),
    "conferences:hold": Expect(kwargs=_convened, right="administrator", wrong="worker"),
    "conferences:circulate": Expect(kwargs=_held, right="administrator", wrong="worker"),
    "conferences:minutes": Expect(kwargs=_held, right="administrator", wrong="worker"),
    "conferences:cancel": Expect(kwargs=_convened, wrong="teacher"),
    "conferences:correct-conference": Expect(kwargs=_held, right="administrator", wrong="teacher"),
    "conferences:correct": Expect(kwargs=_entry, right="administrator", wrong="teacher"),
}
