"""What the plugin for pytest writes down: its JSON file and the properties of JUnit files."""

import json
import sys
import unittest
import xml.etree.ElementTree
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pytest_run import ROOT, PytestRun, has

SCHEMA = ROOT / "results" / "schemas" / "pytest-energy.schema.json"


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
        sys.path.insert(0, str(ROOT / "tests" / "results" / "files"))
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
