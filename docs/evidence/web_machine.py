"""A meter on an emulated machine of 54 W, for the scripts about the web middleware."""

import subprocess
from pathlib import Path

from greenbench import Meter, Roots

WATTS = 54.0


class EmulatedMeter:
    """The counters are files that a process keeps moving; CPU time is that of the real machine."""

    def __init__(self, program: str, folder: Path) -> None:
        command = [program, str(folder), "--package-watts", "50", "--dram-watts", "4"]
        self._driver = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self._driver.stdout is None or self._driver.stdout.readline().strip() != "ready":
            raise RuntimeError(f"{program} did not start")
        self.meter = Meter(source="powercap", roots=Roots(sysfs=folder / "sys", procfs="/proc", devfs=folder / "dev"))

    def close(self) -> str:
        """Which share of the counters' updates came late."""
        self._driver.terminate()
        return self._driver.communicate(timeout=20)[0].strip()
