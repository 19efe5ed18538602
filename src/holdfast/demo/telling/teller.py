"""Tells one family: collects its events, knows its facts, gives out keys and times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from holdfast.demo.dice import Dice
from holdfast.demo.families import Household
from holdfast.demo.prose import COMMON, Untold
from holdfast.demo.script import Child, Event, Key, LateReason
from holdfast.demo.telling.facts import Facts, facts_of, tags_of
from holdfast.demo.telling.stage import Stage

UNBORN = "unborn"
SIBLING = "sibling"
GROWN = 18
OLD_ENOUGH = 4  # to have told somebody
ALONE = ("physical-abuse", "sexual-abuse", "emotional-abuse", "exploitation", "disabled-child")


class Teller:
    """One family's story in the making. `worker` and `team` are who has the case at the point being told."""

    def __init__(self, stage: Stage, household: Household, dice: Dice) -> None:
        self.stage = stage
        self.household = household
        self.dice = dice
        self.events: list[Event] = []
        self.children: tuple[Child, ...] = ()
        self.referral: Key = ""
        self.index: Child = ""
        self.worker: Key = ""
        self.manager: Key = "tm-ra"
        self.chair: Key | None = None
        self.drawn: Facts = {}
        self.drawn_times: dict[str, datetime] = {}
        self.discussed = False
        self._written: dict[tuple[str, str], str] = {}
        self.closed: list[tuple[date, str]] = []
        self.planned: dict[Child, tuple[Key, date, date]] = {}
        self._asked: tuple[object, ...] = ()
        self._answer: tuple[Facts, frozenset[str]] = ({}, frozenset())
        self._counts: Counter[str] = Counter()

    # -- keys and events -------------------------------------------------------------------------------------

    def key(self, letter: str) -> Key:
        """The next key of a kind: f0001-r1 for the first referral."""
        self._counts[letter] += 1
        return f"{self.household.family.key}-{letter}{self._counts[letter]}"

    def emit(self, event: Event) -> None:
        """Add what happened, unless it lies beyond now; nobody is followed as a child past eighteen (GEN-01)."""
        if event.at > self.stage.now:
            return
        young = tuple(one for one in event.children if self.household.age(one, event.at.date()) < GROWN)
        if young:
            self.events.append(event if young == event.children else replace(event, children=young))

    def late(self, clock: str, about: Key, start: datetime, met: datetime) -> None:
        """If the step was late, somebody may have said why."""
        if not self.stage.late(clock, start, met) or not self.dice.happens("late-reason-given"):
            return
        topic = f"late.{clock}"
        if not self.stage.prose.has(COMMON, topic):
            topic = "late.review" if "review" in clock else "late.other"
        reason = self.text(topic, met)
        when = self.stage.hours.later(met, self.dice)
        self.emit(
            LateReason(
                at=when, by=self.worker or self.manager, children=self.children, referral=self.referral,
                clock=clock, about=about, reason=reason,
            )
        )  # fmt: skip

    # -- time ------------------------------------------------------------------------------------------------

    def later(self, moment: datetime, working_days: int = 0) -> datetime:
        """An office time that many working days after a moment."""
        return self.stage.hours.later(moment, self.dice, working_days)

    def over(self, moment: datetime) -> bool:
        """Whether this lies beyond the end of the script."""
        return moment > self.stage.now

    # -- prose -----------------------------------------------------------------------------------------------

    def focus(self, moment: datetime) -> Child:
        """The child whom a text about the family turns on, the same throughout an episode."""
        return self.index if self.index in self.children else self.children[0]

    def choose_focus(self, day: date) -> Child:
        """Whose story this is: the disabled child, the young person exploited, or one in the middle."""
        household = self.household
        circumstance = household.family.circumstance
        born = [one for one in self.children if household.born_by(one, day)]
        if not born:
            return self.children[0]
        if circumstance == "exploitation":
            return born[0]
        if circumstance == "disabled-child":
            return next((one for one in born if household.person(one).disabilities), born[0])
        telling = [one for one in born if household.age(one, day) >= OLD_ENOUGH]
        chosen = telling if circumstance in ALONE and telling else born
        return chosen[len(chosen) // 2]

    def book(self, child: Child, moment: datetime) -> str:
        """Which file of prose tells this child's story on that day."""
        if not self.household.born_by(child, moment.date()):
            return UNBORN
        circumstance = self.household.family.circumstance
        return SIBLING if circumstance in ALONE and child != self.focus(moment) else circumstance

    def begin(self, moment: datetime) -> None:
        """Draw the facts that stay the same throughout this episode: what was seen, what was said."""
        self.index = self.choose_focus(moment.date())
        self.drawn = {}
        self.discussed = False
        self._written = {}
        for book in (COMMON, UNBORN, self.household.family.circumstance):
            for topic in self.stage.prose.books[book]:
                if topic.startswith("fact."):
                    self.drawn[topic.removeprefix("fact.")] = self.fact(book, topic, moment)

    def fact(self, book: str, topic: str, moment: datetime) -> str:
        """A phrase drawn for the whole of an episode."""
        facts, tags = self._known(self.index, moment)
        return self.stage.prose.tell(book, topic, tags, facts, plain=True)

    def _known(self, child: Child, moment: datetime) -> tuple[Facts, frozenset[str]]:
        """The facts and conditions that texts about a child may use on that day; the same day is asked for often."""
        day = moment.date()
        asked = (child, day, self.children, self.worker, self.index)
        if asked != self._asked:
            self._asked, self._answer = asked, self._find_out(child, day)
        facts, tags = self._answer
        return dict(facts), tags

    def _find_out(self, child: Child, day: date) -> tuple[Facts, frozenset[str]]:
        children = self.children or (child,)
        facts = facts_of(self.household, self.stage.cast, child, children, day)
        index = self.household.person(self.index or child)
        facts |= {"index": index.given or "the baby", "index_him": "her" if index.sex == "female" else "him"}
        facts["worker"] = self.stage.cast.person(self.worker).name if self.worker else "The duty social worker"
        return facts, tags_of(self.household, child, children, day)

    def text(
        self,
        topic: str,
        moment: datetime,
        child: Child | None = None,
        *,
        plain: bool = False,
        must: str = "",
        more: Facts | None = None,
    ) -> str:
        """What is written about a topic on that day; about one child if given, or else about the family."""
        about = child or self.focus(moment)
        facts, tags = self._known(about, moment)
        facts |= self.drawn | (more or {})
        if must:
            tags |= {must}
        return self.stage.prose.tell(self.book(about, moment), topic, tags, facts, plain=plain, must=must)

    def once(self, topic: str, moment: datetime, child: Child) -> str:
        """What is true of all the children alike is written once for an episode."""
        where = (topic, self.book(child, moment))
        if where not in self._written:
            self._written[where] = self.text(topic, moment, child)
        return self._written[where]

    def forget(self, *topics: str) -> None:
        """Let these topics be written anew."""
        for where in [one for one in self._written if one[0].startswith(topics)]:
            del self._written[where]

    def text_or(self, topic: str, moment: datetime, child: Child | None = None, other: str = "") -> str:
        """The text, or something else where there is nothing to tell."""
        try:
            return self.text(topic, moment, child)
        except Untold:
            return other

    # -- who -------------------------------------------------------------------------------------------------

    def born(self, moment: datetime) -> list[Child]:
        """The children of this episode who are born by then."""
        return [one for one in self.children if self.household.born_by(one, moment.date())]

    def names(self, children: Sequence[Child]) -> str:
        """Their given names, as people list them."""
        names = [self.household.person(one).given or "the unborn baby" for one in children]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
