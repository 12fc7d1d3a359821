"""doctor as a program: without counters, on an emulated machine, and as the calibration of a power model."""

import json
import tomllib
import unittest

from emulated import PACKAGE_WATTS, EmulatedMachine
from program import ProgramTest


class NoCounters(ProgramTest):
    def roots(self) -> list[str]:
        """A machine of which nothing is known."""
        flags = []
        for name in ("sysfs", "procfs", "devfs"):
            (self.folder / name).mkdir()
            flags += [f"--path.{name}", str(self.folder / name)]
        return flags

    def test_it_ends_with_code_0_and_a_reason_and_remedy_for_each_source(self) -> None:
        result = self.run_program("doctor", *self.roots(), "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        found = json.loads(result.stdout)
        sources = {source["source"]: source for source in found["sources"]}
        self.assertFalse(sources["powercap"]["available"])
        self.assertTrue(sources["estimate"]["available"])
        for name, source in sources.items():
            with self.subTest(source=name):
                self.assertTrue(source["available"] or (source["reason"] and source["remedy"]))
        self.assertEqual(found["cross_checks"], [])
        self.assertEqual(found["noise_risks"], [], "what is not known is not listed")

    def test_its_text_says_that_nothing_can_be_measured(self) -> None:
        result = self.run_program("doctor", *self.roots())
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("Joules cannot be measured here", result.stdout)
        self.assertIn("powercap   not available: ", result.stdout)

    def test_the_real_machine_works_too(self) -> None:
        result = self.run_program("doctor", "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("estimate", [source["source"] for source in json.loads(result.stdout)["sources"]])

    def test_calibration_needs_a_counter_and_names_the_reasons(self) -> None:
        result = self.run_program("doctor", *self.roots(), "--calibrate", "model.toml")
        self.assert_one_line_error(result, 3, "--calibrate", "powercap: no energy counter in")
        self.assertFalse((self.folder / "model.toml").exists())

    def test_wrong_usage_is_code_2(self) -> None:
        roots = self.roots()
        missing = self.run_program("doctor", *roots, "--power-model", "none.toml")
        self.assert_one_line_error(missing, 2, "--power-model", "none.toml")
        self.assert_one_line_error(self.run_program("doctor", "--path.sysfs", "nowhere"), 2, "--path.sysfs", "nowhere")


class Counters(EmulatedMachine):
    def test_it_says_what_is_measured_and_what_a_read_costs(self) -> None:
        roots = self.emulate()
        result = self.run_program("doctor", "--json", *roots)
        self.assertEqual(result.returncode, 0, result.stderr)
        found = json.loads(result.stdout)
        powercap = next(source for source in found["sources"] if source["source"] == "powercap")
        self.assertTrue(powercap["available"])
        self.assertEqual([domain["name"] for domain in powercap["domains"]], ["package-0", "dram-0"])
        cost = powercap["read_cost"]
        self.assertEqual(cost["reads"], 200)
        self.assertLessEqual(cost["lower_quartile_seconds"], cost["median_seconds"])
        self.assertLessEqual(cost["median_seconds"], cost["upper_quartile_seconds"])
        for domain in powercap["domains"]:
            self.assertGreater(domain["update_period_seconds"], 0)
            self.assertIsNotNone(domain["update_jitter_seconds"])

    def test_workers_take_the_jitter_that_was_measured_once(self) -> None:
        roots = self.emulate()
        small = ["--allow-unoptimized", "--no-page", "--min-region", "1ms", "--seed", "1", "--quick"]
        result = self.run_program("run", *small, "--hotspot", "control/noop", *roots, "--out", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        for domain in self.saved_run("run")["plan"]["domains"]:
            self.assertIsNotNone(domain["update_jitter_seconds"])

    def test_calibration_on_constant_power_finds_that_a_busy_cpu_costs_nothing_more(self) -> None:
        roots = self.emulate()
        (self.folder / "model.toml").write_text("to be replaced")
        result = self.run_program("doctor", "--calibrate", "model.toml", *roots)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("Written to model.toml", result.stdout)
        model = tomllib.loads((self.folder / "model.toml").read_text())
        idle, full = model["idle_watts_per_cpu"], model["full_watts_per_cpu"]
        self.assertAlmostEqual(full["value"] / idle["value"], 1.0, delta=0.02)
        self.assertLessEqual(idle["low"], idle["value"])
        self.assertLessEqual(idle["value"], idle["high"])
        cpus = round(PACKAGE_WATTS / idle["value"])
        self.assertAlmostEqual(idle["value"] * cpus, PACKAGE_WATTS, delta=0.02 * PACKAGE_WATTS)
        self.assert_the_program_takes(roots)

    def assert_the_program_takes(self, roots: list[str]) -> None:
        result = self.run_program("doctor", "--json", "--power-model", "model.toml", *roots)
        self.assertEqual(result.returncode, 0, result.stderr)
        used = json.loads(result.stdout)["power_model"]
        self.assertIn("calibrated on", used["name"])
        self.assertIn("model.toml", used["reason"])


if __name__ == "__main__":
    unittest.main()
