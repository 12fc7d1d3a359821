"""The stretch of time whose power and load a request is charged by, kept going by the requests themselves.

    machine = MachineSpan(open_window, busy_seconds)
    mark = machine.begin()
    ...                          # serve the request
    span = machine.end(mark)     # a Span, or NoSpan with the reason

One window of the meter is always open. The first request that ends a second or more after it was opened, with enough
CPU time spent by then, closes it, adds it up and opens the next. A request is charged by all windows closed while it
was served, or by the last one before its end. No thread and no timer: between requests nothing runs.
"""

import math
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from greenbench._native import BUSY_TIME_RESOLUTION_SECONDS
from greenbench.web.request_energy import NOTHING, Span

SHORTEST_SECONDS = 1.0
# Where little runs, ten steps of the kernel's clock take long to come; after this time two of them are 0.2% of a CPU.
LONGEST_SECONDS = 10.0
# Of so much CPU time, two readings are good to 10%.
ENOUGH_BUSY_SECONDS = 10.0 * BUSY_TIME_RESOLUTION_SECONDS


@dataclass(frozen=True, slots=True)
class NoSpan:
    reason: str


class Window(Protocol):
    """An open window of a meter."""

    def close(self) -> Span | NoSpan: ...
    def busy_seconds(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class Sums:
    """Of all windows so far, and up to the one before the last. Without `before`, the last window had no joules."""

    total: Span
    before: Span | None
    reason: str


FIRST = Sums(NOTHING, None, "the first second of requests has no window before it")
FORKED = NoSpan("the request began in another process")


class _OfProcess:
    """What must not be shared with a fork: its lock may be held there for ever, and its window is its parent's."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.lock = threading.Lock()
        self.window: Window | None = None
        self.opened = -math.inf
        self.sums = FIRST


@dataclass(frozen=True, slots=True)
class Mark:
    """The sums when a request began."""

    of: _OfProcess
    sums: Sums


class MachineSpan:
    """`open_window` begins a window, or says why it cannot. `clock` gives seconds."""

    def __init__(self, open_window: Callable[[], Window | NoSpan], clock: Callable[[], float] = time.monotonic) -> None:
        self._open_window = open_window
        self._clock = clock
        self._state = _OfProcess()

    def begin(self) -> Mark:
        """To be handed to end()."""
        state = self._state
        if state.process != os.getpid():
            state = self._state = _OfProcess()
        if state.window is None:
            self._when_due(state, self._open_first)
        return Mark(state, state.sums)

    def end(self, mark: Mark) -> Span | NoSpan:
        """By what a request is charged that began when `mark` was taken."""
        state = mark.of
        if state.process != os.getpid():
            return FORKED
        self._when_due(state, self._close_when_long_enough)
        return _span_between(mark.sums, state.sums)

    def _when_due(self, state: _OfProcess, action: Callable[[_OfProcess], None]) -> None:
        # Whoever finds the lock taken is charged by what there is: no request waits for another.
        if self._clock() - state.opened < SHORTEST_SECONDS or not state.lock.acquire(blocking=False):
            return
        try:
            action(state)
        finally:
            state.lock.release()

    def _open_first(self, state: _OfProcess) -> None:
        if state.window is None:
            self._next_window(state, state.sums)

    def _close_when_long_enough(self, state: _OfProcess) -> None:
        window, lasted = state.window, self._clock() - state.opened
        if window is None or lasted < SHORTEST_SECONDS:
            return
        if lasted < LONGEST_SECONDS:
            busy = window.busy_seconds()
            if busy is not None and busy < ENOUGH_BUSY_SECONDS:
                return
        closed = window.close()
        if isinstance(closed, NoSpan):
            sums = Sums(state.sums.total, None, closed.reason)
        else:
            sums = Sums(state.sums.total.then(closed), state.sums.total, "")
        self._next_window(state, sums)

    def _next_window(self, state: _OfProcess, sums: Sums) -> None:
        opened = self._open_window()
        state.opened = self._clock()
        if isinstance(opened, NoSpan):
            state.window, state.sums = None, Sums(sums.total, None, opened.reason)
        else:
            state.window, state.sums = opened, sums


def _span_between(begin: Sums, now: Sums) -> Span | NoSpan:
    if begin.total is not now.total:
        return now.total.since(begin.total)
    return NoSpan(now.reason) if now.before is None else now.total.since(now.before)
