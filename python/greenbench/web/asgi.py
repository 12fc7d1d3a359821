"""Middleware for ASGI: FastAPI, Starlette, Quart and what else is an ASGI application.

    from greenbench.web.asgi import EnergyMiddleware

    app = EnergyMiddleware(app, header=True)
    app.add_middleware(EnergyMiddleware, header=True, tasks=True)    # FastAPI, Starlette

Requests take turns in one thread, so counted is the CPU time of each step of the request's own coroutine, from one of
its awaits to the next, with what the server's send() and receive() do in it. Tasks that it starts are in it only with
tasks=True: Starlette and FastAPI start one for a streamed body, and one for all that stands below an @app.middleware.
Where a task that is not counted answers, the log says "at least". Never in it are threads (FastAPI and Starlette run
endpoints that are no `async def` in threads) and processes. Websockets and lifespan events pass through unmeasured.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any

from greenbench.web.counted_tasks import count_tasks
from greenbench.web.cpu_clock import timed
from greenbench.web.measured_request import MeasuredRequest, MeasuredRequests, Options

if TYPE_CHECKING:
    from greenbench import Meter

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class EnergyMiddleware:
    """Measures the requests of `app`: CPU seconds, and their share of the machine's joules.

    header: adds Server-Timing to the response, with what is known when its headers are sent. It shows outsiders how
        much a request costs and how busy the machine is.
    log: writes one line for each request to the logger "greenbench.web", at INFO.
    meter: a greenbench.Meter; one is opened where none is given.
    every: measures one of so many requests.
    tasks: counts the tasks, too, that a request starts, and theirs. It sets the event loop's task factory, which goes
        on with the one that was there.
    """

    def __init__(
        self,
        app: Application,
        *,
        header: bool = False,
        log: bool = True,
        meter: "Meter | None" = None,
        every: int = 1,
        tasks: bool = False,
    ) -> None:
        self._app = app
        self._tasks = tasks
        self._requests = MeasuredRequests(Options(header=header, log=log, meter=meter, every=every))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = self._requests.begin() if scope["type"] == "http" else None
        if request is None:
            await self._app(scope, receive, send)
            return
        if self._tasks:
            count_tasks(request.clock)
        response = _Response(request, send)
        failure: BaseException | None = None
        try:
            await timed(request.clock, self._app(scope, receive, response.send))
        except BaseException as error:
            failure = error
            raise
        finally:
            method, path = str(scope.get("method", "")), str(scope.get("path", ""))
            request.end(method, path, status=response.status, failure=failure)


class _Response:
    """Sees its start go by."""

    def __init__(self, request: MeasuredRequest, send: Send) -> None:
        self._request = request
        self._clock = request.clock
        self._send = send
        self.status: str | None = None

    async def send(self, message: Message) -> None:
        if not self._clock.is_in_step:
            # Another task answers, as the one does that streams a body of Starlette's.
            self._clock.is_complete = False
        if message["type"] == "http.response.start":
            self.status = str(message["status"])
            timing = self._request.server_timing()
            if timing is not None:
                headers = [*message.get("headers", ()), (b"server-timing", timing.encode("latin-1"))]
                message = {**message, "headers": headers}
        await self._send(message)
