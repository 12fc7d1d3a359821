"""strings/build in Python: five ways to turn integers into one comma-separated text."""

import io

from greenbench import baseline, hotspot, variant


@hotspot(
    "strings/build",
    default_size=30_000,
    article_size=1_000_000,
    sizes=[100, 1_000, 10_000, 100_000, 1_000_000],
)
class Build:
    """Integers become one comma-separated text, by += or by the tools made for it.
    Every export, log line and template does this, and the advice to avoid += is rarely measured."""

    def setup(self, n: int) -> None:
        self.numbers = list(range(n))

    @baseline
    def concat(self) -> str:
        text = ""
        for number in self.numbers:
            text += str(number) + ","
        return text[:-1]

    @variant
    def join(self) -> str:
        return ",".join(str(number) for number in self.numbers)

    @variant
    def join_list(self) -> str:
        return ",".join([str(number) for number in self.numbers])

    @variant
    def buffer(self) -> str:
        text = io.StringIO()
        for number in self.numbers:
            text.write(str(number) + ",")
        return text.getvalue()[:-1]

    @variant
    def map_join(self) -> str:
        return ",".join(map(str, self.numbers))
