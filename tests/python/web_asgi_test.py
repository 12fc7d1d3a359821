"""The middleware for ASGI, driven by hand: whose CPU time is counted, and what passes through."""

import asyncio
import contextvars
import gc
import unittest
import warnings
from collections.abc import Awaitable, Callable

from greenbench.web.asgi import EnergyMiddleware
from greenbench.web.cpu_clock import CpuClock, timed
from web_support import ScriptedMeter, burn, open_descriptors, steady

SCOPE = {"type": "http", "method": "GET", "path": "/"}
START = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]}


async def hello(scope: dict, receive: object, send: Callable[[dict], Awaitable[None]]) -> None:
    await send(START)
    await send({"type": "http.response.body", "body": b"hello"})


def middleware(app: object = hello, **options: object) -> EnergyMiddleware:
    measured = EnergyMiddleware(app, meter=ScriptedMeter(), **options)
    steady(measured)
    return measured


async def get(app: object, path: str = "/") -> list[dict]:
    messages: list[dict] = []

    async def send(message: dict) -> None:
        messages.append(message)

    async def receive() -> dict:
        return {"type": "http.request"}

    await app({**SCOPE, "path": path, "query_string": b"token=secret"}, receive, send)
    return messages


class Logged(unittest.IsolatedAsyncioTestCase):
    async def test_a_request_is_one_line_without_its_query(self) -> None:
        with self.assertLogs("greenbench.web", "INFO") as logs:
            await get(middleware(), "/orders\n7")
        self.assertRegex(
            logs.records[0].getMessage(), r"^GET /orders%0A7 200: [\d.]+ CPU s, [\d.e-]+ J \(estimated share\)$"
        )

    async def test_a_path_that_is_no_unicode_is_logged_all_the_same(self) -> None:
        with self.assertLogs("greenbench.web", "INFO") as logs:
            await get(middleware(), "/\udcff")
        self.assertTrue(logs.records[0].getMessage().startswith("GET /%5Cudcff 200: "))

    async def test_requests_that_take_turns_have_their_own_cpu_seconds_only(self) -> None:
        async def busy(scope: dict, receive: object, send: object) -> None:
            for _ in range(10):
                burn(0.02)
                await asyncio.sleep(0)
            await hello(scope, receive, send)

        async def idle(scope: dict, receive: object, send: object) -> None:
            for _ in range(10):
                await asyncio.sleep(0)
            await hello(scope, receive, send)

        with self.assertLogs("greenbench.web", "INFO") as logs:
            await asyncio.gather(*(get(middleware(app)) for app in (busy, idle, busy)))
        seconds = sorted(record.cpu_seconds for record in logs.records)
        self.assertLess(seconds[0], 0.2 * 0.2)
        for own in seconds[1:]:
            self.assertGreaterEqual(own, 0.2)
            self.assertLess(own, 0.3)

    async def test_an_exception_is_logged_and_goes_on(self) -> None:
        async def app(scope: dict, receive: object, send: object) -> None:
            await send(START)
            raise ValueError("secret")

        with self.assertLogs("greenbench.web", "INFO") as logs, self.assertRaises(ValueError):
            await get(middleware(app))
        self.assertRegex(logs.records[0].getMessage(), r"^GET / 200, failed with ValueError: ")

    async def test_a_cancelled_request_is_logged_and_cleans_up(self) -> None:
        waits, cleaned = asyncio.Event(), []

        async def app(scope: dict, receive: object, send: object) -> None:
            try:
                waits.set()
                await asyncio.sleep(1000)
            finally:
                await asyncio.sleep(0)
                cleaned.append(True)

        with self.assertLogs("greenbench.web", "INFO") as logs:
            task = asyncio.create_task(get(middleware(app)))
            await waits.wait()
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task
        self.assertEqual(cleaned, [True])
        self.assertRegex(logs.records[0].getMessage(), r"^GET / failed with CancelledError: ")

    async def test_a_disconnected_client_ends_the_request_without_a_status(self) -> None:
        async def app(scope: dict, receive: object, send: object) -> None:
            await receive()

        with self.assertLogs("greenbench.web", "INFO") as logs:
            await get(middleware(app))
        self.assertRegex(logs.records[0].getMessage(), r"^GET / without a status: ")


class Header(unittest.IsolatedAsyncioTestCase):
    async def test_it_stands_beside_the_applications_own_and_leaves_its_message_alone(self) -> None:
        own = {**START, "headers": [(b"server-timing", b"db;dur=1")]}

        async def app(scope: dict, receive: object, send: object) -> None:
            burn(0.02)
            await send(own)
            await send({"type": "http.response.body", "body": b"", "more_body": False})

        start, _ = await get(middleware(app, header=True, log=False))
        timings = [value for name, value in start["headers"] if name == b"server-timing"]
        self.assertEqual((timings[0], len(timings), len(own["headers"])), (b"db;dur=1", 2, 1))
        self.assertRegex(timings[1], rb'^cpu;dur=\d+\.\d{3}, energy;desc="[\d.e-]+ J \(estimated share\)"$')
        self.assertGreaterEqual(float(timings[1].split(b",")[0].removeprefix(b"cpu;dur=")), 20.0)

    async def test_a_streamed_body_is_in_the_log_and_cannot_be_in_the_header(self) -> None:
        async def app(scope: dict, receive: object, send: object) -> None:
            await send(START)
            for _ in range(3):
                burn(0.02)
                await send({"type": "http.response.body", "body": b"x", "more_body": True})
            await send({"type": "http.response.body", "body": b""})

        with self.assertLogs("greenbench.web", "INFO") as logs:
            start, *_ = await get(middleware(app, header=True))
        milliseconds = float(start["headers"][-1][1].split(b",")[0].removeprefix(b"cpu;dur="))
        self.assertLess(milliseconds, 20.0)
        self.assertGreaterEqual(logs.records[0].cpu_seconds, 0.06)

    async def test_it_is_left_out_unless_wanted(self) -> None:
        start, _ = await get(middleware())
        self.assertIs(start, START)


class Untouched(unittest.IsolatedAsyncioTestCase):
    async def test_lifespan_and_websocket_pass_through(self) -> None:
        async def app(*arguments: object) -> None:
            seen.append(arguments)

        for kind in ("lifespan", "websocket"):
            seen: list[tuple] = []
            given = ({"type": kind}, object(), object())
            with self.assertNoLogs("greenbench.web"):
                await middleware(app, header=True)(*given)
            for one, other in zip(seen[0], given, strict=True):
                self.assertIs(one, other)

    async def test_a_thousand_requests_leave_no_descriptor(self) -> None:
        app = middleware(header=True)
        await get(app)
        before = open_descriptors()
        for _ in range(1000):
            await get(app)
        self.assertEqual(open_descriptors(), before)


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
