"""CPU seconds of the tasks that a request starts, and that those start.

    count_tasks(clock)                   # from here on, in this context
    asyncio.create_task(work())          # its steps are the clock's

A task inherits the context of the one that starts it, and with it the clock. asyncio has one place that sees every new
task: the event loop's task factory.
"""

import asyncio
from collections.abc import Coroutine
from contextvars import ContextVar
from typing import Any
from weakref import WeakSet

from greenbench.web.cpu_clock import CpuClock, timed

_clock: ContextVar[CpuClock] = ContextVar("greenbench_request_clock")
_loops: WeakSet[asyncio.AbstractEventLoop] = WeakSet()


def count_tasks(clock: CpuClock) -> None:
    """In the running task. Without asyncio, under trio, it does nothing."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    if loop not in _loops:
        _loops.add(loop)
        loop.set_task_factory(_factory_above(loop.get_task_factory()))
    _clock.set(clock)


def _factory_above(inner: Any) -> Any:
    def new_task(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, Any], **options: Any) -> Any:
        clock = _clock.get(None)
        counted = work if clock is None else _counted(clock, work)
        task = asyncio.Task(counted, loop=loop, **options) if inner is None else inner(loop, counted, **options)
        if clock is not None:
            # A task that is cancelled before its first step never gets to the work, which Python would warn of.
            task.add_done_callback(lambda _: work.close())
        return task

    return new_task


async def _counted(clock: CpuClock, work: Coroutine[Any, Any, Any]) -> Any:
    return await timed(clock, work)
