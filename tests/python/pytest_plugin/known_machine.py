"""Runs pytest on an emulated machine of known power."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "cli"))
from emulated import TOTAL_WATTS, EmulatedMachine
from pytest_run import PytestRun

__all__ = ["TOTAL_WATTS", "KnownMachine"]


class KnownMachine(EmulatedMachine, PytestRun):
    """`roots` are the environment variables that make a Meter read its counters."""

    def setUp(self) -> None:
        super().setUp()
        self.emulate("--range-uj", "262143328850")
        tree = self.folder / "machine"
        places = {"SYSFS": "sys", "PROCFS": "proc", "DEVFS": "dev"}
        self.roots = {f"GREENBENCH_{name}": str(tree / place) for name, place in places.items()}
