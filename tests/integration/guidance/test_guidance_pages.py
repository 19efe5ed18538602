"""The guidance as everybody reads it, one click from each citation; and which edition binds (GEN-07)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from holdfast.cases import actions
from holdfast.cases.models import EditionInForce
from holdfast.cases.paragraphs import address_of_paragraph, paragraphs, place_of, split
from holdfast.cases.screens.guidance import compare
from holdfast.cases.selectors import adoptions_of, edition_for
from holdfast.core.errors import NotPermitted, OutOfSight, Unacceptable
from holdfast.guidance import Citation, UnknownEdition, citations, editions, load
from holdfast.ledger.models import Act
from holdfast.web.citing import address_of
from tests.support.cast import Cast

OLD, NEW = "working-together-2005", "working-together-2023"


@pytest.mark.parametrize("code", editions())
def test_every_citation_of_an_edition_can_be_read(code: str) -> None:
    """GEN-07: there is no paragraph that is named and cannot be reached."""
    anchors = {one.anchor for one in paragraphs(code)}
    for source in citations(load(code)):
        assert {single.anchor for single in split(source)} <= anchors
        assert place_of(str(source)) is not None, source


@pytest.mark.parametrize("code", editions())
def test_paragraphs_are_listed_once_and_in_the_documents_order(code: str) -> None:
    """GEN-07: 4.9 stands before 4.10."""
    listed = paragraphs(code)
    assert len({one.anchor for one in listed}) == len(listed)
    names = [one.name for one in listed if re.fullmatch(r"WT 4\.\d+", one.name)]
    assert names == sorted(names, key=lambda name: int(name.split(".")[1]))
    assert all(one.rests for one in listed)


def test_a_citation_of_several_paragraphs_leads_to_the_first() -> None:
    """GEN-07: 'WT 4.26, 4.127' to 4.26, a span to its beginning; what is nowhere leads nowhere."""
    assert place_of("WT 4.26, 4.127") == (OLD, "wt-4-26")
    assert place_of("WT 4.67") == (OLD, "wt-4-67")
    assert place_of("WT 4.67-4.69") == place_of("WT 4.67")
    assert place_of("WT 99.1") is None
    assert address_of_paragraph("WT 99.1") is None
    assert [str(one) for one in split(Citation("WT", "4.26, 4.127"))] == ["WT 4.26", "WT 4.127"]
    with pytest.raises(UnknownEdition):
        paragraphs("working-apart")


def test_the_design_system_knows_where_a_paragraph_is_read() -> None:
    """GEN-07: every page's citations are links."""
    assert address_of("WT 4.67") == f"/guidance/{OLD}/paragraphs/#wt-4-67"


def test_editions_are_compared_clock_by_clock() -> None:
    """GEN-07: the same beside the same; what only one has is there too."""
    rows = {row.label: row for row in compare([load(OLD), load(NEW)])}
    old = rows["Initial assessment"].rules
    assert old[0] is not None
    assert old[1] is None
    assert rows["Initial assessment"].differs
    assert any(not row.differs for row in rows.values())


def text(response: Any) -> str:
    return response.content.decode()  # type: ignore[no-any-return]


@pytest.mark.django_db
def test_a_citation_on_a_page_is_one_click_from_its_paragraph(client: Client, cast: Cast) -> None:
    """GEN-07: the address of the link is an anchor that is on the page."""
    client.force_login(cast.teacher.user)
    page = text(client.get(reverse("people:child", kwargs={"pk": cast.child.pk})))
    link = re.search(r'class="hf-cite" href="([^"#]+)#([^"]+)"', page)
    assert link
    assert f'id="{link[2]}"' in text(client.get(link[1]))


