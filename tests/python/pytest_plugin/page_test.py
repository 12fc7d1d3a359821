"""docs/pytest.md: its examples run, and what it says of options and keys is so."""

import json
import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from greenbench.pytest_budgets.mark import DEFAULT_ROUNDS
from known_machine import KnownMachine
from pytest_run import ROOT, PytestRun

PAGE = (ROOT / "docs" / "pytest.md").read_text()
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
IN_CONFTEST = "def pytest_greenbench_meter"


class Examples(KnownMachine):
    def test_each_example_runs_and_what_is_marked_is_judged(self) -> None:
        tests = [text for text in EXAMPLES if IN_CONFTEST not in text]
        (conftest,) = (text for text in EXAMPLES if IN_CONFTEST in text)
        (self.folder / "conftest.py").write_text(conftest)
        for number, text in enumerate(tests):
            (self.folder / f"test_{number}.py").write_text(text)
        # Budgets of seconds are far above what the examples take, and of joules above the emulated machine's.
        report = self.report("--energy-undecided", "fail", **self.roots)
        self.late_share()
        self.assertEqual(len(report["tests"]), 4)
        for entry in report["tests"]:
            self.assertEqual((entry["source"], entry["provenance"]), ("powercap", "measured"))
            self.assertIn(entry["outcome"], ("within", "exceeded", "undecided"), entry)
        part = next(entry for entry in report["tests"] if entry["test"].endswith("test_sum"))
        self.assertEqual(part["measured"], "windows")

    def test_the_output_has_the_lines_that_the_page_shows(self) -> None:
        self.late_share()
        shown = re.search(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[1].splitlines()
        (self.folder / "test_json.py").write_text(EXAMPLES[0])
        run = self.pytest("-q", "--energy-source", "estimate")
        numbers = re.compile(r"[\d.,]+ ?[mµ]?(?=[Js]\b)|[\d.]+")
        plain = [[" ".join(numbers.sub("0", line).split()) for line in lines] for lines in (shown[1:], run.section)]
        self.assertEqual(*plain)


class Reference(PytestRun):
    def test_the_page_has_every_option_and_no_other(self) -> None:
        said = self.pytest("--help").output
        options = set(re.findall(r"(?<!\S)--energy-[a-z-]+", said))
        self.assertGreaterEqual(len(options), 5)
        self.assertEqual(set(re.findall(r"--energy-[a-z-]+", PAGE)), options)
        for option in options:
            self.assertIn(option[2:].replace("-", "_"), said)

    def test_the_page_has_every_key_of_the_report(self) -> None:
        schema = json.loads((ROOT / "results" / "schemas" / "pytest-energy.schema.json").read_text())
        reports = PAGE[PAGE.index("## Reports") :]
        definitions = schema["$defs"]
        parts = [schema, *(one for name, one in definitions.items() if "properties" in one)]
        keys = {key for part in parts for key in part["properties"]} - {"tests"}  # a prefix of others
        for key in (
            *keys,
            *schema["properties"]["settings"]["properties"],
            *schema["properties"]["counts"]["properties"],
        ):
            self.assertRegex(reports, rf"`(tests\[\]\.)?{key}(\[\])?`", key)

    def test_the_page_has_the_default_of_rounds(self) -> None:
        self.assertIn(f"`rounds` times ({DEFAULT_ROUNDS})", PAGE)


if __name__ == "__main__":
    unittest.main()
