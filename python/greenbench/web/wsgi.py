"""Middleware for WSGI: Flask, Bottle, Pyramid and what else is a WSGI application.

    from greenbench.web.wsgi import EnergyMiddleware

    app = EnergyMiddleware(app, header=True)

Counted is the CPU time of the thread in the application's call, in each step of the body's iteration and in its
close(). What other threads and processes do for the request is not in it, nor what the server does between the steps.
Servers that run several requests in one thread by turns (gevent, eventlet) give every one of them what all have spent.
"""

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any

from greenbench.web.measured_request import MeasuredRequest, MeasuredRequests, Options

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from greenbench import Meter

Headers = list[tuple[str, str]]
ErrorInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]


class EnergyMiddleware:
    """Measures the requests of `app`: CPU seconds, and their share of the machine's joules.

    header: adds Server-Timing to the response, with what is known when the application starts it. It shows outsiders
        how much a request costs and how busy the machine is.
    log: writes one line for each request to the logger "greenbench.web", at INFO.
    meter: a greenbench.Meter; one is opened where none is given.
    every: measures one of so many requests.
    """

    def __init__(
        self,
        app: "WSGIApplication",
        *,
        header: bool = False,
        log: bool = True,
        meter: "Meter | None" = None,
        every: int = 1,
    ) -> None:
        self._app = app
        self._requests = MeasuredRequests(Options(header=header, log=log, meter=meter, every=every))

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        request = self._requests.begin()
        if request is None:
            return self._app(environ, start_response)
        response = _Response(request, environ, start_response)
        try:
            with request.clock:
                body = self._app(environ, response.start)
        except BaseException as error:
            response.end(error)
            raise
        return response.body(body, environ.get("wsgi.file_wrapper"))


class _Response:
    """Of one request."""

    def __init__(self, request: MeasuredRequest, environ: "WSGIEnvironment", start_response: "StartResponse") -> None:
        self.request = request
        self._method = str(environ.get("REQUEST_METHOD", ""))
        # PEP 3333: bytes, of which each is one character.
        path = str(environ.get("SCRIPT_NAME", "")) + str(environ.get("PATH_INFO", ""))
        self._path = path.encode("latin-1", "replace").decode("utf-8", "backslashreplace")
        self._start_response = start_response
        self._status: str | None = None

    def start(self, status: str, headers: Headers, exc_info: ErrorInfo | None = None, /) -> Callable[[bytes], object]:
        """What the application gets as start_response."""
        self._status = status.split(" ", 1)[0]
        timing = self.request.server_timing()
        if timing is not None:
            headers = [*headers, ("Server-Timing", timing)]
        if exc_info is None:
            return self._start_response(status, headers)
        return self._start_response(status, headers, exc_info)

    def body(self, body: Iterable[bytes], file_wrapper: Any) -> Iterable[bytes]:
        if isinstance(file_wrapper, type) and isinstance(body, file_wrapper):
            # The server sends the file by itself, and knows it by its type.
            self.end(None)
            return body
        return _SizedBody(self, body) if isinstance(body, list | tuple) else _Body(self, body)

    def end(self, failure: BaseException | None) -> None:
        self.request.end(self._method, self._path, status=self._status, failure=failure)


class _Body:
    """The response's body, each step of which is timed."""

    def __init__(self, response: _Response, body: Iterable[bytes]) -> None:
        self._response = response
        self._body = body
        self._parts: Iterator[bytes] | None = None

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            with self._response.request.clock:
                if self._parts is None:
                    self._parts = iter(self._body)
                return next(self._parts)
        except StopIteration:
            raise
        except BaseException as error:
            self._response.end(error)
            raise

    def close(self) -> None:
        close = getattr(self._body, "close", None)
        try:
            if close is not None:
                with self._response.request.clock:
                    close()
        except BaseException as error:
            self._response.end(error)
            raise
        self._response.end(None)


class _SizedBody(_Body):
    """A server that sees one part only knows the content's length."""

    def __init__(self, response: _Response, body: list[bytes] | tuple[bytes, ...]) -> None:
        super().__init__(response, body)
        self._size = len(body)

    def __len__(self) -> int:
        return self._size
