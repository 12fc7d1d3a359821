"""Measure the energy of Python code, compare implementations, and write hotspots.

    with greenbench.measure() as m:
        work()
    print(m.joules, m.seconds)

Each name is imported when it is first used: a hotspot file needs none of what measure() needs.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from greenbench.comparing.compare import ComparisonFailed, compare
    from greenbench.comparing.comparison import Comparison
    from greenbench.errors import CannotMeasure
    from greenbench.hotspots.definition import HotspotError, count_process, hotspot
    from greenbench.hotspots.mark import baseline, variant

__all__ = [
    "CannotMeasure",
    "Comparison",
    "ComparisonFailed",
    "HotspotError",
    "baseline",
    "compare",
    "count_process",
    "hotspot",
    "variant",
]

_MODULE_OF = {
    "CannotMeasure": "greenbench.errors",
    "Comparison": "greenbench.comparing.comparison",
    "ComparisonFailed": "greenbench.comparing.compare",
    "compare": "greenbench.comparing.compare",
    "HotspotError": "greenbench.hotspots.shape",
    "baseline": "greenbench.hotspots.mark",
    "count_process": "greenbench.hotspots.definition",
    "hotspot": "greenbench.hotspots.definition",
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
