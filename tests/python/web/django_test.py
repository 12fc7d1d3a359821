"""The middleware for Django: through its WSGI handler, its ASGI handler and its test clients."""

import asyncio
import sys
import threading
import unittest
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from wsgiref.util import FileWrapper, setup_testing_defaults

import django
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=["greenbench.web.django.EnergyMiddleware"],
    LOGGING_CONFIG=None,
)
django.setup()
sys.path.insert(0, str(Path(__file__).resolve().parent))

from django.core.handlers.asgi import ASGIHandler  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse  # noqa: E402
from django.test import override_settings  # noqa: E402
from django.test.client import AsyncClient, Client  # noqa: E402
from django.urls import path  # noqa: E402
from greenbench.web.django import EnergyMiddleware  # noqa: E402
from web_support import ScriptedMeter, burn, open_descriptors  # noqa: E402


def view(request: HttpRequest) -> HttpResponse:
    burn(0.05)
    return HttpResponse("hello", headers={"Server-Timing": "db;dur=1"})


async def async_view(request: HttpRequest) -> HttpResponse:
    for _ in range(5):
        burn(0.01)
        await asyncio.sleep(0)
    return HttpResponse("hello")


def quick(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def failing(request: HttpRequest) -> HttpResponse:
    raise ValueError("secret")


def streaming(request: HttpRequest) -> StreamingHttpResponse:
    def parts() -> Iterator[bytes]:
        for _ in range(3):
            burn(0.02)
            yield b"x"

    return StreamingHttpResponse(parts())


async def async_streaming(request: HttpRequest) -> StreamingHttpResponse:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(3):
            burn(0.02)
            await asyncio.sleep(0)
            yield b"x"

    return StreamingHttpResponse(parts())


def file(request: HttpRequest) -> FileResponse:
    kept = NamedTemporaryFile()  # noqa: SIM115 # the response closes it
    kept.write(b"hello")
    kept.seek(0)
    return FileResponse(kept)


VIEWS = [view, async_view, quick, failing, streaming, async_streaming, file]
urlpatterns = [path(f"{one.__name__}/", one) for one in VIEWS]
PLAIN = {"REQUEST_METHOD": "GET", "PATH_INFO": "/view/"}


class DjangoTest(unittest.TestCase):
    def setUp(self) -> None:
        overridden = override_settings(GREENBENCH_METER=ScriptedMeter("estimated"), DEBUG=False)
        overridden.enable()
        self.addCleanup(overridden.disable)

    def wsgi(self, name: str, handler: WSGIHandler | None = None, **environ: object) -> tuple[str, dict, bytes]:
        """Status, headers and body, as the server gets them."""
        environ = {"PATH_INFO": f"/{name}/", **environ}
        setup_testing_defaults(environ)
        said: list = []
        body = (handler or WSGIHandler())(environ, lambda *arguments: said.extend(arguments))
        content = b"".join(body)
        body.close()
        return said[0], dict(said[1]), content

    def asgi(self, name: str, handler: ASGIHandler | None = None) -> tuple[int, dict, bytes]:
        return asyncio.run(self.asgi_request(handler or ASGIHandler(), name))

    async def asgi_request(self, handler: ASGIHandler, name: str) -> tuple[int, dict, bytes]:
        scope = {"type": "http", "method": "GET", "path": f"/{name}/", "headers": [], "query_string": b"token=secret"}
        asked: list = []
        sent: list = []

        async def receive() -> dict:
            if not asked:
                asked.append(True)
                return {"type": "http.request"}
            await asyncio.sleep(1000)
            raise AssertionError

        async def send(message: dict) -> None:
            sent.append(message)

        await handler(scope, receive, send)
        headers = {name.decode().title(): value.decode() for name, value in sent[0]["headers"]}
        return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:])


