"""The frame of every page: menu, errors, messages, paging, help (GEN-04)."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.template import engines
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.urls import reverse

import holdfast.web
from holdfast.web import navigation, views
from holdfast.web.forms import HoldfastForm, TextField
from holdfast.web.navigation import NavItem
from holdfast.web.paging import address_with, page_of, sorting_of

ROOM = Path(holdfast.web.__file__).parent
ADA = SimpleNamespace(name="Ada Osei", roles=frozenset({"social-worker"}))


@pytest.fixture
def menu(monkeypatch: pytest.MonkeyPatch) -> None:
    """A menu of this test's own."""
    monkeypatch.setattr(navigation, "_items", {})
    monkeypatch.setattr(navigation, "_homes", [])
    monkeypatch.setattr(navigation, "_search", [])


def request_of(actor: Any = ADA, path: str = "/help/keyboard/") -> Any:
    """A request with an actor, as the middleware makes it."""
    request = RequestFactory().get(path)
    request.actor = actor
    return request


def test_the_menu_shows_what_the_role_can_use(menu: None) -> None:
    """Entries stand in order; the deepest one that fits is the current one."""
    navigation.register(NavItem("Keyboard", "web:keyboard", order=20))
    navigation.register(NavItem("Help", "web:help", order=10))
    navigation.register(NavItem("Cookies", "web:cookies", roles={"auditor"}))
    links = list(navigation.links_for(ADA, "/help/keyboard/"))
    assert [(link.label, link.current) for link in links] == [("Help", False), ("Keyboard", True)]
    assert list(navigation.links_for(None, "/")) == []


def test_an_entry_without_an_address_leaves_the_others(menu: None, caplog: pytest.LogCaptureFixture) -> None:
    """A mistake in one room's menu does not take every page down; it is logged."""
    navigation.register(NavItem("Help", "web:help"))
    navigation.register(NavItem("Nowhere", "web:nowhere"))
    assert [link.label for link in navigation.links_for(ADA, "/")] == ["Help"]
    assert "web:nowhere" in caplog.text


def test_home_leads_by_role(menu: None) -> None:
    """The first home that fits wins; without one the pages are listed (GEN-07)."""
    assert b"no list of work" in _home().content
    navigation.register_home("web:cookies", {"auditor"}, order=1)
    navigation.register_home("web:keyboard", {"social-worker"}, order=5)
    navigation.register_home("web:help", order=9)
    assert _home()["Location"] == reverse("web:keyboard")


def _home() -> HttpResponse:
    return views.home(request_of(path="/"))


def test_every_menu_entry_and_home_has_an_address() -> None:
    """What the rooms registered is really there."""
    for item in navigation.items():
        reverse(item.url_name)
    for role in ("social-worker", "team-manager", "auditor", "nobody"):
        navigation.home_of({role})
    navigation.search_url()


def test_a_page_carries_name_role_search_and_sign_out(menu: None) -> None:
    """Who is signed in stands on every page."""
    navigation.register_search("web:help")
    html = render_to_string("web/help.html", {}, request_of())
    for said in ("Ada Osei", "Social worker", "Sign out", 'role="search"', "Skip to main content"):
        assert said in html
    assert "Sign out" not in render_to_string("web/help.html", {}, request_of(None))


def test_errors_stand_at_the_top_and_in_the_title(menu: None) -> None:
    """Every page with a form in error says so first (GEN-04)."""

    class Name(HoldfastForm):
        name = TextField(label="Name")

    page = engines["django"].from_string('{% extends "web/base.html" %}{% block title %}New{% endblock %}')
    html = page.render({"form": Name({})}, request_of())
    assert "<title>Error: New – Holdfast</title>" in html
    assert '<a href="#id_name">Enter name</a>' in html
    assert "Error" not in page.render({"form": Name()}, request_of())
    assert "#id_name" in page.render({"forms": [Name(), Name({})]}, request_of())


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages_need_nothing(name: str) -> None:
    """They are drawn without request or context, as Django does after a crash."""
    html = get_template(name).render()
    assert "<h1" in html
    assert "Holdfast" in html


def test_a_refusal_names_the_role(menu: None) -> None:
    """Whoever is refused learns as whom they are signed in (GEN-07)."""
    html = render_to_string("403.html", {"exception": "Only the chair decides."}, request_of())
    assert "Social worker" in html
    assert "Only the chair decides." in html


def test_pages_of_a_list() -> None:
    """The other parameters stay; a wrong number gives the nearest page."""
    request = RequestFactory().get("/?state=open&page=2")
    page = page_of(request, list(range(60)))
    assert (page.first, page.last, page.total, len(page)) == (26, 50, 60, 25)
    assert next(iter(page)) == 25
    assert page.previous_url == "?state=open&page=1"
    assert page.next_url == "?state=open&page=3"
    assert [link.number for link in page.links if link.current] == [2]
    assert page_of(RequestFactory().get("/?page=99"), [1, 2]).last == 2
    empty = page_of(RequestFactory().get("/?page=x"), [])
    assert (empty.first, empty.total, empty.several) == (0, 0, False)
    assert len(page_of(RequestFactory().get("/"), list(range(1000))).links) < 8


def test_sorting_is_by_known_columns_only() -> None:
    """An unknown column is ignored; the same one again turns it round; ties are broken."""
    columns = {"name": ("family_name", "given_name"), "due": "-due_at"}
    request = RequestFactory().get("/?sort=-name&page=4")
    sorting = sorting_of(request, columns, default="due")
    assert sorting.order_by == ("-family_name", "-given_name", "pk")
    assert sorting.url("name") == "?sort=name"
    assert (sorting.direction("name"), sorting.direction("due")) == ("descending", "none")
    other = sorting_of(RequestFactory().get("/?sort=password"), columns, default="-due")
    assert other.order_by == ("due_at", "pk")
    assert address_with(request, sort=None, page=None) == "?"


def test_nothing_inline() -> None:
    """No inline script, style or handler anywhere in the templates: the security policy refuses them."""
    inline = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=\"|javascript:", re.IGNORECASE)
    found = [path for path in ROOM.rglob("*.html") if inline.search(path.read_text(encoding="utf-8"))]
    assert not found


def test_the_typeface_and_crown_of_government_are_not_used() -> None:
    """A system font, our own mark: GDS Transport and the crown belong to gov.uk."""
    css = (ROOM / "static" / "web" / "holdfast.css").read_text(encoding="utf-8")
    assert "system-ui" in css
    assert "GDS" not in css
    for path in ROOM.rglob("templates/**/*.html"):
        assert "crown" not in path.read_text(encoding="utf-8").lower()


def test_every_class_that_a_room_uses_is_drawn() -> None:
    """A screen is built of the pieces there are: no class of ours without a style (docs/how-to/build-a-screen.md)."""
    styles = "".join(path.read_text(encoding="utf-8") for path in (ROOM / "static" / "web").glob("*.css"))
    drawn_classes = set(re.findall(r"\.(hf-[a-z_-]+)", styles))
    missing = set()
    for path in ROOM.parent.rglob("templates/**/*.html"):
        for attribute in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8")):
            plain = re.sub(r"{[{%].*?[%}]}", " ", re.sub(r"hf-[a-z_-]+--{{.*?}}", " ", attribute))
            missing |= {
                (path.name, name) for name in plain.split() if name.startswith("hf-") and name not in drawn_classes
            }
    assert not missing
