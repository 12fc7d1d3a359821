"""An emulated machine of known power, for tests of the package in this process."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))

import greenbench
from emulated import TOTAL_WATTS, EmulatedMachine

__all__ = ["TOTAL_WATTS", "KnownPower"]


class KnownPower(EmulatedMachine):
    """Meters on a machine of 54 W, driven by a process of its own."""

    def roots(self, *flags: str) -> greenbench.Roots:
        self.emulate(*flags)
        machine = self.folder / "machine"
        return greenbench.Roots(machine / "sys", machine / "proc", machine / "dev")

    def meter(self, *flags: str, **options: object) -> greenbench.Meter:
        return greenbench.Meter(roots=self.roots(*flags), source="powercap", **options)

    def assert_known_power(self, m: greenbench.Measurement) -> None:
        """Within what the measurement itself says."""
        self.assertIsNone(m.no_joules)
        self.assertAlmostEqual(m.joules, TOTAL_WATTS * m.seconds, delta=m.uncertainty, msg=repr(m))
