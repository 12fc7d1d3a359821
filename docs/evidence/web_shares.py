"""Are the joules that requests are charged right? Light and heavy requests on an emulated machine of 54 W.

    PYTHONPATH=build/release/python .venv/bin/python docs/evidence/web_shares.py \\
        build/release/tests/support/emulated_machine >docs/evidence/web_shares.txt

Heavy requests burn ten times the CPU time of light ones. Shown are the ratio of their joules, and the sum of all
requests' joules beside what it should be: 54 W x seconds x (the requests' CPU seconds / the machine's busy CPU seconds,
read from /proc/stat at both ends). The first second, in which no joules are known, is left out.
"""

import logging
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from greenbench._native import BusyTime
from greenbench.web.wsgi import EnergyMiddleware
from web_machine import WATTS, EmulatedMeter

SECONDS = 20.0


def burn(cpu_seconds: float) -> None:
    end = time.thread_time() + cpu_seconds
    while time.thread_time() < end:
        pass


def page(environ: dict, start_response: Callable) -> list[bytes]:
    burn(environ["burn"])
    time.sleep(environ["wait"])
    start_response("200 OK", [])
    return [b""]


@dataclass(frozen=True)
class Load:
    """Light and heavy requests by turns, in `threads` threads, with a pause after each."""

    name: str
    light: float
    threads: int = 1
    wait: float = 0.0
    pause: float = 0.0


LOADS = [
    Load("one after another, 1 ms and 10 ms", 0.001),
    Load("one after another, 10 ms and 100 ms", 0.010),
    Load("4 threads, 1 ms and 10 ms", 0.001, threads=4),
    Load("4 threads, 1 ms and 10 ms, each waits 20 ms", 0.001, threads=4, wait=0.020),
    Load("5 ms and 50 ms, a pause of 0.5 s after each", 0.005, pause=0.5),
]


class Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def of(self, path: str) -> list[logging.LogRecord]:
        return [record for record in self.records if f" {path} " in record.getMessage()]


def serve(app: Callable, load: Load, end: float) -> None:
    while time.monotonic() < end:
        for path, cpu_seconds in (("/light", load.light), ("/heavy", 10.0 * load.light)):
            environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "burn": cpu_seconds, "wait": load.wait}
            body = app(environ, lambda *_: None)
            body.close()
            time.sleep(load.pause)


def serve_in_threads(app: Callable, load: Load, seconds: float) -> None:
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=serve, args=(app, load, end)) for _ in range(load.threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def show(load: Load, lines: Lines, seconds: float, busy: float) -> None:
    light, heavy = lines.of("/light"), lines.of("/heavy")
    known = [record for record in light + heavy if record.joules is not None]
    cpu = sum(record.cpu_seconds for record in light + heavy)
    charged = sum(record.joules for record in known)
    joules = [mean([record.joules for record in some if record.joules is not None]) for some in (light, heavy)]
    cpus = [mean([record.cpu_seconds for record in some]) for some in (light, heavy)]
    right = WATTS * seconds * cpu / busy
    served = sum(record.seconds for record in known)
    print(f"{load.name}: {len(light) + len(heavy)} requests in {seconds:.1f} s, {len(known)} with joules")
    for name, one, cpu_of_one in zip(("light", "heavy"), joules, cpus, strict=True):
        print(f"  a {name} one {one:.4f} J, {cpu_of_one * 1e3:.2f} CPU ms")
    print(f"  heavy / light: joules {joules[1] / joules[0]:.2f}, CPU seconds {cpus[1] / cpus[0]:.2f}")
    print(
        f"  machine {WATTS * seconds:.1f} J, busy {busy:.2f} CPU s, of it requests {cpu:.2f} CPU s ({cpu / busy:.0%})"
    )
    print(f"  charged {charged:.1f} J; by CPU time of the whole {right:.1f} J ({charged / right - 1:+.1%})")
    print(
        f"  {WATTS:g} W x seconds of each request: {WATTS * served:.1f} J, charged {charged / (WATTS * served):.0%}\n",
        flush=True,
    )


def measure(load: Load, meter: object) -> None:
    lines = Lines()
    logger = logging.getLogger("greenbench.web")
    logger.handlers = [lines]
    logger.setLevel(logging.INFO)
    logger.propagate = False
    app = EnergyMiddleware(page, meter=meter)
    serve_in_threads(app, load, 3.0)
    lines.records.clear()
    machine = BusyTime("/proc")
    begin, busy = time.monotonic(), machine.read()
    serve_in_threads(app, load, SECONDS)
    seconds, busy = time.monotonic() - begin, machine.read() - busy
    show(load, lines, seconds, busy)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        machine = EmulatedMeter(sys.argv[1], Path(folder))
        for load in LOADS:
            measure(load, machine.meter)
        print(f"updates of the emulated counters: {machine.close()}")


if __name__ == "__main__":
    main()
