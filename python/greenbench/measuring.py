"""measure(): joules, seconds and watts of a block or of each call of a function.

with greenbench.measure() as m:
    work()
print(m.joules, m.seconds, m.watts)

@greenbench.measure(label="build")
def build(): ...
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ParamSpec, TypeVar, overload

from greenbench.meter import Meter, default_meter
from greenbench.settings import settings_of
from greenbench.window import Measuring, Report

P = ParamSpec("P")
R = TypeVar("R")


@overload
def measure(
    function: None = None,
    /,
    *,
    label: str | None = None,
    meter: Meter | None = None,
    source: str | Sequence[str] | None = None,
    carbon: str | float | None = None,
    report: Report | None = None,
    precise: bool = False,
) -> Measuring: ...
@overload
def measure(
    function: Callable[P, R],
    /,
    *,
    label: str | None = None,
    meter: Meter | None = None,
    source: str | Sequence[str] | None = None,
    carbon: str | float | None = None,
    report: Report | None = None,
    precise: bool = False,
) -> Callable[P, R]: ...


def measure(
    function: Callable[P, R] | None = None,
    /,
    *,
    label: str | None = None,
    meter: Meter | None = None,
    source: str | Sequence[str] | None = None,
    carbon: str | float | None = None,
    report: Report | None = None,
    precise: bool = False,
) -> Measuring | Callable[P, R]:
    """A window on the energy counters: a context manager, or a decorator for functions and `async def` functions.

    label    what the measurement is called; of a decorated function, its qualified name
    meter    opened before; without one, a default meter of this source and carbon is opened at first use and kept
    source   as for Meter
    carbon   as for Meter
    report   called with the Measurement whenever a window closes, also by an exception. A decorator without one prints
             a line to standard error, a context manager prints nothing
    precise  wait for an update of each counter at either end, three update periods at most, for short windows

    Joules are the whole machine's, or the estimate of this process. Windows nest and overlap, in threads and tasks.
    Raises CannotMeasure and ValueError when the window opens, as Meter does, and TypeError for generator functions,
    whose calls do no work: measure the loop that consumes them.
    """
    window = Measuring(meter_chooser(meter, source, carbon), label=label, report=report, precise=precise)
    return window if function is None else window(function)


def meter_chooser(
    meter: Meter | None, source: str | Sequence[str] | None, carbon: str | float | None
) -> Callable[[], Meter]:
    if meter is None:
        settings = settings_of(source=source, carbon=carbon)
        return lambda: default_meter(settings)
    if not isinstance(meter, Meter):
        raise TypeError(f"meter: a greenbench.Meter, not {meter!r}")
    if source is not None or carbon is not None:
        raise ValueError("source and carbon belong to the meter: give them to Meter()")
    return lambda: meter
