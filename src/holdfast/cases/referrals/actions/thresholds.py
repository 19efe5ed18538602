"""The criteria for referral, as the board agreed them (REF-13; WT 3.20, 4.15)."""

from __future__ import annotations

from datetime import date

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Agency
from holdfast.cases.referrals.models import ThresholdStatement
from holdfast.core.errors import Unacceptable
from holdfast.core.time import today


def state_thresholds(
    *, by: Actor, authority: Agency, text: str, from_date: date | None = None, agreed: str = ""
) -> ThresholdStatement:
    """State the criteria for referral from a day (today unless told); what was stated before stays readable."""
    if not text.strip():
        raise Unacceptable("Enter the criteria for referral", field="text")
    with acting("thresholds.state", by=by, on=[authority]) as act:
        statement = ThresholdStatement(
            authority=authority,
            text=text.strip(),
            from_date=from_date or today(),
            agreed=agreed.strip(),
            written_by_id=by.practitioner_id,
        )
        statement.save()
        act.touch(statement)
    return statement
