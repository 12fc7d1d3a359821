"""A variant that fails is reported with its reason and costs itself; the others, and the rest of the run, go on."""

import csv
import os
import unittest
from collections import defaultdict

from program import SMALL, ProgramTest, journal_entries, wait_until

# A sanitizer catches the signal, and the memory that is refused, before anybody else sees them.
plain_build_only = unittest.skipIf(os.environ.get("SANITIZER"), "a sanitizer answers for the program")

HOTSPOT = """
import os, pathlib, resource, signal, sys, threading, time
from greenbench import baseline, hotspot, variant

FILE = {file!r}

@hotspot("mine/bad", default_size=10)
class Bad:
    \"\"\"Two variants that behave and one that does not. Which one, the test says.\"\"\"
    calls = 0

    def setup(self, n):
        {setup}

    @baseline
    def good(self):
        self.calls += 1
        {baseline}
        return sum(range(1000))

    @variant
    def other(self):
        self.calls += 1
        {body}
        return sum(range(1000))

    @variant
    def third(self):
        self.calls += 1
        {third}
        return sum(range(1000))
"""
ROUNDS = {0, 1, 2}


class FailureTest(ProgramTest):
    def run_hotspot(self, *more: str, **bodies: str):
        texts = {"setup": "pass", "baseline": "pass", "body": "pass", "third": "pass", **bodies}
        path = self.hotspot_file(HOTSPOT.format(file=str(self.folder / "notes"), **texts))
        result = self.run_program("run", *SMALL, "--quick", "--max-rounds", "3", "--file", path, "--out", "run", *more)
        self.assertEqual(result.returncode, 3, result.stderr)
        saved = self.saved_run("run")
        bad, *rest = saved["hotspots"]
        if bad["rounds"]:
            self.assertEqual([h["id"] for h in saved["plan"]["hotspots"]], ["mine/bad", "control/aa"])
            self.assertEqual(len(rest[0]["rounds"]), 3, "the rest of the run went on")
        else:
            self.assertEqual(rest, [], "there is nothing to measure a noise floor for")
        return result, bad

    def rounds_of(self, variant: str) -> set[int]:
        """In which rounds there are samples of a variant."""
        rounds = defaultdict(set)
        with (self.folder / "run" / "samples.csv").open() as file:
            for row in csv.DictReader(file):
                rounds[f"{row['suite']}/{row['hotspot']}/{row['variant']}"].add(int(row["round"]))
        return rounds[f"mine/bad/{variant}"]


