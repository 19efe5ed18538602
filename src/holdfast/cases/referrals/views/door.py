"""The front door: what waits, searching existing records, and who calls (REF-06, REF-07, REF-14; WT 4.12-4.20)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from holdfast.access.door import check, fetch, may
from holdfast.access.middleware import ActorRequest
from holdfast.agencies.selectors import practitioners
from holdfast.cases.referrals import actions, selectors
from holdfast.cases.referrals.forms.following import DoorFilter
from holdfast.cases.referrals.forms.people import SearchForm
from holdfast.cases.referrals.letters import Editions
from holdfast.cases.referrals.matching import Match, matches_of, people_found
from holdfast.cases.referrals.models import Contact, Referral, SearchMade
from holdfast.cases.referrals.views.common import looked, own_authority, sent, sources
from holdfast.cases.selectors import edition_for
from holdfast.core.time import now, start_of, today
from holdfast.people.models import Person
from holdfast.web.components import Filter
from holdfast.web.forms import attempt
from holdfast.web.paging import address_with, page_of

PER_PAGE = 25
ENOUGH = 20  # names offered while somebody types


@dataclass(frozen=True)
class Waiting:
    """A referral on the list of those to decide, with when that is due (REF-06; WT 4.20)."""

    referral: Referral
    due: date | datetime | None
    late: bool


def _waiting(referrals: Iterable[Referral], authority_id: UUID) -> list[Waiting]:
    editions = Editions(authority_id)
    found = []
    for referral in referrals:
        state = editions.state("referral-decision", referral.received_at, None)
        found.append(Waiting(referral, state.due if state else None, bool(state and state.late)))
    return found


def _filtered(request: ActorRequest, authority_id: UUID) -> tuple[Any, DoorFilter, list[Filter]]:
    """The contacts that the filter leaves, the filter, and what is on."""
    form = DoorFilter({"since": request.GET.get("since") or "today", "show": request.GET.get("show") or "all"})
    asked = form.cleaned_data if form.is_valid() else {"since": "today", "show": "all"}
    day = today()
    first = {"today": day, "week": day - timedelta(weeks=1), "month": day - relativedelta(months=1)}.get(asked["since"])
    found = selectors.contacts_of(authority_id)
    if first:
        found = found.filter(received_at__gte=start_of(first))
    if asked["show"] != "all":
        found = found.filter(referral__isnull=asked["show"] == "contacts")
    on = []
    if asked["since"] != "today":
        chosen = dict(form.fields["since"].choices)  # type: ignore[attr-defined]
        on.append(Filter(str(chosen[asked["since"]]), address_with(request, since=None, page=None)))
    if asked["show"] != "all":
        on.append(Filter(f"Only {asked['show']}", address_with(request, show=None, page=None)))
    return found, form, on


@require_GET
def front_door(request: ActorRequest) -> HttpResponse:
    """What came in, what waits and until when; and the search that every concern begins with (REF-06, REF-07)."""
    check("front-door.view", by=request.actor)
    authority = own_authority(request)
    waiting = page_of(request, selectors.referrals_waiting(authority.pk), per=PER_PAGE, parameter="waiting")
    contacts, form, on = _filtered(request, authority.pk)
    page = page_of(request, contacts, per=PER_PAGE)
    shown = [one for contact in page for one in contact.children.all()]
    looked(request, [*(one.child_id for one in shown), *_children_of(waiting)], "front door")
    return render(
        request,
        "referrals/front_door.html",
        {
            "search_form": SearchForm(),
            "may_record": may("contact.record", by=request.actor, on=[authority]),
            "counts": selectors.door_counts(authority.pk, start_of(today())),
            "to_take_in": list(selectors.contacts_waiting(authority.pk)[:PER_PAGE]),
            "waiting": waiting,
            "rows": _waiting(waiting, authority.pk),
            "page": page,
            "filter_form": form,
            "filters_on": on,
            "editions": Editions(authority.pk),
        },
    )


def _children_of(referrals: Iterable[Referral]) -> list[UUID]:
    return [one.child_id for referral in referrals for one in referral.children.all()]


def search(request: ActorRequest) -> HttpResponse:
    """Search existing records. Names travel in the request's body and are kept in a record, in no address (REF-07)."""
    authority = own_authority(request)
    check("front-door.search", by=request.actor, on=[authority])
    contact = None
    if request.POST.get("contact") or request.GET.get("contact"):
        key = request.POST.get("contact") or request.GET["contact"]
        contact = fetch(Contact.objects.prefetch_related("children"), key, "search.use", by=request.actor)
    form = SearchForm(sent(request))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        found = people_found(SearchMade(authority=authority, **typed)).count()
        made = attempt(
            form,
            lambda: actions.record_search(by=request.actor, authority=authority, found=found, contact=contact, **typed),
        )
        if made is not None:
            return redirect("referrals:found", pk=made.pk)
    return render(request, "referrals/search.html", {"form": form, "contact": contact})


