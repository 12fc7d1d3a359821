"""The arithmetic of budgets for tests: rounds, intervals, verdicts, lines. Nothing is measured."""

import math
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from greenbench.pytest_budgets import text
from greenbench.pytest_budgets.costs import cost_of
from greenbench.pytest_budgets.entry import TEST_FAILED, judged, leave_open, not_judged, properties
from greenbench.pytest_budgets.mark import Budget, Budgets
from greenbench.pytest_budgets.metrics import GRAMS, JOULES, METRICS, SECONDS, WATTS, Metric
from greenbench.pytest_budgets.outcome import Outcome
from greenbench.pytest_budgets.rounds import Round, sum_of
from greenbench.pytest_budgets.section import lines
from greenbench.pytest_budgets.verdict import ESTIMATED, NEEDS_ROUNDS, NEEDS_WORK, NO_CARBON, Finding, Verdict, judge
from greenbench.pytest_budgets.windows import EnergyWindows, WindowError
from scripted_meter import ScriptedMeter, ScriptedWindow


def rounds(*joules: float | None, seconds: float = 0.5, uncertainty: float | None = 0.0, **more: object) -> list[Round]:
    """One round for each of the joules."""
    return [sum_of([ScriptedWindow(one, seconds, uncertainty, **more)]) for one in joules]


def finding(metric: Metric, limit: float, measured: list[Round], *, allow_estimate: bool = False) -> Finding:
    budgets = Budgets((Budget(metric, limit),), len(measured))
    (found,) = judge(budgets, measured, of_windows=False, allow_estimate=allow_estimate).findings
    return found


class Costs(unittest.TestCase):
    def test_the_interval_is_scipys_widened_by_the_mean_uncertainty(self) -> None:
        try:
            import scipy.stats
        except ImportError:
            self.skipTest("needs scipy")
        for values in ([1.0, 1.1], [2.0, 2.5, 1.75, 2.25, 2.125], [10.0, 10.5, 9.75, 11.0, 10.25, 10.0, 12.0]):
            measured = [
                Round(1.0, value, 0.01 * place, None, "powercap", "measured", None)
                for place, value in enumerate(values)
            ]
            cost = cost_of(JOULES, measured)
            mean = sum(values) / len(values)
            low, high = scipy.stats.t.interval(0.95, len(values) - 1, loc=mean, scale=scipy.stats.sem(values))
            wider = 0.01 * (len(values) - 1) / 2
            self.assertAlmostEqual(cost.value, mean, places=12)
            self.assertAlmostEqual(cost.low, max(0.0, low - wider), places=12)
            self.assertAlmostEqual(cost.high, high + wider, places=12)

    def test_two_rounds_have_the_interval_of_cauchys_distribution(self) -> None:
        cost = cost_of(JOULES, rounds(101.0, 103.0))
        self.assertAlmostEqual(cost.high - 102.0, math.tan(math.pi * 0.475), places=9)
        self.assertAlmostEqual(102.0 - cost.low, math.tan(math.pi * 0.475), places=9)

    def test_one_round_has_the_counters_uncertainty_alone(self) -> None:
        cost = cost_of(JOULES, rounds(4.0, uncertainty=0.5))
        self.assertEqual((cost.low, cost.value, cost.high), (3.5, 4.0, 4.5))
        cost = cost_of(SECONDS, rounds(4.0, uncertainty=0.5))
        self.assertEqual((cost.low, cost.value, cost.high), (0.5, 0.5, 0.5))

    def test_nothing_costs_less_than_nothing(self) -> None:
        self.assertEqual(cost_of(JOULES, rounds(0.0, 4.0)).low, 0.0)

    def test_watts_are_of_each_round(self) -> None:
        measured = rounds(1.0, seconds=0.5) + rounds(6.0, seconds=1.5)
        self.assertEqual(cost_of(WATTS, measured).value, 3.0)  # of 2 W and 4 W, not 7 J in 2 s
        cost = cost_of(WATTS, rounds(4.0, seconds=2.0, uncertainty=0.5))
        self.assertEqual((cost.low, cost.high), (1.75, 2.25))

    def test_grams_are_as_uncertain_as_the_joules(self) -> None:
        cost = cost_of(GRAMS, rounds(4.0, uncertainty=0.5, grams_co2e=0.08))
        self.assertAlmostEqual(cost.low, 0.07)
        self.assertAlmostEqual(cost.high, 0.09)

    def test_a_round_without_joules_leaves_the_seconds(self) -> None:
        measured = rounds(1.0, None, uncertainty=None, no_joules="the counter stopped")
        self.assertIsNone(cost_of(JOULES, measured))
        self.assertIsNone(cost_of(WATTS, measured))
        self.assertEqual(cost_of(SECONDS, measured).value, 0.5)


