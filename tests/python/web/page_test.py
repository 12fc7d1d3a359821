"""The examples of docs/web.md, run as they stand there."""

import asyncio
import re
import subprocess
import sys
import unittest
from pathlib import Path
from tempfile import NamedTemporaryFile

PAGE = (Path(__file__).resolve().parents[3] / "docs/web.md").read_text()
LOGGED = r"GET / 200: [\d.]+ CPU s, (no joules: |[\d.e-]+ J \(estimated)"

# Django is configured once in a process, so its settings get one of their own.
SERVE_DJANGO = """
import runpy, sys
import django
from django.conf import settings
from django.http import HttpResponse
from django.urls import path

chosen = runpy.run_path(sys.argv[1])
urls = (path("", lambda request: HttpResponse("hello")),)
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=urls, **{name: chosen[name] for name in chosen if name.isupper()})
django.setup()
from django.test import Client
print(Client().get("/").headers["Server-Timing"])
"""


def example(title: str) -> str:
    """The first Python block of a section."""
    section = PAGE.split(f"\n## {title}", 1)[1]
    return re.search(r"^```python\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)[1]


class Examples(unittest.TestCase):
    def names_of(self, title: str) -> dict:
        names: dict = {}
        exec(compile(example(title), f"docs/web.md, {title}", "exec"), names)
        return names

    def test_django(self) -> None:
        with NamedTemporaryFile("w", suffix=".py") as file:
            file.write(example("Django"))
            file.flush()
            command = [sys.executable, "-c", SERVE_DJANGO, file.name]
            run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        self.assertRegex(run.stdout, r"^cpu;dur=[\d.]+", run.stderr)
        self.assertRegex(run.stderr, LOGGED)

    def test_wsgi(self) -> None:
        started: list = []
        app = self.names_of("WSGI")["app"]
        with self.assertLogs("greenbench.web", "INFO") as logs:
            body = app({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda *arguments: started.extend(arguments))
            self.assertEqual(b"".join(body), b"hello")
            body.close()
        self.assertRegex(dict(started[1])["Server-Timing"], r"^cpu;dur=")
        self.assertRegex(logs.records[0].getMessage(), LOGGED)

    def test_asgi(self) -> None:
        async def get(app: object) -> list:
            sent: list = []

            async def send(message: dict) -> None:
                sent.append(message)

            await app({"type": "http", "method": "GET", "path": "/"}, None, send)
            return sent

        with self.assertLogs("greenbench.web", "INFO") as logs:
            sent = asyncio.run(get(self.names_of("ASGI")["app"]))
        self.assertEqual(sent[0]["headers"][0][0], b"server-timing")
        self.assertRegex(logs.records[0].getMessage(), LOGGED)

    def test_the_line_and_the_header_shown_are_what_is_written(self) -> None:
        from greenbench.web.request_log import Request, Spent, log_request, server_timing

        spent = Spent(0.05, 0.012346, 0.46, "", "estimated share")
        with self.assertLogs("greenbench.web", "INFO") as logs:
            log_request(Request("GET", "/orders/7", "200"), spent)
        self.assertIn(f"\n{logs.records[0].getMessage()}\nServer-Timing: {server_timing(spent)}\n", PAGE)


if __name__ == "__main__":
    unittest.main()
