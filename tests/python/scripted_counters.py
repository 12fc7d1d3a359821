"""A powercap tree whose counters stand where a test puts them: joules are exact, however busy the machine is.

counters = ScriptedCounters(folder)
with counters.meter() as meter: ...        # they move by themselves only while the meter opens
counters.use(1.5)                          # joules of the package
"""

import threading
import time
from pathlib import Path

import greenbench

RANGE_MICROJOULES = 262_143_328_850
# The kernel names the largest value; the counter counts in steps of 61 microjoules.
MODULUS_MICROJOULES = RANGE_MICROJOULES + 61


class ScriptedCounters:
    """One package. Not for several threads at once."""

    def __init__(self, folder: Path) -> None:
        self.sysfs, self.devfs = folder / "sys", folder / "dev"
        self.zone = self.sysfs / "class" / "powercap" / "intel-rapl:0"
        self.zone.mkdir(parents=True)
        self.devfs.mkdir()
        (self.zone / "name").write_text("package-0\n")
        (self.zone / "max_energy_range_uj").write_text(f"{RANGE_MICROJOULES}\n")
        self.microjoules = 1_000_000
        self.show()

    def show(self) -> None:
        # In one write of one width: a reader sees the old number or the new one.
        with (self.zone / "energy_uj").open("r+" if (self.zone / "energy_uj").exists() else "w") as file:
            file.write(f"{self.microjoules:015d}\n")

    def use(self, joules: float) -> None:
        self.microjoules = (self.microjoules + round(joules * 1e6)) % MODULUS_MICROJOULES
        self.show()

    def break_file(self) -> None:
        (self.zone / "energy_uj").write_text("")

    def meter(self, **options: object) -> greenbench.Meter:
        """Counters that stand still when a meter opens would be taken for dead."""
        opened = threading.Event()

        def move() -> None:
            while not opened.is_set():
                self.use(0.001)
                time.sleep(0.0005)

        mover = threading.Thread(target=move)
        mover.start()
        try:
            roots = greenbench.Roots(sysfs=self.sysfs, devfs=self.devfs)
            return greenbench.Meter(source="powercap", roots=roots, **options)
        finally:
            opened.set()
            mover.join()