class UnderWsgi(DjangoTest):
    def test_a_request_is_one_line_without_its_query(self) -> None:
        with self.assertLogs("greenbench.web", "INFO") as logs:
            self.wsgi("view", QUERY_STRING="token=secret")
        self.assertRegex(logs.records[0].getMessage(), r"^GET /view/ 200: 0\.\d{6} CPU s, no joules: ")
        self.assertGreaterEqual(logs.records[0].cpu_seconds, 0.05)

    def test_the_header_stands_in_the_views_own_and_only_where_it_is_wanted(self) -> None:
        for header, debug, wanted in (
            (None, False, False),
            (None, True, True),
            (True, False, True),
            (False, True, False),
        ):
            chosen = {} if header is None else {"GREENBENCH_HEADER": header}
            with self.subTest(header=header, debug=debug), override_settings(DEBUG=debug, **chosen):
                timing = self.wsgi("view")[1]["Server-Timing"]
                self.assertRegex(timing, r"^db;dur=1, cpu;dur=[\d.]+$" if wanted else r"^db;dur=1$")

    def test_an_exception_of_a_view_is_a_500(self) -> None:
        with self.assertLogs("greenbench.web", "INFO") as logs, self.assertLogs("django.request"):
            self.wsgi("failing")
        self.assertRegex(logs.records[0].getMessage(), r"^GET /failing/ 500: ")

    def test_an_exception_below_the_middleware_is_logged_and_goes_on(self) -> None:
        middleware = EnergyMiddleware(failing)
        request = HttpRequest()
        request.method, request.path = "GET", "/\n"
        with self.assertLogs("greenbench.web", "INFO") as logs, self.assertRaises(ValueError):
            middleware(request)
        self.assertRegex(logs.records[0].getMessage(), r"^GET /%0A failed with ValueError: ")

    def test_a_streamed_body_is_in_the_log(self) -> None:
        with self.assertLogs("greenbench.web", "INFO") as logs:
            status, _, content = self.wsgi("streaming")
        self.assertEqual((status, content, len(logs.records)), ("200 OK", b"xxx", 1))
        self.assertGreaterEqual(logs.records[0].cpu_seconds, 0.06)

    def test_a_file_is_left_to_the_server(self) -> None:
        environ = {**PLAIN, "PATH_INFO": "/file/", "wsgi.file_wrapper": FileWrapper}
        setup_testing_defaults(environ)
        with self.assertLogs("greenbench.web", "INFO"):
            body = WSGIHandler()(environ, lambda *_: None)
        self.assertIsInstance(body, FileWrapper)
        self.assertEqual(b"".join(body), b"hello")
        body.close()

    def test_head_requests_and_the_test_client(self) -> None:
        with self.assertLogs("greenbench.web", "INFO") as logs:
            self.assertEqual(Client().get("/view/").content, b"hello")
            Client().head("/streaming/").close()
        self.assertEqual([line.getMessage()[:11] for line in logs.records], ["GET /view/ ", "HEAD /strea"])

    def test_settings_are_checked(self) -> None:
        with override_settings(GREENBENCH_EVERY=0), self.assertRaisesRegex(ValueError, "every: 0"):
            WSGIHandler().load_middleware()

    def test_a_thousand_requests_leave_no_descriptor(self) -> None:
        handler = WSGIHandler()
        self.wsgi("file", handler)
        before = open_descriptors()
        for _ in range(1000):
            self.wsgi("file", handler)
        self.assertEqual(open_descriptors(), before)


class UnderAsgi(DjangoTest):
    def test_an_asynchronous_view_is_counted(self) -> None:
        with self.assertLogs("greenbench.web", "INFO") as logs:
            self.assertEqual(self.asgi("async_view")[0], 200)
        self.assertRegex(logs.records[0].getMessage(), r"^GET /async_view/ 200: ")
        self.assertGreaterEqual(logs.records[0].cpu_seconds, 0.05)

    def test_a_synchronous_view_is_counted_in_its_thread(self) -> None:
        with self.assertLogs("greenbench.web", "INFO") as logs, override_settings(GREENBENCH_HEADER=True):
            headers = self.asgi("view")[1]
        self.assertGreaterEqual(logs.records[0].cpu_seconds, 0.05)
        self.assertLess(logs.records[0].cpu_seconds, 0.1)
        self.assertRegex(headers["Server-Timing"], r"^db;dur=1, cpu;dur=[\d.]+$")

    def test_requests_at_one_time_have_their_own_cpu_seconds_only(self) -> None:
        async def both() -> None:
            handler = ASGIHandler()
            await asyncio.gather(*(self.asgi_request(handler, name) for name in ("view", "async_view", "quick")))

        with self.assertLogs("greenbench.web", "INFO") as logs:
            asyncio.run(both())
        seconds = {record.getMessage().split()[1]: record.cpu_seconds for record in logs.records}
        self.assertLess(seconds["/quick/"], 0.2 * 0.05)
        for name in ("/view/", "/async_view/"):
            self.assertGreaterEqual(seconds[name], 0.05)
            self.assertLess(seconds[name], 0.09)

    def test_streamed_bodies_are_in_the_log(self) -> None:
        for name in ("async_streaming", "streaming"):
            with self.subTest(name), self.assertLogs("greenbench.web", "INFO") as logs:
                _, _, content = self.asgi(name)
                self.assertEqual((content, len(logs.records)), (b"xxx", 1))
                self.assertGreaterEqual(logs.records[0].cpu_seconds, 0.06)

    def test_a_cancelled_request_is_logged(self) -> None:
        async def cancel() -> None:
            middleware = EnergyMiddleware(waiting)
            task = asyncio.ensure_future(middleware(request))
            await asyncio.sleep(0)
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task

        async def waiting(request: HttpRequest) -> HttpResponse:
            await asyncio.sleep(1000)
            return HttpResponse()

        request = HttpRequest()
        request.method, request.path = "GET", "/"
        with self.assertLogs("greenbench.web", "INFO") as logs:
            asyncio.run(cancel())
        self.assertRegex(logs.records[0].getMessage(), r"^GET / failed with CancelledError: ")

    def test_the_asynchronous_test_client(self) -> None:
        with self.assertLogs("greenbench.web", "INFO") as logs:
            self.assertEqual(asyncio.run(AsyncClient().get("/async_view/")).content, b"hello")
        self.assertGreaterEqual(logs.records[0].cpu_seconds, 0.05)

    def test_a_thousand_requests_leave_no_descriptor_and_no_thread(self) -> None:
        async def serve(count: int) -> None:
            for _ in range(count):
                await self.asgi_request(handler, "file")

        async def look() -> None:
            await serve(1)
            before = open_descriptors()
            await serve(1000)
            self.assertEqual(open_descriptors(), before)
            self.assertLess(threading.active_count(), 10)

        handler = ASGIHandler()
        asyncio.run(look())


if __name__ == "__main__":
    # Django warns of a synchronous body that it serves asynchronously.
    unittest.main(warnings="ignore")