class Windows(unittest.TestCase):
    def test_the_windows_of_a_call_are_added_up(self) -> None:
        one = sum_of([ScriptedWindow(1.0, 0.5, 0.1, 0.01), ScriptedWindow(2.0, 0.25, 0.2, 0.02)])
        self.assertEqual((one.joules, one.seconds), (3.0, 0.75))
        self.assertAlmostEqual(one.uncertainty, 0.3)
        self.assertAlmostEqual(one.grams_co2e, 0.03)

    def test_a_window_without_joules_leaves_the_sum_unknown(self) -> None:
        one = sum_of([ScriptedWindow(1.0), ScriptedWindow(None, no_joules="a counter was reset")])
        self.assertIsNone(one.joules)
        self.assertEqual(one.no_joules, "a counter was reset")

    def test_one_estimate_makes_the_sum_an_estimate(self) -> None:
        self.assertEqual(sum_of([ScriptedWindow(), ScriptedWindow(provenance="estimated")]).provenance, "estimated")

    def test_windows_that_overlap_are_refused_and_later_ones_taken(self) -> None:
        windows = EnergyWindows(ScriptedMeter())
        with windows.measure(), windows.measure():
            pass
        self.assertRaisesRegex(WindowError, "count twice", windows.take)
        with windows.measure():
            self.assertRaisesRegex(WindowError, "still open", windows.take)
        self.assertRaisesRegex(WindowError, "count twice", windows.take)
        with windows.measure():
            pass
        self.assertEqual(len(windows.take()), 1)
        self.assertEqual(windows.take(), [])

    def test_a_window_that_an_exception_ends_counts(self) -> None:
        windows = EnergyWindows(ScriptedMeter())
        with self.assertRaises(KeyError), windows.measure():
            raise KeyError
        self.assertEqual(len(windows.take()), 1)


class Verdicts(unittest.TestCase):
    def test_the_whole_interval_decides(self) -> None:
        measured = rounds(9.9, 10.0, 10.1, 10.0, 10.0)
        self.assertIs(finding(JOULES, 20.0, measured).outcome, Outcome.WITHIN)
        self.assertIs(finding(JOULES, 5.0, measured).outcome, Outcome.EXCEEDED)
        for limit in (9.95, 10.0, 10.05):
            self.assertIs(finding(JOULES, limit, measured).outcome, Outcome.UNDECIDED)

    def test_an_interval_that_touches_the_budget_from_below_is_within_and_from_above_undecided(self) -> None:
        measured = rounds(4.0, uncertainty=0.5)
        self.assertIs(finding(JOULES, 4.5, measured).outcome, Outcome.WITHIN)
        self.assertIs(finding(JOULES, math.nextafter(4.5, 0.0), measured).outcome, Outcome.UNDECIDED)
        self.assertIs(finding(JOULES, 3.5, measured).outcome, Outcome.UNDECIDED)
        self.assertIs(finding(JOULES, math.nextafter(3.5, 0.0), measured).outcome, Outcome.EXCEEDED)

    def test_what_is_exactly_the_budget_is_within(self) -> None:
        self.assertIs(finding(SECONDS, 0.5, rounds(1.0, 1.0, 1.0)).outcome, Outcome.WITHIN)

    def test_an_undecided_budget_says_what_would_decide_it(self) -> None:
        self.assertEqual(finding(JOULES, 10.2, rounds(9.0, 10.0, 11.0)).reason, NEEDS_ROUNDS)
        self.assertEqual(finding(JOULES, 10.2, rounds(10.0, 10.0, uncertainty=1.0)).reason, NEEDS_WORK)

    def test_an_estimate_decides_nothing_but_time_unless_it_is_allowed(self) -> None:
        measured = rounds(1.0, 1.0, provenance="estimated", grams_co2e=0.1)
        for metric in (JOULES, WATTS, GRAMS):
            found = finding(metric, 0.01, measured)
            self.assertEqual((found.outcome, found.reason), (Outcome.NOT_JUDGED, ESTIMATED))
            self.assertIs(finding(metric, 0.01, measured, allow_estimate=True).outcome, Outcome.EXCEEDED)
        self.assertIs(finding(SECONDS, 0.1, measured).outcome, Outcome.EXCEEDED)

    def test_what_is_not_known_is_not_judged(self) -> None:
        found = finding(JOULES, 1.0, rounds(None, no_joules="a counter was reset"))
        self.assertEqual((found.outcome, found.reason), (Outcome.NOT_JUDGED, "a counter was reset"))
        self.assertEqual(finding(GRAMS, 1.0, rounds(1.0)).reason, NO_CARBON)
        self.assertIn("no energy", finding(GRAMS, 1.0, rounds(0.0, grams_co2e=0.0)).reason)
        self.assertIn("clock", finding(WATTS, 1.0, rounds(1.0, seconds=0.0)).reason)

    def test_the_worst_finding_is_the_tests(self) -> None:
        order = [Outcome.EXCEEDED, Outcome.UNDECIDED, Outcome.NOT_JUDGED, Outcome.WITHIN]
        for place, outcome in enumerate(order):
            findings = [Finding(Budget(JOULES, 1.0), one) for one in reversed(order[place:])]
            self.assertIs(Verdict(findings, {}, [], of_windows=False).outcome, outcome)


def entry_of(name: str, limit: float, measured: list[Round], metric: Metric = JOULES) -> dict:
    budgets = Budgets((Budget(metric, limit),), len(measured))
    return judged(name, judge(budgets, measured, of_windows=False, allow_estimate=True))


