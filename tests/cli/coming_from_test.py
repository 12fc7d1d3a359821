"""Executes docs/coming-from.md: every line and every script of greenbench as it stands, on a machine of known power."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import unittest
from collections.abc import Callable
from pathlib import Path

from emulated import TOTAL_WATTS, EmulatedMachine
from program import PROGRAM, ProgramTest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "coming-from.md"
SECTION = re.compile(r"^#{2,3} (.*)$")
# What every call gets on top: where the machine is, and what an unoptimised build beside other tests needs.
SURROUNDINGS = ["--allow-unoptimized", "--no-page", "--max-other-load", "10000%"]
WRAPPER = """#!/bin/sh
test "$1" = exec || exec '{program}' "$@"
test "$2" = --pid && exec '{program}' "$@" {machine}
shift
test "$1" = --once && exec '{program}' exec {machine} "$@"
exec '{program}' exec {machine} {limits} "$@"
"""
NUMBER = re.compile(r"~?\d+(\.\d+)?")
WATCHES = "A process that runs already"


def blocks(language: str) -> list[tuple[str, str]]:
    """The section and the text of each code block in that language."""
    found: list[tuple[str, str]] = []
    section, inside, lines = "", None, []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            if inside == language:
                found.append((section, "\n".join(lines)))
            inside, lines = (line[3:], []) if inside is None else (None, [])
        elif inside is not None:
            lines.append(line)
        elif heading := SECTION.match(line):
            section = heading[1]
    return found


def lines_of(program: str) -> list[tuple[str, str]]:
    return [
        (section, line)
        for section, text in blocks("sh")
        for line in text.splitlines()
        if line.startswith(program + " ")
    ]


class OnThePage(EmulatedMachine):
    """A folder with the files that the page speaks of, and greenbench in the PATH."""

    def setUp(self) -> None:
        super().setUp()
        self.work = self.folder / "work"
        programs = self.folder / "bin"
        self.work.mkdir()
        programs.mkdir()
        (self.work / "a.txt").write_text("".join(f"{number * 7919 % 100_003}\n" for number in range(100_000)))
        (self.work / "script.py").write_text("import time\ntime.sleep(0.5)\n")
        (self.work / "other.py").write_text("import time\ntime.sleep(0.25)\n")
        wrapper = programs / "greenbench"
        machine, limits = (" ".join(f"'{flag}'" for flag in flags) for flags in (self.emulate(), SURROUNDINGS))
        wrapper.write_text(WRAPPER.format(program=PROGRAM, machine=machine, limits=limits))
        wrapper.chmod(0o755)
        self.environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}

    def execute(self, *command: str) -> subprocess.CompletedProcess[str]:
        result = subprocess.run(
            command, cwd=self.work, env=self.environment, capture_output=True, text=True, timeout=280, check=False
        )
        self.assertEqual(result.returncode, 0, f"{command}\n{result.stderr}")
        return result

    def newest_run(self) -> dict:
        folder = max((self.work / "greenbench-results").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        return json.loads((folder / "run.json").read_text())

    def assert_power_of_the_machine(self, watts: float) -> None:
        with self.unless_starved():
            self.assertAlmostEqual(watts, TOTAL_WATTS, delta=0.02 * TOTAL_WATTS)


# What must be true after the line of a section; the section is the name of the function.


def one_command(test: OnThePage, result: subprocess.CompletedProcess[str]) -> None:
    line = result.stderr.splitlines()[-1]
    test.assertEqual(result.stdout, "")
    test.assert_power_of_the_machine(float(line.split()[1]) / float(line.split()[3]))
    (shown,) = [text for section, text in blocks("") if section == "One command"]
    shapes = [NUMBER.sub("N", re.sub(r", [\d.]+ MiB", "", text)) for text in (line, shown)]
    test.assertEqual(shapes[0], shapes[1], "the page shows a line of another form")


def several_runs(test: OnThePage, _: object) -> None:
    run = test.newest_run()
    test.assertEqual(names(run), ["python3 script.py", "python3 other.py"])
    test.assertEqual(rounds(run), 6)
    (comparison,) = run["analysis"]["hotspots"][0]["comparisons"]
    test.assertGreater(comparison["time"]["value"], 1.0)
    for variant in run["analysis"]["hotspots"][0]["variants"]:
        test.assert_power_of_the_machine(variant["watts"]["value"])


def watched(test: OnThePage, result: subprocess.CompletedProcess[str]) -> None:
    machine = result.stdout.splitlines()[0]
    test.assertIn("measured, of all that ran on this machine: ", machine)
    test.assertRegex(result.stdout, r"server \(77\) .* 50% +~[\d.]+ +~[\d.]+ ")
    test.assert_power_of_the_machine(float(machine.split()[-2]))


def warmed_up(test: OnThePage, _: object) -> None:
    run = test.newest_run()
    test.assertEqual((names(run), rounds(run)), (["sort a.txt", "LC_ALL=C sort a.txt"], 6))
    test.assertEqual([each["command"]["warm_up_runs"] for each in planned(run)], [1, 1])


def bounded(test: OnThePage, _: object) -> None:
    test.assertTrue(3 <= rounds(test.newest_run()) <= 6)


def prepared(test: OnThePage, _: object) -> None:
    sorted_lines = sorted((test.work / "a.txt").read_text().splitlines())
    test.assertEqual(sorted((test.work / "work.txt").read_text().splitlines()), sorted_lines)


def surrounded(test: OnThePage, _: object) -> None:
    test.assertEqual(names(test.newest_run()), ["gzip -dc a.txt.gz", "zcat a.txt.gz"])
    test.assertFalse((test.work / "a.txt.gz").exists())


def listed(test: OnThePage, _: object) -> None:
    test.assertEqual(names(test.newest_run()), ["gzip -1 -c a.txt", "gzip -6 -c a.txt"])


def scanned(test: OnThePage, _: object) -> None:
    test.assertEqual(names(test.newest_run()), ["gzip -1 -c a.txt", "gzip -3 -c a.txt", "gzip -5 -c a.txt"])


def shells(test: OnThePage, result: subprocess.CompletedProcess[str]) -> None:
    (variant,) = planned(test.newest_run())
    through_bash = ["bash", "--norc", "-c", "sort a.txt | uniq"]
    without = ["sort", "a.txt"]
    test.assertEqual(variant["command"]["arguments"], through_bash if "--norc" in result.args[-1] else without)


def ignored(test: OnThePage, _: object) -> None:
    test.assertEqual(test.newest_run()["hotspots"][0]["failed_variants"], [])


def named(test: OnThePage, _: object) -> None:
    test.assertEqual(names(test.newest_run()), ["locale", "bytes"])


def hyperfine_json(test: OnThePage, _: object) -> None:
    (result,) = json.loads((test.work / "times.json").read_text())["results"]
    test.assertEqual((result["command"], result["joules_provenance"]), ("sort a.txt", "measured"))
    test.assertEqual(len(result["joules"]), len(result["times"]))
    test.assertGreaterEqual(len(result["times"]), 6)
    test.assertNotIn("exit_codes", result)


def tables(test: OnThePage, _: object) -> None:
    test.assertIn("sort a.txt", (test.work / "table.md").read_text())
    with (test.work / "table.csv").open() as file:
        test.assertGreaterEqual(len(list(csv.DictReader(file))), 12)


def shown(test: OnThePage, result: subprocess.CompletedProcess[str]) -> None:
    test.assertEqual(result.stdout, "100000 a.txt\n")


def planned(run: dict) -> list[dict]:
    return run["plan"]["hotspots"][0]["variants"]


def names(run: dict) -> list[str]:
    return [variant["name"] for variant in planned(run)]


def rounds(run: dict) -> int:
    return run["analysis"]["hotspots"][0]["rounds"]


# The facts of each section's lines, in their order.
FACTS = {
    "One command": [one_command, several_runs],
    WATCHES: [watched],
    "`--warmup`, `--runs`": [warmed_up],
    "`--min-runs`, `--max-runs`": [bounded],
    "`--prepare`": [prepared],
    "`--setup`, `--cleanup`": [surrounded],
    "`--parameter-list`, `--parameter-scan`": [listed, scanned],
    "`--shell`, `-N`": [shells, shells],
    "`--ignore-failure`": [ignored],
    "`--command-name`": [named],
    "`--export-json`": [hyperfine_json],
    "`--export-markdown`, `--export-csv`": [tables],
    "`--show-output`": [shown],
}


class Lines(OnThePage):
    """Has one more test for each line of the page, see below."""

    def test_every_line_has_its_facts(self) -> None:
        sections = [section for section, _ in lines_of("greenbench")]
        self.assertEqual({name: sections.count(name) for name in sections}, {n: len(f) for n, f in FACTS.items()})

    def test_a_process_is_watched(self) -> None:
        ((_, line),) = [each for each in lines_of("greenbench") if each[0] == WATCHES]
        self.show_process(ticks=5000, busy_ticks=1000)
        program = subprocess.Popen(
            ["sh", "-c", line],
            cwd=self.work,
            env={**self.environment, "PID": "77"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.addCleanup(lambda: (program.kill(), program.communicate()) if program.poll() is None else None)
        self.assertIn("watching", program.stderr.readline())
        self.show_process(ticks=5040, busy_ticks=1080)
        output, errors = program.communicate(timeout=60)
        self.assertEqual(program.returncode, 0, errors)
        watched(self, subprocess.CompletedProcess(line, 0, output, errors))

    def show_process(self, ticks: int, busy_ticks: int) -> None:
        """On the emulated machine. The file of its busy time stays open, as a kernel's can."""
        machine = self.folder / "machine" / "proc"
        (machine / "77").mkdir(exist_ok=True)
        process = f"77 (server) S 1 1 1 0 -1 0 0 0 0 0 {ticks} 0 0 0 20 0 1 0 5000 1000000 2560 0\n"
        (machine / "new").write_text(process)
        (machine / "new").rename(machine / "77" / "stat")
        with (machine / "stat").open("r+" if (machine / "stat").exists() else "w") as file:
            file.write(f"cpu  {busy_ticks} 0 0 0 0 0 0 0 0 0\n")

    def test_a_line_that_does_not_work_fails(self) -> None:
        with self.assertRaises(AssertionError):
            self.execute("sh", "-c", "greenbench exec --once --no-such-flag -- true")
        with self.assertRaises(AssertionError):
            shown(self, self.execute("sh", "-c", "greenbench exec --once -- true"))


