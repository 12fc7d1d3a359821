"""The round numbers along logarithmic axes."""

import math

# How far the ratios of a hotspot go, and the factors that are then written along the axis.
FACTORS = (
    (1.06, (1.01, 1.02, 1.05)),
    (1.3, (1.05, 1.1, 1.2)),
    (2.2, (1.2, 1.5, 2.0)),
    (4, (1.5, 2.0, 3.0)),
    (12, (2.0, 5.0, 10.0)),
    (150, (3.0, 10.0, 30.0, 100.0)),
)


def ticks_between(low: float, high: float) -> list[float]:
    """Round numbers for a logarithmic axis: powers of ten, with steps between them where those are few."""
    exponents = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for digits in ((1,), (1, 3), (1, 2, 5)):
        ticks = [digit * 10.0**exponent for exponent in exponents for digit in digits]
        inside = [tick for tick in ticks if low <= tick <= high]
        if len(inside) >= 3:
            return inside[:: 1 + len(inside) // 10]
    if low == high:
        return [low]
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(digit * power for digit in (1, 2, 5, 10) if digit * power >= rough)
    return [step * i for i in range(math.ceil(low / step), math.floor(high / step) + 1)]


def factors_between(low: float, high: float) -> list[float]:
    """Round factors on both sides of 1, as many as are read without crowding."""
    widest = max(high, 1 / low)
    steps = next((steps for limit, steps in FACTORS if widest <= limit), [10.0**i for i in range(1, 12)])
    ends = [factor for step in steps for factor in (step, 1 / step) if low <= factor <= high]
    return sorted([*ends, 1.0])
