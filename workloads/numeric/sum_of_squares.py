"""numeric/sum_of_squares in Python: three ways to add up the squares of real numbers."""

from typing import Any

from greenbench import baseline, hotspot, variant


@hotspot(
    "numeric/sum_of_squares",
    default_size=300_000,
    article_size=1_000_000,
    sizes=[10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000],
)
class SumOfSquares:
    """The squares of real numbers are added up, number by number or by one call of a library.
    Norms, variances and distances are such sums, and unlike a product of arrays they write nothing back to memory."""

    def setup(self, n: int) -> None:
        # Eighths below 125: every square and every sum of them is exact in a double, so that all orders of adding
        # give the same answer to the last bit.
        self.numbers = [(i % 1_000) / 8 for i in range(n)]
        try:
            import numpy
        except ModuleNotFoundError:
            return  # The variant that needs it is left out.
        self.dot = numpy.dot
        self.numpy_numbers = numpy.array(self.numbers)

    @baseline
    def loop(self) -> float:
        total = 0.0
        for number in self.numbers:
            total += number * number
        return total

    @variant
    def sum_generator(self) -> float:
        return sum(number * number for number in self.numbers)

    @variant(needs=("numpy",))
    def numpy_dot(self) -> Any:
        return self.dot(self.numpy_numbers, self.numpy_numbers)