def add_a_test_for_each_line() -> None:
    done: dict[str, int] = {}
    for section, line in lines_of("greenbench"):
        place = done[section] = done.get(section, -1) + 1
        if section == WATCHES or place >= len(FACTS.get(section, [])):
            continue

        def test(self: OnThePage, line: str = line, fact: Callable = FACTS[section][place]) -> None:
            fact(self, self.execute("sh", "-c", line))

        setattr(Lines, f"test_{fact_name(section, place)}", test)


def fact_name(section: str, place: int) -> str:
    return f"{FACTS[section][place].__name__}_{place + 1}"


add_a_test_for_each_line()


class Scripts(OnThePage):
    def scripts(self) -> list[str]:
        return [text for _, text in blocks("python") if '"greenbench"' in text]

    def test_a_single_run_has_its_keys(self) -> None:
        one, _ = self.scripts()
        first, *domains = self.execute(sys.executable, "-c", one).stdout.splitlines()
        joules, seconds, watts, provenance = first.split()
        self.assert_power_of_the_machine(float(joules) / float(seconds))
        self.assertAlmostEqual(float(joules) / float(seconds), float(watts), places=6)
        self.assertEqual(provenance, "measured")
        self.assertEqual([line.split()[:2] for line in domains], [["powercap", "package-0"], ["powercap", "dram-0"]])
        self.assertAlmostEqual(sum(float(line.split()[2]) for line in domains), float(joules), places=6)

    def test_several_runs_have_theirs(self) -> None:
        _, many = self.scripts()
        output = self.execute(sys.executable, "-c", many).stdout.splitlines()[-3:]
        for line, command in zip(output, ["sort a.txt", "LC_ALL=C sort a.txt", "LC_ALL=C sort a.txt"], strict=True):
            self.assertTrue(line.startswith(f"command:{command} "), line)
        value, low, high = map(float, output[0].split()[-3:])
        self.assertTrue(0.0 < low <= value <= high)
        self.assertIn(output[2].split()[-1], ("saves", "costs", "equivalent", "inconclusive"))