class Text(unittest.TestCase):
    def shown(self, *entries: dict, width: int = 80, verbose: bool = False) -> list[str]:
        return [line.text for line in lines(entries, width=width, verbose=verbose)]

    def test_one_line_for_each_test(self) -> None:
        shown = self.shown(
            entry_of("a.py::test_small", 2.0, rounds(1.0, 1.0)),
            entry_of("a.py::test_large", 0.002, rounds(0.0031, 0.0031, uncertainty=0.0002)),
        )
        self.assertEqual(
            shown,
            [
                "test              joules                seconds  budget   outcome",
                "a.py::test_small  1.00 J [1.00, 1.00]   500 ms   2.00 J   within",
                "a.py::test_large  3.10 mJ [2.90, 3.30]  500 ms   2.00 mJ  exceeded",
                "Mean cost of a call with its 95% interval; joules: powercap (measured)",
            ],
        )

    def test_no_line_is_longer_than_the_terminal(self) -> None:
        name = "tests/a_long_folder/test_module.py::TestOfSomething::test_a_rather_long_name[parameter]"
        estimated = entry_of(name, 123456.0, rounds(98765.4, 98765.5, provenance="estimated", uncertainty=1000.0))
        failed = entry_of(name, 1.0, rounds(1.0, 1.0))
        leave_open(failed, TEST_FAILED)
        undecided = entry_of(name, 1.0, rounds(0.9, 1.1, provenance="estimated"))
        for verbose in (False, True):
            for line in self.shown(estimated, failed, undecided, verbose=verbose):
                self.assertLess(len(line), 80, line)
        self.assertIn("name[parameter]", self.shown(estimated)[1])
        self.assertIn(name, self.shown(estimated, width=200)[1])

    def test_every_number_of_an_estimate_is_marked_and_no_seconds(self) -> None:
        shown = self.shown(entry_of("t", 4.0, rounds(1.0, provenance="estimated", uncertainty=0.5)), verbose=True)
        self.assertIn("~1.00 J [~0.50, ~1.50]  500 ms", shown[1])
        self.assertEqual(shown[2], "    max_joules 4.00 J: within, ~1.00 J [~0.50, ~1.50]")

    def test_a_reason_is_said_once_with_the_number_of_tests(self) -> None:
        open_ones = [not_judged(name, Budgets((Budget(JOULES, 1.0), Budget(WATTS, 2.0)), 5), "why") for name in "ab"]
        shown = self.shown(*open_ones, entry_of("c", 1.0, rounds(0.9, 1.1)))
        self.assertEqual([line for line in shown if "why" in line], ["not judged (2 tests): why"])
        self.assertIn(f"undecided (1 test): {NEEDS_ROUNDS}", shown)
        self.assertRegex(shown[1], r"^a +- +- +1\.00 J +not judged$")

    def test_the_deciding_budget_is_shown(self) -> None:
        budgets = Budgets((Budget(JOULES, 5.0), Budget(SECONDS, 0.1)), 2)
        entry = judged("t", judge(budgets, rounds(1.0, 1.0), of_windows=False, allow_estimate=False))
        self.assertRegex(self.shown(entry)[1], r" 100 ms +exceeded$")
        self.assertEqual(text.finding(entry, entry["budgets"][0]), "max_joules 5.00 J: within, 1.00 J [1.00, 1.00]")

    def test_attempts_are_told(self) -> None:
        entry = entry_of("t", 2.0, rounds(1.0))
        entry["attempts"] = 3
        self.assertEqual(self.shown(entry)[-1], "t: the last of 3 attempts")


class Entries(unittest.TestCase):
    def test_properties_leave_out_what_is_not_known(self) -> None:
        entry = entry_of("t", 2.0, rounds(1.0, uncertainty=0.5))
        self.assertEqual(
            properties(entry),
            [
                ("energy_joules", 1.0),
                ("energy_low", 0.5),
                ("energy_high", 1.5),
                ("seconds", 0.5),
                ("provenance", "measured"),
                ("outcome", "within"),
            ],
        )
        self.assertEqual(
            properties(not_judged("t", Budgets((Budget(JOULES, 1.0),), 5), "why")), [("outcome", "not_judged")]
        )

    def test_a_verdict_that_is_taken_back_keeps_what_was_measured(self) -> None:
        entry = entry_of("t", 0.5, rounds(1.0))
        leave_open(entry, TEST_FAILED)
        self.assertEqual(entry["outcome"], "not_judged")
        self.assertEqual([(one["outcome"], one["reason"]) for one in entry["budgets"]], [("not_judged", TEST_FAILED)])
        self.assertEqual(entry["costs"]["joules"]["value"], 1.0)

    def test_every_metric_has_a_cost(self) -> None:
        entry = entry_of("t", 0.5, rounds(1.0))
        self.assertEqual(list(entry["costs"]), [metric.name for metric in METRICS])
        self.assertIsNone(entry["costs"]["grams_co2e"])


if __name__ == "__main__":
    unittest.main()
