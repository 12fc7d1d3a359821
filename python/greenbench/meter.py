"""A meter: sources that are opened once, for any number of windows.

meter = Meter(source="auto", carbon="DEU")
with meter.measure(label="x") as m:
    work()
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence

from greenbench._native import Meter as NativeMeter
from greenbench.settings import Path, Roots, Settings, settings_of
from greenbench.window import Measuring, Report


class Meter:
    """Holds handles and options; windows share nothing else.

    source            "auto" or names of sources: "perf", "powercap", "msr", "hwmon", "nvml", "estimate"
    carbon            a place ("DEU", "USA-CA", "aws:eu-north-1") or grams of CO2e per kWh; "none" for none
    power_model       TOML file for the estimate, as greenbench doctor --calibrate writes it
    require_measured  raises where joules could only be estimated
    roots             other places of /sys, /proc and /dev

    What is not given comes from GREENBENCH_SOURCE, GREENBENCH_CARBON, GREENBENCH_POWER_MODEL, GREENBENCH_SYSFS,
    GREENBENCH_PROCFS and GREENBENCH_DEVFS. Opening takes up to a quarter of a second, in which the counters are
    watched. Raises CannotMeasure where nothing can be read, and ValueError for unknown sources and places.

    In a process that was forked it opens handles of its own when it is first used there.
    """

    def __init__(
        self,
        *,
        source: str | Sequence[str] | None = None,
        carbon: str | float | None = None,
        power_model: Path | None = None,
        require_measured: bool = False,
        roots: Roots | None = None,
    ) -> None:
        self._open(
            settings_of(
                source=source, carbon=carbon, power_model=power_model, require_measured=require_measured, roots=roots
            )
        )

    def _open(self, settings: Settings) -> None:
        self._settings = settings
        self._native = NativeMeter(**settings.as_arguments())
        self.source: str = self._native.source
        self.provenance: str = self._native.provenance
        self.domains: tuple[str, ...] = tuple(self._native.domains)

    def __repr__(self) -> str:
        return f"Meter({self.source}, {self.provenance}: {', '.join(self.domains)})"

    def measure(self, *, label: str | None = None, report: Report | None = None, precise: bool = False) -> Measuring:
        """A window, as a context manager or a decorator; see greenbench.measure()."""
        return Measuring(lambda: self, label=label, report=report, precise=precise)


_default_meters: dict[Settings, Meter] = {}
_opening = threading.Lock()


def default_meter(settings: Settings) -> Meter:
    """The one of these settings; opened at first use and kept."""
    meter = _default_meters.get(settings)
    if meter is not None:
        return meter
    with _opening:
        if settings not in _default_meters:
            meter = Meter.__new__(Meter)
            meter._open(settings)
            _default_meters[settings] = meter
        return _default_meters[settings]


def _forget_the_lock() -> None:
    global _opening
    _opening = threading.Lock()


# Another thread may have held it when this process was forked.
os.register_at_fork(after_in_child=_forget_the_lock)
