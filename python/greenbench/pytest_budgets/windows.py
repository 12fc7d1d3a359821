"""The fixture `energy`: a Meter whose windows count as what the test costs."""

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from greenbench.pytest_budgets.rounds import Reading


class WindowError(Exception):
    """Why windows cannot be added up."""


class MeterLike(Protocol):
    """What is used of a greenbench.Meter."""

    @property
    def source(self) -> str: ...
    @property
    def provenance(self) -> str: ...
    def measure(self, *, label: str | None = None, precise: bool = False) -> AbstractContextManager[Reading]: ...


class EnergyWindows:
    """Measures parts of a test.

        def test_parse(energy):
            text = make_text()
            with energy.measure() as m:
                parse(text)
            print(m.joules)

    In a test with a mark, the budgets apply to the sum of a call's windows instead of the whole call.
    """

    def __init__(self, meter: MeterLike) -> None:
        self.meter = meter
        self._windows: list[Reading] = []
        self._open = 0
        self._overlapped = False

    @property
    def source(self) -> str:
        """Of the joules, as of the Meter."""
        return self.meter.source

    @property
    def provenance(self) -> str:
        """Whether joules are "measured" or "estimated"."""
        return self.meter.provenance

    @contextlib.contextmanager
    def measure(self, *, label: str | None = None, precise: bool = True) -> Iterator[Reading]:
        """As Meter.measure(); the values can be read after the block. `precise` waits for an edge of the counters."""
        self._overlapped |= self._open > 0
        self._open += 1
        try:
            with self.meter.measure(label=label, precise=precise) as window:
                self._windows.append(window)
                yield window
        finally:
            self._open -= 1

    def discard(self) -> None:
        """Forgets what fixtures measured, or a call that was not finished."""
        self._windows, self._overlapped = [], self._open > 0

    def take(self) -> list[Reading]:
        """The windows since it was asked last. Raises WindowError where their sum would not be what the call cost."""
        windows, overlapped = self._windows, self._overlapped
        self.discard()
        if self._open > 0:
            raise WindowError("a window of energy.measure() was still open when the call returned")
        if overlapped:
            raise WindowError("windows of energy.measure() were open at the same time, and would count twice")
        return windows
