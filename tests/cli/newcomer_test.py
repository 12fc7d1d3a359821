"""What somebody types who has not read the manual yet, and what they get for it."""

import json
import os
import platform
import shutil
import subprocess
import unittest
import venv
from importlib import metadata
from pathlib import Path

from program import PROGRAM, SMALL, ProgramTest

FEW = [*SMALL, "--quick", "--max-rounds", "1", "--time-limit", "10s"]
MINE = """\
    from greenbench import baseline, hotspot

    @hotspot("mine/sum", default_size=10)
    class Sum:
        "Numbers are added. Sums are everywhere."

        def setup(self, n):
            self.numbers = range(n)

        @baseline
        def built_in(self):
            return sum(self.numbers)
    """


class Help(ProgramTest):
    def test_the_name_alone_gets_a_short_help(self) -> None:
        result = self.run_program()
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn("greenbench run strings", result.stdout)
        self.assertIn("greenbench --help", result.stdout)
        self.assertLessEqual(len(result.stdout.splitlines()), 15)

    def test_help_is_a_command(self) -> None:
        self.assertEqual(self.run_program("help").stdout, self.run_program("--help").stdout)
        self.assertEqual(self.run_program("help", "run").stdout, self.run_program("run", "--help").stdout)

    def test_short_flags_for_the_version(self) -> None:
        version = self.run_program("--version")
        self.assertEqual(version.returncode, 0)
        for flag in ("-v", "-V"):
            self.assertEqual(self.run_program(flag).stdout, version.stdout)


class Lists(ProgramTest):
    def python_without_packages(self) -> dict[str, str]:
        """The environment of a greenbench whose Python has none but its own."""
        venv.create(self.folder / "bare", with_pip=False)
        return {**os.environ, "GREENBENCH_PYTHON": str(self.folder / "bare" / "bin" / "python")}

    def test_the_list_fits_a_screen(self) -> None:
        lines = self.run_program("list").stdout.splitlines()
        names = [hotspot["id"] for hotspot in json.loads(self.run_program("list", "--json").stdout)["hotspots"]]
        self.assertEqual([line.split()[0] for line in lines[1:-1]], names)
        self.assertLessEqual(len(lines), 40)
        self.assertLessEqual(max(map(len, lines)), 80)
        self.assertIn("greenbench list NAME", lines[-1])
        self.assertIn("--variants", lines[-1])

    def test_it_starts_no_interpreter(self) -> None:
        nowhere = {**os.environ, "GREENBENCH_PYTHON": "/nonexistent/python", "TMPDIR": "/nonexistent"}
        for command in (["list"], ["list", "strings"], ["strngs"], ["--help"], ["run", "--quik"]):
            self.assertNotIn("nonexistent", self.run_program(*command, env=nowhere).stderr)
        result = self.run_program("list", "strings", env=nowhere)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn("python: concat (baseline), join, ", result.stdout)
        result = self.run_program("list", "--variants", env={**nowhere, "TMPDIR": str(self.folder)})
        self.assert_one_line_error(result, 2, "/nonexistent/python")

    def test_every_variant_is_a_flag_away(self) -> None:
        everything = self.run_program("list", "--variants").stdout
        self.assertEqual(everything, self.run_program("list", "all").stdout)
        for text in ("strings/build\n", "auto_vectorized", "sweep 100, 1000", "database/columns\n"):
            self.assertIn(text, everything)

    def test_a_file_of_ones_own_is_in_the_list(self) -> None:
        self.hotspot_file(MINE)
        shown = self.run_program("list", "--file", "mine.py").stdout
        self.assertIn("mine/sum", shown.splitlines()[-2])
        self.assertIn("  python: built_in (baseline)\n", self.run_program("list", "mine.py").stdout)

    def test_missing_packages_are_found_where_the_program_runs(self) -> None:
        bare = self.python_without_packages()
        self.assertIn("(needs django)", self.run_program("list", env=bare).stdout)
        self.assertIn("[not available: needs django]", self.run_program("list", "django", env=bare).stdout)
        self.assertIn("numpy (not available: needs numpy)", self.run_program("list", "numeric", env=bare).stdout)
        listed = json.loads(self.run_program("list", "--json", env=bare).stdout)["hotspots"]
        missing = {hotspot["id"] for hotspot in listed if hotspot["python_not_available"]}
        self.assertLessEqual({"django/columns", "io/fetch"}, missing)
        result = self.run_program("run", "django/columns", *FEW, env=bare)
        self.assert_one_line_error(result, 3, "needs django")

    def test_a_changed_file_is_described_anew(self) -> None:
        share = self.folder / "root" / "share" / "greenbench"
        for folder in ("workloads", "python"):
            shutil.copytree(Path(__file__).resolve().parents[2] / folder, share / folder)
        (self.folder / "root" / "bin").mkdir()
        program = shutil.copy(PROGRAM, self.folder / "root" / "bin")
        changed = share / "workloads" / "strings" / "build.py"
        changed.write_text(changed.read_text().replace("def map_join", "def joined_map"))
        for command in (["list", "strings"], ["list", "--json"]):
            result = subprocess.run([program, *command], capture_output=True, text=True, check=True)
            self.assertIn("joined_map", result.stdout)
            self.assertNotIn("map_join", result.stdout)


