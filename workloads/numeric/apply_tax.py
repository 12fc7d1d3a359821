"""numeric/apply_tax in Python: six ways to multiply every price by one number."""

from array import array
from typing import Any

from greenbench import baseline, hotspot, variant


@hotspot(
    "numeric/apply_tax",
    default_size=300_000,
    article_size=1_000_000,
    sizes=[10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000],
)
class ApplyTax:
    """Every price of a list is multiplied by one tax factor, number by number or as one array operation.
    Vectorising is the usual advice for such loops, and what it saves depends on how many numbers one call handles."""

    def setup(self, n: int) -> None:
        self.prices = [(i % 10_000 + 1) / 100 for i in range(n)]
        self.price_array = array("d", self.prices)
        try:
            import numpy
        except ModuleNotFoundError:
            return  # The variants that need it are left out.
        self.multiply = numpy.multiply
        self.numpy_prices = numpy.array(self.prices)
        self.taxed = numpy.empty_like(self.numpy_prices)

    def check(self, result: Any) -> Any:
        return array("d", result) if isinstance(result, list) else result

    @baseline
    def list_comprehension(self) -> list[float]:
        return [price * 1.2 for price in self.prices]

    @variant
    def for_append(self) -> list[float]:
        taxed = []
        for price in self.prices:
            taxed.append(price * 1.2)
        return taxed

    @variant
    def map(self) -> list[float]:
        return list(map(lambda price: price * 1.2, self.prices))  # noqa: C417 what this costs is the question

    @variant(needs=("numpy",))
    def numpy(self) -> Any:
        return self.numpy_prices * 1.2

    @variant(needs=("numpy",), changes=("taxed",))
    def numpy_inplace(self) -> Any:
        """In place: into an array made once. Over the prices themselves each call would tax them again."""
        return self.multiply(self.numpy_prices, 1.2, out=self.taxed)

    @variant
    def array_loop(self) -> array:
        taxed = array("d")
        for price in self.price_array:
            taxed.append(price * 1.2)
        return taxed
