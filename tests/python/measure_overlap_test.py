"""Which joules are whose, to the microjoule: windows in threads and tasks on counters that the test moves itself."""

import asyncio
import random
import tempfile
import threading
import time
import unittest
from pathlib import Path

import greenbench
from scripted_counters import ScriptedCounters

MANY = 1_000
STEP = 0.01
# Windows are longer than two update periods, of a millisecond or less, so that their joules are above the resolution.
LONG_ENOUGH = 0.1
MICROJOULE = 1.5e-6


class Overlap(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.counters = ScriptedCounters(Path(folder.name))
        self.meter = self.counters.meter()
        with self.meter.measure() as m:
            self.counters.use(STEP)
            time.sleep(LONG_ENOUGH)
        if m.joules is None or m.uncertainty > 0.5 * m.joules:
            self.skipTest("the counters were kept from moving while the meter opened")

    def assert_joules(self, m: greenbench.Measurement, joules: float) -> None:
        self.assertIsNone(m.no_joules, m)
        self.assertAlmostEqual(m.joules, joules, delta=MICROJOULE, msg=repr(m))
        self.assertEqual(m.package_joules, m.joules)

    def test_each_of_a_thousand_threads_has_what_was_used_between_its_own_ends(self) -> None:
        expected = dict.fromkeys(range(MANY), 0)
        measured: dict[int, greenbench.Measurement] = {}
        opened = threading.Semaphore(0)
        may_close = [threading.Event() for _ in range(MANY)]

        def work(number: int) -> None:
            with self.meter.measure() as m:
                opened.release()
                may_close[number].wait()
            measured[number] = m

        threads = [threading.Thread(target=work, args=(number,)) for number in range(MANY)]
        for number, thread in enumerate(threads):
            thread.start()
            opened.acquire()
            self.counters.use(STEP)
            expected[number] -= number
        time.sleep(LONG_ENOUGH)
        order = random.Random(7).sample(range(MANY), MANY)
        for used, number in enumerate(order, start=MANY):
            may_close[number].set()
            threads[number].join()
            self.counters.use(STEP)
            expected[number] += used
        for number, m in measured.items():
            self.assert_joules(m, expected[number] * STEP)
        self.assertEqual(len(measured), MANY)

    def test_each_of_a_thousand_tasks_has_what_was_used_between_its_own_ends(self) -> None:
        expected: dict[int, int] = {}
        measured: dict[int, greenbench.Measurement] = {}
        used = 0

        async def work(number: int) -> None:
            nonlocal used
            with self.meter.measure() as m:
                begun = used
                self.counters.use(STEP)
                used += 1
                await asyncio.sleep(LONG_ENOUGH + 1e-4 * ((7 * number) % MANY))
                expected[number] = used - begun
            measured[number] = m

        async def everything() -> None:
            await asyncio.gather(*map(work, range(MANY)))

        asyncio.run(everything())
        self.assertEqual(len(measured), MANY)
        for number, m in measured.items():
            self.assert_joules(m, expected[number] * STEP)

    def test_consecutive_windows_add_up_to_the_one_around_them(self) -> None:
        parts = []
        with self.meter.measure() as whole:
            for _ in range(5):
                with self.meter.measure() as part:
                    self.counters.use(0.3)
                    time.sleep(LONG_ENOUGH)
                parts.append(part)
        self.assert_joules(whole, 1.5)
        self.assertAlmostEqual(sum(part.joules for part in parts), whole.joules, delta=MICROJOULE)
        self.assertLess(sum(part.seconds for part in parts), whole.seconds)

    def test_a_wrap_is_undone(self) -> None:
        self.counters.microjoules = 262_143_000_000
        self.counters.show()
        meter = self.counters.meter()
        self.counters.use((262_143_300_000 - self.counters.microjoules) / 1e6)
        with meter.measure() as m:
            self.counters.use(1.25)
            time.sleep(LONG_ENOUGH)
        self.assertLess(self.counters.microjoules, 2_000_000)
        self.assert_joules(m, 1.25)

    def test_a_reset_is_a_fault_of_the_windows_around_it_and_of_no_later_one(self) -> None:
        self.counters.use(5.0)
        with self.meter.measure() as around:
            self.counters.microjoules = 0
            self.counters.show()
            with self.meter.measure() as later:
                self.counters.use(STEP)
                time.sleep(LONG_ENOUGH)
        self.assertIsNone(around.joules)
        self.assertIn("the counter fell", around.no_joules)
        self.assertIn("intel-rapl:0", around.no_joules)
        self.assertGreater(around.seconds, 0)
        self.assert_joules(later, STEP)

    def test_a_counter_that_cannot_be_read_is_a_fault_that_names_its_file(self) -> None:
        with self.meter.measure() as around:
            self.counters.break_file()
            with self.meter.measure() as inside:
                self.counters.show()
        self.assertIn("energy_uj", inside.no_joules)
        self.assertGreater(inside.seconds, 0)
        self.assertIn("below the counters' resolution", around.no_joules, "it was read well at both ends")


if __name__ == "__main__":
    unittest.main(verbosity=2)
