"""Whole: requests on an emulated machine of known power, with an estimate, and in a fork."""

import logging
import os
import sys
import time
import unittest
from collections.abc import Iterable
from pathlib import Path

from greenbench import Meter, Roots
from greenbench._native import BusyTime
from greenbench.web.wsgi import EnergyMiddleware
from web_support import burn

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "cli"))
from emulated import LATE_SHARE, TOTAL_WATTS, EmulatedMachine

# A busy neighbour delays many updates by little; the sums below are over seconds.
VERY_LATE_SHARE = 40.0 * LATE_SHARE


def app(environ: dict, start_response: object) -> Iterable[bytes]:
    burn(environ["burn"])
    start_response("200 OK", [])
    return [b""]


class Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


class Machine(EmulatedMachine):
    def setUp(self) -> None:
        super().setUp()
        self.lines = Lines()
        logger = logging.getLogger("greenbench.web")
        logger.addHandler(self.lines)
        self.addCleanup(logger.removeHandler, self.lines)
        logger.setLevel(logging.INFO)

    def serve(self, middleware: EnergyMiddleware, cpu_seconds: float = 0.01) -> logging.LogRecord:
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "burn": cpu_seconds}
        middleware(environ, lambda *_: None).close()
        return self.lines.records[-1]

    def serve_until_joules_are_known(self, middleware: EnergyMiddleware) -> logging.LogRecord:
        end = time.monotonic() + 60.0
        while (record := self.serve(middleware)).joules is None:
            self.assertLess(time.monotonic(), end, record.getMessage())
        return record

    def emulated_meter(self) -> Meter:
        self.emulate()
        tree = self.folder / "machine"
        return Meter(source="powercap", roots=Roots(sysfs=tree / "sys", procfs="/proc", devfs=tree / "dev"))

    def test_requests_add_up_to_their_share_of_the_machines_joules(self) -> None:
        middleware = EnergyMiddleware(app, meter=self.emulated_meter())
        self.serve_until_joules_are_known(middleware)
        self.lines.records.clear()
        machine = BusyTime("/proc")
        begin, busy = time.monotonic(), machine.read()
        while time.monotonic() < begin + 3.0:
            self.serve(middleware, 0.002)
            self.serve(middleware, 0.02)
        seconds, busy = time.monotonic() - begin, machine.read() - busy
        if self.late_share() > VERY_LATE_SHARE:
            self.skipTest("the emulated machine was kept from its processor")
        cpu = sum(record.cpu_seconds for record in self.lines.records)
        charged = sum(record.joules for record in self.lines.records)
        right = TOTAL_WATTS * seconds * cpu / busy
        self.assertAlmostEqual(charged, right, delta=0.15 * right)
        for record in self.lines.records:
            self.assertEqual(record.provenance, "estimated share")
            self.assertLess(record.joules, 1.2 * TOTAL_WATTS * record.seconds)
        light, heavy = self.lines.records[0::2], self.lines.records[1::2]
        ratios = [
            sum(getattr(one, name) for one in heavy) / sum(getattr(one, name) for one in light)
            for name in ("joules", "cpu_seconds")
        ]
        self.assertAlmostEqual(ratios[0], ratios[1], delta=0.15 * ratios[1])

    def test_an_estimate_is_marked_as_one(self) -> None:
        record = self.serve_until_joules_are_known(EnergyMiddleware(app, meter=Meter(source="estimate")))
        self.assertRegex(record.getMessage(), r"^GET / 200: 0\.\d{6} CPU s, [\d.]+ J \(estimated\)$")
        self.assertGreater(record.joules, 0.0)

    def test_a_fork_of_a_serving_process_serves(self) -> None:
        """As the workers of a server do that loads the application before it forks."""
        middleware = EnergyMiddleware(app, meter=self.emulated_meter())
        self.serve_until_joules_are_known(middleware)
        child = os.fork()
        if child == 0:
            try:
                is_first_unknown = self.serve(middleware).joules is None
                is_known_later = self.serve_until_joules_are_known(middleware).joules > 0.0
                os._exit(0 if is_first_unknown and is_known_later else 1)
            finally:
                os._exit(2)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)
        self.assertIsNotNone(self.serve(middleware).joules)


if __name__ == "__main__":
    unittest.main()
