"""That existing records were searched is itself recorded (REF-07; WT 4.20)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Agency
from holdfast.cases.referrals.models import Contact, SearchMade
from holdfast.core.errors import Unacceptable
from holdfast.core.time import now
from holdfast.people.models import Person


def record_search(
    *,
    by: Actor,
    authority: Agency,
    words: str = "",
    born_on: date | None = None,
    number: str = "",
    postcode: str = "",
    found: int = 0,
    considered: Iterable[Person] = (),
    note: str = "",
    contact: Contact | None = None,
    at: datetime | None = None,
) -> SearchMade:
    """Record a search of existing records: what for, how many people it found, which records counted (REF-07).

    With `contact` it belongs to a concern that is recorded already. Raises `Unacceptable` when nothing was searched
    for and no record was taken into account.
    """
    taken = list(considered)
    if not any((words.strip(), born_on, number.strip(), postcode.strip(), taken, note.strip())):
        raise Unacceptable("Enter a name, a date of birth, a number or a postcode", field="words")
    when = at or now()
    with acting("front-door.search", by=by, on=[contact or authority], happened_at=when) as act:
        search = SearchMade(
            authority=authority,
            contact=contact,
            made_at=when,
            made_by_id=by.practitioner_id,
            words=words.strip(),
            born_on=born_on,
            number=number.strip(),
            postcode=" ".join(postcode.upper().split()),
            found=found,
            considered=[person.pk for person in taken],
            note=note.strip(),
        )
        search.save()
        act.touch(search, *taken)
    return search


def consider_search(*, by: Actor, search: SearchMade, contact: Contact, considered: Iterable[Person]) -> SearchMade:
    """Tie a search to the concern that it was made for, with the records that were taken into account."""
    taken = list(considered)
    with acting("search.use", by=by, on=[search, contact]) as act:
        search.contact = contact
        search.considered = [person.pk for person in taken]
        search.save()
        act.touch(*taken)
    return search