class FailedVariants(FailureTest):
    def failed_variant(self, body: str, *more: str, setup: str = "pass") -> dict:
        result, bad = self.run_hotspot(*more, setup=setup, body=body)
        self.assertIsNone(bad["failure"])
        self.assertEqual(len(bad["rounds"]), 3)
        self.assertEqual([failed["variant"] for failed in bad["failed_variants"]], [1])
        failure = bad["failed_variants"][0]["failure"]
        self.assertNotIn("\n", failure["reason"])
        self.assertIn(f"greenbench: mine/bad/python:other failed: {failure['reason']}\n", result.stderr)
        shown = " ".join(result.stdout.split())
        self.assertIn("python:other FAILED: ", shown)
        self.assertIn(failure["reason"], shown)
        self.assertEqual(failure["round"], 0)
        self.assertEqual(self.rounds_of("other"), set())
        for variant in ("good", "third"):
            self.assertEqual(self.rounds_of(variant), ROUNDS, "the others are measured to the end")
        return failure

    def test_an_exception_while_measuring_keeps_its_traceback(self) -> None:
        failure = self.failed_variant("if self.calls > 20: raise ValueError('went wrong')")
        self.assertEqual(failure["kind"], "raised")
        self.assertIn("ValueError: went wrong", failure["reason"])
        self.assertIn("mine.py", failure["detail"])

    def test_an_exception_at_the_first_call(self) -> None:
        failure = self.failed_variant("raise ValueError('went wrong')")
        self.assertEqual(failure["kind"], "raised")
        self.assertIn("mine.py", failure["detail"])

    @plain_build_only
    def test_a_crash(self) -> None:
        failure = self.failed_variant("if self.calls > 20: os.kill(os.getpid(), signal.SIGSEGV)")
        self.assertEqual(failure["kind"], "crashed")
        self.assertIn("11", failure["reason"])

    def test_an_early_exit(self) -> None:
        failure = self.failed_variant(
            "if self.calls > 20: print('bye', file=sys.stderr, flush=True); os._exit(9)",
        )
        self.assertEqual(failure["kind"], "crashed")
        self.assertIn("exit code 9", failure["reason"])
        self.assertIn("bye", failure["detail"])

    def test_a_silent_exit_without_fault(self) -> None:
        failure = self.failed_variant("if self.calls > 20: os._exit(0)")
        self.assertEqual(failure["kind"], "crashed")
        self.assertIn("exit code 0", failure["reason"])

    def test_python_ending_itself(self) -> None:
        failure = self.failed_variant("if self.calls > 20: sys.exit(0)")
        self.assertEqual(failure["kind"], "raised")
        self.assertIn("SystemExit", failure["reason"])

    def test_a_hang_is_ended(self) -> None:
        failure = self.failed_variant("if self.calls > 20: time.sleep(1000)", "--worker-timeout", "3s")
        self.assertEqual(failure["kind"], "hung")
        self.assertIn("3 s", failure["reason"])

    def test_a_worker_that_was_stopped_is_ended(self) -> None:
        failure = self.failed_variant(
            "if self.calls > 20: os.kill(os.getpid(), signal.SIGSTOP)", "--worker-timeout", "3s"
        )
        self.assertEqual(failure["kind"], "hung")

    def test_a_failure_after_which_a_thread_goes_on_is_the_exception(self) -> None:
        """The interpreter waits for the thread, which never ends; the controller does not wait for the interpreter."""
        failure = self.failed_variant(
            "if self.calls > 20: threading.Thread(target=lambda: time.sleep(1000)).start(); raise ValueError('first')"
        )
        self.assertEqual(failure["kind"], "raised")
        self.assertIn("ValueError: first", failure["reason"])

    @plain_build_only
    def test_running_out_of_memory(self) -> None:
        limit = "resource.setrlimit(resource.RLIMIT_DATA, (1 << 29, 1 << 29))"
        failure = self.failed_variant("if self.calls > 20: bytearray(1 << 32)", setup=limit)
        self.assertEqual(failure["kind"], "out_of_memory")

    def test_being_killed_by_the_kernel(self) -> None:
        failure = self.failed_variant("if self.calls > 20: os.kill(os.getpid(), signal.SIGKILL)")
        self.assertEqual(failure["kind"], "out_of_memory")
        self.assertIn("memory", failure["reason"])

    def test_being_asked_to_end(self) -> None:
        failure = self.failed_variant("if self.calls > 20: os.kill(os.getpid(), signal.SIGTERM)")
        self.assertEqual(failure["kind"], "crashed")
        self.assertIn("signal 15", failure["reason"])

    def test_closing_all_files_costs_the_variant_that_does_it(self) -> None:
        failure = self.failed_variant("if self.calls > 20: os.closerange(3, 256)")
        self.assertEqual(failure["kind"], "crashed")

    def test_the_rounds_before_the_failure_count(self) -> None:
        note = "if self.calls == 1: open(FILE, 'a').write('x')"
        fail = "if self.calls > 20 and len(open(FILE).read()) > 2: raise ValueError('late')"
        # One line for each worker: where answers are compared, another variant of the object is called first.
        _, bad = self.run_hotspot(body=f"{note}\n        {fail}")
        failure = bad["failed_variants"][0]["failure"]
        self.assertEqual(failure["round"], 2)
        self.assertEqual(self.rounds_of("other"), {0, 1})
        self.assertEqual(self.rounds_of("third"), ROUNDS)
        report = self.run_program("report", "run", "--format", "json")
        self.assertEqual(report.returncode, 0, report.stderr)

    def test_a_baseline_that_fails_leaves_the_others_without_ratios(self) -> None:
        result, bad = self.run_hotspot(baseline="if self.calls > 20: raise ValueError('no baseline')")
        self.assertIsNone(bad["failure"])
        self.assertEqual([failed["variant"] for failed in bad["failed_variants"]], [0])
        self.assertIn("mine/bad/python:good failed", result.stderr)
        for variant in ("other", "third"):
            self.assertEqual(self.rounds_of(variant), ROUNDS)
        (report,) = [r for r in self.saved_run("run")["analysis"]["hotspots"] if r["id"] == "mine/bad"]
        self.assertEqual(report["comparisons"], [])
        self.assertEqual({v["variant"] for v in report["variants"]}, {"python:other", "python:third"})

    def test_a_failed_variant_is_not_measured_again_when_the_run_goes_on(self) -> None:
        """What was interrupted is rebuilt from its journal, failures included."""
        fail = "if self.calls > 20: raise ValueError('once')"
        stop = "os.kill(int(open(FILE).read()), signal.SIGINT) if self.calls == 20 and os.path.exists(FILE) else None"
        texts = {"setup": "pass", "baseline": "pass", "body": fail, "third": stop}
        path = self.hotspot_file(HOTSPOT.format(file=str(self.folder / "notes"), **texts))
        process = self.start_program("run", *SMALL, "--quick", "--max-rounds", "3", "--file", path, "--out", "run")
        wait_until(lambda: len(journal_entries(self.folder / "run", "end")) >= 1)
        (self.folder / "notes").write_text(str(process.pid))
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, errors)
        (self.folder / "notes").unlink()
        resumed = self.run_program("resume", "run", "--no-page")
        self.assertEqual(resumed.returncode, 3, resumed.stderr)
        bad = self.saved_run("run")["hotspots"][0]
        self.assertEqual([failed["failure"]["round"] for failed in bad["failed_variants"]], [0], "once")
        self.assertEqual(self.rounds_of("good"), ROUNDS)


