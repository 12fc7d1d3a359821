"""Calls a test function several times and measures each call."""

import contextlib
import functools
import inspect
from collections.abc import Awaitable, Callable, Iterator
from typing import cast

from greenbench.pytest_budgets.rounds import Reading, Round, sum_of
from greenbench.pytest_budgets.windows import EnergyWindows, WindowError

AWAITABLE = "the test returned an awaitable before its work was done"
SOME_WINDOWS = "energy.measure() was used in some rounds only"


class Calls:
    """The rounds of one test, as they are measured. `finished` is called after the last one, inside the test.

    A call that raises ends the test there: what it raises is the test's own, and `finished` is not called.
    """

    def __init__(self, windows: EnergyWindows, rounds: int, finished: Callable[["Calls"], None]) -> None:
        self.rounds: list[Round] = []
        self.of_windows: bool | None = None
        self.fault: str | None = None
        self._windows = windows
        windows.discard()
        self._count = rounds
        self._finished = finished

    def repeating(self, function: Callable[..., object]) -> Callable[..., object]:
        """A function in the place of `function`, a coroutine function if that is one."""
        if inspect.iscoroutinefunction(function):
            return self._repeating_coroutine(cast(Callable[..., Awaitable[object]], function))

        @functools.wraps(function)
        def rounds(*arguments: object, **named: object) -> object:
            __tracebackhide__ = True
            result: object = None
            for _ in range(self._count):
                with self._round():
                    result = function(*arguments, **named)
                if hasattr(result, "__await__"):
                    self.fault = AWAITABLE
                    return result
            self._finished(self)
            return result

        return rounds

    def _repeating_coroutine(self, function: Callable[..., Awaitable[object]]) -> Callable[..., object]:
        @functools.wraps(function)
        async def rounds(*arguments: object, **named: object) -> object:
            __tracebackhide__ = True
            result: object = None
            for _ in range(self._count):
                with self._round():
                    result = await function(*arguments, **named)
            self._finished(self)
            return result

        return rounds

    @contextlib.contextmanager
    def _round(self) -> Iterator[None]:
        __tracebackhide__ = True
        with self._windows.meter.measure(precise=True) as call:
            yield
        try:
            self._add(call, self._windows.take())
        except WindowError as fault:
            self.fault = str(fault)

    def _add(self, call: Reading, windows: list[Reading]) -> None:
        """The call counts where the test opened no window."""
        of_windows = bool(windows)
        if self.of_windows not in (None, of_windows):
            self.fault = SOME_WINDOWS
        self.of_windows = of_windows
        self.rounds.append(sum_of(windows or [call]))
