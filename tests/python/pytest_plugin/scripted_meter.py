"""A Meter that reads what it is told: for tests whose right answers are known to the last digit."""

import contextlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace


@dataclass
class ScriptedWindow:
    """The attributes of a Measurement. `seconds` passes for any duration; nothing is timed."""

    joules: float | None = 1.0
    seconds: float = 0.5
    uncertainty: float | None = 0.0
    grams_co2e: float | None = None
    source: str = "powercap"
    provenance: str = "measured"
    no_joules: str | None = None


class ScriptedMeter:
    """Gives each window around a whole call the next of `joules`, again and again, and `inner` to those inside."""

    def __init__(
        self,
        joules: Sequence[float | None] = (1.0,),
        inner: Sequence[float] = (0.25,),
        **of_all: float | str | None,
    ) -> None:
        self._joules = itertools.cycle(joules)
        self._inner = itertools.cycle(inner)
        self._reading = ScriptedWindow(**of_all)
        self._open = 0
        self.source = self._reading.source
        self.provenance = self._reading.provenance

    @contextlib.contextmanager
    def measure(self, *, label: str | None = None, precise: bool = False) -> Iterator[ScriptedWindow]:
        joules = next(self._inner if self._open else self._joules)
        self._open += 1
        try:
            yield replace(self._reading, joules=joules)
        finally:
            self._open -= 1
