"""strings/build_attribute: the same += on a local name, an attribute and a global."""

from greenbench import baseline, hotspot, variant

QUADRATIC = "quadratic copying: one iteration at 1,000,000 takes minutes"

text_of_module = ""


# The default is the article's size although the baseline takes only about 2 ms there: the copying variants
# are quadratic, and a larger size would spend nearly all of a run on them.
@hotspot(
    "strings/build_attribute",
    default_size=10_000,
    article_size=10_000,
    sizes=[100, 1_000, 10_000, 100_000],
)
class BuildAttribute:
    """The same += builds a text that lives in a local name, in an attribute or in a global.
    CPython extends a text in place only while a local name holds its one reference; elsewhere each step copies it."""

    def setup(self, n: int) -> None:
        self.numbers = list(range(n))
        self.text = ""

    @baseline
    def concat_local(self) -> str:
        text = ""
        for number in self.numbers:
            text += str(number) + ","
        return text[:-1]

    @variant(max_size=100_000, reason=QUADRATIC, changes=("text",))
    def concat_attribute(self) -> str:
        self.text = ""
        for number in self.numbers:
            self.text += str(number) + ","
        return self.text[:-1]

    @variant(max_size=100_000, reason=QUADRATIC)
    def concat_global(self) -> str:
        global text_of_module
        text_of_module = ""
        for number in self.numbers:
            text_of_module += str(number) + ","
        return text_of_module[:-1]

    @variant
    def join(self) -> str:
        return ",".join(str(number) for number in self.numbers)
