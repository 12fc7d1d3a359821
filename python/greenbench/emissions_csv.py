"""Measurements as rows of a CSV file with CodeCarbon's columns, for what reads its emissions.csv.

    append_row(measurement, Path("emissions.csv"))

Energies are kilowatt-hours, powers watts, emissions kilograms of CO2e, the duration seconds. What greenbench does not
know stays empty: it looks up no country and no cloud.
"""

from __future__ import annotations

import csv
import fcntl
import io
import os
import platform
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from greenbench._native import version
from greenbench.measurement import kilowatt_hours

if TYPE_CHECKING:
    from greenbench.measurement import Measurement

# Those of CodeCarbon 3.3, in its order: https://mlco2.github.io/codecarbon/output.html
COLUMNS = (
    "timestamp",
    "project_name",
    "run_id",
    "experiment_id",
    "duration",
    "emissions",
    "emissions_rate",
    "cpu_power",
    "gpu_power",
    "ram_power",
    "cpu_energy",
    "gpu_energy",
    "ram_energy",
    "energy_consumed",
    "water_consumed",
    "country_name",
    "country_iso_code",
    "region",
    "cloud_provider",
    "cloud_region",
    "os",
    "python_version",
    "codecarbon_version",
    "cpu_count",
    "cpu_model",
    "gpu_count",
    "gpu_model",
    "longitude",
    "latitude",
    "ram_total_size",
    "tracking_mode",
    "cpu_utilization_percent",
    "gpu_utilization_percent",
    "ram_utilization_percent",
    "ram_used_gb",
    "on_cloud",
    "pue",
    "wue",
)
GRAMS_PER_KILOGRAM = 1000.0
RUN_ID = str(uuid.uuid4())
"""One for each process, as CodeCarbon has one for each of its runs."""


def append_row(measurement: Measurement, path: str | Path) -> None:
    """The header comes first where the file is new or empty. Raises OSError, and ValueError where the file has other
    columns. Processes that append at the same time wait for each other."""
    with Path(path).open("a+", newline="", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        header = file.readline()
        if header and next(csv.reader([header])) != list(COLUMNS):
            raise ValueError(f"{path} has other columns than CodeCarbon's: append to a file of its own")
        lines = io.StringIO()
        writer = csv.DictWriter(lines, COLUMNS, restval="", lineterminator="\n")
        if not header:
            writer.writeheader()
        writer.writerow(row_of(measurement))
        file.write(lines.getvalue())


def row_of(m: Measurement) -> dict[str, object]:
    kilograms = None if m.grams_co2e is None else m.grams_co2e / GRAMS_PER_KILOGRAM
    rows = (
        ("timestamp", time.strftime("%Y-%m-%dT%H:%M:%S")),
        ("project_name", m.label),
        ("run_id", RUN_ID),
        ("duration", m.seconds),
        ("emissions", kilograms),
        ("emissions_rate", per_second(kilograms, m.seconds)),
        ("cpu_power", per_second(m.package_joules, m.seconds)),
        ("gpu_power", per_second(m.gpu_joules, m.seconds)),
        ("ram_power", per_second(m.dram_joules, m.seconds)),
        ("cpu_energy", kilowatt_hours(m.package_joules)),
        ("gpu_energy", kilowatt_hours(m.gpu_joules)),
        ("ram_energy", kilowatt_hours(m.dram_joules)),
        ("energy_consumed", m.energy_kwh),
        ("os", platform.platform()),
        ("python_version", platform.python_version()),
        ("codecarbon_version", f"greenbench {version}"),
        ("cpu_count", os.cpu_count()),
        ("tracking_mode", "machine" if m.provenance == "measured" else "process"),
    )
    return {name: value for name, value in rows if value is not None}


def per_second(quantity: float | None, seconds: float) -> float | None:
    return None if quantity is None or seconds <= 0 else quantity / seconds
