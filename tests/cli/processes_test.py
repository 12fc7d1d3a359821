"""Hotspots that start processes: what these use is counted, and none of them outlives its round."""

import csv
import shutil
import unittest
from collections import defaultdict
from pathlib import Path

from program import SMALL, ProgramTest, wait_until

HOTSPOT = """
import os, subprocess
from greenbench import baseline, count_process, hotspot, variant

@hotspot("mine/processes", default_size=10)
class Processes:
    \"\"\"One variant that behaves and one that does not.\"\"\"
    calls = 0

    def setup(self, n):
        {setup}

    def teardown(self):
        {teardown}

    @baseline
    def good(self):
        return sum(range(1000))

    @variant
    def other(self):
        self.calls += 1
        {variant}
        return sum(range(1000))
"""

# A child that is forked keeps the pipe on which the worker speaks to the controller.
FORK = "child = os.fork()\n        if child == 0: import time; time.sleep(1000)\n        "
NOTE = "open(FILE, 'a').write(f'{child} ')"
# Where the answers are compared, and in each of six rounds one worker for each of two variants.
PROCESSES = 1 + 6 * 2


def is_running(process: int) -> bool:
    """Whether it exists and has not ended; nobody may be there to reap it."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


class Processes(ProgramTest):
    def run_hotspot(self, code: int, *more: str, setup: str = "pass", variant: str = "pass", teardown: str = "pass"):
        body = HOTSPOT.format(setup=setup, variant=variant, teardown=teardown)
        path = self.hotspot_file(body.replace("FILE", repr(str(self.folder / "noted"))))
        result = self.run_program("run", *SMALL, "--quick", "--file", path, "--out", "run", *more)
        self.assertEqual(result.returncode, code, result.stderr)
        return result

    def noted(self) -> list[str]:
        return (self.folder / "noted").read_text().split()

    def test_children_that_a_worker_leaves_behind_are_ended(self) -> None:
        self.run_hotspot(0, setup=FORK + NOTE)
        self.assertEqual(len(self.noted()), PROCESSES)
        for child in self.noted():
            wait_until(lambda child=int(child): not is_running(child), 30)

    def test_a_variant_that_starts_processes_on_one_cpu_is_named_once(self) -> None:
        body = "import subprocess; subprocess.run(['true'], check=True)"
        result = self.run_hotspot(0, variant=body)
        said = "mine/processes: its variants start processes, but have one CPU together; say parallel=True"
        self.assertEqual(result.stderr.count(said), 1)

    def test_a_crash_is_seen_at_once_although_a_child_lives_on(self) -> None:
        self.run_hotspot(3, setup=FORK + NOTE, variant="if self.calls > 20: os._exit(9)")
        failure = self.saved_run("run")["hotspots"][0]["failed_variants"][0]["failure"]
        self.assertEqual(failure["kind"], "crashed")
        self.assertIn("exit code 9", failure["reason"])
        for child in self.noted():
            wait_until(lambda child=int(child): not is_running(child), 30)

    def test_every_worker_tears_down_what_it_set_up(self) -> None:
        self.run_hotspot(0, teardown="open(FILE, 'a').write('down ')")
        self.assertEqual(self.noted(), ["down"] * PROCESSES)

    def test_a_failed_variant_is_torn_down_too(self) -> None:
        self.run_hotspot(3, variant="if self.calls > 20: 1 / 0", teardown="open(FILE, 'a').write('down ')")
        self.assertEqual(self.noted(), ["down"] * (PROCESSES - 5), "it is not set up again in the other five rounds")

    def test_a_teardown_that_raises_is_reported_and_loses_no_samples(self) -> None:
        result = self.run_hotspot(0, teardown="raise OSError('still busy')")
        self.assertEqual(result.stderr.count("OSError: still busy"), 1, "six workers say the same")
        self.assertNotIn("start processes", result.stderr)
        self.assertIn("mine/processes: teardown failed", result.stderr)
        measured = self.saved_run("run")["hotspots"][0]
        self.assertIsNone(measured["failure"])
        self.assertEqual(len(measured["rounds"]), 6)

    def test_a_teardown_that_ends_the_worker_is_reported_and_loses_no_samples(self) -> None:
        # The process in which answers are compared must end well.
        note = "self.later = os.path.exists(FILE); open(FILE, 'a').write('up ')"
        result = self.run_hotspot(0, setup=note, teardown="os._exit(7) if self.later else None")
        self.assertIn("mine/processes/python:other, after it had been measured: the worker ended early", result.stderr)
        self.assertIn("with exit code 7", result.stderr)
        measured = self.saved_run("run")["hotspots"][0]
        self.assertIsNone(measured["failure"])
        self.assertEqual(measured["failed_variants"], [])
        self.assertEqual(len(measured["rounds"]), 6)

    def test_a_teardown_that_hangs_is_ended_and_loses_no_samples(self) -> None:
        result = self.run_hotspot(
            0,
            "--max-rounds",
            "1",
            "--worker-timeout",
            "2s",
            setup="self.later = os.path.exists(FILE); open(FILE, 'a').write('up ')",
            teardown="__import__('time').sleep(1000) if self.later else None",
        )
        self.assertIn("python:good, after it had been measured: the worker said nothing for 2 s", result.stderr)
        self.assertEqual(len(self.saved_run("run")["hotspots"][0]["rounds"]), 1)

    def test_what_is_left_behind_after_the_last_block_loses_no_samples(self) -> None:
        left = {
            "a thread that does not end": "import threading, time; "
            "threading.Thread(target=time.sleep, args=(1000,)).start()",
            "a pool that is busy": "self.pool = __import__('concurrent.futures').futures.ThreadPoolExecutor(1); "
            "self.pool.submit(__import__('time').sleep, 1000)",
            "a slow end": "__import__('atexit').register(__import__('time').sleep, 1000)",
            "an end of its own": "__import__('atexit').register(os._exit, 3)",
            "a destructor that ends the process": "self.it = type('It', (), {'__del__': lambda it: os._exit(3)})()",
        }
        for what, setup in left.items():
            with self.subTest(what):
                shutil.rmtree(self.folder / "run", ignore_errors=True)
                self.run_hotspot(0, "--max-rounds", "1", "--worker-timeout", "20s", setup=setup)
                measured = self.saved_run("run")["hotspots"][0]
                self.assertEqual((measured["failure"], measured["failed_variants"]), (None, []))
                self.assertEqual(len(measured["rounds"]), 1)

    def test_a_file_that_leaves_a_thread_behind_is_listed(self) -> None:
        thread = "import threading, time\nthreading.Thread(target=time.sleep, args=(1000,)).start()\n"
        path = self.hotspot_file(thread + HOTSPOT.format(setup="pass", variant="pass", teardown="pass"))
        result = self.run_program("list", "--file", path)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("mine/processes", result.stdout)

    def test_a_child_that_a_variant_lets_return_measures_nothing(self) -> None:
        """It would answer in the worker's place, once more than the worker was asked."""
        fork = "if self.calls == 30: child = os.fork(); child and os.waitpid(child, 0)"
        self.run_hotspot(0, variant=fork)
        measured = self.saved_run("run")["hotspots"][0]
        self.assertEqual(measured["failed_variants"], [])
        with (self.folder / "run" / "samples.csv").open() as file:
            rows = [row for row in csv.DictReader(file) if row["hotspot"] == "processes"]
        places = [(row["round"], row["block"], row["variant"]) for row in rows]
        self.assertEqual(len(places), len(set(places)))
        blocks = {place[:2] for place in places}
        self.assertEqual(len(places), 2 * len(blocks), "both variants in every block")

    def test_a_child_that_ends_itself_does_not_fail_its_parent(self) -> None:
        """sys.exit() is an exception, which must not be taken for the worker's own, whoever raises it."""
        children = (
            "child = os.fork()\n        if child == 0: sys.exit(3)\n        os.waitpid(child, 0)",
            "child = multiprocessing.get_context('fork').Process(target=sys.exit, args=(3,))\n"
            "        child.start(); child.join()",
            "thread = threading.Thread(target=sys.exit, args=(3,)); thread.start(); thread.join()",
        )
        for number, child in enumerate(children):
            body = HOTSPOT.format(setup="import atexit; atexit.register(sys.exit, 3)", teardown="pass", variant=child)
            path = self.hotspot_file("import multiprocessing, sys, threading\n" + body)
            result = self.run_program("run", *SMALL, "--quick", "--file", path, "--out", f"run{number}")
            self.assertEqual((result.returncode, result.stderr.count("SystemExit")), (0, 0), result.stderr)
            measured = self.saved_run(f"run{number}")["hotspots"][0]
            self.assertEqual((measured["failure"], measured["failed_variants"]), (None, []))

    def test_a_variant_or_teardown_that_ends_itself_says_so(self) -> None:
        result = self.run_hotspot(3, variant="if self.calls > 2: raise SystemExit('enough')")
        failed = self.saved_run("run")["hotspots"][0]["failed_variants"]
        self.assertIn("SystemExit: enough", failed[0]["failure"]["reason"])
        self.assertIn("SystemExit: enough", result.stderr)
        path = self.hotspot_file(HOTSPOT.format(setup="pass", variant="pass", teardown="raise SystemExit('enough')"))
        result = self.run_program("run", *SMALL, "--quick", "--file", path, "--out", "torn")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("teardown failed", result.stderr)

    def test_a_process_that_does_not_exist_cannot_be_counted(self) -> None:
        self.run_hotspot(3, setup="count_process(4194304)")
        failure = self.saved_run("run")["hotspots"][0]["failure"]
        self.assertIn("cannot read the CPU clock of process", failure["reason"])

    def test_what_a_standing_pool_computes_is_counted(self) -> None:
        """Four processes share the work of one. Uncounted, they would seem to need next to nothing."""
        result = self.run_program(
            "run", *SMALL, "--quick", "--hotspot", "parallel/sum_of_squares", "--language", "python", "--out", "run"
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        seconds: dict[str, float] = defaultdict(float)
        iterations: dict[str, int] = defaultdict(int)
        with (self.folder / "run" / "samples.csv").open() as file:
            for row in csv.DictReader(file):
                if row["hotspot"] == "sum_of_squares":
                    seconds[row["variant"]] += float(row["cpu_seconds"])
                    iterations[row["variant"]] += int(row["iterations"])
        single = seconds["single"] / iterations["single"]
        for variant in ("processes", "processes_warm"):
            self.assertGreater(seconds[variant] / iterations[variant], 0.5 * single, variant)
        self.assertLess(seconds["processes_warm"] / iterations["processes_warm"], 5 * single, "not counted twice")


if __name__ == "__main__":
    unittest.main()
