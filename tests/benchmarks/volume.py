"""A database as full as it gets: 400,000 open cases of 160 authorities, over three years. Every person is invented.

Of the cases, nearly all have an initial assessment, two in five a core assessment, one in eight a strategy discussion
and an enquiry, one in sixteen a conference, a plan, core groups and reviews, one in ten a plan for a child in need.
"""

from __future__ import annotations

import os

from holdfast.agencies.models import Agency, Practitioner, Team
from holdfast.cases.models import AgreedAction, Case, ChildSeen, EditionInForce, Involvement
from holdfast.core.ids import new_id
from holdfast.people.models import (
    Address,
    Family,
    FamilyMember,
    Identifier,
    Person,
    PersonName,
    Relationship,
    Residence,
)
from holdfast.people.names import plain, sound
from tests.benchmarks.filling import chance, fill, key, settle, table_of, without_triggers
from tests.benchmarks.pathway import fill_pathway
from tests.support.cast import Cast

CASES = int(os.environ.get("HOLDFAST_BENCH_CASES", "400000"))
"""Open cases; a smaller number is for trying the measurement out."""
PER_WORKER, WORKERS, TEAMS = 20, 125, 10
"""Cases of a worker; workers and teams of an authority: so a team has about 250 cases."""
AUTHORITIES = max(1, CASES // (PER_WORKER * WORKERS))

CHILD, PARENT, CASE, FAMILY, ADDRESS, OTHER = range(1, 7)
OPENED = f"date_trunc('day', now()) - interval '3 years' + n * interval '3 years' / {CASES} + interval '9 hours'"


def _names() -> None:
    """Names put together from syllables, with how a search reads and hears them."""
    ends = ("a", "an", "ella", "en", "ie", "in", "on", "une", "wick", "ford")
    given = [start + end for start in ("Al", "Be", "Cor", "Da", "El", "Jo", "Ma", "Sha") for end in ends]
    starts = [one + vowel for one in ("B", "C", "D", "F", "G", "H", "L", "M", "P", "R") for vowel in "aeio"]
    family = [start + middle + end for start in starts for middle in ("ll", "nd", "rt", "x") for end in ends]
    for table, found in (("bench_given", given), ("bench_family", family)):
        rows = [(number, name, plain(name), sound(name)) for number, name in enumerate(found)]
        table_of(table, "n int primary key, name text, plain text, sound text", rows)


def _places(cast: Cast) -> None:
    """Authorities, their teams and workers; the first of each is the cast's."""
    authorities, teams, workers = [cast.authority.pk], [cast.team.pk], [cast.worker.practitioner.pk]
    authorities += [new_id() for _ in range(AUTHORITIES - 1)]
    teams += [new_id() for _ in range(AUTHORITIES * TEAMS - 1)]
    workers += [new_id() for _ in range(AUTHORITIES * WORKERS - 1)]
    for table, found in (("bench_authority", authorities), ("bench_team", teams), ("bench_worker", workers)):
        table_of(table, "n int primary key, id uuid", list(enumerate(found)))
    fill(Agency, "bench_authority WHERE n > 0", id="id", name="'Authority ' || n", kind="'childrens-social-care'")
    fill(
        EditionInForce,
        "bench_authority",
        id=key(OTHER),
        authority_id="id",
        edition="'working-together-2005'",
        from_date="'2005-04-01'",
    )
    of_team = f"bench_team t JOIN bench_authority a ON a.n = t.n / {TEAMS} WHERE t.n > 0"
    fill(Team, of_team, id="t.id", agency_id="a.id", name="'Team ' || t.n")
    of_worker = f"bench_worker w JOIN bench_authority a ON a.n = w.n / {WORKERS} WHERE w.n > 0"
    fill(Practitioner, of_worker, id="w.id", agency_id="a.id", name="'Worker ' || w.n", qualified_social_worker="true")


def _people() -> None:
    """Two children and a parent to a family, who live together."""
    named = (
        "{0} JOIN bench_given g ON g.n = ((hashint4(i.n::int) & 2147483647) % 80) "
        "JOIN bench_family f ON f.n = ((hashint4((i.n / 2)::int) & 2147483647) % 1600) "
        f"JOIN bench_authority a ON a.n = (i.n / 2) % {AUTHORITIES}"
    )
    name = {
        "given_name": "g.name",
        "family_name": "f.name",
        "search_plain": "f.plain || ' ' || g.plain",
        "search_sound": "f.sound || ' ' || g.sound",
    }
    person = {**name, "held_by_id": "a.id", "sex": "'unknown'"}
    children = named.format(f"generate_series(0, {CASES - 1}) AS i(n)")
    born = f"current_date - 200 - {chance(1, 'i.n::int')} * 60"
    fill(Person, children, id=key(CHILD, "i.n"), born_on=born, **person)
    parents = named.format(f"generate_series(0, {CASES - 1}, 2) AS i(n)")
    born = f"current_date - 8000 - {chance(2, 'i.n::int')} * 80"
    fill(Person, parents, id=key(PARENT, "i.n"), born_on=born, **person)
    for kind, named_like in ((CHILD, children), (PARENT, parents)):
        fill(PersonName, named_like, id=key(kind, "i.n"), person_id=key(kind, "i.n"), kind="'current'", **name)
    each, pair = f"generate_series(0, {CASES - 1}) AS i(n)", f"generate_series(0, {CASES - 1}, 2) AS i(n)"
    parent = key(PARENT, "(n - n % 2)")
    fill(Relationship, each, id=key(OTHER), person_id=parent, other_id=key(CHILD), kind="'mother'")
    fill(Family, f"{pair} JOIN bench_authority a ON a.n = (i.n / 2) % {AUTHORITIES}",
         id=key(FAMILY, "i.n"), held_by_id="a.id", name="'Family ' || i.n")  # fmt: skip
    together = key(FAMILY, "(n - n % 2)")
    fill(FamilyMember, each, id=key(CHILD), family_id=together, person_id=key(CHILD))
    fill(FamilyMember, pair, id=key(PARENT), family_id=together, person_id=key(PARENT))
    postcode = "'ZZ' || n % 90 + 1 || ' ' || n % 9 + 1 || chr(65 + (n / 7 % 26)::int) || chr(65 + (n / 11 % 26)::int)"
    fill(Address, pair, id=key(ADDRESS), line1="n % 200 + 1 || ' Sea Lane'", postcode=postcode)
    home = key(ADDRESS, "(n - n % 2)")
    fill(Residence, each, id=key(CHILD), person_id=key(CHILD), address_id=home, kind="'home'")
    fill(Residence, pair, id=key(PARENT), person_id=key(PARENT), address_id=home, kind="'home'")
    fill(Identifier, each, id=key(OTHER), person_id=key(CHILD), kind="'local'", value="'L' || n", checks="true")


def _cases() -> None:
    """A case for each child, held by a worker; a school that knows the child, a task, and when the child was seen."""
    place = f"(i.n / 2) % {AUTHORITIES}"
    worker = f"{place} * {WORKERS} + (i.n / {AUTHORITIES}) % {WORKERS}"
    cases = (
        f"generate_series(0, {CASES - 1}) AS i(n) JOIN bench_authority a ON a.n = {place} "
        f"JOIN bench_worker w ON w.n = {worker} "
        f"JOIN bench_team t ON t.n = {place} * {TEAMS} + (w.n % {WORKERS}) % {TEAMS}"
    )
    fill(
        Case,
        cases,
        id=key(CASE, "i.n"),
        child_id=key(CHILD, "i.n"),
        authority_id="a.id",
        opened_at=OPENED.replace("n *", "i.n *"),
        team_id="t.id",
        worker_id="w.id",
    )
    numbered = f"generate_series(0, {CASES - 1}) AS i(n) JOIN cases_case c ON c.id = {key(CASE)}"
    fill(
        Involvement,
        f"{numbered} JOIN bench_worker w ON w.n = (i.n * 7) % {AUTHORITIES * WORKERS}",
        id=key(OTHER, "i.n"),
        child_id="c.child_id",
        practitioner_id="w.id",
        part="'teacher'",
        from_at="c.opened_at",
    )
    fill(
        AgreedAction,
        numbered,
        id=key(OTHER),
        case_id="c.id",
        step="'initial-assessment'",
        record_id="c.id",
        what="'Something is done'",
        owner_id="c.worker_id",
        due_on="(c.opened_at + interval '20 days')::date",
        done_at=f"CASE WHEN {chance(3)} < 90 THEN c.opened_at + interval '15 days' END",
    )
    for time in (1, 2):
        fill(
            ChildSeen,
            f"{numbered} WHERE {chance(10 + time)} < 90",
            id=key(OTHER + time),
            case_id="c.id",
            child_id="c.child_id",
            at=f"least(c.opened_at + {time} * interval '6 days', now())",
            seen="true",
            alone=f"{chance(12 + time)} < 60",
            by_id="c.worker_id",
            said="'I like it at school'",
        )


def fill_database(cast: Cast) -> None:
    """Fill the tables, and let the database learn what they hold."""
    with without_triggers():
        _names()
        _places(cast)
        _people()
        _cases()
        fill_pathway(CASES)
    settle()
