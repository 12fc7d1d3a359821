"""The first mistakes in a hotspot file of one's own, and what the program says to each."""

import re
import unittest

from program import SMALL, ProgramTest

QUICK = [*SMALL, "--quick", "--min-rounds", "1", "--max-rounds", "1"]

ROUNDED = '''
import math
from greenbench import baseline, hotspot, variant

@hotspot("mine/sum", default_size=1_000{sum})
class Sum:
    """Real numbers are added. The order decides how the sum is rounded."""

    def setup(self, n):
        self.numbers = [1 / i for i in range(1, n + 1)]

    @baseline
    def forward(self):
        return sum(self.numbers)

    @variant
    def backward(self):
        return sum(reversed(self.numbers))

    @variant
    def exact(self):
        return math.fsum(self.numbers)

@hotspot("mine/nested", default_size=100{nested})
class Nested:
    """Statistics are made. In dictionaries of lists."""

    def setup(self, n):
        self.numbers = [1 / i for i in range(1, n + 1)]

    @baseline
    def divided(self):
        return {{"count": len(self.numbers), "shares": [[x / 3, x * 3] for x in self.numbers]}}

    @variant
    def multiplied(self):
        return {{"count": len(self.numbers), "shares": [[x * (1 / 3), x / (1 / 3)] for x in self.numbers]}}
'''

NO_SETUP = """
from greenbench import baseline, hotspot, variant

@hotspot("mine/sum", default_size=1_000)
class Sum:
    @baseline
    def loop(self):
        return sum(self.numbers)

    @variant
    def other(self):
        return sum(self.numbers)
"""

NOTHING = '''
from greenbench import baseline, hotspot, variant

@hotspot("mine/print", default_size=10, sizes=[10, 20])
class Forgetful:
    """Text is made. And nobody returns it."""

    def setup(self, n):
        self.n = n

    @baseline
    def joined(self):
        ",".join(map(str, range(self.n)))

    @variant
    def listed(self):
        ",".join([str(i) for i in range(self.n)])
'''

SHAPE = """
from greenbench import baseline, hotspot, variant

@hotspot("mine/sum", default_size=1_000)
class Sum:
    def setup({setup}):
        self.numbers = range(10)

    @baseline
    def loop(self):
        return sum(self.numbers)

    @variant
    {other}
        return 45
"""


class Rounding(ProgramTest):
    def test_the_tolerance_that_is_named_works_when_it_is_typed(self) -> None:
        path = self.hotspot_file(ROUNDED.format(sum="", nested=""))
        result = self.run_program("run", *QUICK, "--file", path, "--out", "run")
        self.assertEqual(result.returncode, 3, result.stderr)
        named = {}
        for planned, measured in zip(
            (saved := self.saved_run("run"))["plan"]["hotspots"], saved["hotspots"], strict=True
        ):
            reason = measured["failure"]["reason"]
            self.assertEqual(measured["failure"]["kind"], "answers_differ")
            self.assertRegex(reason, r"\(relative difference [0-9.]+e-1[5-6]\)")
            named[planned["id"]] = re.search(r"@hotspot\(\.\.\., (tolerance=1e-1[0-5])\)$", reason)[1]
        self.assertIn('key text of 6 bytes "shares": at element', saved["hotspots"][1]["failure"]["reason"])
        self.hotspot_file(ROUNDED.format(sum=f", {named['mine/sum']}", nested=f", {named['mine/nested']}"))
        again = self.run_program("run", *QUICK, "--file", path, "--out", "again")
        self.assertEqual(again.returncode, 0, again.stderr)


class Setup(ProgramTest):
    def test_a_file_that_measures_itself_is_told_who_measures(self) -> None:
        file = self.hotspot_file("from greenbench import baseline, hotspot, measure\n")
        result = self.run_program("run", "--file", file)
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertIn(f"{file}:1: ImportError: greenbench.measure is there where pip has installed", result.stderr)

    def test_a_variant_without_data_hears_of_the_missing_setup(self) -> None:
        path = self.hotspot_file(NO_SETUP)
        result = self.run_program("run", *QUICK, "--file", path, "--out", "run")
        self.assertEqual(result.returncode, 3, result.stderr)
        self.assertIn("class Sum has no setup(self, n) that makes self.numbers", result.stderr)
        self.assertIn("class Sum has no setup(self, n)", (self.folder / "run" / "report.md").read_text())


class Control(ProgramTest):
    def test_it_is_not_measured_where_nothing_else_is(self) -> None:
        path = self.hotspot_file(NO_SETUP)
        result = self.run_program("run", *QUICK, "--file", path, "--out", "run")
        self.assertEqual(result.returncode, 3, result.stderr)
        saved = self.saved_run("run")
        self.assertEqual([planned["id"] for planned in saved["plan"]["hotspots"]], ["mine/sum"])
        self.assertEqual(saved["hotspots"][0]["rounds"], [])
        self.assertNotIn("control/aa", result.stdout + result.stderr)
        again = self.run_program("report", "run")
        self.assertEqual(again.stdout, result.stdout)

    def test_it_is_measured_with_what_has_not_failed(self) -> None:
        path = self.hotspot_file(NO_SETUP + NOTHING)
        result = self.run_program("run", *QUICK, "--file", path, "--out", "run")
        self.assertEqual(result.returncode, 3, result.stderr)
        saved = self.saved_run("run")
        self.assertEqual([len(measured["rounds"]) for measured in saved["hotspots"]], [0, 1, 1])


class Results(ProgramTest):
    def test_variants_that_return_nothing_are_warned_of_once(self) -> None:
        path = self.hotspot_file(NOTHING)
        result = self.run_program("run", *QUICK, "--file", path, "--sweep", "--out", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        warning = "mine/print: its variants return nothing, so that their results are not compared; return the result"
        self.assertEqual(result.stderr.count(warning), 1, result.stderr)
        self.assertNotIn("control/", result.stderr)


class Names(ProgramTest):
    def test_a_file_that_is_named_without_its_ending(self) -> None:
        self.hotspot_file(NOTHING)
        for command in ("run", "list"):
            self.assert_one_line_error(self.run_program(command, "mine"), 2, "'mine'; did you mean mine.py?")


class Signatures(ProgramTest):
    def refused(self, line: int, *parts: str, setup: str = "self, n", other: str = "def other(self):") -> None:
        path = self.hotspot_file(SHAPE.format(setup=setup, other=other))
        for command in (("list", "--file"), ("run", *QUICK, "--file")):
            result = self.run_program(*command, path)
            self.assert_one_line_error(result, 2, f"mine.py:{line}: ", *parts)
        self.assertFalse((self.folder / "greenbench-results").exists())

    def test_each_is_found_before_anything_runs(self) -> None:
        self.refused(6, "setup of mine/sum has the parameters (self); write setup(self, n)", setup="self")
        self.refused(13, "the variant other has the parameters (); write other(self)", other="def other():")
        self.refused(13, "write other(self) and use self.data", other="def other(self, data):")
        self.refused(13, "async", "asyncio.run()", other="async def other(self):")


if __name__ == "__main__":
    unittest.main()
