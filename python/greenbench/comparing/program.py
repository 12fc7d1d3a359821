"""The program as a child of this process: it measures, and leaves a folder.

ended = run_in_new_process(["run", "--file", "mine.py"])     # its workers import what they measure
ended = run_in_fork(["run", "--file", "mine.py"])            # its workers are forks, with all that is in memory
"""

import atexit
import contextlib
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from greenbench import _native
from greenbench.__main__ import package


@dataclass(frozen=True, slots=True)
class Ended:
    """How the program ended, and what it said."""

    code: int
    output: str
    error: str


def run_in_new_process(arguments: Sequence[str]) -> Ended:
    """A Ctrl-C goes to both: it is raised here once the program has ended."""
    command = [*package().program, *arguments]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return Ended(done.returncode, done.stdout, done.stderr)


def why_no_fork() -> str | None:
    """A fork has one thread: locks that others hold would stay locked in it. None where this process may be forked."""
    threads = len(list(Path("/proc/self/task").iterdir()))
    if threads == 1:
        return None
    named = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    unnamed = threads - 1 - len(named)
    others = [*named, *([f"{unnamed} that Python does not know, of a library"] if unnamed > 0 else [])]
    return f"this process has {threads} threads ({', '.join(others)})"


def run_in_fork(arguments: Sequence[str]) -> Ended:
    """The caller sees to why_no_fork()."""
    sys.stdout.flush()
    sys.stderr.flush()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as error:
        process = os.fork()
        if process == 0:
            become_program(arguments, output.fileno(), error.fileno())
        code = os.waitstatus_to_exitcode(wait_for(process))
        return Ended(code, text_of(output.fileno()), text_of(error.fileno()))


def wait_for(process: int) -> int:
    """The terminal's Ctrl-C ends the program as well, in its own time."""
    while True:
        with contextlib.suppress(KeyboardInterrupt):
            return os.waitpid(process, 0)[1]


def text_of(descriptor: int) -> str:
    with open(descriptor, encoding="utf-8", errors="replace", closefd=False) as file:
        file.seek(0)
        return file.read()


def become_program(arguments: Sequence[str], output: int, error: int) -> None:
    """Never returns: what the caller's program would do when it ends is not for this process."""
    code = 3
    try:
        atexit._clear()
        with open(os.devnull) as nothing:
            os.dup2(nothing.fileno(), 0)
        os.dup2(output, 1)
        os.dup2(error, 2)
        code = _native.run_forking_program(list(arguments), package(), enter_worker)
    finally:
        os._exit(code)


def enter_worker(environment: Sequence[str]) -> None:
    """What a new process would have found: its own environment."""
    os.environ.clear()
    for variable in environment:
        name, _, value = variable.partition("=")
        os.environ[name] = value
    tempfile.tempdir = None  # it was chosen from another environment
