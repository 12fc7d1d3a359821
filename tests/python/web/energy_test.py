"""Which joules are a request's: the arithmetic, and which windows it is charged by."""

import os
import threading
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

from greenbench.web.machine_span import MachineSpan, NoSpan
from greenbench.web.meter_windows import MeterWindows, NoWindows
from greenbench.web.request_energy import RequestTime, Span, joules_of_request
from web_support import STEADY, ScriptedMeter


class Arithmetic(unittest.TestCase):
    def test_a_request_has_the_share_of_its_cpu_seconds(self) -> None:
        # 50 W for 0.5 s are 25 J; of 0.25 busy CPU seconds 0.1 are 40%.
        self.assertAlmostEqual(joules_of_request(STEADY, RequestTime(seconds=0.5, cpu_seconds=0.1)), 10.0)

    def test_shares_of_a_busy_time_add_up_to_the_machines_joules(self) -> None:
        requests = [RequestTime(seconds=2.0, cpu_seconds=cpu) for cpu in (0.5, 0.3, 0.2)]
        self.assertAlmostEqual(sum(joules_of_request(STEADY, one) for one in requests), STEADY.joules)

    def test_no_request_has_more_than_the_machine_had_meanwhile(self) -> None:
        # Alone on a machine that was 0.1% busy: without the bound it would be 100 W x 0.01 s x 1000.
        idle = Span(seconds=10.0, joules=1000.0, busy_seconds=0.01)
        self.assertAlmostEqual(joules_of_request(idle, RequestTime(seconds=0.01, cpu_seconds=0.01)), 1.0)

    def test_a_request_that_waits_is_not_charged_for_others(self) -> None:
        waited = joules_of_request(STEADY, RequestTime(seconds=10.0, cpu_seconds=0.001))
        self.assertAlmostEqual(waited, 0.1)

    def test_what_is_not_known_is_absent(self) -> None:
        time = RequestTime(seconds=0.5, cpu_seconds=0.1)
        self.assertIsNone(joules_of_request(Span(1.0, 0.0, 0.5), time))
        self.assertIsNone(joules_of_request(Span(0.0, 0.0, 0.0), time))
        self.assertIsNone(joules_of_request(STEADY, RequestTime(seconds=0.5, cpu_seconds=0.0)))


class ScriptedMachine:
    """Windows with what happened while they were open: `watts` and `load`, seconds by `now`."""

    def __init__(self) -> None:
        self.now, self.joules, self.busy = 0.0, 0.0, 0.0
        self.opened = self.closed = 0
        self.refuses: str | None = None
        self.machine = MachineSpan(self.open, lambda: self.now)

    def passes(self, seconds: float, watts: float = 50.0, load: float = 0.5) -> None:
        self.now += seconds
        self.joules += watts * seconds
        self.busy += load * seconds

    def open(self) -> "ScriptedWindow | NoSpan":
        if self.refuses:
            return NoSpan(self.refuses)
        self.opened += 1
        return ScriptedWindow(self)

    def request(self, seconds: float = 0.0, **how: float) -> Span | NoSpan:
        mark = self.machine.begin()
        self.passes(seconds, **how)
        return self.machine.end(mark)


class ScriptedWindow:
    def __init__(self, machine: ScriptedMachine) -> None:
        self.machine = machine
        self.begin = Span(machine.now, machine.joules, machine.busy)

    def busy_seconds(self) -> float:
        return self.machine.busy - self.begin.busy_seconds

    def close(self) -> Span | NoSpan:
        self.machine.closed += 1
        if self.machine.refuses:
            return NoSpan(self.machine.refuses)
        return Span(self.machine.now, self.machine.joules, self.machine.busy).since(self.begin)


