"""Taking a concern down, in one form (REF-01, REF-02, REF-03, REF-14; WT 4.12-4.23)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access.door import check, fetch
from holdfast.access.middleware import ActorRequest
from holdfast.agencies.models import Agency
from holdfast.cases.referrals import actions, selectors
from holdfast.cases.referrals.forms.concern import ConcernForm, TakeInForm
from holdfast.cases.referrals.forms.people import AdultRow, ChildRow, ChosenForm, split_name
from holdfast.cases.referrals.matching import Known, family_choices
from holdfast.cases.referrals.models import Contact, SearchMade
from holdfast.cases.referrals.views.common import all_right, looked, own_authority, sent
from holdfast.cases.referrals.views.door import address_of, people_chosen, searches_chosen
from holdfast.cases.referrals.words import TAKEN_AS_REFERRAL, TELEPHONE, TO_WORKER
from holdfast.cases.selectors import edition_for
from holdfast.guidance import Edition
from holdfast.people.models import Person
from holdfast.people.names import plain
from holdfast.web.forms import HoldfastForm, Rows, attempt


@dataclass
class Page:
    """Everything that the form about a concern starts from."""

    request: ActorRequest
    authority: Agency
    edition: Edition
    chosen: list[Person] = field(default_factory=list)
    offered: list[Known] = field(default_factory=list)
    searches: list[SearchMade] = field(default_factory=list)
    waiting: Contact | None = None

    @property
    def unnamed(self) -> bool:
        """Whether it is talked over without naming a child (WT 4.12)."""
        return "unnamed" in self.request.GET

    @property
    def outcome(self) -> str:
        """What most likely becomes of it: a referral, or to the worker where every case is open; nothing unnamed."""
        if self.unnamed:
            return ""
        keys = {person.pk for person in self.chosen}
        picked = [known for known in self.offered if known.person.pk in keys]
        return TO_WORKER if picked and all(known.case for known in picked) else TAKEN_AS_REFERRAL


def _page(request: ActorRequest) -> Page:
    authority = own_authority(request)
    check("contact.record", by=request.actor, on=[authority])
    page = Page(request, authority, edition_for(authority.pk))
    page.chosen = people_chosen(request, authority.pk)
    page.searches = searches_chosen(request, authority.pk)
    if key := request.GET.get("contact"):
        query = selectors.contacts_waiting(authority.pk).select_related("authority")
        page.waiting = fetch(query, key, "contact.take-in", by=request.actor)
    page.offered = family_choices(page.chosen, authority.pk) if page.chosen else []
    return page


def new(request: ActorRequest) -> HttpResponse:
    """A concern about the children chosen, about new ones, or about none named: one form, all typed once (REF-03)."""
    page = _page(request)
    household = ChosenForm(sent(request), offered=page.offered, initial=_household(page))
    form = _concern_form(page)
    rows: list[Rows] = [] if page.unnamed else [_child_rows(page), _adult_rows(page)]
    pressed = [each for each in rows if each.pressed]
    if request.method == "POST" and not pressed and all_right([household, form, *rows]):
        contact = attempt(form, lambda: _save(page, form, household, rows))
        if contact is not None:
            messages.success(request, said(contact))
            return redirect(address_of(contact))
    for each in pressed:
        each.settle(form, household)
    looked(request, [known.person.pk for known in page.offered], "new concern")
    return render(request, "referrals/new.html", _context(page, form, household, rows))


def _context(page: Page, form: HoldfastForm, household: ChosenForm, rows: list[Rows]) -> dict[str, Any]:
    typed = page.request.method == "POST" and any(each.pressed or not each.is_valid() or each.values for each in rows)
    return {
        "page": page,
        "form": form,
        "household": household,
        "forms": [household],
        "rows": rows,
        "open_rows": typed or not page.chosen,
        "offered": page.offered,
        "thresholds": selectors.thresholds_on(page.authority.pk),
        "criteria": page.edition.step("contact").ask("criteria"),
        "waiting": page.waiting,
        "child_ids": [person.pk for person in page.chosen],
    }


def _concern_form(page: Page) -> ConcernForm | TakeInForm:
    data = sent(page.request)
    initial = {"mode": TELEPHONE, "outcome": page.outcome}
    if page.waiting:
        return TakeInForm(data, edition=page.edition, initial={"outcome": TAKEN_AS_REFERRAL})
    return ConcernForm(data, edition=page.edition, initial=initial, lookup=reverse("referrals:who"))


def _household(page: Page) -> dict[str, Any]:
    """The children chosen are ticked; the postcode that was searched for, or what the partner wrote, is filled in."""
    if page.waiting:
        same = [str(person.pk) for person in page.chosen if _is_written(person, page.waiting)]
        return {"children": same, **page.waiting.typed.get("home", {})}
    ticked = [str(person.pk) for person in page.chosen]
    postcode = next((made.postcode for made in page.searches if made.postcode), "")
    return {"children": ticked, "postcode": "" if page.chosen else postcode}


def _is_written(person: Person, contact: Contact) -> bool:
    """Whether somebody on record has the name, and no other date of birth, than a child whom a partner wrote about."""
    for child in contact.typed.get("children", []):
        born = child.get("born_on") or ""
        same_day = not born or person.born_on is None or person.born_on.isoformat() == born
        if same_day and plain(f"{child.get('given_name')} {child.get('family_name')}") == called(person):
            return True
    return False


def called(person: Person) -> str:
    """First and family name, made comparable."""
    return plain(f"{person.given_name} {person.family_name}")


def _child_rows(page: Page) -> Rows:
    written = page.waiting.typed.get("children", []) if page.waiting else []
    initial: Sequence[Mapping[str, Any]] = _rows_from(written)
    if not page.chosen and not page.waiting:
        named = next((made for made in page.searches if made.words or made.born_on), None)
        start = split_name(named.words, named.born_on) if named else {}
        initial = [start] if start else []
    return Rows(page.request, ChildRow, prefix="children", one="child", initial=initial)


def _adult_rows(page: Page) -> Rows:
    written = page.waiting.typed.get("adults", []) if page.waiting else []
    return Rows(page.request, AdultRow, prefix="adults", one="adult", initial=_rows_from(written))


def _rows_from(written: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What a partner wrote, as the rows take it."""
    answers = {True: "yes", False: "no"}
    return [
        {name: answers[value] if isinstance(value, bool) else value for name, value in row.items()} for row in written
    ]


