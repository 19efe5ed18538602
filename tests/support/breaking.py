"""Breaking the ledger under an action: nothing of it may be kept (REC-01)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from holdfast.ledger.models import Act


def assert_nothing_is_kept(monkeypatch: pytest.MonkeyPatch, do: Callable[[], Any]) -> None:
    """Do something while acts cannot be written; afterwards there is no act that there was not before."""

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("the disk is full")

    before = Act.objects.count()
    with monkeypatch.context() as patch:
        patch.setattr("holdfast.ledger.acts.ActSubject.objects.bulk_create", broken)
        with pytest.raises(OSError, match="disk is full"):
            do()
    assert Act.objects.count() == before
