"""The middleware for ASGI, driven by hand: whose CPU time is counted, and what passes through."""

import asyncio
import unittest
from collections.abc import Awaitable, Callable

from greenbench.web.asgi import EnergyMiddleware
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


if __name__ == "__main__":
    unittest.main()
