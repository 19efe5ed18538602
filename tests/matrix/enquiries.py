"""Who reaches the pages of section 47 enquiries."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from holdfast.cases.enquiries import actions
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.core.time import now
from tests.matrix import Expect
from tests.support.cast import Cast
from tests.support.harm import enquired


def begun(cast: Cast) -> Section47Enquiry:
    """An enquiry about Ivy."""
    return enquired(cast)[0]


def enquiry(cast: Cast) -> dict[str, UUID]:
    """An enquiry's address."""
    return {"pk": begun(cast).pk}


def activity(cast: Cast) -> dict[str, UUID]:
    """Something that is still awaited."""
    made = actions.record_activity(
        by=cast.worker.actor, enquiry=begun(cast), kind="medical", arranged_for=now() + timedelta(days=1)
    )
    return {"pk": made.pk}


def help_asked(cast: Cast) -> dict[str, UUID]:
    """A request to an agency."""
    made = actions.ask_help(by=cast.worker.actor, enquiry=begun(cast), agency=cast.school, what="Attendance")
    return {"pk": made.pk}


def request(cast: Cast) -> dict[str, UUID]:
    """A request for a conference."""
    return {"pk": actions.request_conference(by=cast.worker.actor, enquiry=begun(cast), reasons="Worried").pk}


def child(cast: Cast) -> dict[str, UUID]:
    """For the child whom the address names."""
    return {"child": cast.child.pk}


ROUTES = {
    "enquiries:new": Expect(query=child),
    "enquiries:enquiry": Expect(kwargs=enquiry),
    "enquiries:lead": Expect(kwargs=enquiry, wrong="auditor"),
    "enquiries:activity": Expect(kwargs=enquiry, wrong="auditor"),
    "enquiries:finish": Expect(kwargs=activity, wrong="auditor"),
    "enquiries:correct_activity": Expect(kwargs=activity, wrong="auditor"),
    "enquiries:correct_help": Expect(kwargs=help_asked, wrong="auditor"),
    "enquiries:siblings": Expect(kwargs=enquiry, wrong="auditor"),
    "enquiries:help": Expect(kwargs=enquiry, wrong="auditor"),
    "enquiries:help_answer": Expect(kwargs=help_asked, wrong="auditor"),
    "enquiries:inform": Expect(kwargs=enquiry, wrong="auditor"),
    "enquiries:outcome": Expect(kwargs=enquiry, wrong="auditor"),
    "enquiries:tell": Expect(kwargs=enquiry, wrong="auditor"),
    "enquiries:review": Expect(kwargs=enquiry, wrong="auditor"),
    "enquiries:ask_conference": Expect(kwargs=enquiry, wrong="auditor"),
    "enquiries:answer_conference": Expect(kwargs=request, wrong="auditor"),
    "enquiries:correct": Expect(kwargs=enquiry, wrong="auditor"),
}
