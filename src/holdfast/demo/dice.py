"""Chance that repeats itself: everything random in the demo comes from one seed, by name."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

from holdfast.demo.rates import Rates, rates

T = TypeVar("T")


class Dice:
    """A named stream of chance. The same seed and name always fall the same way, whatever else is drawn."""

    def __init__(self, seed: int, name: str, table: Rates | None = None) -> None:
        self.seed = seed
        self.name = name
        self.rates = table or rates()
        self._random = random.Random(f"{seed}/{name}")  # noqa: S311 - repeatable on purpose

    def stream(self, name: str) -> Dice:
        """A stream of its own below this one."""
        return Dice(self.seed, f"{self.name}/{name}", self.rates)

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self._random.random() < probability

    def happens(self, share: str) -> bool:
        """True as often as the share of this name in the rates."""
        return self.chance(self.rates.shares[share])

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return self._random.randint(low, high)

    def length(self, name: str) -> int:
        """A number of days drawn from the lengths of this name in the rates."""
        buckets = self.rates.lengths[name]
        chosen = self._random.choices(buckets, [weight for weight, _, _ in buckets])[0]
        return self.between(chosen[1], chosen[2])

    def weighted(self, weights: Mapping[T, float]) -> T:
        """One of the keys, as often as its weight says."""
        return self._random.choices(list(weights), list(weights.values()))[0]

    def by_rate(self, name: str) -> str:
        """One of the codes of a table of weights in the rates."""
        return str(self.weighted(self.rates.weights[name]))

    def one(self, options: Sequence[T]) -> T:
        """One of the options."""
        return self._random.choice(options)

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """That many different options, in a random order (all of them if there are fewer)."""
        return self._random.sample(list(options), min(count, len(options)))

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """All the options in a random order."""
        return self.some(options, len(options))
