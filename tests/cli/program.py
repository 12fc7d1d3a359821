"""Runs the real program for the end-to-end tests.

`GREENBENCH` names the executable under test, `EMULATED_MACHINE` the program that plays a machine with
energy counters; ctest sets both.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import textwrap
import time
import unittest
from collections.abc import Callable
from pathlib import Path

PROGRAM = os.environ["GREENBENCH"]
# Workloads would run as this user, who cannot read the tests' folders.
os.environ.pop("SUDO_USER", None)
# What a test installs is not what `uninstall` of the build folder should remove.
os.environ.setdefault("GREENBENCH_INSTALL_RECORD", "")
# The tests run beside each other: what the other ones do must not void any block.
SMALL = ["--allow-unoptimized", "--no-page", "--min-region", "1ms", "--seed", "1", "--max-other-load", "10000%"]


class ProgramTest(unittest.TestCase):
    """A temporary folder, and the program run inside it."""

    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="greenbench-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def run_program(self, *arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
        command = [PROGRAM, *map(str, arguments)]
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, timeout=280, check=False, **options
        )

    def start_program(self, *arguments: str | Path, **options: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [PROGRAM, *map(str, arguments)],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )
        self.addCleanup(lambda: (process.kill(), process.communicate()) if process.poll() is None else None)
        return process

    def hotspot_file(self, body: str, name: str = "mine.py") -> Path:
        path = self.folder / name
        path.write_text(textwrap.dedent(body))
        return path

    def assert_one_line_error(self, result: subprocess.CompletedProcess[str], code: int, *parts: str) -> None:
        self.assertEqual(result.returncode, code, result.stderr)
        lines = result.stderr.strip().splitlines()
        self.assertEqual(len(lines), 1, result.stderr)
        self.assertTrue(lines[0].startswith("greenbench: "), lines[0])
        for part in parts:
            self.assertIn(part, lines[0])

    def saved_run(self, folder: str) -> dict:
        return json.loads((self.folder / folder / "run.json").read_text())


def wait_until(condition: Callable[[], bool], seconds: float = 120) -> None:
    """Looks again and again; fails when `condition` does not come true."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("waited too long")
        time.sleep(0.02)


def journal_entries(folder: Path, kind: str) -> list[dict]:
    """The complete entries of one kind, as far as the journal has been written."""
    path = folder / "journal.jsonl"
    if not path.exists():
        return []
    lines = path.read_text().split("\n")[:-1]
    return [entry[kind] for entry in map(json.loads, lines) if kind in entry]
