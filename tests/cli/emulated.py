"""An emulated machine of known power, for tests of the real program."""

import contextlib
import csv
import os
import subprocess
from collections.abc import Iterator

from program import ProgramTest

PACKAGE_WATTS = 50.0
DRAM_WATTS = 4.0
TOTAL_WATTS = PACKAGE_WATTS + DRAM_WATTS
# Above this share of late updates the emulation was kept from its processor too often to be exact.
LATE_SHARE = 0.005


class EmulatedMachine(ProgramTest):
    """A machine at constant power, driven by a process of its own."""

    def emulate(self, *flags: str, machine: str = "machine", package_watts: float = PACKAGE_WATTS) -> list[str]:
        tree = self.folder / machine
        command = [os.environ["EMULATED_MACHINE"], str(tree), "--package-watts", str(package_watts)]
        driver = subprocess.Popen(
            [*command, "--dram-watts", str(DRAM_WATTS), *flags],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.addCleanup(driver.wait)
        self.addCleanup(driver.terminate)
        self.driver = driver
        self._late_share: float | None = None
        self.assertEqual(driver.stdout.readline().strip(), "ready")
        return [
            "--path.sysfs",
            str(tree / "sys"),
            "--path.procfs",
            str(tree / "proc"),
            "--path.devfs",
            str(tree / "dev"),
        ]

    def late_share(self) -> float:
        """Ends the machine; which share of its updates came late, because something else had the processor."""
        if self._late_share is None:
            self.driver.terminate()
            self._late_share = float(self.driver.communicate(timeout=20)[0].split()[-1])
        return self._late_share

    def is_starved(self) -> bool:
        """Ends the machine; whether its power cannot be known exactly. Where counters stop, joules can be unknown."""
        return self.late_share() > LATE_SHARE

    def skip_where_starved(self) -> None:
        """Ends the machine."""
        if self.is_starved():
            self.skipTest(f"{self.late_share():.1%} of the emulated updates came late: the machine was too busy")

    @contextlib.contextmanager
    def unless_starved(self) -> Iterator[None]:
        """What is asserted inside must hold, unless the machine's power cannot be known exactly."""
        try:
            yield
        except (AssertionError, IndexError, TypeError, ValueError):  # joules may be unknown
            self.skip_where_starved()
            raise

    def known(self, saved: dict, hotspot: str, value: dict | None) -> dict:
        """A quantity of a variant. A counter that stands still for one repetition, as where a hypervisor takes the
        processor away, leaves it unknown: the run must say so, and there is nothing left to test."""
        if value is None:
            warnings = {(one["code"], one["hotspot"]) for one in saved["analysis"]["warnings"]}
            self.assertIn(("below_resolution", hotspot), warnings)
            self.skipTest("an emulated counter stood still for a whole repetition")
        return value

    def samples(self, folder: str = "run") -> list[dict]:
        with (self.folder / folder / "samples.csv").open() as file:
            return list(csv.DictReader(file))
