"""One round: what one call of a test function cost."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from greenbench.pytest_budgets.metrics import GRAMS, JOULES, SECONDS, Metric


class Reading(Protocol):
    """What is taken from a greenbench.Measurement."""

    @property
    def seconds(self) -> float | None: ...
    @property
    def joules(self) -> float | None: ...
    @property
    def uncertainty(self) -> float | None: ...
    @property
    def grams_co2e(self) -> float | None: ...
    @property
    def source(self) -> str: ...
    @property
    def provenance(self) -> str: ...
    @property
    def no_joules(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Round:
    """Sums over the windows of one call. `uncertainty` is the half-width of joules; None where nothing is known."""

    seconds: float
    joules: float | None
    uncertainty: float | None
    grams_co2e: float | None
    source: str
    provenance: str
    no_joules: str | None

    def value(self, metric: Metric) -> float | None:
        """Of the call, in the metric's unit."""
        if metric is SECONDS:
            return self.seconds
        if metric is GRAMS:
            return self.grams_co2e if self.joules else None
        if metric is JOULES or self.joules is None:
            return self.joules
        return self.joules / self.seconds if self.seconds > 0.0 else None

    def half_width(self, metric: Metric) -> float:
        """The instrument's part in the uncertainty of that value. The clock's is far below any test's duration."""
        if metric is SECONDS or not self.uncertainty:
            return 0.0
        if metric is JOULES or not self.joules:
            return self.uncertainty
        return self.uncertainty * (self.value(metric) or 0.0) / self.joules


def sum_of(readings: Sequence[Reading]) -> Round:
    """Of one call's windows, one at least. Uncertainties add up: nothing says that they cancel each other."""
    first = readings[0]
    return Round(
        seconds=math.fsum(reading.seconds or 0.0 for reading in readings),
        joules=_sum([reading.joules for reading in readings]),
        uncertainty=_sum([reading.uncertainty for reading in readings]),
        grams_co2e=_sum([reading.grams_co2e for reading in readings]),
        source=first.source,
        provenance="estimated" if any(r.provenance == "estimated" for r in readings) else first.provenance,
        no_joules=next((reading.no_joules for reading in readings if reading.no_joules), None),
    )


def _sum(values: Sequence[float | None]) -> float | None:
    """None as soon as one of them is not known."""
    known = [value for value in values if value is not None]
    return math.fsum(known) if len(known) == len(values) else None
