"""Hotspots in a shared library of the user's: listed, measured and repeated as those of a Python file are, and every
mistake is told in a sentence. What only a build can show is in package_test.py."""

import os
import re
import shutil
import subprocess
import unittest
from pathlib import Path

from program import PROGRAM, SMALL, ProgramTest

LIBRARIES = Path(os.environ["EMULATED_MACHINE"]).parent.parent / "libraries"
FEW = ["--quick", "--min-rounds", "2", "--max-rounds", "2", "--source", "estimate"]
# A sanitizer catches the signal before anybody else sees it.
plain_build_only = unittest.skipIf(os.environ.get("SANITIZER"), "a sanitizer answers for the program")

PYTHON = """
from greenbench import baseline, hotspot, variant

@hotspot("{id}", default_size=10)
class Sum:
    @baseline
    def loop(self):
        return 45

    @variant
    def other(self):
        return 45
"""


class LibraryTest(ProgramTest):
    def library(self, name: str, as_name: str = "") -> Path:
        """A copy in the folder of the test."""
        path = self.folder / (as_name or f"{name}.so")
        shutil.copy(LIBRARIES / f"{name}.so", path)
        return path

    def run_hotspot(self, name: str, hotspot: str, code: int, *more: str) -> tuple[dict, str]:
        path = self.library(name)
        command = ["run", *SMALL, *FEW, "--file", path, "--hotspot", hotspot, "--out", "run", *more]
        result = self.run_program(*command)
        self.assertEqual(result.returncode, code, result.stderr)
        return self.saved_run("run"), result.stdout + result.stderr


class Listed(LibraryTest):
    def test_with_its_file_and_what_it_says(self) -> None:
        path = self.library("right")
        listed = self.run_program("list", path).stdout
        self.assertIn(f"right/counting ({path.resolve()})\n  Calls are counted. How often is told.\n", listed)
        self.assertIn("  size 5 (article 7; sweep 1, 10)\n", listed)
        self.assertIn(
            "  cpp: count (baseline), calls_so_far, size (up to n = 100), "
            "flat (not available: needs a newer library)\n",
            listed,
        )
        self.assertIn("  needs the local HTTP server", listed)

    def test_under_a_name_with_a_version_and_by_a_link(self) -> None:
        self.library("right", as_name="libmine.so.1.2")
        (self.folder / "libmine.so").symlink_to("libmine.so.1.2")
        for name in ("libmine.so", "libmine.so.1.2"):
            self.assertIn("libmine.so.1.2)", self.run_program("list", name).stdout)

    def test_beside_hotspots_of_a_python_file(self) -> None:
        python = self.hotspot_file(PYTHON.format(id="mine/sum"))
        listed = self.run_program("list", python, self.library("right")).stdout
        self.assertIn("mine/sum (", listed)
        self.assertIn("right/counting (", listed)


