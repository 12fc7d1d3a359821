"""Middleware for Django, under WSGI and ASGI.

    MIDDLEWARE = ["greenbench.web.django.EnergyMiddleware", ...]     # first, so that it sees all others

    GREENBENCH_HEADER = True    # the header Server-Timing; without this setting as DEBUG is
    GREENBENCH_LOG = True       # one line for each request to the logger "greenbench.web", at INFO
    GREENBENCH_EVERY = 1        # measure one of so many requests
    GREENBENCH_METER = None     # a greenbench.Meter

Under WSGI counted is the CPU time of the thread in the middleware and the view below this one, and in each step of a
streamed body; an `async def` view runs in a thread of its own there and is not in it. Under ASGI it is that of the
request's own coroutine, and that of the thread which Django keeps for the synchronous code of each request. Tasks,
other threads and processes that a view starts are not in it.
"""

import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any
from weakref import WeakKeyDictionary

from asgiref.sync import SyncToAsync, ThreadSensitiveContext, iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.core.signals import request_started
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from greenbench.web.cpu_clock import timed
from greenbench.web.measured_request import MeasuredRequest, MeasuredRequests, Options


class EnergyMiddleware:
    """Measures requests: CPU seconds, and their share of the machine's joules."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self._get_response = get_response
        self._requests = MeasuredRequests(
            Options(
                header=getattr(settings, "GREENBENCH_HEADER", settings.DEBUG),
                log=getattr(settings, "GREENBENCH_LOG", True),
                meter=getattr(settings, "GREENBENCH_METER", None),
                every=getattr(settings, "GREENBENCH_EVERY", 1),
            )
        )
        self._is_async = iscoroutinefunction(get_response)
        if self._is_async:
            markcoroutinefunction(self)
            request_started.connect(_remember_thread, dispatch_uid="greenbench.web.django")

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        measured = self._requests.begin()
        if measured is None:
            response: HttpResponseBase | Awaitable[HttpResponseBase] = self._get_response(request)
            return response
        serve = self._serve_async if self._is_async else self._serve
        return serve(request, measured)

    def _serve(self, request: HttpRequest, measured: MeasuredRequest) -> HttpResponseBase:
        try:
            with measured.clock:
                response = self._get_response(request)
        except BaseException as error:
            measured.end(request.method or "", request.path, status=None, failure=error)
            raise
        return _finish(_End(request, response, measured))

    async def _serve_async(self, request: HttpRequest, measured: MeasuredRequest) -> HttpResponseBase:
        thread = _thread_of_request()
        try:
            response = await timed(measured.clock, self._get_response(request))
        except BaseException as error:
            measured.clock.add(_seconds_of(thread))
            measured.end(request.method or "", request.path, status=None, failure=error)
            raise
        measured.clock.add(_seconds_of(thread))
        return _finish(_End(request, response, measured))


class _Thread:
    """CPU time of one thread, from when this was made in it."""

    def __init__(self) -> None:
        self._clock = time.pthread_getcpuclockid(threading.get_ident())
        self._began = time.thread_time()

    def cpu_seconds(self) -> float:
        try:
            return time.clock_gettime(self._clock) - self._began
        except OSError:  # an ended thread has no clock; no request shall fail because it is measured
            return 0.0


# Django's ASGI handler opens a ThreadSensitiveContext for each request, whose synchronous code has one thread.
_threads: WeakKeyDictionary[ThreadSensitiveContext, _Thread] = WeakKeyDictionary()


def _remember_thread(**_: object) -> None:
    """Django calls it at the beginning of a request, in the thread of the request's synchronous code."""
    context = SyncToAsync.thread_sensitive_context.get(None)
    if context is not None:
        _threads[context] = _Thread()


def _thread_of_request() -> _Thread | None:
    context = SyncToAsync.thread_sensitive_context.get(None)
    return None if context is None else _threads.get(context)


def _seconds_of(thread: _Thread | None) -> float:
    return 0.0 if thread is None else thread.cpu_seconds()


class _End:
    """What a request's line in the log says, when the response is complete."""

    def __init__(self, request: HttpRequest, response: HttpResponseBase, measured: MeasuredRequest) -> None:
        self.request = request
        self.response = response
        self.measured = measured

    def __call__(self, failure: BaseException | None = None) -> None:
        status = str(self.response.status_code)
        self.measured.end(self.request.method or "", self.request.path, status=status, failure=failure)


def _finish(end: _End) -> HttpResponseBase:
    """Adds the header; the end is now, or after the last part of a streamed body."""
    response = end.response
    timing = end.measured.server_timing()
    if timing is not None:
        others = response.headers.get("Server-Timing")
        response.headers["Server-Timing"] = f"{others}, {timing}" if others else timing
    # A file is left as it is: the server may send it by itself.
    if not response.streaming or getattr(response, "file_to_stream", None) is not None:
        end()
    elif response.is_async:
        response.streaming_content = _AsyncParts(response.streaming_content, end)
    else:
        response.streaming_content = _Parts(response.streaming_content, end)
    return response


class _Parts:
    """A streamed body, each step of which is timed. Django calls close() with the response's."""

    def __init__(self, parts: Iterator[bytes], end: _End) -> None:
        self._parts = parts
        self._end = end

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            with self._end.measured.clock:
                return next(self._parts)
        except StopIteration:
            raise
        except BaseException as error:
            self._end(error)
            raise

    def close(self) -> None:
        self._end()


class _AsyncParts:
    """The same for an asynchronous one."""

    def __init__(self, parts: AsyncIterator[bytes], end: _End) -> None:
        self._parts = parts
        self._end = end

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        try:
            return await timed(self._end.measured.clock, self._parts.__anext__())
        except StopAsyncIteration:
            raise
        except BaseException as error:
            self._end(error)
            raise

    def close(self) -> None:
        self._end()
