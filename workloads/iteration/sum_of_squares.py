"""iteration/sum_of_squares in Python: all squares in memory first, or one at a time."""

from greenbench import baseline, hotspot, variant


@hotspot(
    "iteration/sum_of_squares",
    default_size=200_000,
    article_size=10_000_000,
    sizes=[1_000, 10_000, 100_000, 1_000_000, 10_000_000],
)
class SumOfSquares:
    """The squares of the first integers are added up, from a container of all of them or one at a time.
    The container is read once and thrown away, so that what it costs buys nothing unless the lazy way costs more."""

    def setup(self, n: int) -> None:
        self.n = n

    @baseline
    def list(self) -> int:
        return sum([i * i for i in range(self.n)])

    @variant
    def generator(self) -> int:
        return sum(i * i for i in range(self.n))

    @variant
    def loop(self) -> int:
        total = 0
        for i in range(self.n):
            total += i * i
        return total