class Measured(LibraryTest):
    def test_and_the_run_names_its_file_and_its_compiler(self) -> None:
        saved, _ = self.run_hotspot("of_page", "mine/membership", 0, "--size", "100")
        planned, control = saved["plan"]["hotspots"]
        self.assertEqual(planned["file"], str((self.folder / "of_page.so").resolve()))
        self.assertEqual([v["name"] for v in planned["variants"]], ["in_vector", "in_set"])
        self.assertEqual({v["language"] for v in control["variants"]}, {"cpp"})
        self.assertEqual(len(saved["hotspots"][0]["rounds"]), 2)
        self.assertRegex(saved["environment"]["library_of_page.so"], r"^(GNU|Clang) [0-9].*optimised$")

    def test_with_what_it_prepares_and_resets(self) -> None:
        for hotspot in ("right/lines", "right/sorting"):
            command = ["run", *SMALL, *FEW, self.library("right"), "--hotspot", hotspot, "--variant", "first,in_place"]
            result = self.run_program(*command, "--out", hotspot.replace("/", "-"))
            self.assertEqual(result.returncode, 0, result.stderr)

    def test_with_the_local_server(self) -> None:
        saved, _ = self.run_hotspot("right", "right/asking", 0, "--server-latency", "0ms")
        self.assertIsNotNone(saved["plan"]["hotspots"][0]["server"])

    def test_again_with_the_line_that_the_report_names(self) -> None:
        path = self.library("of_page", as_name="lib my bench.so")
        flags = [*SMALL, *FEW, "--size", "100"]
        first = self.run_program("run", *flags, path, "--out", "first")
        self.assertEqual(first.returncode, 0, first.stderr)
        report = (self.folder / "first" / "report.md").read_text()
        line = re.search(r"^ {4}(greenbench run .*)$|^(greenbench run .*)$", report, re.MULTILINE)
        self.assertIsNotNone(line, report)
        (self.folder / "elsewhere").mkdir()
        again = subprocess.run(
            ["sh", "-c", f"{line.group(1) or line.group(2)} --no-page --out ../again"],
            cwd=self.folder / "elsewhere",
            env={**os.environ, "PATH": f"{Path(PROGRAM).parent}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
        )
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(self.saved_run("first")["plan"]["hotspots"], self.saved_run("again")["plan"]["hotspots"])


class Refused(LibraryTest):
    def refused(self, name: str, *parts: str, code: int = 2) -> None:
        path = self.library(name)
        for command in (("list", path), ("run", *SMALL, *FEW, "--file", path)):
            self.assert_one_line_error(self.run_program(*command), code, f"{name}.so", *parts)
        self.assertFalse((self.folder / "greenbench-results").exists())

    def test_another_version_of_the_boundary(self) -> None:
        self.refused(
            "newer", "it was built with version 2 of greenbench/hotspot_abi.hpp, and this program has version 1"
        )

    def test_a_symbol_that_nobody_defines(self) -> None:
        self.refused("undefined", "it cannot be loaded: undefined symbol: greenbench::hotspots(); define it")

    def test_a_library_of_something_else(self) -> None:
        self.refused("without_exports", "it exports no greenbench_hotspot_abi_version: include greenbench/hotspot.hpp")

    def test_no_hotspot_and_a_list_that_fails(self) -> None:
        self.refused("none", "it defines no hotspot: return at least one from greenbench::hotspots()")
        self.refused("throwing", "its greenbench::hotspots() failed: no table of hotspots")

    def test_two_hotspots_of_one_name(self) -> None:
        self.refused("misshapen", "misshapen/one is defined twice; give one another name")

    @plain_build_only
    def test_one_that_crashes_is_named(self) -> None:
        self.refused("crashing", "could not be described: the worker was ended by signal 11", code=3)

    def test_what_is_no_library(self) -> None:
        (self.folder / "text.so").write_text("hello\n" * 1000)
        self.assert_one_line_error(self.run_program("list", "text.so"), 2, "text.so: it cannot be loaded: invalid ELF")
        self.assert_one_line_error(self.run_program("list", "gone.so"), 2, "--file: gone.so: no such file")

    def test_one_hotspot_in_two_files(self) -> None:
        python = self.hotspot_file(PYTHON.format(id="mine/membership"))
        result = self.run_program("list", python, self.library("of_page"))
        self.assert_one_line_error(result, 2, "mine/membership is defined in", "mine.py and in", "of_page.so")

    def test_a_name_without_its_ending(self) -> None:
        self.library("right", as_name="libmine.so")
        for name in ("mine", "libmine"):
            self.assert_one_line_error(self.run_program("run", name), 2, f"'{name}'; did you mean libmine.so?")


class Failures(LibraryTest):
    def failure_of(self, hotspot: str) -> dict:
        saved, _ = self.run_hotspot("failing", hotspot, 3)
        return saved["hotspots"][0]

    def test_what_a_constructor_throws(self) -> None:
        failure = self.failure_of("failing/set_up")["failure"]
        self.assertEqual((failure["kind"], failure["reason"]), ("raised", "no data today"))

    def test_a_constructor_without_memory(self) -> None:
        self.assertEqual(self.failure_of("failing/memory")["failure"]["kind"], "out_of_memory")

    @plain_build_only
    def test_variants_that_throw_or_crash_are_left_out_and_the_others_measured(self) -> None:
        saved, _ = self.run_hotspot("failing", "failing/calls", 3, "--variant", "good,raises,throws_a_number")
        failed = {one["variant"]: one["failure"] for one in saved["hotspots"][0]["failed_variants"]}
        self.assertEqual({failure["kind"] for failure in failed.values()}, {"raised"})
        self.assertIn("the third call failed", failed[1]["reason"])
        self.assertIn("threw something that is not a std::exception", failed[2]["reason"])
        self.assertEqual(len(saved["hotspots"][0]["rounds"]), 2)

    @plain_build_only
    def test_a_crash_is_reported_as_one(self) -> None:
        saved, said = self.run_hotspot("failing", "failing/calls", 3, "--variant", "good,crashes")
        self.assertIn("crashed", str(saved["hotspots"][0]))
        self.assertIn("signal 11", said)

    def test_rounding_names_the_tolerance(self) -> None:
        failure = self.failure_of("failing/differing")["failure"]
        self.assertEqual(failure["kind"], "answers_differ")
        self.assertRegex(failure["reason"], r"allow it with a relative_tolerance of 1e-1[56]$")


if __name__ == "__main__":
    unittest.main()