class Json(EmulatedMachine):
    def test_a_single_run_prints_an_object_to_standard_error(self) -> None:
        command = ["sh", "-c", "echo out; exit 3"]
        result = self.run_program("exec", "--once", "--format", "json", *self.emulate(), "--", *command)
        self.assertEqual((result.returncode, result.stdout), (3, "out\n"))
        run = json.loads(result.stderr.splitlines()[-1])
        self.assertEqual((run["command"], run["exit_code"]), (command, 3))
        self.assertEqual(run["provenance"], "measured")

    def test_a_file_that_cannot_be_written_is_an_error(self) -> None:
        result = self.run_program("exec", "--once", "--export", "json=no/such/folder.json", "--", "true")
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("no/such/folder.json", result.stderr)


class OtherTools(ProgramTest):
    def test_flags_without_a_counterpart_are_answered(self) -> None:
        for flags in (
            ["--style", "basic"],
            ["--time-unit", "second"],
            ["-u", "second"],
            ["--export-asciidoc", "a.txt"],
            ["--export-orgmode", "a.org"],
            ["-p", "true"],
            ["-e", "power/energy-pkg/"],
            ["-a"],
            ["-x", ","],
        ):
            with self.subTest(flags=flags):
                result = self.run_program("exec", *flags, "true")
                self.assert_one_line_error(result, 2, f"unknown flag {flags[0]}; ")
                self.assertRegex(result.stderr, "; (use|leave it out)")


@unittest.skipUnless(shutil.which("hyperfine"), "hyperfine is not installed")
class Hyperfine(OnThePage):
    def test_its_lines_work_as_well(self) -> None:
        for _, line in lines_of("hyperfine"):
            with self.subTest(line=line):
                self.execute("sh", "-c", line)


if __name__ == "__main__":
    unittest.main()
