"""Variants that would do no work after their first call are refused by name; reset() and prepare() in a whole run."""

import json
import unittest

from program import SMALL, ProgramTest

QUICK = [*SMALL, "--quick", "--min-rounds", "2", "--max-rounds", "2"]

USED_UP = '''
from greenbench import baseline, hotspot, variant

@hotspot("st/used_up", default_size=20_000)
class UsedUp:
    """An iterator of setup. It is used up by the first call."""

    def setup(self, n):
        self.data = list(range(n))
        self.once = iter(self.data)

    @baseline
    def from_list(self):
        return sum(x for x in self.data)

    @variant
    def from_iterator(self):
        return sum(x for x in self.once)

@hotspot("st/lazy", default_size=20_000)
class Lazy:
    """A lazy result. It is consumed by check."""

    def setup(self, n):
        self.data = list(range(n))

    def check(self, result):
        return list(result)

    @baseline
    def eager(self):
        return [x * x for x in self.data]

    @variant
    def lazy(self):
        return (x * x for x in self.data)

@hotspot("st/in_place", default_size=20_000)
class InPlace:
    """Sorting. In place or into a new list."""

    def setup(self, n):
        self.a = [(i * 7919) % n for i in range(n)]
        self.b = list(self.a)

    @baseline
    def new(self):
        return sorted(self.a)

    @variant
    def in_place(self):
        self.b.sort()
        return self.b

@hotspot("st/read_file", default_size=20_000)
class ReadFile:
    """A file that setup opens. It is read to its end by the first call."""

    def setup(self, n):
        self.file = open(__file__)

    @baseline
    def read(self):
        return len(self.file.read())

@hotspot("st/random", default_size=20_000)
class Random:
    """A number that is drawn anew. Nobody can compare it."""

    @baseline
    def draw(self):
        import random
        return random.random()
'''

RESTORED = '''
import collections
from greenbench import baseline, hotspot, variant

@hotspot("mine/sorting", default_size=1_000)
class Sorting:
    """A list is sorted in place. It is restored between the calls."""

    @staticmethod
    def prepare(folder, n):
        with open(NOTES, "a") as notes:
            notes.write("prepared ")
        (folder / "numbers").write_text(" ".join(str(i * 7919 % n) for i in range(n)))

    def setup(self, n):
        self.given = [int(number) for number in (self.prepared / "numbers").read_text().split()]

    def reset(self):
        self.numbers = list(self.given)

    @baseline
    def in_place(self):
        assert self.numbers == self.given, "every call finds what the first one found"
        self.numbers.sort()
        return self.numbers

    @variant
    def new(self):
        return sorted(self.numbers)

@hotspot("mine/lazy", default_size=1_000, consume=list)
class Lazy:
    """Squares one by one. Somebody has to want them."""

    def setup(self, n):
        self.numbers = range(n)

    @baseline
    def generator(self):
        return (x * x for x in self.numbers)

    @variant
    def mapped(self):
        return map(lambda x: x * x, self.numbers)
'''


class Unfit(ProgramTest):
    def test_each_is_refused_with_hotspot_and_variant_and_what_to_do(self) -> None:
        path = self.hotspot_file(USED_UP)
        result = self.run_program("run", *QUICK, "--file", path, "--out", "run")
        self.assertEqual(result.returncode, 3, result.stderr)
        wanted = {
            "st/used_up": ("python:from_iterator uses up self.once", "make the iterator inside the variant"),
            "st/lazy": ("python:lazy returns a generator", "consume it inside the variant, for example with list()"),
            "st/in_place": ("python:in_place changes self.b", "restore self.b in reset()"),
            "st/read_file": ("python:read gives another answer when it is called again", "open files inside"),
            "st/random": ("python:draw gives another answer when it is called again", "a fixed seed"),
        }
        saved = self.saved_run("run")
        for planned, measured in zip(saved["plan"]["hotspots"], saved["hotspots"], strict=True):
            if planned["id"] == "control/aa":
                self.assertIsNone(measured["failure"])
                continue
            what, remedy = wanted.pop(planned["id"])
            self.assertEqual(measured["failure"]["kind"], "unfit")
            self.assertTrue(measured["failure"]["reason"].startswith(f"{planned['id']}/{what}"), measured["failure"])
            self.assertIn(remedy, measured["failure"]["reason"])
            self.assertIn(measured["failure"]["reason"], result.stderr)
        self.assertEqual(wanted, {})

    def test_what_is_restored_and_what_is_consumed_is_measured(self) -> None:
        path = self.hotspot_file(RESTORED.replace("NOTES", repr(str(self.folder / "notes"))))
        result = self.run_program("run", *QUICK, "--file", path, "--out", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        sorting, lazy, _ = self.saved_run("run")["hotspots"]
        self.assertEqual(sorting["calibration"]["iterations"], [1, 1], "one call at a time")
        self.assertGreater(lazy["calibration"]["iterations"][0], 1)
        self.assertEqual((self.folder / "notes").read_text(), "prepared ", "once per run, whatever the workers")


class Selection(ProgramTest):
    def planned(self, *selection: str) -> dict[str, list[str]]:
        result = self.run_program("run", *QUICK, "--size", "100", *selection, "--out", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        return {
            hotspot["id"]: [f"{one['language']}:{one['name']}" for one in hotspot["variants"]]
            for hotspot in self.saved_run("run")["plan"]["hotspots"]
        }

    def test_a_variant_brings_its_own_baseline_and_control(self) -> None:
        planned = self.planned("--hotspot", "strings/build", "--variant", "python:join")
        self.assertEqual(
            planned,
            {
                "strings/build": ["python:concat", "python:join"],
                "control/aa": ["python:baseline", "python:same"],
            },
        )

    def test_a_variant_that_there_is_not_is_refused_with_the_nearest(self) -> None:
        result = self.run_program("run", *QUICK, "--suite", "strings", "--variant", "python:jion")
        self.assert_one_line_error(result, 2, "--variant", "python:jion", "did you mean python:join?")
        result = self.run_program("run", *QUICK, "--hotspot", "memory/records", "--variant", "zzz")
        self.assert_one_line_error(result, 2, "--variant", "zzz", "python:dataclass")

    def test_the_list_says_which_hotspots_use_several_processors(self) -> None:
        listed = json.loads(self.run_program("list", "--json").stdout)["hotspots"]
        parallel = [hotspot["id"] for hotspot in listed if hotspot["parallel"]]
        self.assertEqual(parallel, ["io/fetch", "parallel/sum_of_squares"])


if __name__ == "__main__":
    unittest.main()
