"""What the web middleware adds to a request.

    cmake --build build/release --target greenbench_native emulated_machine
    PYTHONPATH=build/release/python .venv/bin/python docs/evidence/web_overhead.py \\
        build/release/tests/support/emulated_machine >docs/evidence/web_overhead.txt

Each framework serves a small page, in blocks of requests without and with the middleware by turns. The difference of
two neighbouring blocks is one value; shown are the median of 60 values and its interval at 95% (of order statistics).
The counters are files of an emulated machine, read as those of powercap are; log lines go to /dev/null.
"""

import asyncio
import contextlib
import logging
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import django
from django.conf import settings
from web_machine import EmulatedMeter

BLOCKS = 60
REQUESTS = 200


@dataclass(frozen=True)
class Mode:
    name: str
    options: dict[str, object]


MODES = [
    Mode("header and log", {"header": True, "log": True}),
    Mode("log", {"header": False, "log": True}),
    Mode("log, 1 of 10 requests", {"header": False, "log": True, "every": 10}),
    Mode("neither", {"header": False, "log": False}),
]

Serve = Callable[[int], None]


def wsgi_page(environ: dict, start_response: Callable) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]


async def asgi_page(scope: dict, receive: Callable, send: Callable) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


def serve_wsgi(app: Callable) -> Serve:
    def serve(count: int) -> None:
        for _ in range(count):
            environ = {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": "/orders/7",
                "SERVER_NAME": "localhost",
                "SERVER_PORT": "80",
                "wsgi.input": sys.stdin.buffer,
            }
            body = app(environ, lambda *_: None)
            for _ in body:
                pass
            if hasattr(body, "close"):
                body.close()

    return serve


def serve_asgi(app: Callable) -> Serve:
    scope = {"type": "http", "method": "GET", "path": "/orders/7", "headers": [], "query_string": b""}

    async def send(_: dict) -> None:
        pass

    async def one() -> None:
        asked = []

        async def receive() -> dict:
            if asked:
                await asyncio.sleep(1000)
            asked.append(True)
            return {"type": "http.request"}

        await app(scope, receive, send)

    async def several(count: int) -> None:
        for _ in range(count):
            await one()

    runner = asyncio.Runner()
    return lambda count: runner.run(several(count))


def django_settings(mode: Mode | None, meter: object) -> None:
    settings.MIDDLEWARE = [] if mode is None else ["greenbench.web.django.EnergyMiddleware"]
    settings.GREENBENCH_METER = meter
    for name, value in {"header": False, "log": True, "every": 1, **(mode.options if mode else {})}.items():
        setattr(settings, f"GREENBENCH_{name.upper()}", value)


def set_up_django() -> tuple[Callable, Callable]:
    from django.http import HttpResponse
    from django.urls import path

    async def async_view(request: object) -> HttpResponse:
        return HttpResponse("hello")

    views = [path("orders/7", lambda request: HttpResponse("hello")), path("async", async_view)]
    settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=tuple(views), LOGGING_CONFIG=None)
    django.setup()
    from django.core.handlers.asgi import ASGIHandler
    from django.core.handlers.wsgi import WSGIHandler

    return WSGIHandler, ASGIHandler


def applications(mode: Mode | None, meter: object, handlers: tuple[Callable, Callable]) -> dict[str, Serve]:
    from greenbench.web import asgi, wsgi

    options = {} if mode is None else {"meter": meter, **mode.options}
    django_settings(mode, meter)
    return {
        "WSGI": serve_wsgi(wsgi_page if mode is None else wsgi.EnergyMiddleware(wsgi_page, **options)),
        "ASGI": serve_asgi(asgi_page if mode is None else asgi.EnergyMiddleware(asgi_page, **options)),
        "Django, WSGI": serve_wsgi(handlers[0]()),
        "Django, ASGI": serve_asgi(handlers[1]()),
    }


@dataclass(frozen=True)
class Cost:
    """Microseconds a request."""

    cpu: float
    wall: float


def cost_of(serve: Serve) -> Cost:
    cpu, wall = time.process_time(), time.perf_counter()
    serve(REQUESTS)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return Cost(cpu / REQUESTS * 1e6, wall / REQUESTS * 1e6)


def median_text(values: list[float]) -> str:
    """Median and its interval: the k-th values from both ends, of which the sign test says 95%."""
    ordered, count = sorted(values), len(values)
    k = max(k for k in range(count // 2) if 2 * sum(math.comb(count, i) for i in range(k)) / 2**count <= 0.05)
    middle = (ordered[(count - 1) // 2] + ordered[count // 2]) / 2
    return f"{middle:7.1f} ({ordered[k - 1]:6.1f} to {ordered[count - k]:6.1f})"


def compare(name: str, without: Serve, mode: Mode, measured: Serve) -> None:
    without(REQUESTS)
    measured(REQUESTS)
    pairs = []
    for number in range(BLOCKS):
        first, second = (without, measured) if number % 2 else (measured, without)
        costs = cost_of(first), cost_of(second)
        pairs.append(costs if number % 2 else costs[::-1])
    plain = median_text([before.cpu for before, _ in pairs])
    cpu = median_text([after.cpu - before.cpu for before, after in pairs])
    wall = median_text([after.wall - before.wall for before, after in pairs])
    print(f"{name:13} {mode.name:22} {plain}  {cpu}  {wall}", flush=True)


def main() -> None:
    logger = logging.getLogger("greenbench.web")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(logging.FileHandler(os.devnull))
    handlers = set_up_django()
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.closing(EmulatedMeter(sys.argv[1], Path(folder))) as machine,
    ):
        python = sys.version.split()[0]
        print(f"Python {python}, Django {django.__version__}, {REQUESTS} requests a block, {BLOCKS} pairs of blocks")
        load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} CPUs"
        print(f"{load}; two calls of time.thread_time(): {clock_step():.2f} us\n")
        print(f"{'':36} {'CPU us of a':26}{'added: CPU us':26}added: us of time")
        print(f"{'served by':13} {'middleware':22} {'request without':26}{'of a request':26}of a request")
        without = applications(None, None, handlers)
        for mode in MODES:
            for name, measured in applications(mode, machine.meter, handlers).items():
                compare(name, without[name], mode, measured)


def clock_step() -> float:
    begin = time.perf_counter()
    for _ in range(10000):
        time.thread_time()
        time.thread_time()
    return (time.perf_counter() - begin) / 10000 * 1e6


if __name__ == "__main__":
    main()
