"""A hotspot that fails is reported with its reason; the run goes on and the rest is measured."""

import os
import unittest

from program import SMALL, ProgramTest

# A sanitizer catches the signal, and the memory that is refused, before anybody else sees them.
plain_build_only = unittest.skipIf(os.environ.get("SANITIZER"), "a sanitizer answers for the program")

HOTSPOT = """
import os, resource, signal, sys, time
from greenbench import baseline, hotspot, variant

@hotspot("mine/bad", default_size=10)
class Bad:
    \"\"\"One variant that behaves and one that does not.\"\"\"
    calls = 0

    def setup(self, n):
        {setup}

    @baseline
    def good(self):
        return sum(range(1000))

    @variant
    def other(self):
        self.calls += 1
        {body}
        return sum(range(1000))
"""


class Failures(ProgramTest):
    def failed_run(self, body: str = "pass", setup: str = "pass", *more: str) -> dict:
        path = self.hotspot_file(HOTSPOT.format(body=body, setup=setup))
        result = self.run_program("run", *SMALL, "--quick", "--file", path, "--out", "run", *more)
        self.assertEqual(result.returncode, 3, result.stderr)
        saved = self.saved_run("run")
        self.assertEqual([h["id"] for h in saved["plan"]["hotspots"]], ["mine/bad", "control/aa"])
        bad, control = saved["hotspots"]
        self.assertEqual(bad["stop"], "failed")
        self.assertEqual(len(control["workers"]), 6, "the rest of the run went on")
        self.assertNotIn("\n", bad["failure"]["reason"])
        self.assertIn(bad["failure"]["reason"], " ".join(result.stdout.split()))
        return bad["failure"]

    def test_different_answers_are_not_measured(self) -> None:
        failure = self.failed_run("return 7")
        self.assertEqual(failure["kind"], "answers_differ")
        for part in ("python:good", "python:other", "499500", "7"):
            self.assertIn(part, failure["reason"])

    def test_an_exception_while_measuring_keeps_its_traceback(self) -> None:
        failure = self.failed_run("if self.calls > 20: raise ValueError('went wrong')")
        self.assertEqual(failure["kind"], "raised")
        self.assertIn("ValueError: went wrong", failure["reason"] + failure["detail"])
        self.assertIn("mine.py", failure["detail"])

    def test_an_exception_in_setup(self) -> None:
        failure = self.failed_run(setup="raise ValueError('no set-up today')")
        self.assertIn("no set-up today", failure["reason"])

    @plain_build_only
    def test_a_crash(self) -> None:
        failure = self.failed_run("if self.calls > 20: os.kill(os.getpid(), signal.SIGSEGV)")
        self.assertEqual(failure["kind"], "crashed")
        self.assertIn("11", failure["reason"])

    def test_an_early_exit(self) -> None:
        failure = self.failed_run("if self.calls > 20: print('bye', file=sys.stderr, flush=True); os._exit(9)")
        self.assertEqual(failure["kind"], "crashed")
        self.assertIn("exit code 9", failure["reason"])
        self.assertIn("bye", failure["detail"])

    def test_a_hang_is_ended(self) -> None:
        failure = self.failed_run("if self.calls > 20: time.sleep(1000)", "pass", "--worker-timeout", "3s")
        self.assertEqual(failure["kind"], "hung")
        self.assertIn("3 s", failure["reason"])

    @plain_build_only
    def test_running_out_of_memory(self) -> None:
        limit = "resource.setrlimit(resource.RLIMIT_DATA, (1 << 29, 1 << 29))"
        failure = self.failed_run("if self.calls > 20: bytearray(1 << 32)", limit)
        self.assertEqual(failure["kind"], "out_of_memory")

    def test_being_killed_by_the_kernel(self) -> None:
        failure = self.failed_run("if self.calls > 20: os.kill(os.getpid(), signal.SIGKILL)")
        self.assertEqual(failure["kind"], "out_of_memory")
        self.assertIn("memory", failure["reason"])

    def test_a_missing_package_is_not_a_failure(self) -> None:
        body = HOTSPOT.format(body="pass", setup="pass").replace(
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
