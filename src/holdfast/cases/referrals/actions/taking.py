"""Taking a concern down whole: the people, the concern, and what becomes of it, in one act (REF-01, REF-03)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.agencies.models import Agency
from holdfast.cases.referrals.actions.contacts import ReferrerFacts, record_contact, take_in_contact
from holdfast.cases.referrals.actions.households import Home, NewAdult, NewChild, gather_household
from holdfast.cases.referrals.actions.searching import record_search
from holdfast.cases.referrals.matching import people_found
from holdfast.cases.referrals.models import Contact, SearchMade
from holdfast.core.errors import NotNow
from holdfast.people.models import Person

MOST = 10  # records that fit one written child, offered for recognition


def take_concern(
    *,
    by: Actor,
    authority: Agency,
    referrer: ReferrerFacts,
    concern: str,
    mode: str,
    outcome: str,
    known: Sequence[Person] = (),
    new: Sequence[NewChild] = (),
    adults: Sequence[NewAdult] = (),
    home: Home | None = None,
    searches: Sequence[SearchMade] = (),
    **told: Any,
) -> Contact:
    """Take down a concern with the family it is about; nothing is kept unless all of it is (REF-03, GEN-08; WT 4.17).

    A child who is `known` and was chosen from the child's own record counts as a search of that record (REF-07).
    """
    with acting("contact.record", by=by, on=[authority]):
        children = gather_household(by=by, authority=authority, known=known, new=new, adults=adults, home=home)
        looked_up = list(searches)
        if known and not looked_up:
            note = "Taken down from the child's own record."
            looked_up = [record_search(by=by, authority=authority, found=len(known), considered=known, note=note)]
        return record_contact(
            by=by,
            authority=authority,
            referrer=referrer,
            concern=concern,
            mode=mode,
            outcome=outcome,
            children=children,
            searches=looked_up,
            **told,
        )


def take_in_family(
    *,
    by: Actor,
    authority: Agency,
    contact: Contact,
    outcome: str,
    advice: str = "",
    known: Sequence[Person] = (),
    new: Sequence[NewChild] = (),
    adults: Sequence[NewAdult] = (),
    home: Home | None = None,
    searches: Sequence[SearchMade] = (),
) -> Contact:
    """Take in what a partner wrote, with the family recognised or registered (REF-05, REF-07; WT 4.19, 4.20)."""
    with acting("contact.take-in", by=by, on=[contact]):
        children = gather_household(by=by, authority=authority, known=known, new=new, adults=adults, home=home)
        return take_in_contact(
            by=by, contact=contact, outcome=outcome, children=children, advice=advice, searches=searches
        )


def search_for_written(*, by: Actor, contact: Contact) -> list[SearchMade]:
    """Search existing records for each child whom a partner wrote about; the searches are recorded (REF-07; WT 4.20).

    `considered` of each holds who may be the child, for somebody to say whether they are.
    """
    if not contact.waiting:
        raise NotNow("This has been taken in already")
    made = []
    with acting("contact.take-in", by=by, on=[contact]):
        for child in contact.typed.get("children", []):
            words = f"{child.get('given_name') or ''} {child.get('family_name') or ''}".strip()
            born = date.fromisoformat(child["born_on"]) if child.get("born_on") else None
            if not words and born is None:
                continue
            wanted = SearchMade(authority=contact.authority, words=words, born_on=None if words else born)
            fitting = people_found(wanted)
            search = record_search(
                by=by,
                authority=contact.authority,
                words=words,
                born_on=born,
                found=fitting.count(),
                considered=list(fitting[:MOST]),
                contact=contact,
            )
            made.append(search)
    return made