class Windows(unittest.TestCase):
    def setUp(self) -> None:
        self.at = ScriptedMachine()

    def assert_span(self, span: Span | NoSpan, seconds: float, joules: float) -> None:
        self.assertIsInstance(span, Span, span)
        self.assertAlmostEqual(span.seconds, seconds)
        self.assertAlmostEqual(span.joules, joules)

    def test_requests_of_the_first_second_have_no_span(self) -> None:
        self.assertIsInstance(self.at.request(0.4), NoSpan)
        self.assertIsInstance(self.at.request(0.5), NoSpan)

    def test_the_request_that_ends_after_a_second_closes_the_window_and_is_charged_by_it(self) -> None:
        self.at.request(0.4)
        self.at.passes(0.5)
        self.assert_span(self.at.request(0.3), 1.2, 60.0)
        self.assertEqual((self.at.opened, self.at.closed), (2, 1))

    def test_requests_between_are_charged_by_the_last_window(self) -> None:
        self.at.request(1.0)
        self.assert_span(self.at.request(0.3, watts=90.0), 1.0, 50.0)
        self.assert_span(self.at.request(0.7, watts=90.0), 1.0, 90.0)

    def test_a_long_request_is_charged_by_every_window_closed_meanwhile(self) -> None:
        self.at.request(1.0)
        mark = self.at.machine.begin()
        self.at.request(1.0, watts=10.0)
        self.at.request(1.0, watts=20.0)
        self.at.passes(0.5)
        self.assert_span(self.at.machine.end(mark), 2.0, 30.0)

    def test_a_window_with_too_few_steps_of_the_kernels_clock_stays_open(self) -> None:
        self.assertIsInstance(self.at.request(1.5, load=0.1), NoSpan)
        self.assert_span(self.at.request(0.5, load=0.1), 2.0, 100.0)

    def test_on_an_idle_machine_a_window_closes_after_ten_seconds(self) -> None:
        self.assertIsInstance(self.at.request(9.9, load=0.001), NoSpan)
        self.assert_span(self.at.request(0.1, load=0.001), 10.0, 500.0)

    def test_a_window_without_joules_says_why_and_the_next_one_has_them_again(self) -> None:
        self.at.request(1.0)
        self.at.refuses = "counter reset"
        self.assertEqual(self.at.request(1.0), NoSpan("counter reset"))
        self.assertEqual(self.at.request(0.5), NoSpan("counter reset"))
        self.at.refuses = None
        self.at.passes(1.0)
        self.assert_span(self.at.request(1.0, watts=7.0), 1.0, 7.0)

    def test_a_meter_that_cannot_open_is_asked_once_a_second_at_most(self) -> None:
        asked = []
        machine = MachineSpan(lambda: asked.append(1) or NoSpan("nothing to read"), lambda: self.at.now)
        for _ in range(100):
            self.assertEqual(machine.end(machine.begin()), NoSpan("nothing to read"))
            self.at.passes(0.025)
        self.assertEqual(len(asked), 3)

    def test_a_request_does_not_wait_for_the_one_that_closes_the_window(self) -> None:
        inside, go_on = threading.Event(), threading.Event()
        close = ScriptedWindow.close

        def slow_close(window: ScriptedWindow) -> Span | NoSpan:
            inside.set()
            go_on.wait(10)
            return close(window)

        self.at.request(1.0)
        mark = self.at.machine.begin()
        self.at.passes(1.0)
        self.addCleanup(setattr, ScriptedWindow, "close", close)
        ScriptedWindow.close = slow_close
        closing = threading.Thread(target=self.at.machine.end, args=(mark,))
        closing.start()
        inside.wait(10)
        self.assert_span(self.at.request(0.0), 1.0, 50.0)
        go_on.set()
        closing.join()

    def test_a_fork_begins_anew(self) -> None:
        self.at.request(1.0)
        mark = self.at.machine.begin()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            spans = [self.at.machine.end(mark), self.at.request(0.5), self.at.request(1.0, watts=3.0)]
            os.write(writing, repr(spans).encode())
            os._exit(0)
        os.close(writing)
        os.waitpid(child, 0)
        with open(reading) as pipe:
            said = pipe.read()
        self.assertIn("began in another process", said)
        self.assertIn("first second", said)
        self.assertIn("seconds=1.5, joules=28.0", said)


class MeterAdapter(unittest.TestCase):
    def setUp(self) -> None:
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.procfs = Path(folder.name)

    def busy_ticks(self, user: int) -> None:
        (self.procfs / "stat").write_text(f"cpu  {user} 0 0 5000 0 0 0 0 0 0\n")

    def test_joules_of_counters_are_shared_by_the_machines_busy_time_without_those_of_gpus(self) -> None:
        self.busy_ticks(100)
        windows = MeterWindows(ScriptedMeter(procfs=self.procfs, joules=70.0, gpu_joules=20.0))
        window = windows.open()
        self.busy_ticks(180)
        self.assertAlmostEqual(window.busy_seconds(), 0.8)
        closed = window.close()
        self.assertEqual((closed.seconds, closed.joules), (1.0, 50.0))
        self.assertAlmostEqual(closed.busy_seconds, 0.8)

    def test_an_estimate_is_shared_by_the_processs_cpu_time(self) -> None:
        self.busy_ticks(100)
        window = MeterWindows(ScriptedMeter("estimated", self.procfs)).open()
        self.assertIsNone(window.busy_seconds())
        self.assertEqual(window.close(), Span(1.0, 50.0, 0.25))

    def test_what_stands_in_the_way_is_said(self) -> None:
        without_stat = MeterWindows(ScriptedMeter(procfs=self.procfs))
        self.assertIn("CPU time cannot be read", without_stat.open().close().reason)
        failed = ScriptedMeter("estimated", joules=None, no_joules="counter stopped")
        self.assertEqual(MeterWindows(failed).open().close(), NoSpan("counter stopped"))
        self.assertEqual(NoWindows("no counter").open(), NoSpan("no counter"))


if __name__ == "__main__":
    unittest.main()
