"""What the plugin for pytest says of a test: verdicts, parts of a test, and what is left open."""

import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pytest_run import PytestRun, has


class Verdicts(PytestRun):
    THREE = """
        @pytest.mark.energy(max_joules=2)
        def test_within(): pass

        @pytest.mark.energy(max_joules=0.5)
        def test_exceeded(): pass

        @pytest.mark.energy(max_joules=1)
        def test_undecided(): pass
    """

    def setUp(self) -> None:
        super().setUp()
        self.scripted("joules=[0.9, 1.1, 1.0, 0.95, 1.05]")
        self.write(self.THREE)

    def test_a_test_fails_only_when_the_whole_interval_lies_above_its_budget(self) -> None:
        run = self.pytest()
        self.assertEqual(run.code, 1)
        expected = {"test_within": "passed", "test_exceeded": "failed", "test_undecided": "passed"}
        self.assertEqual(run.outcomes, expected)
        self.assertIn("energy: max_joules 500 mJ: exceeded, 1.00 J [0.90, 1.10]", run.output)
        self.assertRegex(
            "\n".join(run.section), r"test_undecided +1\.00 J \[0\.90, 1\.10\] +500 ms +1\.00 J +undecided"
        )
        self.assertIn("undecided (1 test): the budget lies in the interval; more rounds narrow it", run.section)

    def test_what_is_undecided_may_fail_or_be_skipped(self) -> None:
        for choice, outcome in (("fail", "failed"), ("skip", "skipped"), ("pass", "passed")):
            self.assertEqual(self.pytest("--energy-undecided", choice).outcomes["test_undecided"], outcome)
            (self.folder / "pytest.ini").write_text(f"[pytest]\nenergy_undecided = {choice}\n")
            run = self.pytest("-k", "undecided")
            self.assertEqual(run.outcomes["test_undecided"], outcome)
            self.assertIn("undecided (1 test)", run.output)
        self.assertEqual(self.pytest("--energy-undecided", "skip").outcomes["test_within"], "passed")

    def test_the_section_is_there_only_for_marked_tests(self) -> None:
        self.write("def test_plain(): pass", "test_plain.py")
        self.assertNotIn("= energy =", self.pytest("test_plain.py").output)
        self.assertIn("= energy =", self.pytest("-q", "-q").output)

    def test_no_line_of_the_section_is_longer_than_80_columns(self) -> None:
        for line in self.pytest("-v").section:
            self.assertLessEqual(len(line), 80, line)

    def test_an_expected_failure_may_be_one_of_the_budget(self) -> None:
        self.write(
            """
            @pytest.mark.xfail
            @pytest.mark.energy(max_joules=0.5)
            def test_it(): pass
            """
        )
        self.assertEqual(self.pytest().outcomes, {"test_it": "xfail"})

    def test_the_first_failure_ends_a_run_that_asks_for_it_and_is_reported(self) -> None:
        self.write(self.THREE.replace("test_within", "test_z"))
        report = self.report("-x", "-p", "no:randomly", code=1)
        self.assertEqual([entry["outcome"] for entry in report["tests"]], ["within", "exceeded"])


class Windows(PytestRun):
    def test_budgets_apply_to_the_sum_of_a_calls_windows(self) -> None:
        self.scripted("joules=[100.0], inner=[1.0, 2.0]")
        self.write(
            """
            @pytest.mark.energy(max_joules=3.0, rounds=2)
            def test_parts(energy):
                with energy.measure(label="first") as m: pass
                assert m.joules == 1.0
                with energy.measure() as m: pass
                assert m.joules == 2.0

            @pytest.mark.energy(max_joules=3.0)
            def test_whole(energy): pass

            def test_without_mark(energy):
                assert (energy.source, energy.provenance) == ("powercap", "measured")
            """
        )
        report = self.report(code=1)
        parts, whole = report["tests"]
        self.assertEqual(
            (parts["outcome"], parts["measured"], parts["costs"]["joules"]["value"]), ("within", "windows", 3)
        )
        self.assertEqual((whole["outcome"], whole["measured"]), ("exceeded", "call"))
        self.assertEqual([one["seconds"] for one in parts["rounds"]], [1.0, 1.0])

    def test_what_fixtures_measure_does_not_count(self) -> None:
        self.scripted("joules=[1.0], inner=[5.0]")
        self.write(
            """
            @pytest.fixture
            def prepared(energy):
                with energy.measure(): pass

            @pytest.mark.energy(max_joules=3.0)
            def test_it(prepared): pass
            """
        )
        self.assertEqual(self.findings(), {"test_it": "within"})

    def test_windows_whose_sum_means_nothing_are_not_judged(self) -> None:
        self.scripted()
        self.write(
            """
            calls = []

            @pytest.mark.energy(max_joules=0.01)
            def test_some(energy):
                calls.append(1)
                if len(calls) > 2:
                    with energy.measure(): pass

            @pytest.mark.energy(max_joules=0.01)
            def test_nested(energy):
                with energy.measure(), energy.measure(): pass

            @pytest.mark.energy(max_joules=0.01)
            def test_open(energy):
                calls.append(energy.measure())
                calls[-1].__enter__()
            """
        )
        reasons = self.reasons()
        self.assertEqual(reasons["test_some"], "energy.measure() was used in some rounds only")
        self.assertIn("would count twice", reasons["test_nested"])
        self.assertIn("still open", reasons["test_open"])


