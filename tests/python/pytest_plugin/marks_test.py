"""Marks that the plugin for pytest takes and refuses, and how it is loaded."""

import sys
import tomllib
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pytest_run import PACKAGES, ROOT, PytestRun


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
        project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
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


if __name__ == "__main__":
    unittest.main()
