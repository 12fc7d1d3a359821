"""control/noop in Python: what it costs to call a Python variant that does nothing."""

from greenbench import baseline, hotspot


@hotspot("control/noop", default_size=1, article_size=1, sizes=[1])
class Nothing:
    """A variant that does nothing is called through the same loop as every other.
    Its cost per iteration is the bridge's own, which is part of every other figure."""

    @baseline
    def noop(self) -> None:
        pass
