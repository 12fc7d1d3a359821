"""Two saved runs compared from outside: what is printed, and what a gate makes of it."""

import csv
import json
import shutil
import tempfile
import unittest
from pathlib import Path

from program import SMALL, ProgramTest

HOTSPOT = """
from greenbench import baseline, hotspot, variant

@hotspot("mine/sum", default_size=300)
class Sum:
    \"\"\"Add up numbers.\"\"\"
    def setup(self, n):
        self.numbers = list(range(n))
    @baseline
    def loop(self):
        total = 0
        for number in self.numbers:
            total += number
        return total
    @variant
    def builtin(self):
        return sum(self.numbers)
"""


def costs(row: dict) -> list[str]:
    """The columns of a repetition that a dearer variant would have more in; void repetitions lack some."""
    seconds = ("wall_seconds", "cpu_seconds", "cpu_user_seconds", "cpu_system_seconds")
    return [k for k in row if row[k] and (k in seconds or (k.startswith("energy_") and k.endswith("_joules")))]


class Compare(ProgramTest):
    """A quick run, and doctored copies of it: no test here depends on how fast or how quiet the machine is."""

    kept: tempfile.TemporaryDirectory[str]

    @classmethod
    def setUpClass(cls) -> None:
        cls.kept = tempfile.TemporaryDirectory(prefix="greenbench-test-")
        cls.addClassCleanup(cls.kept.cleanup)

    def measured_run(self) -> Path:
        """A copy of a quick run that is measured once for all tests."""
        original = Path(self.kept.name) / "run"
        if not original.exists():
            path = self.hotspot_file(HOTSPOT)
            flags = ["--quick", "--file", path, "--language", "python", "--source", "estimate"]
            result = self.run_program("run", *SMALL, *flags, "--out", original)
            self.assertEqual(result.returncode, 0, result.stderr)
        return self.copy_of(original, "run")

    def copy_of(self, run: Path, name: str) -> Path:
        copy = self.folder / name
        shutil.copytree(run, copy)
        return copy

    @staticmethod
    def change_samples(run: Path, change) -> None:
        """`change` gets each row and alters it."""
        with (run / "samples.csv").open() as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            change(row)
        with (run / "samples.csv").open("w") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    @staticmethod
    def multiply(row: dict, factor: float) -> None:
        for key in costs(row):
            row[key] = repr(float(row[key]) * factor)

    @staticmethod
    def change_document(run: Path, change) -> None:
        document = json.loads((run / "run.json").read_text())
        change(document)
        (run / "run.json").write_text(json.dumps(document))

    def full_run(self) -> Path:
        """The quick run as a full one would have been: not a preview, and every round within 0.1% of the others."""
        run = self.measured_run()
        self.change_document(run, lambda document: document["plan"].update(quick=False))
        first: dict[tuple, dict] = {}

        def steady(row: dict) -> None:
            like = first.setdefault((row["hotspot"], row["language"], row["variant"]), dict(row))
            for key in (*costs(row), "iterations", "resident_bytes"):
                row[key] = like[key]
            self.multiply(row, 1 + 0.001 * int(row["round"]))

        self.change_samples(run, steady)
        return run

    def test_a_copy_that_needs_a_fifth_more_fails_the_gate(self) -> None:
        run = self.full_run()
        dearer = self.copy_of(run, "dearer")
        self.change_samples(dearer, lambda row: self.multiply(row, 1.2))
        result = self.run_program("compare", run, dearer, "--fail-on-regression", "5%")
        self.assert_one_line_error(result, 1, "gate failed", "more than 5% dearer", "mine/sum", "1.20x dearer")
        self.assertIn("nothing is paired", result.stdout)
        self.assertIn("machine_drift", self.run_program("compare", run, dearer, "--json").stdout)
        other_way = self.run_program("compare", dearer, run, "--fail-on-regression", "5%")
        self.assert_one_line_error(other_way, 0, "gate passed")
        self.assertIn("1.20x cheaper", other_way.stdout)

    def test_a_steady_run_against_itself_passes(self) -> None:
        run = self.full_run()
        result = self.run_program("compare", run, run, "--fail-on-regression", "5%")
        self.assert_one_line_error(result, 0, "gate passed")
        self.assertIn("recorded environment is the same", result.stdout)
        plain = self.run_program("compare", run, run)
        self.assertEqual((plain.returncode, plain.stderr), (0, ""))

    def test_a_noisy_run_passes_no_gate_and_says_what_precision_is_missing(self) -> None:
        run = self.full_run()
        noisy = self.copy_of(run, "noisy")
        self.change_samples(noisy, lambda row: self.multiply(row, 1 + 0.1 * (int(row["round"]) % 3 - 1)))
        result = self.run_program("compare", run, noisy, "--fail-on-regression", "5%")
        self.assert_one_line_error(result, 4, "gate undecided", "known to ±", "needed")

    def test_a_preview_passes_no_gate(self) -> None:
        run = self.measured_run()
        result = self.run_program("compare", run, run, "--fail-on-regression", "5%")
        self.assert_one_line_error(result, 4, "quick preview")

    def test_two_runs_with_nothing_in_common_are_no_comparison(self) -> None:
        run = self.full_run()
        failed = self.copy_of(run, "failed")
        failure = {"kind": "crashed", "reason": "signal 11", "detail": "", "round": 1}

        def fail(document: dict) -> None:
            for hotspot in document["hotspots"]:
                if hotspot["id"] == "mine/sum":
                    hotspot["failure"] = failure

        self.change_document(failed, fail)
        result = self.run_program("compare", run, failed, "--fail-on-regression", "5%")
        self.assert_one_line_error(result, 3, "nothing that can be compared", "failed in the new run: signal 11")

    def test_another_machine_is_named_field_by_field(self) -> None:
        run = self.measured_run()
        other = self.copy_of(run, "other")
        self.change_document(other, lambda document: document["environment"].update(cpu_model="Z80"))
        result = self.run_program("compare", run, other)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("-> Z80", result.stdout)
        changed = json.loads(self.run_program("compare", run, other, "--json").stdout)["environment"]
        self.assertEqual([(each["key"], each["after"]) for each in changed], [("cpu_model", "Z80")])

    def test_estimated_against_measured_compares_time_alone(self) -> None:
        run = self.measured_run()
        other = self.copy_of(run, "other")

        def measured(document: dict) -> None:
            for domain in document["plan"]["domains"]:
                domain["provenance"] = "measured"

        self.change_document(other, measured)
        result = self.run_program("compare", run, other, "--format", "markdown")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn(
            "Only time is compared: the old run's joules are estimated, the new run's measured", result.stdout
        )

    def test_bad_runs_and_bad_flags_get_one_line(self) -> None:
        run = self.measured_run()
        self.assert_one_line_error(self.run_program("compare", run, "nowhere"), 2, "nowhere")
        self.assert_one_line_error(self.run_program("compare", run), 2, "NEW")
        self.assert_one_line_error(
            self.run_program("compare", run, run, "--fail-on-regression", "often"), 2, "--fail-on-regression", "often"
        )
        self.assert_one_line_error(self.run_program("compare", run, run, "--format", "csv"), 2, "unknown format 'csv'")
        broken = self.copy_of(run, "broken")
        (broken / "run.json").write_text("{")
        self.assert_one_line_error(self.run_program("compare", run, broken), 2, "broken/run.json")


if __name__ == "__main__":
    unittest.main()
