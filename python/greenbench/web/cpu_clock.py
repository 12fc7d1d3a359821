"""CPU seconds of the steps of one request.

    clock = CpuClock()
    with clock: step()              # the thread's CPU time in it
    value = await timed(clock, coroutine)   # the thread's CPU time while the coroutine itself runs
    clock.cpu_seconds

Many requests take turns in the one thread of an event loop. What one of them spends between two of its awaits is the
difference of the thread's clock around that step.
"""

import threading
import time
from collections.abc import Awaitable, Callable, Generator
from types import TracebackType
from typing import Any, TypeVar

Result = TypeVar("Result")


class CpuClock:
    """Steps come one after another, each in one thread; not necessarily all in the same one."""

    __slots__ = ("_ended_steps", "_step_began", "_thread", "began")

    def __init__(self) -> None:
        self.began = time.monotonic()
        self._ended_steps = 0.0
        self._step_began: float | None = None
        self._thread = 0

    def __enter__(self) -> None:
        self._thread = threading.get_ident()
        self._step_began = time.thread_time()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if self._step_began is not None:
            self._ended_steps += time.thread_time() - self._step_began
        self._step_began = None

    def add(self, cpu_seconds: float) -> None:
        """What another thread has spent for the request."""
        self._ended_steps += cpu_seconds

    @property
    def cpu_seconds(self) -> float:
        """Until now, the step that is being done included where this is asked in its thread."""
        if self._step_began is None or self._thread != threading.get_ident():
            return self._ended_steps
        return self._ended_steps + time.thread_time() - self._step_began

    @property
    def seconds(self) -> float:
        """Since the request began."""
        return time.monotonic() - self.began


class _Steps(Awaitable[Result]):
    """What timed() awaits: it hands on whatever comes in and goes out, exceptions and cancellation included."""

    __slots__ = ("_awaited", "_clock")

    def __init__(self, clock: CpuClock, awaited: Awaitable[Result]) -> None:
        self._clock = clock
        self._awaited = awaited

    def __await__(self) -> Generator[Any, Any, Result]:
        clock = self._clock
        steps = self._awaited.__await__()
        step: Callable[[Any], Any] = steps.send
        argument: Any = None
        while True:
            try:
                with clock:
                    asked = step(argument)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]
            try:
                argument = yield asked
                step = steps.send
            except GeneratorExit:
                with clock:
                    steps.close()
                raise
            except BaseException as error:  # a cancellation, too, is the coroutine's own affair
                argument, step = error, steps.throw


def timed(clock: CpuClock, awaited: Awaitable[Result]) -> Awaitable[Result]:
    return _Steps(clock, awaited)
