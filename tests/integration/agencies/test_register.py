"""The register of agencies: who looks, who keeps it, what is refused (DIR-01, CPC-08; WT 4.73)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from holdfast.access.models import User
from holdfast.agencies import actions
from holdfast.agencies.models import Agency, AgencyKind, Post, Practitioner, Team
from holdfast.agencies.selectors import actor_of_practitioner, register_of_agencies
from holdfast.core.errors import NotNow, NotPermitted, Unacceptable
from holdfast.core.time import today
from holdfast.ledger.models import Act
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db

Change = Callable[[Cast], object]
CHANGES: dict[str, Change] = {
    "register agency": lambda c: actions.register_agency(by=c.designated.actor, name="New", kind=AgencyKind.HOUSING),
    "add team": lambda c: actions.add_team(by=c.designated.actor, agency=c.authority, name="New"),
    "register practitioner": lambda c: actions.register_practitioner(
        by=c.designated.actor, name="New", agency=c.school
    ),
    "hold post": lambda c: actions.hold_post(
        by=c.designated.actor, practitioner=c.worker.practitioner, role="team-manager"
    ),
    "leave post": lambda c: actions.leave_post(by=c.designated.actor, post=c.worker.practitioner.posts.get()),
}


def snapshot() -> list[list[dict[str, object]]]:
    """Every row that the register's actions can change."""
    return [list(model.objects.order_by("pk").values()) for model in (Agency, Team, Practitioner, Post, Act)]


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_nothing_is_kept_when_the_ledger_breaks(name: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """REC-01: a change without its act does not exist."""

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("the disk is full")

    before = snapshot()
    monkeypatch.setattr("holdfast.ledger.acts.ActSubject.objects.bulk_create", broken)
    with pytest.raises(OSError, match="disk"):
        CHANGES[name](cast)
    assert snapshot() == before


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_wrong_roles_change_nothing(name: str, cast: Cast) -> None:
    """GEN-07: an auditor keeps no register."""
    cast.designated.actor = cast.auditor.actor
    with pytest.raises(NotPermitted):
        CHANGES[name](cast)


def test_another_authority_keeps_its_own_posts(cast: Cast) -> None:
    """GEN-07: a manager here cannot make somebody a manager there; a partner agency is kept by both."""
    by = cast.designated.actor
    for refused in (
        lambda: actions.hold_post(by=by, practitioner=cast.outsider.practitioner, role="team-manager"),
        lambda: actions.add_team(by=by, agency=cast.other_authority, name="Ours"),
        lambda: actions.leave_post(by=by, post=cast.outsider.practitioner.posts.get()),
        lambda: actions.register_practitioner(
            by=by, name="Mole", agency=cast.other_authority, user=User.objects.create_user("mole")
        ),
    ):
        with pytest.raises(NotPermitted):
            refused()
    assert actions.add_team(by=by, agency=cast.school, name="Pastoral care").agency == cast.school


def test_a_social_worker_enters_somebody_but_gives_no_access(cast: Cast) -> None:
    """DIR-01: a health visitor is entered at once; an account or a post is given by those who keep the register."""
    by = cast.worker.actor
    entered = actions.register_practitioner(by=by, name="Hedda Visit", agency=cast.school)
    assert actor_of_practitioner(entered) is None
    with pytest.raises(NotPermitted):
        actions.register_practitioner(by=by, name="X", agency=cast.school, user=User.objects.create_user("x"))
    with pytest.raises(NotPermitted):
        actions.hold_post(by=by, practitioner=entered, role="social-worker")


def test_a_post_begins_and_ends_with_what_its_holder_may_do(cast: Cast) -> None:
    """REC-01, GEN-07: the last day counts; the post stays on record."""
    post = cast.second_worker.practitioner.posts.get()
    actions.leave_post(by=cast.designated.actor, post=post)
    assert actor_of_practitioner(cast.second_worker.practitioner) is not None
    post.to_date = None
    actions.leave_post(by=cast.designated.actor, post=post, on=today() - timedelta(days=1))
    assert actor_of_practitioner(cast.second_worker.practitioner) is None
    with pytest.raises(NotNow):
        actions.leave_post(by=cast.designated.actor, post=post)


def test_what_cannot_be_is_refused(cast: Cast) -> None:
    """CPC-08: no post that ends before it starts, nobody above themselves, no team of another agency (WT 4.73)."""
    by, worker = cast.designated.actor, cast.worker.practitioner
    theirs = actions.add_team(by=by, agency=cast.school, name="Pastoral care")
    refused: list[tuple[Callable[[], object], str]] = [
        (lambda: actions.register_agency(by=by, name=" ", kind=AgencyKind.OTHER), "name"),
        (lambda: actions.register_agency(by=by, name="marram constabulary", kind=AgencyKind.POLICE), "name"),
        (lambda: actions.add_team(by=by, agency=cast.authority, name=""), "name"),
        (lambda: actions.add_team(by=by, agency=cast.authority, name="safeguarding east"), "name"),
        (lambda: actions.register_practitioner(by=by, agency=cast.school, name=" "), "name"),
        (lambda: actions.hold_post(by=by, practitioner=worker, role="auditor", answers_to=worker), "answers_to"),
        (lambda: actions.hold_post(by=by, practitioner=worker, role="auditor", team=theirs), "team"),
        (lambda: actions.hold_post(by=by, practitioner=worker, role="auditor", to_date=date(2000, 1, 1)), "to_date"),
        (lambda: actions.leave_post(by=by, post=worker.posts.get(), on=date(2000, 1, 1)), "to_date"),
    ]
    for call, field in refused:
        with pytest.raises(Unacceptable) as refusal:
            call()
        assert refusal.value.field == field


def test_agencies_are_counted_without_multiplying(cast: Cast) -> None:
    """DIR-01: two teams and twelve people are two and twelve."""
    found = register_of_agencies("marram children").get()
    assert (found.team_count, found.people_count) == (2, Practitioner.objects.filter(agency=cast.authority).count())
    assert register_of_agencies(kind="police").get() == cast.police


# --- pages ---------------------------------------------------------------------------------------


@pytest.fixture
def keeper(client: Client, cast: Cast) -> Client:
    """The designated manager, who keeps the register, signed in."""
    client.force_login(cast.designated.user)
    return client


def text(response: Any) -> str:
    return response.content.decode()  # type: ignore[no-any-return]


def of(name: str, record: Any) -> str:
    return reverse(f"agencies:{name}", kwargs={"pk": record.pk})


def test_everybody_with_a_post_reads_the_register(client: Client, cast: Cast) -> None:
    """DIR-01: a police officer finds the team that takes referrals, and may change nothing."""
    client.force_login(cast.partner.user)
    page = text(client.get(reverse("agencies:list")))
    assert "Thrift Lane Primary School" in page
    assert reverse("agencies:register") not in page
    assert "Thrift Lane" not in text(client.get(reverse("agencies:list") + "?q=constabulary"))
    assert "No agency fits" in text(client.get(reverse("agencies:list") + "?kind=nspcc"))
    one = text(client.get(of("agency", cast.authority)))
    assert "Takes new referrals" in one
    assert "answers to Tom Manners" in one
    assert of("hold_post", cast.worker.practitioner) not in one
    assert client.get(of("agency", cast.child)).status_code == 404


def test_a_practitioner_is_found_by_name_or_agency_and_the_name_stands_in_no_address(
    client: Client, cast: Cast
) -> None:
    """DIR-01: posted, not put in the address."""
    client.force_login(cast.worker.user)
    url = reverse("agencies:find")
    assert "Teresa Vetch" in text(client.post(url, {"words": "vetch"}))
    assert "Teresa Vetch" in text(client.post(url, {"words": "thrift lane"}))
    assert "Nobody in the register fits" in text(client.post(url, {"words": "nobody"}))
    assert "Enter a part of the name" in text(client.post(url, {"words": ""}))


def test_the_register_is_kept_on_its_pages(keeper: Client, cast: Cast) -> None:
    """DIR-01: an agency, its team, a practitioner, a post, its end; what is refused keeps the typing."""
    again = keeper.post(
        reverse("agencies:register"), {"name": "Marram Constabulary", "kind": "police", "email": "x@y.org"}
    )
    assert "registered already" in text(again)
    assert "x@y.org" in text(again)
    keeper.post(reverse("agencies:register"), {"name": "Dune Nursery", "kind": "early-years"})
    nursery = Agency.objects.get(name="Dune Nursery")
    assert "Register somebody who works here" in text(keeper.get(of("agency", nursery)))
    keeper.post(of("add_team", nursery), {"name": "Seals"})
    keeper.post(of("register_practitioner", nursery), {"name": "Nora Dune", "profession": "Nursery nurse"})
    nora = Practitioner.objects.get(name="Nora Dune")
    team = Team.objects.get(name="Seals")
    done = keeper.post(of("hold_post", nora), {"role": "partner-practitioner", "team": str(team.pk)})
    assert done["Location"] == of("agency", nursery)
    post = nora.posts.get()
    assert (post.team, post.from_date) == (team, today())
    page = text(keeper.get(of("agency", nursery)))
    assert "Partner practitioner, Seals" in page
    assert keeper.post(of("leave_post", post), {"on": "1/1/2000"}).status_code == 200
    yesterday = today() - timedelta(days=1)
    early = keeper.post(
        of("hold_post", nora), {"role": "auditor", "from_date": "1/1/2020", "to_date": f"{yesterday:%d/%m/%Y}"}
    )
    assert early.status_code == 302
    assert "Was auditor" in text(keeper.get(of("agency", nursery)))


def test_posts_of_another_authority_are_refused_on_its_pages(keeper: Client, cast: Cast) -> None:
    """GEN-07: each authority keeps its own."""
    page = text(keeper.get(of("agency", cast.other_authority)))
    assert of("hold_post", cast.outsider.practitioner) not in page
    assert keeper.get(of("hold_post", cast.outsider.practitioner)).status_code == 403
    assert keeper.get(of("add_team", cast.other_authority)).status_code == 403
    assert keeper.get(of("leave_post", cast.outsider.practitioner.posts.get())).status_code == 403


@pytest.mark.parametrize("name", ["list", "agency"])
def test_a_page_costs_the_same_however_long_the_register_is(name: str, keeper: Client, cast: Cast) -> None:
    """DIR-01: a fixed number of queries."""
    url = reverse("agencies:list") if name == "list" else of("agency", cast.school)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            keeper.get(url)
        return len(queries)

    first = cost()
    for number in range(5):
        actions.register_agency(by=cast.designated.actor, name=f"School {number}", kind=AgencyKind.SCHOOL)
        one = actions.register_practitioner(by=cast.designated.actor, name=f"Teacher {number}", agency=cast.school)
        actions.hold_post(by=cast.designated.actor, practitioner=one, role="partner-practitioner")
    assert cost() == first
    assert first <= 9