class Packages(ProgramTest):
    def test_a_run_notes_those_of_every_hotspot_whatever_it_measures(self) -> None:
        result = self.run_program("run", "control/noop", *FEW, "--out", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        noted = self.saved_run("run")["environment"]
        for package in ("numpy", "httpx", "django"):
            try:
                self.assertEqual(noted.get(f"python_{package}"), metadata.version(package))
            except metadata.PackageNotFoundError:
                self.assertNotIn(f"python_{package}", noted)
        self.assertEqual(noted["python"], platform.python_version())


class Names(ProgramTest):
    def listed(self, *arguments: str) -> set[str]:
        result = self.run_program("list", "--json", *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return {hotspot["id"] for hotspot in json.loads(result.stdout)["hotspots"]}

    def measured(self, *arguments: str) -> list[str]:
        result = self.run_program(*arguments, *FEW, "--out", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        return [hotspot["id"] for hotspot in self.saved_run("run")["plan"]["hotspots"]]

    def test_list_shows_what_is_named(self) -> None:
        everything = self.listed()
        strings = {name for name in everything if name.startswith("strings/")}
        self.assertEqual(self.listed("strings"), strings)
        self.assertEqual(self.listed("--suite", "strings"), strings)
        self.assertEqual(self.listed("control/noop", "strings/b*"), {"control/noop"} | self.listed("strings/b*"))
        self.hotspot_file(MINE)
        self.assertEqual(self.listed("mine.py"), {"mine/sum"})
        self.assertEqual(self.listed("mine.py", "strings"), strings | {"mine/sum"})
        self.assertEqual(self.listed("--file", "mine.py"), everything | {"mine/sum"})

    def test_run_measures_what_is_named(self) -> None:
        self.hotspot_file(MINE)
        self.assertLessEqual({"control/noop", "mine/sum"}, set(self.measured("run", "control/noop", "mine.py")))

    def test_a_name_alone_is_measured(self) -> None:
        self.assertIn("control/noop", self.measured("control/noop"))

    def test_a_file_alone_is_measured(self) -> None:
        self.hotspot_file(MINE)
        self.assertIn("mine/sum", self.measured("mine.py"))

    def test_misspelt_names(self) -> None:
        for command in ((), ("run",), ("list",)):
            for name in ("STRINGS", "strngs"):
                self.assert_one_line_error(self.run_program(*command, name), 2, name, "did you mean strings?")
        result = self.run_program("run", "--allow-unoptimized", "--hotspot", "strings/cvs*")
        self.assert_one_line_error(result, 2, "did you mean strings/csv_export?")
        self.assert_one_line_error(self.run_program("mine.py", *SMALL), 2, "mine.py: no such file")


class Flags(ProgramTest):
    def test_a_misspelt_flag(self) -> None:
        self.assert_one_line_error(self.run_program("run", "--quik"), 2, "--quik", "did you mean --quick?")

    def test_a_format_that_does_not_exist(self) -> None:
        result = self.run_program("report", "run", "--format", "pdf")
        self.assert_one_line_error(result, 2, "'pdf'", "(known: terminal, markdown, html")

    def test_a_duration_without_a_unit(self) -> None:
        result = self.run_program("run", "strings", "--time-limit", "3")
        self.assert_one_line_error(result, 2, "'3' has no unit; write --time-limit 3s")


class NewestRun(ProgramTest):
    def measure(self, name: str, written: int) -> None:
        """A run below the default folder, last written that many seconds after 2001."""
        result = self.run_program("run", "control/noop", *FEW, "--out", f"greenbench-results/{name}")
        self.assertEqual(result.returncode, 0, result.stderr)
        os.utime(self.folder / "greenbench-results" / name / "run.json", times=(written, written))

    def test_commands_that_take_a_run_take_the_newest(self) -> None:
        self.measure("b", written=1_000_000_000)
        self.measure("a", written=1_000_000_100)
        (self.folder / "greenbench-results" / "c").mkdir()
        (self.folder / "page.md").write_text(
            '<!-- greenbench:table hotspot="control/noop" columns="time" -->\n<!-- greenbench:end -->\n'
        )
        note = "note: the newest run is greenbench-results/a\n"
        for command in (
            ("report",),
            ("report", "latest"),
            ("claims", "latest"),
            ("docs", "page.md", "--run", "latest"),
        ):
            result = self.run_program(*command)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertIn(note, result.stderr)
        compared = self.run_program("compare", "greenbench-results/b", "latest")
        self.assertIn("greenbench-results/a", compared.stdout)
        resumed = self.run_program("resume", "latest")
        self.assertEqual(resumed.returncode, 2)
        self.assertIn("greenbench-results/a", resumed.stderr)

    def test_a_run_of_that_name_is_what_was_typed(self) -> None:
        result = self.run_program("run", "control/noop", *FEW, "--out", "latest")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertNotIn("newest", self.run_program("report", "latest").stderr)

    def test_no_run_at_all(self) -> None:
        for command in (("report",), ("claims", "latest"), ("resume", "latest"), ("compare", "latest", "latest")):
            self.assert_one_line_error(self.run_program(*command), 2, "no run in greenbench-results")


if __name__ == "__main__":
    unittest.main()
