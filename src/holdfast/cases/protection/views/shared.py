"""What the pages of immediate protection share."""

from __future__ import annotations

from django.urls import reverse

from holdfast.cases.models import Case
from holdfast.cases.protection.models import Measure, UrgentAction
from holdfast.cases.selectors import edition_for
from holdfast.guidance import Edition


def cases_of(record: UrgentAction) -> list[Case]:
    """The cases that an urgent action concerns, with what their identity bars show."""
    return list(Case.objects.filter(urgent_entries__action=record).select_related("child", "worker", "team"))


def edition_of(record: UrgentAction) -> Edition:
    """The edition that bound the authority when it acted."""
    return edition_for(record.authority_id, record.at)


def back_to(measure: Measure) -> str:
    """Where a measure is shown: with the urgent action, or on the child's page."""
    if measure.action is not None:
        return measure.action.get_absolute_url()
    return reverse("children:child", kwargs={"pk": measure.case.child_id})
