"""Measure the energy of Python code, compare implementations, and write hotspots.

    with greenbench.measure() as m:
        work()
    print(m.joules, m.seconds)

Each name is imported when it is first used: a hotspot file needs none of what measure() needs.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from greenbench._native import CannotMeasure
    from greenbench.comparing.compare import ComparisonFailed, compare
    from greenbench.comparing.comparison import Comparison
    from greenbench.energy_log import log_energy
    from greenbench.hotspots.definition import HotspotError, count_process, hotspot
    from greenbench.hotspots.mark import baseline, variant
    from greenbench.measurement import Measurement
    from greenbench.measuring import measure
    from greenbench.meter import Meter
    from greenbench.settings import Roots

__all__ = [
    "CannotMeasure",
    "Comparison",
    "ComparisonFailed",
    "HotspotError",
    "Measurement",
    "Meter",
    "Roots",
    "baseline",
    "compare",
    "count_process",
    "hotspot",
    "log_energy",
    "measure",
    "variant",
]

_MODULE_OF = {
    "CannotMeasure": "greenbench._native",
    "Comparison": "greenbench.comparing.comparison",
    "ComparisonFailed": "greenbench.comparing.compare",
    "HotspotError": "greenbench.hotspots.shape",
    "Measurement": "greenbench.measurement",
    "Meter": "greenbench.meter",
    "Roots": "greenbench.settings",
    "baseline": "greenbench.hotspots.mark",
    "compare": "greenbench.comparing.compare",
    "count_process": "greenbench.hotspots.definition",
    "hotspot": "greenbench.hotspots.definition",
    "log_energy": "greenbench.energy_log",
    "measure": "greenbench.measuring",
    "variant": "greenbench.hotspots.mark",
}


def __getattr__(name: str) -> object:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        value = getattr(importlib.import_module(module), name)
    except ModuleNotFoundError as error:
        if not str(error.name).startswith("greenbench."):
            raise
        # The program brings its own Python files to hotspots, and no extension module for their interpreter.
        raise ImportError(
            f"greenbench.{name} is there where pip has installed greenbench; in a hotspot file, the program measures",
            name="greenbench._native",
        ) from None
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
