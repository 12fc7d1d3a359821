"""Whose CPU time is counted of coroutines and tasks, and what they see of it."""

import asyncio
import contextvars
import gc
import unittest
import warnings

from asgi_test import get, hello, middleware
from greenbench.web.cpu_clock import CpuClock, timed
from web_support import burn


class Tasks(unittest.IsolatedAsyncioTestCase):
    """That a request starts."""

    async def answering(self, scope: dict, receive: object, send: object) -> None:
        async def burning() -> None:
            for _ in range(5):
                burn(0.01)
                await asyncio.sleep(0)

        async def answer() -> None:
            await asyncio.gather(burning(), burning())
            await hello(scope, receive, send)

        await asyncio.create_task(answer())

    async def test_are_not_counted_which_is_said_where_one_of_them_answers(self) -> None:
        with self.assertLogs("greenbench.web", "INFO") as logs:
            start, _ = await get(middleware(self.answering, header=True))
        self.assertLess(logs.records[0].cpu_seconds, 0.02)
        self.assertRegex(
            logs.records[0].getMessage(), r": at least 0\.\d+ CPU s, at least [\d.e-]+ J \(estimated share\)$"
        )
        self.assertRegex(
            start["headers"][-1][1], rb'^cpu;dur=[\d.]+;desc="at least", energy;desc="at least [\d.e-]+ J '
        )

    async def test_are_counted_where_that_is_wanted(self) -> None:
        app = middleware(self.answering, tasks=True)
        idle = middleware(tasks=True)
        with self.assertLogs("greenbench.web", "INFO") as logs:
            await asyncio.gather(get(app), get(idle))
        quick, slow = sorted(logs.records, key=lambda record: record.cpu_seconds)
        self.assertLess(quick.cpu_seconds, 0.02)
        self.assertGreaterEqual(slow.cpu_seconds, 0.1)
        self.assertLess(slow.cpu_seconds, 0.15)
        self.assertNotIn("at least", slow.getMessage())

    async def test_that_are_cancelled_before_their_first_step_leave_no_warning(self) -> None:
        async def app(scope: dict, receive: object, send: object) -> None:
            asyncio.create_task(asyncio.sleep(1000)).cancel()
            await asyncio.sleep(0)
            await hello(scope, receive, send)

        with warnings.catch_warnings(record=True) as warned, self.assertLogs("greenbench.web", "INFO"):
            warnings.simplefilter("always")
            await get(middleware(app, tasks=True))
            await asyncio.sleep(0)
            gc.collect()
        self.assertEqual([str(one.message) for one in warned if "never awaited" in str(one.message)], [])

    async def test_of_others_are_left_alone_and_the_loops_own_factory_is_asked(self) -> None:
        asked = []

        def factory(loop: asyncio.AbstractEventLoop, work: object, **options: object) -> asyncio.Task:
            asked.append(work)
            return asyncio.Task(work, loop=loop, **options)

        loop = asyncio.get_running_loop()
        loop.set_task_factory(factory)
        await get(middleware(self.answering, tasks=True, log=False, header=True))
        self.assertEqual(len(asked), 3)
        other = contextvars.Context().run(loop.create_task, asyncio.sleep(0))
        self.assertIs(other.get_coro(), asked[-1])
        self.assertIn("sleep", repr(asked[-1]))
        await other


class Timed(unittest.IsolatedAsyncioTestCase):
    async def test_context_variables_are_the_callers(self) -> None:
        variable = contextvars.ContextVar("variable")

        async def inner() -> None:
            await asyncio.sleep(0)
            variable.set("set inside")

        await timed(CpuClock(), inner())
        self.assertEqual(variable.get(), "set inside")

    async def test_a_timeout_reaches_the_coroutine(self) -> None:
        async def inner() -> str:
            try:
                await asyncio.sleep(1000)
            except asyncio.CancelledError:
                return "answered nevertheless"
            return "slept"

        task = asyncio.ensure_future(timed(CpuClock(), inner()))
        await asyncio.sleep(0)
        task.cancel()
        self.assertEqual(await task, "answered nevertheless")

    def test_closing_closes_the_coroutine(self) -> None:
        closed = []

        async def inner() -> None:
            try:
                await asyncio.sleep(1000)
            finally:
                closed.append(True)

        async def outer() -> None:
            await timed(CpuClock(), inner())

        coroutine = outer()
        loop = asyncio.new_event_loop()
        self.addCleanup(loop.close)
        loop.call_soon(coroutine.send, None)
        loop.call_soon(loop.stop)
        loop.run_forever()
        coroutine.close()
        self.assertEqual(closed, [True])


if __name__ == "__main__":
    unittest.main()
