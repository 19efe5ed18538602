"""Rows waiting to be written together, each kind after those that it points at."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import connection, models

from holdfast.cases.assessments.models import Assessment, AssessmentRound
from holdfast.cases.conferences.models import Conference, ConferenceChild
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.models import Case, Decision
from holdfast.cases.plans.models import ChildInNeedPlan, ChildProtectionPlan
from holdfast.cases.referrals.models import Contact, ContactChild, Referral, ReferredChild, Referrer
from holdfast.people.models import Identifier, Person
from holdfast.returns.models import Imported

ORDER: tuple[type[models.Model], ...] = (
    Person,
    Identifier,
    Case,
    Referrer,
    Contact,
    ContactChild,
    Referral,
    ReferredChild,
    AssessmentRound,
    Assessment,
    Section47Enquiry,
    ChildProtectionPlan,
    ChildInNeedPlan,
    Conference,
    ConferenceChild,
    Decision,
    Imported,
)
AT_ONCE = 500


class Rows:
    """Collects rows and writes them, kind by kind. Rows that nobody would recognise are a programming error."""

    def __init__(self) -> None:
        self._waiting: dict[type[models.Model], list[Any]] = defaultdict(list)

    def add(self, *rows: models.Model) -> None:
        """Put rows with the others of their kind."""
        for row in rows:
            self._waiting[type(row)].append(row)

    def write(self) -> None:
        """Write all that waits, inside the open act."""
        strangers = set(self._waiting) - set(ORDER)
        if strangers:
            raise TypeError(f"rows without a place in the order: {sorted(kind.__name__ for kind in strangers)}")
        for kind in ORDER:
            rows = self._waiting[kind]
            for row in rows:
                if isinstance(row, Person):
                    row.prepare()
            if rows:
                kind._default_manager.bulk_create(rows, batch_size=AT_ONCE)
        self._waiting.clear()


def count_rows() -> None:
    """Have the database take stock: to it, tables that were empty when the transaction began are empty still.

    Without that it reads whole tables, over and over, where an index would do.
    """
    with connection.cursor() as cursor:
        for kind in ORDER:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(kind._meta.db_table)}")
