"""A saved run analysed again with other settings: only what they are about changes, and nothing is measured."""

import json
import unittest

from program import SMALL, ProgramTest

Pairs = dict[tuple[str, str], dict]


def comparisons_of(run: dict) -> Pairs:
    hotspots = [h for h in run["analysis"]["hotspots"] if h["id"] == "strings/csv_export"]
    return {(c["baseline"], c["variant"]): c for h in hotspots for c in h["comparisons"]}


def variants_of(run: dict) -> dict[str, dict]:
    hotspots = [h for h in run["analysis"]["hotspots"] if h["id"] == "strings/csv_export"]
    return {v["variant"]: v for h in hotspots for v in h["variants"]}


class Reanalysis(ProgramTest):
    """One small run for all checks: it is the slow part."""

    def setUp(self) -> None:
        super().setUp()
        arguments = [*SMALL, "--quick", "--hotspot", "strings/csv_export", "--size", "100", "--source", "estimate"]
        result = self.run_program("run", *arguments, "--out", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.saved = self.saved_run("run")

    def files(self) -> dict:
        return {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in sorted(self.folder.rglob("*")) if p.is_file()}

    def report(self, *flags: str) -> dict:
        before = self.files()
        result = self.run_program("report", "run", "--json", *flags)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.files(), before, "a report neither measures nor writes")
        report = json.loads(result.stdout)
        for key in self.saved.keys() - {"analysis"}:
            self.assertEqual(report[key], self.saved[key], key)
        return report

    def test_settings_change_what_they_are_about_and_nothing_else(self) -> None:
        self.check_no_flags_change_nothing()
        self.check_margin_and_level()
        self.check_baseline()
        self.check_baseline_turned_round()
        self.check_text()
        self.check_unknown_baseline()
        self.check_carbon()
        self.check_carbon_that_is_unclear()

    def check_no_flags_change_nothing(self) -> None:
        self.assertEqual(self.report(), self.saved)

    def check_margin_and_level(self) -> None:
        report = self.report("--margin", "30%", "--level", "90%")
        settings = {"level": 0.9, "margin": 0.3, "baseline": None, "carbon": None}
        self.assertEqual(report["analysis"]["settings"], settings)
        old, new = comparisons_of(self.saved), comparisons_of(report)
        self.assertEqual(old.keys(), new.keys())
        for pair, comparison in new.items():
            before = old[pair]["time"]
            after = comparison["time"]
            self.assertEqual(before["interval"]["level"], 0.95)
            self.assertEqual(after["interval"]["level"], 0.9)
            self.assertLessEqual(before["interval"]["low"], after["interval"]["low"], "90% is no wider than 95%")
            self.assertGreaterEqual(before["interval"]["high"], after["interval"]["high"])
            for key in ("value", "p_value", "p_adjusted", "plain_mean", "rank_biserial", "equivalence_interval"):
                self.assertEqual(before[key], after[key], key)
            interval = after["equivalence_interval"]
            within = interval["low"] >= 1 / 1.3 and interval["high"] <= 1.3
            self.assertEqual(comparison["time_verdict"] == "equivalent", within, pair)

    def check_baseline(self) -> None:
        report = self.report("--baseline", "python:concat")
        settings = {"level": 0.95, "margin": 0.02, "baseline": "python:concat", "carbon": None}
        self.assertEqual(report["analysis"]["settings"], settings)
        old, new = comparisons_of(self.saved), comparisons_of(report)
        everything = set(variants_of(self.saved))
        self.assertIn("cpp:ostringstream", everything)
        self.assertEqual(new.keys(), {("python:concat", v) for v in everything - {"python:concat"}})
        self.assertEqual(report["analysis"]["comparison_count"], len(everything) - 1)
        self.assertEqual(self.saved["analysis"]["comparison_count"], len(everything) - 2, "one less: two baselines")
        for pair in old.keys() & new.keys():
            for key in ("value", "interval", "p_value", "plain_mean"):
                self.assertEqual(old[pair]["energy"][key], new[pair]["energy"][key], (pair, key))
        for variant, summary in variants_of(report).items():
            self.assertEqual(summary.pop("baseline"), variant == "python:concat")
            before = dict(variants_of(self.saved)[variant])
            before.pop("baseline")
            self.assertEqual(summary, before)

    def check_baseline_turned_round(self) -> None:
        there = comparisons_of(self.report("--baseline", "python:concat"))["python:concat", "cpp:append"]
        back = comparisons_of(self.report("--baseline", "cpp:append"))["cpp:append", "python:concat"]
        for quantity in ("energy", "time", "power"):
            self.assertAlmostEqual(there[quantity]["value"] * back[quantity]["value"], 1.0, places=9)

    def check_text(self) -> None:
        flags = ["--baseline", "python:concat", "--margin", "30%", "--level", "90%"]
        self.assertIn("The baseline is python:concat wherever", self.run_program("report", "run", *flags).stdout)
        result = self.run_program("report", "run", "--verbose", *flags)
        self.assertEqual(result.returncode, 0, result.stderr)
        text = " ".join(result.stdout.split())
        for part in ("The baseline is python:concat wherever", "within ±30%", "the 90% interval excludes 1", "C++: "):
            self.assertIn(part, text)
        self.assertNotIn("against ostringstream", text)
        self.assertNotIn("than ostringstream", text)

    def check_unknown_baseline(self) -> None:
        result = self.run_program("report", "run", "--baseline", "python:conact")
        self.assert_one_line_error(result, 2, "--baseline", "python:conact", "did you mean python:concat?")

    def check_carbon(self) -> None:
        plain = self.saved["analysis"]
        self.assertIsNone(plain["footprint"])
        report = self.report("--carbon", "400", "--pue", "1.5", "--rate", "1/s")["analysis"]
        carbon = report["settings"]["carbon"]
        self.assertEqual((carbon["grams_co2e_per_kwh"], carbon["pue"], carbon["operations_per_second"]), (400, 1.5, 1))
        for name, variant in variants_of({"analysis": report}).items():
            kilowatt_hours = variant["joules"]["value"] / 3.6e6 * 1.5
            footprint = variant["footprint"]
            self.assertAlmostEqual(footprint["per_operation"]["kwh"] / kilowatt_hours, 1.0, places=12, msg=name)
            grams = kilowatt_hours * 400 * 31_536_000
            self.assertAlmostEqual(footprint["per_year"]["grams_co2e"] / grams, 1.0, places=12, msg=name)
        for comparison in comparisons_of({"analysis": report}).values():
            saved, model = comparison["footprint_saved"]["per_operation"], comparison["joules_saved"]["model_interval"]
            self.assertAlmostEqual(saved["low"]["kwh"], model["low"] / 3.6e6 * 1.5, places=15)
        text = self.run_program("report", "run", "--carbon", "DEU", "--verbose").stdout
        self.assertIn("380.95 g CO2e/kWh: Germany (country DEU), 2023,", " ".join(text.split()))

    def check_carbon_that_is_unclear(self) -> None:
        for place, part in (("CA", "country:CAN or state:USA-CA"), ("Germny", "did you mean Germany?")):
            result = self.run_program("report", "run", "--carbon", place)
            self.assert_one_line_error(result, 2, "--carbon", f"'{place}'", part)


class RunWithBaseline(ProgramTest):
    def test_an_unknown_baseline_is_refused_before_anything_is_measured(self) -> None:
        result = self.run_program("run", *SMALL, "--hotspot", "control/noop", "--baseline", "cpp:nope", "--out", "run")
        self.assert_one_line_error(result, 2, "--baseline", "cpp:nope")
        self.assertFalse((self.folder / "run").exists())

    def test_a_baseline_without_language_is_refused(self) -> None:
        result = self.run_program("run", *SMALL, "--hotspot", "control/noop", "--baseline", "join")
        self.assert_one_line_error(result, 2, "--baseline", "'join'", "LANGUAGE:NAME")


if __name__ == "__main__":
    unittest.main()
