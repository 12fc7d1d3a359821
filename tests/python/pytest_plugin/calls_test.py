"""Which calls the plugin for pytest measures, with which other parts of pytest, and what of them counts."""

import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pytest_run import PytestRun, has


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


if __name__ == "__main__":
    unittest.main()
