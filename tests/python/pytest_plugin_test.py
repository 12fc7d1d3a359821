"""The plugin for pytest from outside: pytest runs generated tests, with a Meter that reads what it is told."""

import importlib.util
import json
import sys
import tomllib
import unittest
import xml.etree.ElementTree
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pytest_run import HERE, PACKAGES, PytestRun

SCHEMA = HERE.parents[1] / "results" / "schemas" / "pytest-energy.schema.json"


def has(package: str) -> bool:
    return importlib.util.find_spec(package) is not None


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


class Rounds(PytestRun):
    def test_the_function_is_called_so_often_and_its_fixtures_are_set_up_once(self) -> None:
        self.scripted()
        self.write(
            """
            said = []

            @pytest.fixture
            def once():
                said.append("set up")
                yield
                said.append("down")

            @pytest.mark.energy(max_joules=2)
            def test_default(once): said.append("call")

            @pytest.mark.energy(max_joules=2, rounds=3)
            def test_three(): said.append("three")

            def test_calls():
                assert said == ["set up", *["call"] * 5, "down", *["three"] * 3]
            """
        )
        self.assertEqual(self.pytest().code, 0)

    def test_one_round_has_the_uncertainty_of_the_counter_alone(self) -> None:
        self.scripted("joules=[1.0, 9.0], uncertainty=0.25")
        self.write("@pytest.mark.energy(max_joules=2, rounds=1)\ndef test_it(): pass")
        (entry,) = self.report(code=0)["tests"]
        self.assertEqual(entry["costs"]["joules"], {"value": 1.0, "low": 0.75, "high": 1.25, "instrument": 0.25})

    def test_a_test_that_fails_keeps_its_own_failure_and_has_no_verdict(self) -> None:
        self.scripted()
        self.write(
            """
            calls = []

            @pytest.mark.energy(max_joules=0.1)
            def test_fails(): assert False, "my own"

            @pytest.mark.energy(max_joules=0.1)
            def test_fails_later():
                calls.append(1)
                assert len(calls) < 3, "third call"

            @pytest.mark.energy(max_joules=0.1)
            def test_skips(): pytest.skip("not here")

            @pytest.mark.xfail
            @pytest.mark.energy(max_joules=0.1)
            def test_is_expected_to_fail(): assert False

            @pytest.mark.xfail(strict=True)
            @pytest.mark.energy(max_joules=2)
            def test_passes_unexpectedly(): pass

            @pytest.mark.energy(max_joules=0.1)
            def test_is_not_set_up(no_such_fixture): pass
            """
        )
        run = self.pytest("--energy-report", "energy.json")
        self.assertIn("AssertionError: my own", run.output)
        self.assertIn("AssertionError: third call", run.output)
        self.assertEqual(run.outcomes["test_skips"], "skipped")
        self.assertEqual(run.outcomes["test_is_expected_to_fail"], "xfail")
        self.assertNotIn("exceeded", run.output)
        entries = json.loads((self.folder / "energy.json").read_text())["tests"]
        reasons = {entry["test"].partition("::")[2]: entry["budgets"][0]["reason"] for entry in entries}
        failed, unfinished = "the test failed", "the test did not run to its end"
        self.assertEqual(
            reasons,
            {
                "test_fails": failed,
                "test_fails_later": failed,
                "test_skips": unfinished,
                "test_is_expected_to_fail": unfinished,
                "test_passes_unexpectedly": failed,
            },
        )

    def test_a_test_that_a_plugin_runs_again_has_its_last_verdict_and_all_its_attempts(self) -> None:
        more = """
            from _pytest.runner import runtestprotocol
            def pytest_runtest_protocol(item, nextitem):
                for _ in range(2):
                    item._initrequest()
                    runtestprotocol(item, nextitem=nextitem)
                return True
        """
        self.scripted("joules=[9.0, 9.0, 1.0, 1.0]", more=more)
        self.write("@pytest.mark.energy(max_joules=2, rounds=2)\ndef test_it(): pass")
        (entry,) = self.report(code=1)["tests"]
        self.assertEqual((entry["outcome"], entry["attempts"]), ("within", 2))
        self.assertEqual(entry["costs"]["joules"]["value"], 1.0)

    def test_a_failed_subtest_is_a_failed_test(self) -> None:
        self.scripted()
        self.write(
            """
            @pytest.mark.energy(max_joules=2)
            def test_it(subtests):
                with subtests.test("part"):
                    assert False
            """
        )
        run = self.pytest()
        if "fixture 'subtests' not found" in run.output:
            self.skipTest("this pytest has no subtests")
        self.assertEqual(run.code, 1)
        self.assertIn("not judged (1 test): the test failed", run.section)

    def test_coroutine_functions_are_measured_where_a_plugin_runs_them(self) -> None:
        if not has("anyio"):
            self.skipTest("needs anyio")
        self.scripted()
        self.write(
            """
            calls = []

            @pytest.fixture
            def anyio_backend(): return "asyncio"

            @pytest.mark.anyio
            @pytest.mark.energy(max_joules=0.5, rounds=3)
            async def test_exceeded(anyio_backend): calls.append(1)

            @pytest.mark.anyio
            @pytest.mark.energy(max_joules=2)
            async def test_within(anyio_backend): assert len(calls) == 3

            @pytest.mark.energy(max_joules=2)
            async def test_alone(): pass
            """
        )
        run = self.pytest("-p", "anyio.pytest_plugin")
        self.assertIn("energy: max_joules 500 mJ: exceeded", run.output)
        self.assertEqual(run.outcomes["test_within"], "passed")
        self.assertIn("not judged", next(line for line in run.section if "test_alone" in line))

    def test_methods_of_test_cases_are_measured_without_their_set_up(self) -> None:
        self.scripted("joules=[1.0], inner=[7.0]")
        self.write(
            """
            import unittest
            said = []

            class Plain(unittest.TestCase):
                def setUp(self): said.append("up")
                def tearDown(self): said.append("down")

                @pytest.mark.energy(max_joules=0.5, rounds=2)
                def test_exceeded(self): said.append("call")

                @pytest.mark.energy(max_joules=0.5)
                def test_fails(self): self.fail("my own")

            class Coroutines(unittest.IsolatedAsyncioTestCase):
                @pytest.mark.energy(max_joules=0.5)
                async def test_exceeded(self): pass

                @pytest.mark.energy(max_joules=2)
                async def test_within(self): pass

            class TearDown(unittest.TestCase):
                def tearDown(self): raise KeyError("in tearDown")

                @pytest.mark.energy(max_joules=2)
                def test_it(self): pass

            def test_calls():
                assert said == ["up", "call", "call", "down", "up", "down"]
            """
        )
        run = self.pytest()
        self.assertEqual(run.outcomes.pop("test_calls"), "passed")
        self.assertEqual(run.outcomes["Coroutines::test_within"], "passed")
        self.assertEqual(run.output.count("energy: max_joules 500 mJ: exceeded"), 2, run.output)
        self.assertIn("AssertionError: my own", run.output)
        self.assertIn("KeyError: 'in tearDown'", run.output)
        self.assertIn("not judged (2 tests): the test failed", run.section)

    def test_what_is_no_test_function_runs_and_is_not_judged(self) -> None:
        more = """
            import pytest
            def pytest_collection_modifyitems(items):
                for item in items:
                    item.add_marker(pytest.mark.energy(max_joules=0.1))
        """
        self.scripted(more=more)
        (self.folder / "module.py").write_text('"""\n>>> 1 + 1\n2\n"""\n')
        run = self.pytest("--doctest-modules", "module.py")
        self.assertEqual(run.code, 0)
        self.assertIn("not judged (1 test): a DoctestItem is no test function", run.section)


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


