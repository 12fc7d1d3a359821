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
    """Steps come one after another, each in one thread; not necessarily all in the same one. They may nest."""

    __slots__ = ("_depth", "_ended_steps", "_step_began", "_thread", "began", "is_complete")

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.is_complete = True
        """Cleared where something was seen to be done for the request outside of its steps."""
        self._depth = 0
        self._ended_steps = 0.0
        self._step_began = 0.0
        self._thread = 0

    def __enter__(self) -> None:
        self._depth += 1
        if self._depth > 1:
            return
        self._thread = threading.get_ident()
        self._step_began = time.thread_time()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._ended_steps += time.thread_time() - self._step_began

    def add(self, cpu_seconds: float) -> None:
        """What another thread has spent for the request."""
        self._ended_steps += cpu_seconds

    @property
    def cpu_seconds(self) -> float:
        """Until now, the step that is being done included where this is asked in its thread."""
        if self.is_in_step:
            return self._ended_steps + time.thread_time() - self._step_began
        return self._ended_steps

    @property
    def is_in_step(self) -> bool:
        """Whether who asks is part of the request, as far as it is counted."""
        return self._depth > 0 and self._thread == threading.get_ident()

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
