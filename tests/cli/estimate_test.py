"""An estimate says how wrong it is, in every output; a measured run says nothing of it."""

import json
import unittest

from emulated import EmulatedMachine
from program import SMALL

EMERALD_RAPIDS = """processor : 0
vendor_id : GenuineIntel
cpu family : 6
model : 207
model name : A processor
flags : fpu hypervisor
"""
OF_AN_ESTIMATE = ["beyond this estimate", "model's error", "published pairs", "in time saves", "at the wall"]
FORMATS = ["terminal", "markdown", "csv"]


class Estimate(EmulatedMachine):
    def unknown_machine(self) -> list[str]:
        """No counter, and a processor that the table has."""
        flags = []
        for name in ("sysfs", "procfs", "devfs"):
            (self.folder / name).mkdir()
            flags += [f"--path.{name}", str(self.folder / name)]
        (self.folder / "procfs" / "cpuinfo").write_text(EMERALD_RAPIDS)
        return flags

    def measure(self, *flags: str) -> dict:
        result = self.run_program("run", *SMALL, "--quick", *flags, "--out", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        return self.saved_run("run")

    def outputs(self) -> str:
        text = (self.folder / "run" / "report.md").read_text()
        for format_name in FORMATS:
            text += self.run_program("report", "run", "--format", format_name, "--wide").stdout
        return text

    def test_names_the_processor_its_scope_and_its_error(self) -> None:
        hotspot = [
            "--hotspot",
            "strings/build",
            "--hotspot",
            "control/aa",
            "--language",
            "cpp,python",
            "--size",
            "3000",
        ]
        run = self.measure(*self.unknown_machine(), *hotspot)
        self.assertEqual(run["plan"]["power_model"]["name"], "Emerald Rapids")
        self.assertEqual(run["plan"]["power_model"]["load_exponent"], 0.6)
        errors = run["analysis"]["model_errors"]
        self.assertAlmostEqual(errors["one_core"]["factor"], 1.47, delta=0.01)
        self.assertEqual(errors["one_core"]["pairs"], 237)
        self.assertAlmostEqual(errors["parallel"]["factor"], 1.81, delta=0.01)
        hotspots = {hotspot["id"]: hotspot for hotspot in run["analysis"]["hotspots"]}
        for comparison in hotspots["strings/build"]["comparisons"]:
            self.check_interval(comparison["energy"])
        for comparison in hotspots["control/aa"]["comparisons"]:
            self.assertIsNone(comparison["energy"]["model_interval"], "identical code has no model error")
        outputs = self.outputs()
        for words in ("Emerald Rapids", "a share of a whole server at the wall", "model's error", "published pairs"):
            self.assertIn(words, outputs)

    def check_interval(self, ratio: dict) -> None:
        noise, wide = ratio["interval"], ratio["model_interval"]
        self.assertAlmostEqual(ratio["model_error"], 1.47, delta=0.01)
        self.assertLessEqual(wide["low"] * 1.45, ratio["value"])
        self.assertGreaterEqual(wide["high"], ratio["value"] * 1.45)
        self.assertLessEqual(wide["low"], noise["low"])
        self.assertGreaterEqual(wide["high"], noise["high"])

    def test_doctor_says_what_the_machine_was_taken_for(self) -> None:
        roots = self.unknown_machine()
        text = self.run_program("doctor", *roots).stdout
        self.assertIn("as Emerald Rapids: virtual processor", " ".join(text.split()))
        self.assertIn("beyond this estimate", " ".join(text.split()))
        found = json.loads(self.run_program("doctor", "--json", *roots).stdout)
        self.assertEqual(found["model_errors"]["one_core"]["pairs"], 237)

    def test_a_measured_run_says_nothing_of_it(self) -> None:
        hotspot = ["--hotspot", "strings/build", "--language", "python", "--variant", "join", "--size", "2000"]
        run = self.measure(*self.emulate(), *hotspot)
        self.assertEqual(run["analysis"]["provenance"], "measured")
        self.assertIsNone(run["analysis"]["model_errors"])
        outputs = self.outputs()
        for words in OF_AN_ESTIMATE:
            self.assertNotIn(words, outputs)


if __name__ == "__main__":
    unittest.main()
