"""The middleware for WSGI: what is measured, what the server and the application see of it."""

import os
import unittest
from collections.abc import Iterable, Iterator
from threading import Thread
from wsgiref.util import FileWrapper, setup_testing_defaults
from wsgiref.validate import validator

from greenbench.web.machine_span import NoSpan
from greenbench.web.wsgi import EnergyMiddleware
from web_support import ScriptedMeter, burn, open_descriptors, steady

PLAIN = [("Content-Type", "text/plain")]


class Server:
    """Serves one request after another, and keeps what came back."""

    def __init__(self, app: object, **options: object) -> None:
        self.middleware = EnergyMiddleware(app, meter=ScriptedMeter(), **options)
        self.requests = steady(self.middleware)

    def get(self, path: str = "/", *, checked: bool = True, **environ: object) -> bytes:
        environ = {"PATH_INFO": path, **environ}
        setup_testing_defaults(environ)
        environ["SCRIPT_NAME"] = ""
        # setup_testing_defaults() gives what no server gives to wsgiref's checker.
        app = validator(self.middleware) if checked else self.middleware
        body = app(environ, self.start_response)
        try:
            return b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()

    def start_response(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> object:
        self.status, self.headers = status, headers
        return lambda _: None

    def timings(self) -> list[str]:
        return [value for name, value in self.headers if name == "Server-Timing"]


def hello(environ: dict, start_response: object) -> Iterable[bytes]:
    start_response("200 OK", PLAIN)
    return [b"hello"]


def burning(environ: dict, start_response: object) -> Iterable[bytes]:
    burn(0.05)
    return hello(environ, start_response)


class Logged(unittest.TestCase):
    """One line for each request."""

    def log_of(self, server: Server, *arguments: object, raises: type | None = None, **options: object) -> list:
        with self.assertLogs("greenbench.web", "INFO") as logs:
            if raises is None:
                server.get(*arguments, **options)
            else:
                with self.assertRaises(raises):
                    server.get(*arguments, **options)
        return logs.records

    def test_a_request_is_one_line_without_its_query(self) -> None:
        (record,) = self.log_of(Server(burning), "/orders/7", QUERY_STRING="token=secret")
        self.assertRegex(record.getMessage(), r"^GET /orders/7 200: 0\.\d{6} CPU s, [\d.e-]+ J \(estimated share\)$")
        self.assertGreaterEqual(record.cpu_seconds, 0.05)
        self.assertLessEqual(record.joules, 100.0 * record.cpu_seconds * 1.000001)
        self.assertGreater(record.joules, 0.0)

    def test_joules_that_are_not_known_are_left_out_with_the_reason(self) -> None:
        server = Server(hello, header=True)
        steady(server.middleware, NoSpan("no counter"))
        (record,) = self.log_of(server)
        self.assertRegex(record.getMessage(), r"CPU s, no joules: no counter$")
        self.assertIsNone(record.joules)
        self.assertRegex(server.timings()[0], r"^cpu;dur=[\d.]+$")

    def test_a_path_cannot_write_lines_of_its_own(self) -> None:
        (record,) = self.log_of(Server(hello), "/a\r\nGET /b 200: 0 CPU s\x1b[2J\xe2\x80\xa8", checked=False)
        self.assertTrue(
            record.getMessage().startswith("GET /a%0D%0AGET%20/b%20200:%200%20CPU%20s%1B%5B2J%E2%80%A8 200: ")
        )
        (record,) = self.log_of(Server(hello), "/\xff", REQUEST_METHOD="GET\n", checked=False)
        self.assertTrue(record.getMessage().startswith("GET%0A /%5Cxff 200: "), record.getMessage())

    def test_the_bodys_steps_and_its_close_are_counted_and_nothing_between_them(self) -> None:
        class Body:
            parts = 0

            def __iter__(self) -> Iterator[bytes]:
                for _ in range(2):
                    burn(0.03)
                    yield b"x"

            def close(self) -> None:
                burn(0.03)

        def app(environ: dict, start_response: object) -> Iterable[bytes]:
            hello(environ, start_response)
            return Body()

        server = Server(app)
        with self.assertLogs("greenbench.web", "INFO") as logs:
            body = server.middleware({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, server.start_response)
            for _ in body:
                burn(0.2)
            body.close()
        self.assertGreaterEqual(logs.records[0].cpu_seconds, 0.09)
        self.assertLess(logs.records[0].cpu_seconds, 0.2)

    def test_a_body_read_in_another_thread_is_counted_there(self) -> None:
        def app(environ: dict, start_response: object) -> Iterable[bytes]:
            hello(environ, start_response)
            burn(0.02)
            return (burn(0.02) or b"x" for _ in range(2))

        server = Server(app)
        with self.assertLogs("greenbench.web", "INFO") as logs:
            body = server.middleware({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, server.start_response)
            thread = Thread(target=list, args=(body,))
            thread.start()
            thread.join()
            body.close()
        self.assertGreaterEqual(logs.records[0].cpu_seconds, 0.06)
        self.assertLess(logs.records[0].cpu_seconds, 0.12)

    def test_an_exception_is_logged_and_goes_on(self) -> None:
        def before(environ: dict, start_response: object) -> Iterable[bytes]:
            raise ValueError("secret")

        def amid(environ: dict, start_response: object) -> Iterable[bytes]:
            hello(environ, start_response)
            yield b"x"
            raise KeyError("secret")

        (record,) = self.log_of(Server(before), raises=ValueError)
        self.assertRegex(record.getMessage(), r"^GET / failed with ValueError: ")
        (record,) = self.log_of(Server(amid), raises=KeyError)
        self.assertRegex(record.getMessage(), r"^GET / 200, failed with KeyError: ")
        self.assertNotIn("secret", record.getMessage())

    def test_a_body_that_is_closed_before_its_end_is_logged(self) -> None:
        server = Server(hello)
        with self.assertLogs("greenbench.web", "INFO") as logs:
            server.middleware({"REQUEST_METHOD": "HEAD", "PATH_INFO": "/"}, server.start_response).close()
        self.assertRegex(logs.records[0].getMessage(), r"^HEAD / 200: ")

    def test_a_file_that_the_server_sends_by_itself_is_passed_on(self) -> None:
        def app(environ: dict, start_response: object) -> Iterable[bytes]:
            hello(environ, start_response)
            return environ["wsgi.file_wrapper"](open(os.devnull, "rb"))

        server = Server(app)
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "wsgi.file_wrapper": FileWrapper}
        with self.assertLogs("greenbench.web", "INFO"):
            body = server.middleware(environ, server.start_response)
        self.assertIsInstance(body, FileWrapper)
        body.close()

    def test_one_of_so_many_is_measured(self) -> None:
        server = Server(hello, every=10, header=True)
        with self.assertLogs("greenbench.web", "INFO") as logs:
            headers = [bool(server.get() and server.timings()) for _ in range(30)]
        self.assertEqual((len(logs.records), sum(headers)), (3, 3))
        with self.assertRaisesRegex(ValueError, "every: 0 is not a number of requests"):
            EnergyMiddleware(hello, meter=ScriptedMeter(), every=0)

    def test_without_log_and_header_nothing_is_measured(self) -> None:
        server = Server(hello, log=False)
        with self.assertNoLogs("greenbench.web"):
            self.assertEqual(server.get(), b"hello")
        self.assertEqual(server.timings(), [])


class Header(unittest.TestCase):
    def test_it_has_what_is_known_at_the_start_of_the_response(self) -> None:
        server = Server(burning, header=True, log=False)
        self.assertEqual(server.get(), b"hello")
        (timing,) = server.timings()
        self.assertRegex(timing, r'^cpu;dur=\d+\.\d{3}, energy;desc="[\d.e-]+ J \(estimated share\)"$')
        self.assertGreaterEqual(float(timing.split(",")[0].removeprefix("cpu;dur=")), 50.0)

    def test_it_stands_beside_the_applications_own(self) -> None:
        def app(environ: dict, start_response: object) -> Iterable[bytes]:
            headers = [*PLAIN, ("Server-Timing", "db;dur=1")]
            start_response("200 OK", headers)
            self.assertEqual(len(headers), 2)
            return [b""]

        server = Server(app, header=True)
        server.get()
        self.assertEqual(server.timings()[0], "db;dur=1")
        self.assertEqual(len(server.timings()), 2)

    def test_it_is_left_out_unless_wanted(self) -> None:
        server = Server(hello)
        server.get()
        self.assertEqual(server.headers, PLAIN)

    def test_an_error_page_after_the_start_has_it_too(self) -> None:
        def app(environ: dict, start_response: object) -> Iterable[bytes]:
            start_response("200 OK", PLAIN)
            try:
                raise ValueError
            except ValueError as error:
                start_response("500 Internal Server Error", PLAIN, (type(error), error, error.__traceback__))
            return [b""]

        server = Server(app, header=True)
        server.get()
        self.assertEqual((server.status, len(server.timings())), ("500 Internal Server Error", 1))

    def test_a_body_of_one_part_keeps_its_length(self) -> None:
        server = Server(hello)
        body = server.middleware({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, server.start_response)
        self.assertEqual(len(body), 1)


class Resources(unittest.TestCase):
    def test_a_thousand_requests_leave_no_descriptor(self) -> None:
        server = Server(hello, header=True)
        server.get()
        before = open_descriptors()
        for _ in range(1000):
            server.get()
        self.assertEqual(open_descriptors(), before)


if __name__ == "__main__":
    unittest.main()