@pytest.mark.django_db
@pytest.mark.parametrize("code", editions())
def test_an_edition_is_readable_by_everybody(code: str, client: Client, cast: Cast) -> None:
    """GEN-07: clocks, steps, decisions and words, each with its paragraph, and no anchor twice."""
    client.force_login(cast.board.user)
    edition = load(code)
    page = text(client.get(reverse("guidance:edition", kwargs={"edition": code})))
    for rule in edition.clocks.values():
        assert rule.limit_text in page
    for step in edition.steps:
        assert f'id="step-{step}"' in page
    for name in ("edition", "paragraphs"):
        html = text(client.get(reverse(f"guidance:{name}", kwargs={"edition": code})))
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids))


@pytest.mark.django_db
def test_an_edition_that_is_not_there(client: Client, cast: Cast) -> None:
    """GEN-07: not found, rather than broken."""
    client.force_login(cast.worker.user)
    for name in ("edition", "paragraphs"):
        assert client.get(reverse(f"guidance:{name}", kwargs={"edition": "working-apart"})).status_code == 404


@pytest.mark.django_db
def test_reading_the_guidance_costs_the_database_next_to_nothing(client: Client, cast: Cast) -> None:
    """GEN-07: an edition is read from its files, once."""
    client.force_login(cast.worker.user)
    url = reverse("guidance:paragraphs", kwargs={"edition": OLD})
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    assert len(queries) <= 4


@pytest.mark.django_db
def test_a_manager_adopts_an_edition_and_sees_what_changes(client: Client, cast: Cast) -> None:
    """GEN-07: which binds from which day, compared side by side, with what was adopted before (REC-01)."""
    client.force_login(cast.designated.user)
    url = reverse("guidance:adoption")
    page = text(client.get(url))
    assert "No edition has been adopted" in page
    assert "Differs" in page
    assert "No such clock" in page
    done = client.post(url, {"edition": NEW, "from_date": "1/4/2026"})
    assert done["Location"] == url
    assert EditionInForce.objects.get().edition == NEW
    client.post(url, {"edition": OLD, "from_date": "1/4/2026"})
    page = text(client.get(url))
    assert "Replaced" in page
    assert "Adopted by Dee Marsh" in page
    assert "Enter the day" in text(client.post(url, {"edition": NEW, "from_date": ""}))
    index = text(client.get(reverse("guidance:index")))
    assert "Binds today" in index
    assert url in index


@pytest.mark.django_db
def test_what_binds_follows_the_days(cast: Cast) -> None:
    """GEN-07: a step is judged by the edition in force when it started."""
    by = cast.service_manager.actor
    assert edition_for(cast.authority.pk).code == OLD
    actions.adopt_edition(by=by, authority=cast.authority, edition=NEW, from_date=date(2026, 4, 1))
    assert edition_for(cast.authority.pk, cast.case.opened_at).code == OLD
    assert edition_for(cast.authority.pk).code == NEW
    (adopted,) = adoptions_of(cast.authority.pk)
    assert (adopted.edition, adopted.by, adopted.stands) == (NEW, "Sandra Pike", True)
    with pytest.raises(Unacceptable) as refusal:
        actions.adopt_edition(by=by, authority=cast.authority, edition="working-apart", from_date=date(2026, 4, 1))
    assert refusal.value.field == "edition"
    with pytest.raises(NotPermitted):
        actions.adopt_edition(by=cast.worker.actor, authority=cast.authority, edition=NEW, from_date=date(2026, 4, 1))
    with pytest.raises(OutOfSight):
        actions.adopt_edition(by=by, authority=cast.other_authority, edition=NEW, from_date=date(2026, 4, 1))


@pytest.mark.django_db
def test_nothing_is_adopted_when_the_ledger_breaks(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """REC-01: no adoption without its act."""

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("holdfast.ledger.acts.ActSubject.objects.bulk_create", broken)
    with pytest.raises(OSError, match="disk"):
        actions.adopt_edition(
            by=cast.designated.actor, authority=cast.authority, edition=NEW, from_date=date(2026, 4, 1)
        )
    assert not EditionInForce.objects.exists()
    assert not Act.objects.filter(verb="edition.adopt").exists()
