"""parallel/sum_of_squares in Python: one process, four processes or four threads."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor

from greenbench import baseline, count_process, hotspot, variant

# Four, as in the article, however many processors there are.
PARTS = 4

# Children that are forked know the functions of this file; CPython's default on Linux until 3.13, asked for by name.
FORKING = multiprocessing.get_context("fork")


def sum_of_squares(numbers: range) -> int:
    return sum(number * number for number in numbers)


@hotspot(
    "parallel/sum_of_squares",
    default_size=200_000,
    article_size=10_000_000,
    sizes=[10_000, 100_000, 1_000_000, 10_000_000],
    parallel=True,
)
class SumOfSquares:
    """The squares of all integers below n are added up by one worker or by several that share the work.
    More processors at once end sooner and draw more power, so that energy can go either way."""

    def setup(self, n: int) -> None:
        self.all = range(n)
        self.parts = [range(n * part // PARTS, n * (part + 1) // PARTS) for part in range(PARTS)]
        self.pool = FORKING.Pool(PARTS)
        for process in multiprocessing.active_children():
            count_process(process.pid)

    def teardown(self) -> None:
        self.pool.terminate()
        self.pool.join()

    @baseline
    def single(self) -> int:
        return sum_of_squares(self.all)

    @variant
    def processes(self) -> int:
        with FORKING.Pool(PARTS) as pool:
            return sum(pool.map(sum_of_squares, self.parts))

    @variant
    def processes_warm(self) -> int:
        return sum(self.pool.map(sum_of_squares, self.parts))

    @variant
    def threads(self) -> int:
        with ThreadPoolExecutor(PARTS) as pool:
            return sum(pool.map(sum_of_squares, self.parts))
