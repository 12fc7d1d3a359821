"""Budgets for tests on a machine of known power: joules that are counted, not told."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from known_machine import TOTAL_WATTS, KnownMachine
from pytest_run import PytestRun

SECONDS = 0.05
EACH = 20
TESTS = """
import time

@pytest.mark.parametrize("place", range({each}))
@pytest.mark.energy({keyword}={limit})
def test_{name}(place): time.sleep({seconds})
"""


class KnownPower(KnownMachine):
    def outcomes(self, **limits: tuple[str, float]) -> dict[str, list[str]]:
        """By the name of the test: what is said of each of its parameters."""
        text = "".join(
            TESTS.format(each=EACH, name=name, keyword=keyword, limit=limit, seconds=SECONDS)
            for name, (keyword, limit) in limits.items()
        )
        self.write(text)
        report = self.report("--energy-source", "powercap", **self.roots)
        found: dict[str, list[str]] = {name: [] for name in limits}
        for entry in report["tests"]:
            self.assertEqual((entry["source"], entry["provenance"]), ("powercap", "measured"))
            found[entry["test"].partition("::test_")[2].partition("[")[0]].append(entry["outcome"])
        return found

    def assert_outcomes(self, found: dict[str, list[str]], expected: dict[str, list[str]]) -> None:
        with self.unless_starved():
            self.assertEqual(found, expected)

    def test_half_of_the_true_energy_is_exceeded_and_twice_of_it_is_kept(self) -> None:
        joules = TOTAL_WATTS * SECONDS
        found = self.outcomes(half=("max_joules", joules / 2), twice=("max_joules", joules * 2))
        self.assert_outcomes(found, {"half": ["exceeded"] * EACH, "twice": ["within"] * EACH})

    def test_the_true_power_itself_is_undecided(self) -> None:
        # Power, because a sleep lasts a little longer than asked.
        found = self.outcomes(power=("max_watts", TOTAL_WATTS))
        self.assert_outcomes(found, {"power": ["undecided"] * EACH})


class Sources(PytestRun):
    def test_what_cannot_be_measured_with_is_a_usage_error_before_any_test_runs(self) -> None:
        self.write("@pytest.mark.energy(max_joules=1)\ndef test_it(): open('ran', 'w')")
        for option, value, said in (
            ("source", "powrcap", "unknown source 'powrcap'; did you mean powercap?"),
            ("carbon", "Germny", "did you mean Germany?"),
        ):
            run = self.pytest(f"--energy-{option}", value)
            self.assertEqual(run.code, 4, run.output)
            self.assertIn(f"ERROR: energy budgets cannot be measured: {option}: ", run.output)
            self.assertIn(said, run.output)
            (self.folder / "pytest.ini").write_text(f"[pytest]\nenergy_{option} = {value}\n")
            self.assertEqual(self.pytest().code, 4)
            (self.folder / "pytest.ini").unlink()
        empty = {"GREENBENCH_SYSFS": str(self.folder)}
        run = self.pytest("--energy-source", "powercap", **empty)
        self.assertEqual(run.code, 4, run.output)
        self.assertIn("no energy source can be read here", run.output)
        self.assertFalse((self.folder / "ran").exists())

    def test_an_estimate_is_not_judged_and_marked(self) -> None:
        # Long enough to be sure of some joules.
        mark = "@pytest.mark.energy(max_joules=1e-9, max_seconds=100, rounds=1)"
        self.write(f"{mark}\ndef test_it(): sum(range(10_000_000))")
        run = self.pytest("--energy-source", "estimate", "--energy-carbon", "400")
        self.assertEqual(run.code, 0, run.output)
        self.assertRegex("\n".join(run.section), r"~[\d.]+ [mµ]?J \[~[\d.]+, ~[\d.]+\] .*not judged")
        allowed = self.pytest("--energy-source", "estimate", "--energy-allow-estimate")
        self.assertEqual(allowed.code, 1, allowed.output)


if __name__ == "__main__":
    unittest.main()
