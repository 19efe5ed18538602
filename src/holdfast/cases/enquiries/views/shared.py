"""What the pages of enquiries share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from holdfast.access.door import fetch
from holdfast.access.middleware import ActorRequest
from holdfast.cases.enquiries.models import Section47Enquiry
from holdfast.cases.enquiries.selectors import is_party
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import OutOfSight
from holdfast.guidance import Edition

ENQUIRIES = Section47Enquiry.objects.select_related("case__child", "case__worker", "case__team", "lead")


def fetched(request: ActorRequest, pk: UUID, verb: str) -> Section47Enquiry:
    """The enquiry, if the person may do `verb` to it; those of other agencies only if they are party to it."""
    enquiry = fetch(ENQUIRIES.all(), pk, verb, by=request.actor)
    if request.actor.authority_id is None and not is_party(request.actor, enquiry):
        raise OutOfSight("There is no such record")
    return enquiry


def edition_of(enquiry: Section47Enquiry) -> Edition:
    """The edition in force when the enquiry started."""
    return edition_for(enquiry.case.authority_id, enquiry.started_at)


def chosen_enquiries(enquiries: Sequence[Section47Enquiry], keys: Iterable[str] | None) -> list[Section47Enquiry]:
    """The enquiries that were ticked; the first where nothing was asked."""
    if keys is None:
        return [enquiries[0]]
    wanted = set(keys)
    return [one for one in enquiries if str(one.pk) in wanted]
