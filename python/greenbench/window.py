"""One window around a block or around each call of a function.

with Measuring(lambda: meter, label="x") as m:
    work()
decorated = Measuring(lambda: meter)(work)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from greenbench.measurement import Measurement, fill, open_measurement

if TYPE_CHECKING:
    from types import TracebackType

    from greenbench._native import Window
    from greenbench.meter import Meter

P = ParamSpec("P")
R = TypeVar("R")
Report = Callable[[Measurement], object]


class Measuring:
    """A context manager, for one block at a time, and a decorator, for any number of calls at once."""

    __slots__ = ("_label", "_measurement", "_meter", "_precise", "_report", "_window")

    def __init__(
        self,
        meter: Callable[[], Meter],
        *,
        label: str | None = None,
        report: Report | None = None,
        precise: bool = False,
    ) -> None:
        """`meter` is asked when a window opens."""
        check_options(label, report)
        self._meter = meter
        self._label = label
        self._report = report
        self._precise = precise
        self._window: Window | None = None
        self._measurement: Measurement | None = None

    def __enter__(self) -> Measurement:
        if self._window is not None:
            raise RuntimeError("this window is open already: call measure() for each block")
        meter = self._meter()
        measurement = open_measurement()
        self._measurement = measurement
        self._window = meter._native.open(self._precise)
        return measurement

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        window, measurement = self._window, self._measurement
        if window is None or measurement is None:
            raise RuntimeError("this window is not open")
        self._window = self._measurement = None
        try:
            values = window.close()
        except RuntimeError:
            # A fork that leaves the block by an exception of its own goes on with that one.
            if error is None:
                raise
            return
        meter = self._meter()
        fill(measurement, (self._label, *values[:-1], meter.source, meter.provenance, values[-1]))
        if self._report is not None:
            self._report(measurement)

    def say_nothing(self) -> None:
        """Closes without a report."""
        self._report = None

    def __call__(self, function: Callable[P, R], /) -> Callable[P, R]:
        from greenbench.decorated import decorated, print_line

        report = print_line if self._report is None else self._report

        def window_of(label: str) -> Measuring:
            chosen = label if self._label is None else self._label
            return Measuring(self._meter, label=chosen, report=report, precise=self._precise)

        return decorated(function, window_of)


def check_options(label: object, report: object) -> None:
    if label is not None and not isinstance(label, str):
        raise TypeError(f"label: a text, not {label!r}")
    if report is not None and not callable(report):
        raise TypeError(f"report: something to call with the Measurement, not {report!r}")
