"""Whole commands: once, repeatedly and against each other; all their processes; what they leave behind."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import unittest

from emulated import PACKAGE_WATTS, TOTAL_WATTS, EmulatedMachine
from program import ProgramTest

FEW = ["--allow-unoptimized", "--no-page", "--quick", "--seed", "1", "--max-other-load", "10000%"]
# Three generations, of which the last burns CPU time; the shells wait for their children.
BURN = "import time; end = time.process_time() + 0.15\nwhile time.process_time() < end: pass"
NESTED = 'sh -c \'sh -c "{python} -c \\"$BURN\\" & {python} -c \\"$BURN\\" & {python} -c \\"$BURN\\"; wait"; true\''


# A child burns a second of CPU time; its parent asks the kernel to reap it, or waits for it, and both end with it.
FORKING = """
import os, signal, sys, time
if sys.argv[1] == "ignore":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
reading, writing = os.pipe()
child = os.fork()
if child == 0:
    while time.process_time() < 1:
        pass
    os._exit(0)
os.close(writing)
os.read(reading, 1)
try:
    os.waitpid(child, 0)
except ChildProcessError:
    pass
"""


class Once(EmulatedMachine):
    def test_output_and_exit_code_are_the_commands_own(self) -> None:
        result = self.run_program("exec", "--once", "--", "sh", "-c", "cat; echo to-error >&2; exit 7", input="in\n")
        self.assertEqual((result.returncode, result.stdout), (7, "in\n"))
        self.assertIn("to-error\n", result.stderr)
        self.assertRegex(result.stderr, r"greenbench: ~?[\d.]+ J, [\d.]+ s, ~?[\d.]+ W, [\d.]+ CPU s")
        self.assertEqual(self.run_program("exec", "--once", "--", "false").returncode, 1)
        self.assertEqual(self.run_program("exec", "--once", "--", "sh", "-c", "kill -9 $$").returncode, 137)

    def test_children_whose_parent_ignores_their_end_are_in_nobodys_cpu_time(self) -> None:
        seconds = {}
        for kind in ("wait", "ignore"):
            flags = ("exec", "--once", "--source", "estimate")
            result = self.run_program(*flags, "--", sys.executable, "-c", FORKING, kind)
            self.assertEqual(result.returncode, 0, result.stderr)
            seconds[kind] = float(re.search(r"([\d.]+) CPU s", result.stderr)[1])
        self.assertGreaterEqual(seconds["wait"], 1.0)
        self.assertLess(seconds["ignore"], 0.7)

    def test_nothing_is_left_in_the_folder(self) -> None:
        self.run_program("exec", "--once", "--", "true")
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_a_second_at_known_power(self) -> None:
        roots = self.emulate()
        result = self.run_program("exec", "--once", *roots, "--", "sleep", "1")
        with self.unless_starved():
            line = result.stderr.splitlines()[-1]
            joules, seconds = float(line.split()[1]), float(line.split()[3])
            self.assertAlmostEqual(joules / seconds, TOTAL_WATTS, delta=0.005 * TOTAL_WATTS, msg=line)
            self.assertRegex(line, r"measured: powercap package-0 [\d.]+ J \+ powercap dram-0 [\d.]+ J$")
            package, dram = (float(part) for part in re.findall(r"-0 ([\d.]+) J", line))
            self.assertAlmostEqual(package + dram, joules, delta=0.01 * joules)


class Measured(EmulatedMachine):
    def run_document(self) -> dict:
        return json.loads((self.folder / "run" / "run.json").read_text())

    def test_joules_of_a_sleep_are_power_times_seconds(self) -> None:
        roots = self.emulate()
        flags = ["--min-rounds", "3", "--max-rounds", "3", "--out", "run"]
        result = self.run_program("exec", *FEW, *roots, *flags, "--", "sleep", "1")
        self.assertEqual(result.returncode, 0, result.stderr)
        with self.unless_starved():
            (variant,) = self.run_document()["analysis"]["hotspots"][0]["variants"]
            self.assertEqual(variant["variant"], "command:sleep 1")
            self.assertAlmostEqual(
                variant["joules"]["value"] / variant["seconds"]["value"], TOTAL_WATTS, delta=0.005 * TOTAL_WATTS
            )
            self.assertGreater(variant["seconds"]["value"], 1.0)
            package = [float(row["energy_package_0_joules"]) for row in self.samples() if not row["void_reason"]]
            self.assertAlmostEqual(max(package), PACKAGE_WATTS, delta=0.05 * PACKAGE_WATTS)

    def test_processes_of_every_generation_count(self) -> None:
        command = NESTED.format(python="python3")
        flags = ["--min-rounds", "2", "--max-rounds", "2", "--out", "run"]
        result = self.run_program("exec", *FEW, *flags, command, env={**os.environ, "BURN": BURN})
        self.assertEqual(result.returncode, 0, result.stderr)
        for row in self.samples():
            self.assertGreater(float(row["cpu_seconds"]), 3 * 0.15)

    def test_two_commands_are_compared_and_the_report_says_how_to_do_it_again(self) -> None:
        result = self.run_program("exec", *FEW, "--out", "run", "--vs", "sleep 0.06", "--", "sleep", "0.02")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("exec/commands, 6 rounds", result.stdout)
        (comparison,) = self.run_document()["analysis"]["hotspots"][0]["comparisons"]
        self.assertEqual((comparison["baseline"], comparison["time_verdict"]), ("command:sleep 0.02", "costs"))
        page = (self.folder / "run" / "report.md").read_text()
        again = next(line for line in page.splitlines() if line.startswith("greenbench exec "))
        program = os.environ["GREENBENCH"]
        repeated = subprocess.run(
            ["sh", "-c", again.replace("greenbench exec", f"'{program}' exec --out again --no-page", 1)],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        self.assertEqual(repeated.returncode, 0, repeated.stderr)
        plans = [json.loads((self.folder / name / "run.json").read_text())["plan"] for name in ("run", "again")]
        for plan in plans:
            plan.pop("notes")
            plan["limits"].pop("max_other_load")
        self.assertEqual(*plans)
        report = self.run_program("report", "run", "--format", "markdown")
        self.assertEqual(report.stdout, page)

    def test_every_format_has_the_commands(self) -> None:
        self.run_program("exec", *FEW, "--out", "run", "sleep 0.02", "sleep 0.03")
        for name in (
            "json",
            "csv",
            "html",
            "google-benchmark-json",
            "pyperf-json",
            "hyperfine-json",
            "benchstat",
            "bencher",
            "openmetrics",
        ):
            with self.subTest(format=name):
                result = self.run_program("report", "run", "--format", name)
                self.assertEqual(result.returncode, 0, result.stderr)
                self.assertIn("sleep", result.stdout)

    def test_formats_are_exported_to_files(self) -> None:
        exports = ["--export", "hyperfine-json=fine.json", "--export=csv=table=1.csv"]
        result = self.run_program("exec", *FEW, "--out", "run", *exports, "sleep 0.02", "sleep 0.03")
        self.assertEqual(result.returncode, 0, result.stderr)
        results = json.loads((self.folder / "fine.json").read_text())["results"]
        self.assertEqual([one["command"] for one in results], ["sleep 0.02", "sleep 0.03"])
        saved = (self.folder / "run" / "samples.csv").read_text()
        self.assertEqual((self.folder / "table=1.csv").read_text(), saved)
        for wrong in ("pdf=x.pdf", "csv", "csv="):
            self.assert_one_line_error(self.run_program("report", "run", "--export", wrong), 2, "--export", wrong[:3])


class Failures(ProgramTest):
    def test_a_command_may_have_any_text(self) -> None:
        commands = [
            "awk 'BEGIN { for (i = 0; i < 9; i++) x += i }'",
            "printf '%s\\n' \"[a-z]+(\\\\d|$)^.*?\" {x,y}",
            'sleep 0.001 # é ✓ <>&|"',
            "-N; true /-a",
        ]
        rounds = ["--min-rounds", "2", "--max-rounds", "2", "-i"]
        result = self.run_program("exec", *FEW, *rounds, "--out", "run", *(f"--vs={text}" for text in commands))
        self.assertEqual(result.returncode, 0, result.stderr)
        run = json.loads((self.folder / "run" / "run.json").read_text())
        self.assertEqual([one["name"] for one in run["plan"]["hotspots"][0]["variants"]], commands)

    def test_a_command_that_fails_is_reported_with_its_code_and_last_words(self) -> None:
        result = self.run_program("exec", *FEW, "--out", "run", "sleep 0.01", "ls /no/such/folder")
        self.assertEqual(result.returncode, 3, result.stderr)
        self.assertIn("exited with code 2, saying: ls: cannot access '/no/such/folder'", result.stderr)
        ignored = self.run_program("exec", *FEW, "--out", "two", "-i", "sleep 0.01", "ls /no/such/folder")
        self.assertEqual(ignored.returncode, 0, ignored.stderr)

    def test_a_command_that_leaves_a_process_is_refused(self) -> None:
        result = self.run_program("exec", *FEW, "--out", "run", "sleep 300 & exit 0")
        self.assertEqual(result.returncode, 3, result.stderr)
        self.assertIn("it leaves sleep (PID ", result.stderr)
        self.assertEqual(self.processes("sleep 300"), [])

    def test_set_up_and_clean_up_run_once_and_each_run_has_its_own_parts(self) -> None:
        letter = "printf {} >> letters"
        parts = [f"--{flag}={letter.format(flag[0])}" for flag in ("setup", "prepare", "conclude", "cleanup")]
        parts[3] = f"--cleanup={letter.format('e')}"
        rounds = ["--min-rounds", "2", "--max-rounds", "2"]
        result = self.run_program("exec", *FEW, *rounds, "--out", "run", *parts, letter.format("r"))
        self.assertEqual(result.returncode, 0, result.stderr)
        written = (self.folder / "letters").read_text()
        self.assertRegex(written, "^s(prc)+e$")

    def test_killing_it_leaves_no_process(self) -> None:
        for moment in (0.0, 0.3, 1.0):
            for ending in (signal.SIGKILL, signal.SIGINT):
                with self.subTest(moment=moment, ending=ending):
                    program = self.start_program(
                        "exec", *FEW, "--out", f"run-{moment}-{ending}", "sh -c 'sleep 301; :'"
                    )
                    end = time.monotonic() + 30
                    while not self.processes("sleep 301") and time.monotonic() < end:
                        time.sleep(0.02)
                    self.assertNotEqual(self.processes("sleep 301"), [], "else there is nothing to leave behind")
                    time.sleep(moment)
                    program.send_signal(ending)
                    program.communicate(timeout=30)
                    end = time.monotonic() + 10
                    while self.processes("sleep 301") and time.monotonic() < end:
                        time.sleep(0.05)
                    self.assertEqual(self.processes("sleep 301"), [])

    @staticmethod
    def processes(command: str) -> list[str]:
        found = subprocess.run(["pgrep", "-fx", command], capture_output=True, text=True, check=False)
        return found.stdout.split()


if __name__ == "__main__":
    unittest.main()