class NotJudged(PytestRun):
    BOTH = "@pytest.mark.energy(max_joules=0.1, max_watts=0.1, max_grams_co2e=0.1, max_seconds=1)\ndef test_it(): pass"

    def outcomes(self, *arguments: str) -> dict[str, str]:
        (entry,) = self.report(*arguments)["tests"]
        return {budget["metric"]: budget["outcome"] for budget in entry["budgets"]}

    def test_estimates_decide_nothing_but_time_unless_they_are_allowed(self) -> None:
        self.scripted("provenance='estimated', source='estimate', grams_co2e=0.2")
        self.write(self.BOTH)
        left_open = dict.fromkeys(("joules", "watts", "grams_co2e"), "not_judged")
        self.assertEqual(self.outcomes(), {**left_open, "seconds": "within"})
        run = self.pytest()
        self.assertEqual(run.code, 0)
        self.assertIn("~1.00 J [~1.00, ~1.00]", run.output)
        self.assertIn("--energy-allow-estimate", run.output)
        exceeded = {**dict.fromkeys(left_open, "exceeded"), "seconds": "within"}
        self.assertEqual(self.outcomes("--energy-allow-estimate"), exceeded)
        (self.folder / "pytest.ini").write_text("[pytest]\nenergy_allow_estimate = true\n")
        self.assertEqual(self.outcomes(), exceeded)

    def test_time_is_judged_whatever_the_joules_are(self) -> None:
        self.scripted("provenance='estimated'")
        self.write("@pytest.mark.energy(max_joules=9, max_seconds=0.1)\ndef test_it(): pass")
        run = self.pytest()
        self.assertEqual(run.code, 1)
        self.assertIn("energy: max_seconds 100 ms: exceeded, 500 ms [500, 500]", run.output)

    def test_grams_need_a_carbon_intensity(self) -> None:
        self.scripted()
        self.write(self.BOTH)
        self.assertEqual(self.outcomes()["grams_co2e"], "not_judged")
        self.assertIn("--energy-carbon", self.pytest().output)

    def test_joules_that_were_not_counted_say_why(self) -> None:
        self.scripted("joules=[1.0, None], uncertainty=None, no_joules='the counter of package-0 stopped'")
        self.write("@pytest.mark.energy(max_joules=2)\ndef test_it(): pass")
        self.assertEqual(self.reasons(), {"test_it": "the counter of package-0 stopped"})

    def test_workers_of_xdist_judge_nothing_and_the_report_says_so_once(self) -> None:
        if not has("xdist"):
            self.skipTest("needs pytest-xdist")
        self.scripted()
        self.write(
            """
            calls = []

            @pytest.mark.parametrize("place", range(4))
            @pytest.mark.energy(max_joules=0.1)
            def test_it(place):
                assert place not in calls, "called once"
                calls.append(place)

            @pytest.mark.energy(max_joule=0.1)
            def test_wrong(): pass
            """
        )
        run = self.pytest("-p", "xdist", "-n", "2", "--energy-report", "energy.json")
        self.assertEqual(run.code, 1)
        self.assertIn("4 passed", run.output)
        self.assertIn("has no keyword max_joule; did you mean max_joules?", run.output)
        self.assertEqual(" ".join(run.section).count("off under pytest-xdist"), 1)
        self.assertIn("not judged (4 tests): energy budgets are off under pytest-xdist", " ".join(run.section))
        report = json.loads((self.folder / "energy.json").read_text())
        self.assertEqual(report["counts"], {"exceeded": 0, "undecided": 0, "not_judged": 4, "within": 0})
        self.write("@pytest.mark.energy(max_joules=0.1)\ndef test_it(): pass")
        self.assertEqual(self.pytest("-p", "xdist", "-n", "0").outcomes, {"test_it": "failed"})


if __name__ == "__main__":
    unittest.main()
