"""Windows and forks; many windows and what they leave behind."""

import os
import threading
import time
import traceback
import unittest
from collections.abc import Callable
from pathlib import Path

import greenbench
from known_power import KnownPower

WINDOWS = 100_000


def in_a_fork(check: Callable[[], object]) -> int:
    """The exit code of a fork that runs `check`: 0 when it returns."""
    child = os.fork()
    if child == 0:
        try:
            check()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Forks(KnownPower):
    def test_a_child_opens_its_own_handles_and_windows(self) -> None:
        meter = self.meter("--range-uj", "16000000")

        def check() -> None:
            for _ in range(3):
                with meter.measure() as m:
                    time.sleep(0.2)
                # It wraps: the child has a thread of its own that follows it.
                assert m.joules is not None, m
                assert abs(m.joules - 54.0 * m.seconds) < 0.1 * m.joules, m

        code = in_a_fork(check)
        with meter.measure() as m:
            time.sleep(0.2)
        with self.unless_starved():
            self.assertEqual(code, 0)
            self.assert_known_power(m)

    def test_an_inherited_window_is_refused_and_goes_on_in_the_parent(self) -> None:
        meter = self.meter()
        window = meter.measure()
        m = window.__enter__()

        def check() -> None:
            try:
                window.__exit__(None, None, None)
            except RuntimeError as error:
                assert "is a fork" in str(error), error
            else:
                raise AssertionError("the child closed its parent's window")
            with meter.measure() as own:
                time.sleep(0.05)
            assert own.seconds >= 0.05, own

        self.assertEqual(in_a_fork(check), 0)
        time.sleep(0.05)
        window.__exit__(None, None, None)
        self.assertGreaterEqual(m.seconds, 0.05)
        with self.unless_starved():
            self.assert_known_power(m)

    def test_a_fork_that_leaves_the_block_by_an_exception_keeps_it(self) -> None:
        meter = self.meter()

        def check() -> None:
            try:
                window.__exit__(SystemExit, SystemExit(3), None)
            except BaseException as error:
                raise AssertionError("the exception was replaced") from error

        window = meter.measure()
        window.__enter__()
        self.assertEqual(in_a_fork(check), 0)
        window.__exit__(None, None, None)

    def test_forks_while_threads_open_windows_and_the_guard_reads(self) -> None:
        # A guard that reads every two milliseconds, so that some fork finds its mutex locked.
        meter = self.meter("--range-uj", "1000000")
        stopping = threading.Event()

        def work() -> None:
            while not stopping.is_set():
                with meter.measure():
                    pass

        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()

        def check() -> None:
            with meter.measure() as m:
                time.sleep(0.01)
            assert m.seconds > 0

        try:
            codes = [in_a_fork(check) for _ in range(30)]
        finally:
            stopping.set()
            for thread in threads:
                thread.join()
        self.assertEqual(codes, [0] * 30)

    def test_a_child_of_a_child(self) -> None:
        meter = self.meter()

        def check() -> None:
            with meter.measure():
                pass
            assert in_a_fork(lambda: meter.measure().__enter__()) == 0

        self.assertEqual(in_a_fork(check), 0)

    def test_cpu_time_of_a_child_counts_once_it_was_waited_for(self) -> None:
        meter = greenbench.Meter(source="estimate")

        def burn() -> None:
            end = time.process_time() + 0.2
            while time.process_time() < end:
                pass

        with meter.measure() as m:
            in_a_fork(burn)
        self.assertGreaterEqual(m.cpu_seconds, 0.2)


class ManyWindows(KnownPower):
    @staticmethod
    def resident_kibibytes() -> int:
        line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1])

    @staticmethod
    def descriptors() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    def test_they_leave_neither_descriptors_nor_memory_behind(self) -> None:
        meter = self.meter()

        def open_windows(count: int) -> None:
            for _ in range(count):
                with meter.measure():
                    pass

        open_windows(2_000)
        descriptors, kibibytes = self.descriptors(), self.resident_kibibytes()
        open_windows(WINDOWS)
        self.assertEqual(self.descriptors(), descriptors)
        # 1 MiB would be 10 bytes for each window.
        self.assertLess(self.resident_kibibytes() - kibibytes, 1024)

    def test_windows_that_are_never_closed_leave_nothing_either(self) -> None:
        meter = self.meter()

        def open_windows(count: int) -> None:
            for _ in range(count):
                meter.measure().__enter__()

        open_windows(2_000)
        descriptors, kibibytes = self.descriptors(), self.resident_kibibytes()
        open_windows(20_000)
        self.assertEqual(self.descriptors(), descriptors)
        self.assertLess(self.resident_kibibytes() - kibibytes, 1024)

    def test_a_meter_that_is_dropped_closes_its_handles_and_ends_its_thread(self) -> None:
        roots = self.roots()
        greenbench.Meter(roots=roots, source="powercap")
        descriptors, threads = self.descriptors(), len(list(Path("/proc/self/task").iterdir()))
        for _ in range(5):
            greenbench.Meter(roots=roots, source="powercap")
        self.assertEqual(self.descriptors(), descriptors)
        self.assertEqual(len(list(Path("/proc/self/task").iterdir())), threads)


if __name__ == "__main__":
    unittest.main(verbosity=2)