class Marks(PytestRun):
    def test_a_mark_that_cannot_be_obeyed_is_a_usage_error_before_any_test_runs(self) -> None:
        wrong = {
            "max_joule=1": "has no keyword max_joule; did you mean max_joules?",
            "banana=1": "has no keyword banana; there are max_joules, max_seconds, max_watts, max_grams_co2e, rounds",
            "max_joules='2 J'": "max_joules must be a number above 0, in J, not '2 J'",
            "max_seconds=-1": "max_seconds must be a number above 0, in s, not -1",
            "max_watts=0": "max_watts must be a number above 0, in W, not 0",
            "max_joules=float('nan')": "max_joules must be a number above 0, in J, not nan",
            "max_joules=float('inf')": "max_joules must be a number above 0, in J, not inf",
            "max_grams_co2e=True": "max_grams_co2e must be a number above 0, in g, not True",
            "max_joules=1, rounds=0": "rounds must be a whole number of 1 or more, not 0",
            "max_joules=1, rounds=2.0": "rounds must be a whole number of 1 or more, not 2.0",
            "5": "takes keywords only, not 5; name it, as in max_joules=5",
            "rounds=3": "has no budget; give one of max_joules, max_seconds, max_watts, max_grams_co2e",
            "": "has no budget",
        }
        self.scripted()
        self.write(
            "def test_right(): open('ran', 'w')\n"
            + "".join(
                f"@pytest.mark.energy({mark})\ndef test_{number}(): open('ran', 'w')\n"
                for number, mark in enumerate(wrong)
            )
        )
        run = self.pytest("--energy-report", "energy.json")
        self.assertEqual(run.code, 4, run.output)
        for number, message in enumerate(wrong.values()):
            self.assertIn(f"ERROR: test_it.py::test_{number}: @pytest.mark.energy {message}", run.output)
        self.assertEqual(self.pytest("--collect-only").code, 4)
        for name in ("ran", "energy.json"):
            self.assertFalse((self.folder / name).exists(), name)

    def test_marks_that_a_conftest_adds_are_checked_too(self) -> None:
        more = """
            import pytest
            @pytest.hookimpl(trylast=True)
            def pytest_collection_modifyitems(items):
                items[0].add_marker(pytest.mark.energy(max_jules=1))
        """
        self.scripted(more=more)
        self.write("def test_it(): pass")
        run = self.pytest()
        self.assertEqual(run.code, 4)
        self.assertIn("did you mean max_joules?", run.output)

    def test_the_closest_mark_wins_keyword_by_keyword(self) -> None:
        self.scripted()
        self.write(
            """
            pytestmark = pytest.mark.energy(max_joules=1.5, max_seconds=9)

            @pytest.mark.energy(max_joules=2.5, rounds=2)
            class TestClass:
                @pytest.mark.energy(max_joules=3.5)
                def test_method(self): pass

                def test_other(self): pass

                @pytest.mark.energy(max_joules=3.5)
                @pytest.mark.parametrize(
                    "place", [0, pytest.param(1, marks=pytest.mark.energy(max_joules=4.5))]
                )
                def test_each(self, place): pass

            def test_function(): pass
            """
        )
        found = {
            entry["test"].rpartition("::")[2]: (entry["budgets"][0]["limit"], len(entry["rounds"]))
            for entry in self.report(code=0)["tests"]
        }
        self.assertEqual(
            found,
            {
                "test_method": (3.5, 2),
                "test_other": (2.5, 2),
                "test_each[0]": (3.5, 2),
                "test_each[1]": (4.5, 2),
                "test_function": (1.5, 5),
            },
        )

    def test_the_mark_is_registered(self) -> None:
        self.scripted()
        self.write("@pytest.mark.energy(max_joules=2)\ndef test_it(): pass")
        self.assertEqual(self.pytest("--strict-markers").code, 0)
        self.assertIn("@pytest.mark.energy(max_joules=, max_seconds=", self.pytest("--markers").output)

    def test_collecting_opens_no_meter(self) -> None:
        (self.folder / "conftest.py").write_text("def pytest_greenbench_meter(config): raise KeyError('opened')\n")
        self.write("@pytest.mark.energy(max_joules=2)\ndef test_it(): pass")
        run = self.pytest("--collect-only", "--energy-report", "energy.json")
        self.assertEqual(run.code, 0, run.output)
        self.assertFalse((self.folder / "energy.json").exists())
        self.assertIn("opened", self.pytest().output)

    def test_unmarked_tests_load_nothing(self) -> None:
        self.write("import sys\ndef test_it(): assert 'greenbench._native' not in sys.modules")
        self.assertEqual(self.pytest().code, 0)

    def test_it_is_an_entry_point_that_can_be_switched_off(self) -> None:
        self.scripted()
        self.write("@pytest.mark.energy(max_joules=0.5)\ndef test_it(): pass")
        metadata = self.folder / "site" / "greenbench-0.dist-info"
        metadata.mkdir(parents=True)
        (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: greenbench\nVersion: 0\n")
        project = tomllib.loads((HERE.parents[1] / "pyproject.toml").read_text())["project"]
        module = project["entry-points"]["pytest11"]["greenbench"]
        (metadata / "entry_points.txt").write_text(f"[pytest11]\ngreenbench = {module}\n")
        path = f"{PACKAGES}:{metadata.parent}"
        run = self.pytest("-p", "greenbench", plugin=False, PYTHONPATH=path)
        self.assertEqual(run.outcomes, {"test_it": "failed"}, run.output)
        (self.folder / "conftest.py").unlink()
        autoload = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": ""}
        off = self.pytest("-p", "no:greenbench", plugin=False, PYTHONPATH=path, **autoload)
        self.assertEqual(off.outcomes, {"test_it": "passed"}, off.output)
        self.assertIn("Unknown pytest.mark.energy", off.output)


class Reports(PytestRun):
    def test_the_file_agrees_with_its_schema(self) -> None:
        if not has("jsonschema"):
            self.skipTest("needs jsonschema")
        import jsonschema

        self.scripted("grams_co2e=0.1, uncertainty=0.01")
        self.write(
            """
            @pytest.mark.energy(max_joules=2, max_grams_co2e=0.2)
            def test_within(): pass

            @pytest.mark.energy(max_joules=0.2)
            def test_exceeded(): pass

            @pytest.mark.energy(max_joules=1)
            def test_undecided(): pass

            @pytest.mark.energy(max_joules=1)
            def test_fails(): assert False

            @pytest.mark.energy(max_joules=1)
            def test_part(energy):
                with energy.measure(): pass
            """
        )
        report = self.report(code=1)
        schema = json.loads(SCHEMA.read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        self.assertEqual([error.message for error in validator.iter_errors(report)], [])
        self.assertEqual(report["counts"], {"exceeded": 1, "undecided": 1, "not_judged": 1, "within": 2})
        sys.path.insert(0, str(HERE.parent / "results" / "files"))
        import schema_test

        for place in (0, 3):
            one = {**report, "tests": report["tests"][place:]}
            for what, broken in schema_test.mutations(one):
                self.assertFalse(validator.is_valid(broken), f"the schema accepts {what}")

    def test_it_is_written_when_nothing_is_marked(self) -> None:
        self.write("def test_it(): pass")
        self.assertEqual(self.report(code=0)["tests"], [])

    def test_the_ini_file_may_name_it_relative_to_its_own_folder(self) -> None:
        (self.folder / "sub").mkdir()
        self.write("def test_it(): pass", "sub/test_it.py")
        (self.folder / "pytest.ini").write_text("[pytest]\nenergy_report = from-ini.json\n")
        self.assertEqual(self.pytest("sub").code, 0)
        self.assertTrue((self.folder / "from-ini.json").exists())

    def test_a_file_that_cannot_be_written_is_a_usage_error_before_any_test_runs(self) -> None:
        self.write("def test_it(): open('ran', 'w')")
        (self.folder / "folder").mkdir()
        for path, said in (("no/such/folder.json", "there is no folder"), ("folder", "is a folder")):
            run = self.pytest("--energy-report", path)
            self.assertEqual(run.code, 4, run.output)
            self.assertIn(f"ERROR: --energy-report: {said}" if said.startswith("there") else said, run.output)
        self.assertFalse((self.folder / "ran").exists())

    def test_a_choice_that_does_not_exist_is_a_usage_error(self) -> None:
        self.write("def test_it(): pass")
        self.assertEqual(self.pytest("--energy-undecided", "maybe").code, 4)
        (self.folder / "pytest.ini").write_text("[pytest]\nenergy_undecided = maybe\n")
        run = self.pytest()
        self.assertEqual(run.code, 4)
        self.assertIn("energy_undecided: maybe is none of pass, fail, skip", run.output)

    def test_junit_files_have_the_properties(self) -> None:
        self.scripted("uncertainty=0.25")
        self.write(
            """
            @pytest.mark.energy(max_joules=2)
            def test_it(record_property): record_property("mine", 1)
            """
        )
        self.pytest("--junitxml", "junit.xml")
        case = xml.etree.ElementTree.parse(self.folder / "junit.xml").find(".//testcase")
        found = [(one.get("name"), one.get("value")) for one in case.iter("property")]
        self.assertEqual(found[:1], [("mine", "1")])
        self.assertEqual(
            dict(found[-6:]),
            {
                "energy_joules": "1.0",
                "energy_low": "0.75",
                "energy_high": "1.25",
                "seconds": "0.5",
                "provenance": "measured",
                "outcome": "within",
            },
        )


if __name__ == "__main__":
    unittest.main()
