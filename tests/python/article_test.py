"""The programs of docs/coming-from.md that use the package, as they stand there, on a machine of known power."""

import csv
import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import greenbench
from package import TOTAL_WATTS, PackageTest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "coming-from.md"
PROGRAM = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^### (.*)$", re.MULTILINE)


def programs() -> dict[str, str]:
    """Those that import greenbench, by the heading that they stand below."""
    found: dict[str, str] = {}
    for program in PROGRAM.finditer(PAGE.read_text(encoding="utf-8")):
        if re.search(r"^import greenbench$", program[1], re.MULTILINE):
            heading = list(HEADING.finditer(PAGE.read_text(encoding="utf-8"), 0, program.start()))[-1]
            found[heading[1]] = program[1]
    return found


class Article(PackageTest):
    def run_program_of(self, heading: str) -> subprocess.CompletedProcess[str]:
        environment = self.emulated_environment()
        done = self.run_python(programs()[heading], environment=environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def assert_watts_of_the_machine(self, watts: float) -> None:
        with self.unless_starved():
            self.assertAlmostEqual(watts, TOTAL_WATTS, delta=0.1 * TOTAL_WATTS)

    def test_they_use_the_package_that_is_tested(self) -> None:
        done = self.run_python("import greenbench; print(greenbench.__file__)")
        print(done.stdout, file=sys.stderr)
        self.assertEqual(done.stdout.strip(), greenbench.__file__)

    def test_there_are_five(self) -> None:
        self.assertEqual(
            list(programs()),
            ["A function", "A block", "Two implementations", "A budget in a test", "A line for the CI log"],
        )

    def test_a_function(self) -> None:
        done = self.run_program_of("A function")
        self.assertEqual(done.stdout, "1288889\n")
        self.assertRegex(
            done.stderr, r"^greenbench: report: [\d.]+ J, [\d.]+ s, [\d.]+ W, [\d.]+ CPU s; measured: powercap"
        )
        self.assert_watts_of_the_machine(float(done.stderr.split()[6]))

    def test_a_block(self) -> None:
        done = self.run_program_of("A block")
        joules, uncertainty, seconds, watts, provenance = done.stdout.split()
        self.assertEqual(provenance, "measured")
        self.assertAlmostEqual(float(joules) / float(seconds), float(watts), places=6)
        self.assertLess(float(uncertainty), float(joules))
        self.assert_watts_of_the_machine(float(watts))
        with (self.folder / "emissions.csv").open() as file:
            (row,) = csv.DictReader(file)
        self.assertAlmostEqual(float(row["energy_consumed"]), float(joules) / 3.6e6)

    def test_two_implementations(self) -> None:
        done = self.run_program_of("Two implementations")
        self.assertIn("compare/functions, n = 10,000", done.stdout)
        *_, last = done.stdout.splitlines()
        if last == "None inconclusive":
            self.assertIn("compare/functions: joules below the counter's resolution", done.stdout)
            self.skipTest("an emulated counter stood still for a whole repetition")
        self.assertRegex(
            last, r"^Estimate\(value=[\d.]+, low=([\d.]+|None), high=([\d.]+|None)\) (saves|inconclusive)$"
        )

    def test_a_budget_in_a_test(self) -> None:
        self.write("test_report.py", programs()["A budget in a test"])
        environment = self.emulated_environment()
        arguments = ["-p", "greenbench.pytest_plugin"] if not has_entry_point() else []
        runner = self.write("run_pytest.py", "import sys, pytest\nsys.exit(pytest.main(sys.argv[1:]))\n")
        done = self.run_python(runner, *arguments, "test_report.py", environment=environment)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"(?m)^test_report\.py::test_report .*J")

    def test_a_line_for_the_ci_log(self) -> None:
        done = self.run_program_of("A line for the CI log")
        (line,) = done.stdout.splitlines()
        found = json.loads(line)
        self.assertEqual((found["metric"], found["label"]), ("energy", "nightly report"))
        self.assertAlmostEqual(found["energy_kwh"] * 3.6e6, found["joules"])
        self.assertIsNone(found["co2_grams"])
        self.assert_watts_of_the_machine(found["watts"])

    def test_types(self) -> None:
        if subprocess.run([sys.executable, "-c", "import mypy"], capture_output=True, check=False).returncode != 0:
            self.skipTest("not available: mypy")
        with tempfile.TemporaryDirectory() as cache:
            for heading, program in programs().items():
                with self.subTest(heading):
                    file = self.write("article.py", program)
                    runner = self.write("run_mypy.py", "import runpy\nrunpy.run_module('mypy', run_name='__main__')\n")
                    done = self.run_python(runner, "--strict", f"--cache-dir={cache}", str(file))
                    self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


def has_entry_point() -> bool:
    from importlib.metadata import entry_points

    return any(point.name == "greenbench" for point in entry_points(group="pytest11"))


if __name__ == "__main__":
    unittest.main()
