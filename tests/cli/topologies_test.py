"""The real program on emulated machines where joules are easily counted twice."""

import unittest

from emulated import EmulatedMachine

TOPOLOGIES = {
    "two_sockets": ({"package-0", "package-1", "dram-0", "dram-1"}, 154.0),
    "mmio_twin": ({"package-0", "dram-0"}, 48.0),
    "dies_mirrored": ({"package-0-die-0"}, 70.0),
    "psys_first": ({"package-0"}, 28.0),
}


class Topologies(EmulatedMachine):
    def test_the_total_is_packages_and_dram_counted_once(self) -> None:
        for name, (counted, watts) in TOPOLOGIES.items():
            with self.subTest(topology=name):
                roots = self.emulate("--topology", name, machine=name)
                how = ["--allow-unoptimized", "--no-page", "--seed", "1", "--quick", "--hotspot", "control/noop"]
                result = self.run_program("run", *how, *roots, "--out", name)
                self.assertEqual(result.returncode, 0, result.stderr)
                saved = self.saved_run(name)
                self.assertEqual({d["name"] for d in saved["plan"]["domains"] if d["counted"]}, counted)
                # Counting anything twice would be far off; a busy machine makes the emulated counters late.
                tolerance = 0.2 if self.is_starved() else 0.05
                for hotspot in saved["analysis"]["hotspots"]:
                    for variant in hotspot["variants"]:
                        value = self.known(saved, hotspot["id"], variant["watts"])["value"]
                        self.assertAlmostEqual(value, watts, delta=tolerance * watts)


if __name__ == "__main__":
    unittest.main()
