"""caching/memoize in Python: an expensive function is called again, or its results are kept in one of two ways."""

import functools
from bisect import bisect_right
from itertools import accumulate

from greenbench import baseline, hotspot, variant

DISTINCT_KEYS = 1_000
FIRST_KEY = 1_000_000


def zipf_keys(count: int) -> list[int]:
    """`count` keys of which the r-th most frequent comes with a weight of 1/r.

    All of it is integer arithmetic, and key_stream.hpp does the same, so that both languages get the same keys.
    """
    # The last one is the total: a number below it falls into each rank's share with its probability.
    shares = list(accumulate((1 << 20) // rank for rank in range(1, DISTINCT_KEYS + 1)))
    state = 1
    keys = []
    for _ in range(count):
        # Knuth's linear congruential generator, of which only the upper half is random enough.
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        drawn = ((state >> 32) * shares[-1]) >> 32
        keys.append(FIRST_KEY + bisect_right(shares, drawn))
    return keys


def collatz_steps(number: int) -> int:
    """How many steps of "halve it if even, else triple it and add one" lead to 1."""
    steps = 0
    while number != 1:
        number = number // 2 if number % 2 == 0 else 3 * number + 1
        steps += 1
    return steps


@hotspot(
    "caching/memoize",
    default_size=1_000,
    article_size=1_000,
    sizes=[10, 100, 1_000, 10_000, 100_000],
)
class Memoize:
    """A function of some hundred steps is called with keys that repeat, and its results are kept, from an empty cache
    on, or not.
    Real requests repeat in this way, and a cache is the usual advice for whatever is expensive."""

    def setup(self, n: int) -> None:
        self.keys = zipf_keys(n)

    @baseline
    def recompute(self) -> int:
        return sum(collatz_steps(key) for key in self.keys)

    @variant
    def lru_cache(self) -> int:
        cached_steps = functools.lru_cache(maxsize=None)(collatz_steps)
        return sum(cached_steps(key) for key in self.keys)

    @variant
    def dict(self) -> int:
        known: dict[int, int] = {}
        total = 0
        for key in self.keys:
            steps = known.get(key)
            if steps is None:
                steps = known[key] = collatz_steps(key)
            total += steps
        return total