def _save(page: Page, form: ConcernForm | TakeInForm, household: ChosenForm, rows: list[Rows]) -> Contact:
    """Record it all in one act: a child who is ticked is not registered again under the same name."""
    keys = set(household.cleaned_data.get("children") or ())
    ticked = [known.person for known in page.offered if str(known.person.pk) in keys]
    names = {called(person) for person in ticked}
    typed_children = [ChildRow.child(typed) for typed in (rows[0].values if rows else [])]
    new_ones = [c for c in typed_children if plain(f"{c.given_name or ''} {c.family_name or ''}") not in names]
    adults = [AdultRow.adult(typed) for typed in (rows[1].values if rows else [])]
    common: dict[str, Any] = {
        "by": page.request.actor,
        "authority": page.authority,
        "known": ticked,
        "new": new_ones,
        "adults": adults,
        "home": household.home(),
        "searches": page.searches,
        "outcome": form.cleaned_data["outcome"],
        "advice": form.cleaned_data["advice"],
    }
    if page.waiting:
        return actions.take_in_family(contact=page.waiting, **common)
    assert isinstance(form, ConcernForm)
    return actions.take_concern(
        referrer=form.referrer_facts(),
        concern=form.cleaned_data["concern"],
        mode=form.cleaned_data["mode"],
        received_at=form.cleaned_data["received"],
        **common,
        **form.told(),
    )


def said(contact: Contact) -> str:
    """What happened, for the person who recorded it."""
    if contact.outcome == TAKEN_AS_REFERRAL:
        return "The referral is recorded. Decide next what happens."
    if contact.outcome == TO_WORKER:
        return "The concern is recorded and put to the allocated worker."
    return "The contact is recorded, with what was said."


def take_in(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Search existing records for the children whom a partner wrote about, then take it in (REF-05, REF-07)."""
    query = selectors.contacts_waiting(request.actor.authority_id).select_related("authority")
    contact = fetch(query, pk, "contact.take-in", by=request.actor)
    if request.method != "POST":
        return redirect("referrals:contact", pk=contact.pk)
    found = actions.search_for_written(by=request.actor, contact=contact)
    address = reverse("referrals:new")
    parts = [f"contact={contact.pk}", *(f"search={made.pk}" for made in found)]
    parts += [f"child={key}" for made in found for key in made.considered]
    return redirect(f"{address}?{'&'.join(parts)}")
