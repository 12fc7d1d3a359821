"""control/aa in Python: the same work under two names."""

from greenbench import baseline, hotspot, variant


@hotspot("control/aa", default_size=30_000, article_size=30_000, sizes=[1_000, 10_000, 100_000])
class IdenticalCode:
    """The same code is measured against itself under two names.
    Its interval is the noise floor: a difference smaller than that cannot be told from none."""

    def setup(self, n: int) -> None:
        self.numbers = list(range(n))

    def work(self) -> str:
        return ",".join([str(number) for number in self.numbers])

    @baseline
    def baseline(self) -> str:
        return self.work()

    @variant
    def same(self) -> str:
        return self.work()
