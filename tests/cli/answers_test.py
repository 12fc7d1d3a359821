"""What variants may return and raise, from outside: it is compared, or refused with file, line and reason."""

import subprocess
import time
import unittest

from program import SMALL, ProgramTest

QUICK = [*SMALL, "--quick", "--min-rounds", "2", "--max-rounds", "2"]

COMPARED = '''
import math, os
from greenbench import baseline, hotspot, variant

@hotspot("mine/big_integer", default_size=2_000)
class BigInteger:
    """Factorials. Numbers of more digits than CPython writes by itself."""

    def setup(self, n):
        self.n = n

    @baseline
    def loop(self):
        product = 1
        for i in range(2, self.n + 1):
            product *= i
        return product

    @variant
    def library(self):
        return math.factorial(self.n)

@hotspot("mine/surrogates", default_size=200)
class Surrogates:
    """File names. With bytes that are not UTF-8."""

    def setup(self, n):
        self.raw = [b"caf\\xe9%d" % i for i in range(n)]

    def teardown(self):
        raise ValueError("cannot close " + os.fsdecode(b"caf\\xe9"))

    @baseline
    def comprehension(self):
        return [os.fsdecode(each) for each in self.raw]

    @variant
    def mapped(self):
        return list(map(os.fsdecode, self.raw))

@hotspot("mine/dictionary", default_size=500)
class Dictionary:
    """Words are counted. In whatever order."""

    def setup(self, n):
        self.words = [f"word{i % 7}" for i in range(n)]

    @baseline
    def by_hand(self):
        counts = {}
        for word in self.words:
            counts[word] = counts.get(word, 0) + 1
        return counts

    @variant
    def one_by_one(self):
        return {word: self.words.count(word) for word in sorted(set(self.words), reverse=True)}
'''

REFUSED = '''
import dataclasses, os
from greenbench import baseline, hotspot, variant

@dataclasses.dataclass
class Point:
    x: int

@hotspot("mine/object", default_size=1)
class Objects:
    """Points. Nobody knows how to compare them."""

    @baseline
    def number(self):
        return [1]

    @variant  # of mine/object
    def point(self):
        return [Point(1)]

@hotspot("mine/check", default_size=1)
class Check:
    """A check. It returns a point, too."""

    def check(self, result):
        return Point(result)

    @baseline  # of mine/check
    def number(self):
        return 1

@hotspot("mine/different", default_size=1)
class Different:
    """Two dictionaries. They differ."""

    @baseline
    def one(self):
        return {"a": 1, "b": {2}}

    @variant
    def other(self):
        return {"b": {3}, "a": 1}

@hotspot("mine/surrogate", default_size=1)
class RawSurrogate:
    """An error text. With half a surrogate pair."""

    @baseline
    def raises(self):
        raise ValueError("cannot read " + os.fsdecode(b"caf\\xe9.txt"))
'''

LONG = '''
from greenbench import baseline, hotspot, variant

class Body:
    @baseline
    def one(self):
        return sum(range(100))

@hotspot("mine/long_setup", default_size=1)
class LongSetup(Body):
    """An error. With a long text."""

    def setup(self, n):
        raise ValueError("x" * 3_000_000)

@hotspot("mine/long_call", default_size=1)
class LongCall:
    """An error of one variant. With a long text."""

    @baseline
    def one(self):
        return 1

    @variant
    def other(self):
        raise ValueError("x" * 3_000_000)

@hotspot("mine/long_teardown", default_size=1)
class LongTeardown(Body):
    """An error at the end. With a long text."""

    def teardown(self):
        raise ValueError("x" * 3_000_000)
'''

COUNTED = '''
import os
from greenbench import baseline, count_process, hotspot

class Body:
    @baseline
    def one(self):
        return sum(range(100))

@hotspot("mine/own", default_size=1)
class Own(Body):
    """The worker. It is counted anyway."""

    def setup(self, n):
        count_process(os.getpid())

@hotspot("mine/gone", default_size=1)
class Gone(Body):
    """A number. No process can have it."""

    def setup(self, n):
        count_process(2**30)

@hotspot("mine/negative", default_size=1)
class Negative(Body):
    """A number. It is below zero."""

    def setup(self, n):
        count_process(-1)

@hotspot("mine/text", default_size=1)
class Text(Body):
    """A text. It is no number."""

    def setup(self, n):
        count_process("1")
'''

HEAD = "from greenbench import baseline, hotspot, variant\n"
BODY = "class X:\n    @baseline\n    def a(self): return 1\n"


def line_with(text: str) -> int:
    return next(number for number, line in enumerate(REFUSED.splitlines(), 1) if text in line)


