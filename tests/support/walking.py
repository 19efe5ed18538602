"""Somebody at a keyboard: walks through pages as a practitioner would, and counts what it cost them.

Every text typed, every click and every page is counted by step, so that a benchmark can say what a journey costs and
prove that no fact is typed twice (design, 'what makes it better').
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from playwright.sync_api import Locator, Page

from tests.support.cast import Member


@dataclass(frozen=True)
class Typed:
    """A text that was typed: at which step, into which question of which page."""

    step: str
    page: str
    question: str
    text: str


@dataclass
class Cost:
    """What one step cost: characters typed, boxes filled, clicks, pages seen, characters of dates and times."""

    characters: int = 0
    boxes: int = 0
    clicks: int = 0
    pages: int = 0
    dates: int = 0


@dataclass
class Walk:
    """A walk through the screens. `look` is called on every page that is reached."""

    open_page: Callable[[Any], Page]
    look: Callable[[Page, str], None] = lambda page, name: None
    javascript: bool = True
    costs: dict[str, Cost] = field(default_factory=dict)
    typed: list[Typed] = field(default_factory=list)
    visited: list[str] = field(default_factory=list)
    _pages: dict[str, Page] = field(default_factory=dict)
    _page: Page | None = None
    _step: str = ""

    @contextmanager
    def step(self, name: str, who: Member) -> Iterator[Walk]:
        """A step of the journey, done by `who`, who has a browser of their own and begins where they left it."""
        self._step = name
        self.costs.setdefault(name, Cost())
        key = who.user.username
        if key not in self._pages:
            self._pages[key] = self.open_page(who.user)
        self._page = self._pages[key]
        yield self

    @property
    def page(self) -> Page:
        """The page that is looked at."""
        assert self._page is not None
        return self._page

    @property
    def main(self) -> Locator:
        """The page without its header and footer."""
        return self.page.locator("main")

    @property
    def cost(self) -> Cost:
        """What the present step has cost so far."""
        return self.costs[self._step]

    # Going places

    def go(self, address: str) -> None:
        """Open an address, as from a bookmark: counted as a page and a click."""
        self.page.goto(address)
        self.cost.clicks += 1
        self._arrived()

    def follow(self, name: str | re.Pattern[str], *, within: Locator | None = None, nth: int = 0) -> None:
        """Press a link, also one that is drawn as a button."""
        place = within or self.main
        links = place.get_by_role("link", name=name).or_(place.locator("a").get_by_role("button", name=name))
        self._leave(place.locator("a").filter(has_text=name).nth(nth) if not links.count() else links.nth(nth))

    def press(self, name: str | re.Pattern[str], *, within: Locator | None = None, nth: int = 0) -> None:
        """Press a button that sends something."""
        self._leave((within or self.main).get_by_role("button", name=name).nth(nth))

    def tap(self, what: Locator) -> None:
        """Click something that leads nowhere: a tab, a summary, a row to add."""
        if self.javascript or what.get_attribute("type") != "submit":
            what.click()
            self.cost.clicks += 1
        else:
            self._leave(what)

    def _leave(self, what: Locator) -> None:
        before = self.page.url
        with self.page.expect_navigation(wait_until="load"):
            what.click()
        self.cost.clicks += 1
        self._arrived(before)

    def _arrived(self, before: str = "") -> None:
        self.cost.pages += 1
        address = re.sub(r"https?://[^/]+", "", self.page.url)
        self.visited.append(address)
        self.look(self.page, self._step)

    # Answering questions

    def type(self, question: str | re.Pattern[str], text: str, *, within: Locator | None = None, nth: int = 0) -> None:
        """Type a text into the box that asks `question`."""
        box = (within or self.main).get_by_label(question).nth(nth)
        box.fill(text)
        self.cost.characters += len(text)
        self.cost.boxes += 1
        shown = question if isinstance(question, str) else question.pattern
        self.typed.append(Typed(self._step, re.sub(r"[0-9a-f-]{36}", "…", self.visited[-1]), shown, text))

    def tick(self, answer: str | re.Pattern[str], *, within: Locator | None = None, nth: int = 0) -> None:
        """Choose a radio button or tick a box."""
        (within or self.main).get_by_label(answer).nth(nth).check()
        self.cost.clicks += 1

    def untick(self, answer: str | re.Pattern[str], *, within: Locator | None = None, nth: int = 0) -> None:
        """Take a tick away."""
        (within or self.main).get_by_label(answer).nth(nth).uncheck()
        self.cost.clicks += 1

    def answer(self, question: str | re.Pattern[str], answer: str | re.Pattern[str], *, nth: int = 0) -> None:
        """Choose an answer of a question with radio buttons or boxes."""
        group = self.main.get_by_role("group", name=question).nth(nth)
        self.tick(answer, within=group)

    def select(
        self, question: str | re.Pattern[str], option: str, *, within: Locator | None = None, nth: int = 0
    ) -> None:
        """Choose from a list."""
        (within or self.main).get_by_label(question).nth(nth).select_option(label=option)
        self.cost.clicks += 2  # one opens the list

    def when(self, question: str | re.Pattern[str], moment: datetime, *, nth: int = 0) -> None:
        """Say when something happened. Counted apart: the present moment is filled in, and this journey is long ago."""
        group = self.main.get_by_role("group", name=question).nth(nth)
        for box, text in (("Date", f"{moment.day}/{moment.month}/{moment.year}"), ("Time", f"{moment:%H:%M}")):
            group.get_by_label(box, exact=True).fill(text)
            self.cost.dates += len(text)

    def day(
        self, question: str | re.Pattern[str], moment: datetime, *, within: Locator | None = None, nth: int = 0
    ) -> None:
        """Give a day. Counted with the moments."""
        text = f"{moment.day}/{moment.month}/{moment.year}"
        (within or self.main).get_by_label(question).nth(nth).fill(text)
        self.cost.dates += len(text)

    def part(self, legend: str) -> Locator:
        """The part of a form under a heading, such as a child's name."""
        return self.main.get_by_role("group", name=legend).first

    def region(self, heading: str) -> Locator:
        """The section under a heading."""
        return self.main.get_by_role("region", name=heading, exact=True).first

    # Seeing

    def sees(self, *texts: str) -> None:
        """Every text is shown on the page."""
        shown = " ".join(self.main.inner_text().split())
        for text in texts:
            assert text in shown, f"{text!r} is not on {self.page.url}: {shown[:600]}"

    def twice(self) -> list[str]:
        """What was typed more than once: nothing should be. Texts of up to three characters say no fact."""
        first: dict[str, Typed] = {}
        found = []
        for one in self.typed:
            key = " ".join(one.text.lower().split())
            if len(key) > 3 and key in first:
                found.append(f"{one.text!r}: {first[key].page} {first[key].question}; {one.page} {one.question}")
            first.setdefault(key, one)
        return found
