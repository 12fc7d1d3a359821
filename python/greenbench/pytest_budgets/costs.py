"""From rounds to the mean cost of one call, with its interval."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from greenbench import _native
from greenbench.pytest_budgets.metrics import Metric
from greenbench.pytest_budgets.rounds import Round

LEVEL = 0.95
"""Of every interval."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The mean over the rounds, in the metric's unit. 0 <= low <= value <= high."""

    value: float
    low: float
    high: float
    instrument: float
    """How far the counter's uncertainty alone reaches from the value, either way."""


def cost_of(metric: Metric, rounds: Sequence[Round]) -> Cost | None:
    """Student's interval of the mean, widened by the mean uncertainty of the instrument on either side.

    One round says nothing of how calls differ, so that the instrument's uncertainty is all there is. None where a
    round has no value.
    """
    values = [value for value in (one.value(metric) for one in rounds) if value is not None]
    if not values or len(values) < len(rounds):
        return None
    mean = math.fsum(values) / len(values)
    instrument = math.fsum(one.half_width(metric) for one in rounds) / len(rounds)
    low, high = _native.mean_interval(values, LEVEL) or (mean, mean)
    return Cost(
        mean, low=max(0.0, min(low, mean) - instrument), high=max(high, mean) + instrument, instrument=instrument
    )