class Answers(ProgramTest):
    def reasons(self, result: subprocess.CompletedProcess[str]) -> dict[str, str]:
        self.assertEqual(result.returncode, 3, result.stderr)
        self.assertNotIn("Unable to cast", result.stderr)
        saved = self.saved_run("run")
        return {
            planned["id"]: measured["failure"]["reason"]
            for planned, measured in zip(saved["plan"]["hotspots"], saved["hotspots"], strict=True)
            if measured["failure"] is not None
        }

    def test_results_of_many_kinds_are_compared(self) -> None:
        path = self.hotspot_file(COMPARED)
        result = self.run_program("run", *QUICK, "--file", path, "--out", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("ValueError: cannot close caf\\udce9", result.stderr)
        for measured in self.saved_run("run")["hotspots"]:
            self.assertIsNone(measured["failure"])
            self.assertEqual(len(measured["rounds"]), 2)

    def test_others_are_refused_with_file_line_and_reason(self) -> None:
        path = self.hotspot_file(REFUSED)
        result = self.run_program("run", *QUICK, "--file", path, "--out", "run")
        reasons = self.reasons(result)
        self.assertEqual(
            reasons["mine/object"],
            "mine/object/python:point returns a value of type list with a value of type Point in it, which cannot be "
            f"compared ({path}:{line_with('# of mine/object')}); give the hotspot a method check(self, "
            "result) that turns it into numbers, text, or lists of them",
        )
        self.assertEqual(
            reasons["mine/check"],
            f"mine/check/python:number cannot be compared ({path}:{line_with('# of mine/check')}): check() turns its "
            "result into a value of type Point; turn it into numbers, text, or lists of them",
        )
        self.assertIn(
            'at key text of 1 bytes "b": at element 0: integer 2 against integer 3', reasons["mine/different"]
        )
        self.assertIn("ValueError: cannot read caf\\udce9.txt", reasons["mine/surrogate"])
        for reason in reasons.values():
            self.assertIn(reason, result.stderr)

    def test_an_error_of_any_length_is_cut(self) -> None:
        path = self.hotspot_file(LONG)
        result = self.run_program("run", *QUICK, "--file", path, "--out", "run")
        self.assertEqual(result.returncode, 3, result.stderr[:10_000])
        self.assertEqual(result.stderr.count("bytes left out]"), 3, result.stderr[:10_000])
        self.assertLess(len(result.stderr), 20_000)
        for file in ("run.json", "report.md"):
            text = (self.folder / "run" / file).read_text()
            self.assertIn("ValueError: xxx", text, file)
            self.assertLess(len(text), 200_000, file)
        begin = time.monotonic()
        self.assertEqual(self.run_program("report", "run").returncode, 0)
        self.assertLess(time.monotonic() - begin, 60, "drawing took more than ten minutes where nothing was cut")

    def test_a_process_that_cannot_be_counted_is_refused(self) -> None:
        path = self.hotspot_file(COUNTED)
        reasons = self.reasons(self.run_program("run", *QUICK, "--file", path, "--out", "run"))
        self.assertIn("count_process(1073741824): a process has a number from 1 to 4194304", reasons["mine/gone"])
        self.assertIn("count_process(-1): a process has a number from 1 to 4194304", reasons["mine/negative"])
        self.assertIn("'str' object cannot be interpreted as an integer", reasons["mine/text"])
        self.assertIn("ValueError: this process counts anyway", reasons["mine/own"])


class OddFiles(ProgramTest):
    def refused(self, text: str, *parts: str) -> None:
        path = self.hotspot_file(text)
        begin = time.monotonic()
        result = self.run_program("list", "--file", path)
        self.assertLess(time.monotonic() - begin, 30, "at once, not when the worker has been silent for too long")
        self.assert_one_line_error(result, 2, "mine.py", *parts)
        self.assertNotIn("Unable to cast", result.stderr)

    def test_each_is_refused_at_once(self) -> None:
        decorated = "@hotspot('mine/s', default_size=1, needs={})\n"
        self.refused(HEAD + decorated.format("(1,)") + BODY, ":2:", "needs must hold names as an import takes them")
        self.refused(HEAD + decorated.format("('..x', '.')") + BODY, ":2:", "not '..x'")
        self.refused(HEAD + decorated.format("7") + BODY, ":2:", "needs must be a list or a tuple, not 7")
        self.refused("__greenbench_hotspots__ = [1, 2]\n", "which @hotspot keeps, holds a value of type int")
        self.refused("__greenbench_hotspots__ = 1\n", "which @hotspot keeps, is a value of type int")
        reason = HEAD + "@hotspot('mine/s', default_size=1)\n" + BODY + "    @variant(max_size=1, reason=5)\n"
        self.refused(reason + "    def b(self): return 1\n", ":6:", "the reason of b must be text, not 5")
        for size in ("default_size=2**64", "default_size=1, sizes=[2**70]", "default_size=1, article_size=2**64"):
            self.refused(HEAD + f"@hotspot('mine/s', {size})\n" + BODY, ":2:", "must be at most 2^64 - 1")
        self.refused(HEAD + "@hotspot('mine/' + 'b' * 10_000, default_size=1)\n" + BODY, ":2:", "longer than 200")

    def test_an_error_with_half_a_surrogate_pair_is_told(self) -> None:
        self.refused("import os\nraise ValueError('no ' + os.fsdecode(b'caf\\xe9'))\n", ":2:", "no caf\\udce9")

    def test_an_error_of_any_length_is_cut(self) -> None:
        self.refused("raise ValueError('x' * 3_000_000)\n", ":1:", "ValueError: xxx", "bytes left out]")

    def test_a_package_that_cannot_be_imported_is_not_available(self) -> None:
        (self.folder / "brk").mkdir()
        (self.folder / "brk" / "__init__.py").write_text("raise RuntimeError('libsomething.so.1: no such file')\n")
        path = self.hotspot_file(HEAD + "@hotspot('mine/s', default_size=1, needs=('brk.sub',))\n" + BODY)
        result = self.run_program("list", "--file", path)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("needs brk.sub", result.stdout)


if __name__ == "__main__":
    unittest.main()
