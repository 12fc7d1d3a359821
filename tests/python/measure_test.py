"""Joules of windows at known power: alone, nested, overlapping in threads and tasks, through wraps."""

import asyncio
import os
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import greenbench
from known_power import TOTAL_WATTS, KnownPower

THREADS = 1_000
TASKS = 1_000


class Windows(KnownPower):
    def test_a_second_has_power_times_seconds(self) -> None:
        meter = self.meter()
        with meter.measure(label="second") as m:
            time.sleep(1)
        with self.unless_starved():
            self.assertAlmostEqual(m.joules / m.seconds, TOTAL_WATTS, delta=0.005 * TOTAL_WATTS)
            self.assertAlmostEqual(m.watts, m.joules / m.seconds)
            self.assertAlmostEqual(m.package_joules + m.dram_joules, m.joules)
            self.assertAlmostEqual(m.dram_joules, 4.0 * m.seconds, delta=0.02)
            self.assertIsNone(m.gpu_joules)
            self.assertIsNone(m.grams_co2e)
            self.assertLess(m.cpu_seconds, 0.5)
            self.assertEqual((m.label, m.source, m.provenance), ("second", "powercap", "measured"))
            self.assertLess(m.uncertainty, 0.01 * m.joules)

    def test_nested_windows_add_up(self) -> None:
        meter = self.meter()
        parts = []
        with meter.measure() as whole:
            for _ in range(5):
                with meter.measure() as part:
                    time.sleep(0.1)
                parts.append(part)
        with self.unless_starved():
            for m in (whole, *parts):
                self.assert_known_power(m)
            uncertainty = whole.uncertainty + sum(part.uncertainty for part in parts)
            self.assertAlmostEqual(sum(part.joules for part in parts), whole.joules, delta=uncertainty)

    def test_a_thousand_threads_each_have_their_own(self) -> None:
        meter = self.meter()
        measured: list[greenbench.Measurement] = []
        together = threading.Barrier(THREADS + 1)

        def work() -> None:
            with meter.measure() as outer:
                together.wait()
                with meter.measure() as inner:
                    time.sleep(0.2)
            measured.extend((outer, inner))

        threads = [threading.Thread(target=work) for _ in range(THREADS)]
        with meter.measure() as around:
            for thread in threads:
                thread.start()
            together.wait()
            for thread in threads:
                thread.join()
        with self.unless_starved():
            self.assertEqual(len(measured), 2 * THREADS)
            for m in (around, *measured):
                self.assert_known_power(m)
                self.assertGreaterEqual(m.seconds, 0.2)
                self.assertLessEqual(m.seconds, around.seconds)

    def test_a_thousand_tasks_each_have_their_own(self) -> None:
        meter = self.meter()

        async def work(number: int) -> greenbench.Measurement:
            with meter.measure(label=str(number)) as m:
                await asyncio.sleep(0.1 + number * 1e-4)
            return m

        async def everything() -> list[greenbench.Measurement]:
            return await asyncio.gather(*map(work, range(TASKS)))

        measured = asyncio.run(everything())
        with self.unless_starved():
            self.assertEqual([m.label for m in measured], [str(number) for number in range(TASKS)])
            for number, m in enumerate(measured):
                self.assert_known_power(m)
                self.assertGreaterEqual(m.seconds, 0.1 + number * 1e-4 - 1e-3)

    def test_calls_of_a_decorated_function_overlap(self) -> None:
        meter = self.meter()
        measured: list[greenbench.Measurement] = []

        @greenbench.measure(meter=meter, report=measured.append)
        def work(seconds: float) -> float:
            time.sleep(seconds)
            return seconds

        times = [0.05 + 0.01 * number for number in range(8)]
        with ThreadPoolExecutor(8) as pool:
            self.assertEqual(list(pool.map(work, times)), times)
        with self.unless_starved():
            self.assertEqual(len(measured), 8)
            for m in measured:
                self.assert_known_power(m)

    def test_several_wraps_in_one_window_are_followed(self) -> None:
        # The package goes around every 0.32 s.
        meter = self.meter("--range-uj", "16000000")
        with meter.measure() as m:
            time.sleep(1.5)
        with self.unless_starved():
            self.assertAlmostEqual(m.joules / m.seconds, TOTAL_WATTS, delta=0.005 * TOTAL_WATTS, msg=repr(m))

    def test_carbon_is_that_of_the_joules(self) -> None:
        meter = self.meter(carbon=400)
        with meter.measure() as m:
            time.sleep(0.1)
        with self.unless_starved():
            self.assertAlmostEqual(m.grams_co2e, m.joules / 3.6e6 * 400)

    def test_a_window_that_is_too_short_has_seconds_and_says_why_it_has_no_joules(self) -> None:
        meter = self.meter()
        with meter.measure() as m:
            pass
        self.assertIsNone(m.joules)
        self.assertIsNone(m.watts)
        self.assertIsNone(m.uncertainty)
        self.assertGreater(m.seconds, 0)
        self.assertTrue(m.no_joules.startswith("below the counters' resolution"), m.no_joules)

    def test_precise_windows_cover_the_truth_and_may_overlap(self) -> None:
        meter = self.meter()
        first, second = meter.measure(precise=True), meter.measure(precise=True)
        measured = [first.__enter__()]
        time.sleep(0.05)
        measured.append(second.__enter__())
        time.sleep(0.05)
        first.__exit__(None, None, None)
        time.sleep(0.05)
        second.__exit__(None, None, None)
        with self.unless_starved():
            for m in measured:
                self.assert_known_power(m)

    def test_a_counter_that_has_stopped_is_a_reason_for_no_joules(self) -> None:
        meter = self.meter()
        self.late_share()  # ends the machine: nobody moves the counters any more
        with meter.measure() as m:
            time.sleep(1.1)
        self.assertGreater(m.seconds, 1.0)
        self.assertIsNone(m.joules)
        self.assertIn("the counter of package-0 has stopped", m.no_joules)


class WhereMetersComeFrom(KnownPower):
    def test_environment_variables_stand_in_for_what_is_not_given(self) -> None:
        roots = self.roots()
        environment = {
            "GREENBENCH_SYSFS": str(roots.sysfs),
            "GREENBENCH_PROCFS": str(roots.procfs),
            "GREENBENCH_DEVFS": str(roots.devfs),
            "GREENBENCH_CARBON": "400",
            "GREENBENCH_SOURCE": "powercap",
        }
        with mock.patch.dict(os.environ, environment):
            with greenbench.measure() as m:
                time.sleep(0.05)
            with greenbench.measure(source="estimate", carbon="none") as estimated:
                pass
        self.assertEqual((m.source, m.provenance), ("powercap", "measured"))
        self.assertEqual((estimated.source, estimated.grams_co2e), ("estimate", None))
        with self.unless_starved():
            self.assertAlmostEqual(m.grams_co2e, m.joules / 3.6e6 * 400)

    def test_a_meter_says_what_it_reads(self) -> None:
        meter = self.meter()
        self.assertEqual((meter.source, meter.provenance), ("powercap", "measured"))
        self.assertEqual(meter.domains, ("package-0", "dram-0"))
        self.assertEqual(repr(meter), "Meter(powercap, measured: package-0, dram-0)")


if __name__ == "__main__":
    unittest.main(verbosity=2)
