"""For which authority a return is read in, when a program and not a person asks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import transaction

from holdfast.access.actors import Actor
from holdfast.access.roles import Role
from holdfast.agencies.actions import register_agency
from holdfast.agencies.models import Agency, AgencyKind, Post
from holdfast.agencies.selectors import authorities, service_actor
from holdfast.cases.actions import adopt_edition
from holdfast.core.errors import Unacceptable
from holdfast.core.ids import new_id
from holdfast.returns.cin.actions.importing import import_return
from holdfast.returns.cin.reader import read
from holdfast.returns.cin.records import Header
from holdfast.returns.cin.report import Report

SIGNED = "Import of returns"
# An authority that begins with a census return works by the one assessment that the census has asked about since the
# year that ended in 2014. Of the editions that Holdfast has, this is the one that knows it.
EDITION = "working-together-2023"
SINCE = date(2013, 4, 1)


def import_file(*, path: Path, authority: str = "", dry_run: bool = False) -> Report:
    """Read a return in from the command line. ``authority`` is its name or its number.

    Without it: the authority whose number the return bears, else the only one there is, the only one with a number, or
    the only one that people sign in for. Where Holdfast is empty, the return's own authority is registered first.
    Raises what ``import_return`` raises, and ``Unacceptable`` where several authorities could be meant.
    """
    with transaction.atomic():
        chosen = _authority(_header(path), authority.strip())
        report = import_return(by=service_actor(chosen, SIGNED), authority=chosen, path=path, dry_run=dry_run)
        transaction.set_rollback(dry_run)
    return report


def _header(path: Path) -> Header:
    for entry in read(path):
        if isinstance(entry, Header):
            return entry
    return Header()


def _authority(header: Header, wanted: str) -> Agency:
    known = list(authorities())
    if not known:
        return _register(header)
    if wanted:
        named = [one for one in known if wanted.casefold() in {one.name.casefold(), one.area_code.casefold()}]
        if not named:
            raise Unacceptable(f"Holdfast knows no authority “{wanted}”. It knows: {_list(known)}")
        return named[0]
    bearing = [one for one in known if header.authority and one.area_code == header.authority]
    at_home = set(Post.objects.exclude(practitioner__user=None).values_list("practitioner__agency_id", flat=True))
    numbered = [one for one in known if one.area_code]
    for choice in (bearing, known, numbered, [one for one in known if one.pk in at_home]):
        if len(choice) == 1:
            return choice[0]
    raise Unacceptable(
        f"The return is of authority {header.authority or 'unknown'}. Say with --authority for which of these it is "
        f"read in: {_list(known)}"
    )


def _list(known: list[Agency]) -> str:
    return "; ".join(f"{one.name} ({one.area_code})" if one.area_code else one.name for one in known)


def _register(header: Header) -> Agency:
    """Register the return's authority in an empty Holdfast, with the edition that its assessments are judged
    by.
    """
    founder = Actor(
        user_id=None,
        practitioner_id=None,
        name=SIGNED,
        agency_id=new_id(),
        agency_name=SIGNED,
        roles=frozenset({Role.DESIGNATED_MANAGER}),
    )
    number = header.authority[:10]
    name = f"Local authority {number}".strip()
    made = register_agency(by=founder, name=name, kind=AgencyKind.CHILDRENS_SOCIAL_CARE, area_code=number)
    adopt_edition(by=service_actor(made, SIGNED), authority=made, edition=EDITION, from_date=SINCE)
    return made
