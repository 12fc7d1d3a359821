"""A meter that reads from a script, a machine of fixed power and load, and work that takes CPU time."""

import gc
import time
from pathlib import Path
from types import SimpleNamespace

from greenbench.web.measured_request import MeasuredRequests
from greenbench.web.request_energy import Span

# 50 W at half a CPU busy: a CPU second is charged 100 J, and a second of waiting at most 50 J.
STEADY = Span(seconds=2.0, joules=100.0, busy_seconds=1.0)


class ScriptedMeter:
    """Every window has the same figures."""

    def __init__(self, provenance: str = "measured", procfs: object = "/proc", **figures: object) -> None:
        usual = {"joules": 50.0, "gpu_joules": None, "seconds": 1.0, "cpu_seconds": 0.25, "no_joules": None}
        self.provenance = provenance
        self.procfs = procfs
        self.windows: list[str] = []
        self._measured = SimpleNamespace(**{**usual, **figures})

    def measure(self) -> "ScriptedMeter":
        return self

    def __enter__(self) -> SimpleNamespace:
        self.windows.append("opened")
        return self._measured

    def __exit__(self, *_: object) -> None:
        self.windows.append("closed")


class SteadyMachine:
    """Stands for a MachineSpan."""

    def __init__(self, span: object = STEADY) -> None:
        self.span = span

    def begin(self) -> None:
        pass

    def end(self, _: None) -> object:
        return self.span


def steady(middleware: object, span: object = STEADY) -> MeasuredRequests:
    """Makes the machine of `middleware` one of fixed power and load."""
    requests = middleware._requests
    requests.machine = SteadyMachine(span)
    return requests


def burn(cpu_seconds: float) -> None:
    end = time.thread_time() + cpu_seconds
    while time.thread_time() < end:
        pass


def open_descriptors() -> int:
    gc.collect()  # those that an earlier test has left to the collector
    return len(list(Path("/proc/self/fd").iterdir()))