class FailedHotspots(FailureTest):
    def failed_hotspot(self, **bodies: str) -> dict:
        result, bad = self.run_hotspot(**bodies)
        self.assertEqual(bad["stop"], "failed")
        failure = bad["failure"]
        self.assertNotIn("\n", failure["reason"])
        self.assertIn(failure["reason"], " ".join(result.stdout.split()))
        self.assertIn(f"greenbench: mine/bad failed: {failure['reason']}", result.stderr)
        return failure

    def test_different_answers_are_not_measured(self) -> None:
        failure = self.failed_hotspot(body="return 7")
        self.assertEqual(failure["kind"], "answers_differ")
        for part in ("python:good", "python:other", "499500", "7"):
            self.assertIn(part, failure["reason"])

    def test_an_exception_in_setup(self) -> None:
        failure = self.failed_hotspot(setup="raise ValueError('no set-up today')")
        self.assertIn("no set-up today", failure["reason"])

    def test_all_variants_failing(self) -> None:
        fail = "if self.calls > 20: raise ValueError('{}')"
        failure = self.failed_hotspot(
            baseline=fail.format("first"), body=fail.format("second"), third=fail.format("third")
        )
        self.assertEqual(failure["kind"], "raised")
        self.assertRegex(failure["reason"], "first|second|third")
        self.assertEqual(len(self.saved_run("run")["hotspots"][0]["failed_variants"]), 3)

    def test_all_variants_failing_at_their_first_call(self) -> None:
        failure = self.failed_hotspot(baseline="1 / 0", body="1 / 0", third="1 / 0")
        self.assertIn("ZeroDivisionError", failure["reason"])

    def test_the_process_of_the_round_ending(self) -> None:
        failure = self.failed_hotspot(body="if self.calls > 20: os.kill(os.getppid(), signal.SIGKILL); time.sleep(100)")
        self.assertIn("signal 9", failure["reason"])

    def test_words_on_the_controllers_pipe(self) -> None:
        """A variant that writes to a descriptor that is not its own."""
        failure = self.failed_hotspot(body="if self.calls > 20: os.write(3, b'babble' + bytes([10]))")
        self.assertIn("babble", failure["reason"])


class NoFailure(ProgramTest):
    def test_a_missing_package_is_not_a_failure(self) -> None:
        body = HOTSPOT.format(file="", setup="pass", baseline="pass", body="pass", third="pass").replace(
            "default_size=10", "default_size=10, needs=('no_such_package',)"
        )
        path = self.hotspot_file(body)
        result = self.run_program(
            "run", *SMALL, "--quick", "--file", path, "--hotspot", "control/noop,mine/bad", "--out", "run"
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("not available: needs no_such_package", result.stdout + result.stderr)


if __name__ == "__main__":
    unittest.main()
