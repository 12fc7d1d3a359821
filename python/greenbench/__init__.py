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
    from greenbench.energy_log import log_energy
    from greenbench.hotspots.definition import HotspotError, count_process, hotspot
    from greenbench.hotspots.mark import baseline, variant
    from greenbench.measurement import Measurement
    from greenbench.measuring import measure
    from greenbench.meter import Meter
    from greenbench.settings import Roots

__all__ = [
    "CannotMeasure",
    "HotspotError",
    "Measurement",
    "Meter",
    "Roots",
    "baseline",
    "count_process",
    "hotspot",
    "log_energy",
    "measure",
    "variant",
]

_MODULE_OF = {
    "CannotMeasure": "greenbench._native",
    "HotspotError": "greenbench.hotspots.shape",
    "Measurement": "greenbench.measurement",
    "Meter": "greenbench.meter",
    "Roots": "greenbench.settings",
    "baseline": "greenbench.hotspots.mark",
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
    value = getattr(importlib.import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
