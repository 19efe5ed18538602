"""Puts fragments of `prose/*.yaml` together into what a practitioner might have written.

A topic is a list of fragments. In a fragment `[a|b]` is a choice of words, `{field}` a fact of the family, `<topic>`
another topic's fragment. A fragment with conditions is a list whose last item is the text: `[teen, "!alone", "..."]`.
One is only told where its conditions hold and every fact it mentions is known. Each topic is dealt like a pack of
cards, so that neighbours differ until the pack is used up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

from holdfast.demo.dice import Dice
from holdfast.demo.rates import read_yaml

FIELD = re.compile(r"\{([\w-]+)\}")
TOPIC = re.compile(r"<([\w.-]+)>")
CHOICE = re.compile(r"\[([^\[\]]*)\]")
COMMON = "common"


class Untold(LookupError):
    """No fragment of a topic fits this family."""


@dataclass(frozen=True)
class Fragment:
    """A piece of text, and when it may be used."""

    text: str
    when: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()

    def fits(self, tags: Set[str], facts: Mapping[str, str]) -> bool:
        """Whether every condition holds and every fact is known."""
        return self.needs <= facts.keys() and all(
            (one[1:] not in tags) if one.startswith("!") else one in tags for one in self.when
        )


Library = dict[str, dict[str, tuple[Fragment, ...]]]


def parse_fragment(entry: str | list[str]) -> Fragment:
    """A fragment from its YAML. Raises ValueError when it is neither text nor conditions and text."""
    *when, text = [entry] if isinstance(entry, str) else entry
    if not isinstance(text, str):
        raise ValueError(f"not a fragment: {entry!r}")
    tidy = " ".join(text.split())
    return Fragment(tidy, tuple(when), frozenset(FIELD.findall(tidy)))


@lru_cache(maxsize=1)
def library() -> Library:
    """Every topic of every file: by file (a circumstance, or common), then by topic."""
    found: Library = {}
    folder = resources.files("holdfast.demo").joinpath("prose")
    for name in sorted(one.name for one in folder.iterdir() if one.name.endswith(".yaml")):
        topics = read_yaml("prose", name)
        found[name.removesuffix(".yaml")] = {
            topic: tuple(parse_fragment(entry) for entry in entries) for topic, entries in topics.items()
        }
    return found


@dataclass
class Prose:
    """Tells topics, dealing each one's fragments in turn. One for the whole authority, so that neighbours differ."""

    dice: Dice
    books: Library = field(default_factory=library)
    _packs: dict[tuple[str, str], list[Fragment]] = field(default_factory=dict)

    def has(self, book: str, topic: str) -> bool:
        """Whether the circumstance or the common book has this topic."""
        return topic in self.books.get(book, {}) or topic in self.books[COMMON]

    def tell(
        self,
        book: str,
        topic: str,
        tags: Set[str],
        facts: Mapping[str, str],
        *,
        plain: bool = False,
        must: str = "",
    ) -> str:
        """A text on this topic, or a `plain` phrase to be used within one.

        With `must`, only a fragment that asks for this condition. Raises Untold when nothing fits.
        """
        text = self._fill(book, topic, tags, facts, must)
        return text if plain else _polish(text)

    def _fill(self, book: str, topic: str, tags: Set[str], facts: Mapping[str, str], must: str = "") -> str:
        """A fragment with its topics, choices and facts filled in, in this order."""
        fragment = self._deal(book, topic, tags, facts, must)
        text = TOPIC.sub(lambda found: self._fill(book, found[1], tags, facts), fragment.text)
        text = CHOICE.sub(lambda found: self.dice.one(found[1].split("|")), text)
        return FIELD.sub(lambda found: facts[found[1]], text)

    def _deal(self, book: str, topic: str, tags: Set[str], facts: Mapping[str, str], must: str) -> Fragment:
        """The next card of the pack that fits; the pack is shuffled anew when none is left that does."""
        for source in (book, COMMON):
            every = self.books.get(source, {}).get(topic, ())
            fitting = [one for one in every if one.fits(tags, facts) and (not must or must in one.when)]
            if not fitting:
                continue
            pack = self._packs.setdefault((source, topic), [])
            chosen = next((one for one in pack if one in fitting), None)
            if chosen is None:
                pack[:] = self.dice.shuffled(every)
                chosen = next(one for one in pack if one in fitting)
            pack.remove(chosen)
            return chosen
        raise Untold(f"nothing to tell of {topic} in {book} for {sorted(tags)}")


def _polish(text: str) -> str:
    """One space between words, none before a stop, a capital at the start of each sentence."""
    text = re.sub(r"\s+([.,;:])", r"\1", " ".join(text.split()))
    text = re.sub(r"([.!?]) ([a-z])", lambda found: f"{found[1]} {found[2].upper()}", text)
    return text[:1].upper() + text[1:]