@require_GET
def found(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Who was found: whose case is open, what was decided before and why (REF-07, REF-14; WT 4.20, 4.26)."""
    made = fetch(SearchMade.objects.select_related("authority", "contact"), pk, "search.view", by=request.actor)
    page = page_of(request, people_found(made), per=PER_PAGE)
    matches = matches_of(list(page), made.authority_id)
    everybody = [known.person.pk for match in matches for known in (match.known, *match.kin)]
    looked(request, everybody, "search", purpose="Search at the front door")
    return render(
        request,
        "referrals/found.html",
        {
            "made": made,
            "page": page,
            "matches": matches,
            "only": _only_child(matches),
            "cites": sources(edition_for(made.authority_id)),
            "may_record": may("contact.record", by=request.actor, on=[made.authority]),
        },
    )


def _only_child(matches: list[Match]) -> UUID | None:
    """The child to tick beforehand: the one who was found, when it was one."""
    children = [match.known for match in matches if match.known.is_child]
    return children[0].person.pk if len(matches) == 1 and children else None


@require_POST
def consider(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Take records that a search found into account for a concern that is recorded already (REF-07; WT 4.20)."""
    query = SearchMade.objects.select_related("authority", "contact__authority")
    made = fetch(query, pk, "search.use", by=request.actor)
    if made.contact is None:
        return redirect("referrals:found", pk=made.pk)
    chosen = list(people_found(made).filter(pk__in=_uuids(request.POST.getlist("child"))))
    actions.consider_search(by=request.actor, search=made, contact=made.contact, considered=chosen)
    messages.success(request, "The search is recorded with the concern.")
    return redirect(address_of(made.contact))


def address_of(contact: Contact) -> str:
    """The page of a concern: its referral's, where it is one."""
    referral = Referral.objects.filter(contact=contact).values_list("pk", flat=True).first()
    if referral:
        return reverse("referrals:referral", kwargs={"pk": referral})
    return reverse("referrals:contact", kwargs={"pk": contact.pk})


def _uuids(texts: Iterable[str]) -> list[UUID]:
    """The identifiers among what was sent; anything else is passed over."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def people_chosen(request: ActorRequest, authority_id: UUID) -> list[Person]:
    """The people named in the address, of those whom the authority has on record."""
    keys = _uuids(request.GET.getlist("child"))
    known = {person.pk: person for person in selectors.known_children(authority_id).filter(pk__in=keys)}
    return [known[key] for key in dict.fromkeys(keys) if key in known]


def searches_chosen(request: ActorRequest, authority_id: UUID) -> list[SearchMade]:
    """The searches named in the address, of the authority's own."""
    keys = _uuids(request.GET.getlist("search"))
    return list(SearchMade.objects.filter(pk__in=keys, authority_id=authority_id).order_by("made_at"))


@require_POST
def who(request: ActorRequest) -> HttpResponse:
    """Practitioners whose name begins to be typed, to choose from; asked for in the request's body (REF-01)."""
    check("contact.record", by=request.actor)
    words = request.POST.get("referrer", "").replace(",", " ").strip()
    known = list(practitioners(words)[:ENOUGH]) if len(words) > 1 else []
    return render(request, "referrals/practitioners.html", {"practitioners": known, "asked_at": now()})
