"""The real program on an emulated machine whose power is known."""

import math
import unittest

from emulated import LATE_SHARE, PACKAGE_WATTS, TOTAL_WATTS, EmulatedMachine
from program import SMALL


class ConstantPower(EmulatedMachine):
    def test_every_variant_of_strings_reports_the_true_power_through_many_wraps(self) -> None:
        # The package's counter wraps every tenth of a second: hundreds of times during the run.
        range_joules = 5.0
        roots = self.emulate("--range-uj", str(int(range_joules * 1e6)))
        limits = ["--min-rounds", "9", "--max-rounds", "9", "--seed", "1", "--allow-unoptimized", "--size", "5000"]
        limits += ["--no-page"]
        result = self.run_program("run", "--suite", "strings", *limits, *roots, "--out", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        saved = self.saved_run("run")
        counted = {d["name"] for d in saved["plan"]["domains"] if d["counted"]}
        self.assertEqual(counted, {"package-0", "dram-0"})
        wraps = saved["wall_seconds"] * PACKAGE_WATTS / range_joules
        self.assertGreater(wraps, 200, "the run is long enough to wrap many times")

        # Real counters are never late. Where the machine kept the emulation from its processor, a percent is not to be
        # had, and only gross errors are looked for.
        late = self.late_share()
        if late > 10 * LATE_SHARE:
            self.skipTest(f"{late:.1%} of the emulated updates came late: this machine is too busy to play another")
        tolerance = 0.05 if self.is_starved() else 0.01
        print(f"{late:.2%} of the emulated updates came late: power must be right within {tolerance:.0%}")
        variants = [(h["id"], v) for h in saved["analysis"]["hotspots"] for v in h["variants"]]
        self.assertEqual(len(variants), 11 + 4 + 8 + 4)
        for hotspot, variant in variants:
            with self.subTest(hotspot=hotspot, variant=variant["variant"]):
                watts = self.known(saved, hotspot, variant["watts"])
                self.assertAlmostEqual(watts["value"], TOTAL_WATTS, delta=tolerance * TOTAL_WATTS)
        self.assert_uncertainty_covers_the_truth()
        self.assertNotIn("~", result.stdout)

    def assert_uncertainty_covers_the_truth(self) -> None:
        """Over all repetitions together: a busy machine makes the emulated counters late in bursts."""
        rows = self.samples()
        valid = [row for row in rows if row["energy_total_joules"]]
        self.assertGreater(len(valid), 0.95 * len(rows), "joules are unknown only where the emulation was held up")
        within = []
        for row in valid:
            true_joules = TOTAL_WATTS * float(row["wall_seconds"])
            error = float(row["energy_total_joules"]) - true_joules
            within.append(abs(error) <= float(row["energy_total_uncertainty_joules"]))
        self.assertGreaterEqual(sum(within) / len(within), 0.9)

    def test_reported_joules_are_measured_and_named(self) -> None:
        roots = self.emulate("--range-uj", "262143328850")
        result = self.run_program("run", *SMALL, "--quick", "--hotspot", "control/noop", *roots, "--out", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("powercap", result.stdout)
        rows = self.samples()
        self.assertEqual({row["provenance"] for row in rows}, {"measured"})
        self.assertEqual({row["source"] for row in rows}, {"powercap"})
        valid = [row for row in rows if row["energy_total_joules"]]
        if not valid:
            self.skip_where_starved()
        self.assertGreater(len(valid), 0)
        for row in valid:
            domains = float(row["energy_package_0_joules"]) + float(row["energy_dram_0_joules"])
            self.assertTrue(math.isclose(domains, float(row["energy_total_joules"]), rel_tol=1e-9))


class IdleMachine(EmulatedMachine):
    def test_idle_power_is_watched_before_and_after_the_run(self) -> None:
        roots = self.emulate("--range-uj", "262143328850")
        result = self.run_program("run", *SMALL, "--quick", "--hotspot", "control/noop", *roots, "--out", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        idle = self.saved_run("run")["idle"]
        tolerance = 0.1 if self.is_starved() else 0.02
        for when in ("before", "after"):
            with self.subTest(when=when):
                self.assertGreater(idle[when]["seconds"], 0.4)
                self.assertAlmostEqual(idle[when]["watts"], TOTAL_WATTS, delta=tolerance * TOTAL_WATTS)
                self.assertGreater(idle[when]["uncertainty_watts"], 0)
        self.assertGreater(idle["after"]["started_at"], idle["before"]["started_at"])


class DeadCounter(EmulatedMachine):
    """A package that does not count beside memory that does: its joules would be missing in every sum."""

    WHY = "package-0 did not move for 1 s while a CPU was busy"

    def test_auto_goes_on_to_the_next_source_and_says_why(self) -> None:
        roots = self.emulate(package_watts=0.0)
        result = self.run_program("run", *SMALL, "--quick", "--hotspot", "control/noop", *roots, "--out", "run")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn(f"powercap is not used: {self.WHY}", result.stderr)
        self.assertEqual({row["provenance"] for row in self.samples()}, {"estimated"})

    def test_a_source_that_was_asked_for_is_refused(self) -> None:
        roots = self.emulate(package_watts=0.0)
        for flags in (["--source", "powercap"], ["--require-measured"]):
            result = self.run_program("run", *SMALL, "--quick", "--hotspot", "control/noop", *roots, *flags)
            self.assertEqual(result.returncode, 3, result.stderr)
            self.assertIn(f"powercap: {self.WHY}", result.stderr)
        self.assertIn(f"powercap   not available: {self.WHY}", self.run_program("doctor", *roots).stdout)


class LostCounter(EmulatedMachine):
    def test_a_counter_that_disappears_ends_with_code_3_and_everything_saved(self) -> None:
        roots = self.emulate("--range-uj", "262143328850")
        zone = next((self.folder / "machine" / "sys").rglob("energy_uj"))
        marker = self.folder / "calls"
        path = self.hotspot_file(
            f"""
            import os
            from greenbench import baseline, hotspot, variant

            @hotspot("mine/cut", default_size=10)
            class Cut:
                \"\"\"Makes every counter unreadable after a while.\"\"\"
                calls = 0
                def setup(self, n):
                    pass
                @baseline
                def one(self):
                    return sum(range(2000))
                @variant
                def two(self):
                    self.calls += 1
                    if self.calls == 400 and os.path.exists({str(marker)!r}):
                        os.truncate({str(zone)!r}, 0)
                    return sum(range(2000))
            """
        )
        marker.write_text("")
        result = self.run_program("run", *SMALL, "--quick", "--file", path, *roots, "--out", "run")
        self.driver.terminate()
        self.assertEqual(result.returncode, 3, result.stderr)
        failure = self.saved_run("run")["hotspots"][0]["failure"]
        self.assertEqual(failure["kind"], "counter_lost")
        self.assertIn("energy_uj", failure["reason"])
        self.assertIn(f"mine/cut failed: {failure['reason']}", result.stderr)
        void = [row for row in self.samples() if row["void_reason"]]
        self.assertGreaterEqual(len(void), 3 * 2)
        self.assertTrue(all(row["energy_total_joules"] == "" for row in void if row["hotspot"] == "cut"))


if __name__ == "__main__":
    unittest.main()
