"""Measurement as a value: equality, pickles, text, JSON and CodeCarbon's CSV."""

import copy
import csv
import dataclasses
import json
import pickle
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import greenbench
from greenbench import Measurement
from greenbench.measurement import open_measurement

KNOWN = Measurement(
    label="build",
    joules=54.0,
    package_joules=50.0,
    dram_joules=4.0,
    gpu_joules=None,
    seconds=2.0,
    watts=27.0,
    cpu_seconds=1.5,
    grams_co2e=0.006,
    uncertainty=0.108,
    source="powercap",
    provenance="measured",
    no_joules=None,
)
UNKNOWN = Measurement(
    label=None,
    joules=None,
    package_joules=None,
    dram_joules=None,
    gpu_joules=None,
    seconds=0.001,
    watts=None,
    cpu_seconds=0.0005,
    grams_co2e=None,
    uncertainty=None,
    source="powercap",
    provenance="measured",
    no_joules="below the counters' resolution",
)
# The header of codecarbon 3.3.2's emissions.csv.
CODECARBON = (
    "timestamp,project_name,run_id,experiment_id,duration,emissions,emissions_rate,cpu_power,gpu_power,ram_power,"
    "cpu_energy,gpu_energy,ram_energy,energy_consumed,water_consumed,country_name,country_iso_code,region,"
    "cloud_provider,cloud_region,os,python_version,codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,"
    "longitude,latitude,ram_total_size,tracking_mode,cpu_utilization_percent,gpu_utilization_percent,"
    "ram_utilization_percent,ram_used_gb,on_cloud,pue,wue"
)


class Value(unittest.TestCase):
    def test_it_is_frozen_and_has_slots(self) -> None:
        with self.assertRaises(dataclasses.FrozenInstanceError):
            KNOWN.joules = 1.0
        self.assertFalse(hasattr(KNOWN, "__dict__"))
        with self.assertRaises(AttributeError):
            _ = KNOWN.jules

    def test_pickles_and_copies_are_equal(self) -> None:
        for m in (KNOWN, UNKNOWN):
            for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
                self.assertEqual(pickle.loads(pickle.dumps(m, protocol)), m)
            self.assertEqual(copy.deepcopy(m), m)
        self.assertNotEqual(KNOWN, UNKNOWN)

    def test_another_process_can_send_one(self) -> None:
        code = "import sys, pickle, greenbench\nwith greenbench.measure(source='estimate') as m: pass\n"
        code += "sys.stdout.buffer.write(pickle.dumps(m))"
        sent = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
        self.assertEqual(pickle.loads(sent).source, "estimate")

    def test_one_without_values_cannot_be_pickled(self) -> None:
        with self.assertRaisesRegex(RuntimeError, "still open"):
            pickle.dumps(open_measurement())

    def test_its_text_is_one_line(self) -> None:
        self.assertEqual(
            repr(KNOWN),
            "Measurement(label='build', joules=54, uncertainty=0.108, seconds=2, watts=27, cpu_seconds=1.5, "
            "grams_co2e=0.006, source='powercap', measured)",
        )
        self.assertEqual(
            repr(UNKNOWN),
            "Measurement(seconds=0.001, cpu_seconds=0.0005, source='powercap', "
            'no_joules="below the counters\' resolution", measured)',
        )

    def test_kilowatt_hours(self) -> None:
        self.assertAlmostEqual(KNOWN.energy_kwh, 1.5e-5)
        self.assertIsNone(UNKNOWN.energy_kwh)


class Json(unittest.TestCase):
    def test_one_line_with_these_keys(self) -> None:
        self.assertEqual(
            json.loads(KNOWN.to_json()),
            {
                "metric": "energy",
                "label": "build",
                "energy_kwh": 1.5e-5,
                "co2_grams": 0.006,
                "joules": 54.0,
                "seconds": 2.0,
                "watts": 27.0,
                "provenance": "measured",
                "source": "powercap",
            },
        )
        self.assertNotIn("\n", KNOWN.to_json())

    def test_what_is_not_known_is_null(self) -> None:
        saved = json.loads(UNKNOWN.to_json())
        nulls = {key for key, value in saved.items() if value is None}
        self.assertEqual(nulls, {"label", "energy_kwh", "co2_grams", "joules", "watts"})


class Csv(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "emissions.csv"

    def rows(self) -> list[dict[str, str]]:
        with self.path.open(newline="") as file:
            return list(csv.DictReader(file))

    def test_the_header_is_codecarbons_and_stands_there_once(self) -> None:
        KNOWN.append_csv(self.path)
        UNKNOWN.append_csv(str(self.path))
        lines = self.path.read_text().splitlines()
        self.assertEqual((lines[0], len(lines)), (CODECARBON, 3))

    def test_units_are_kilowatt_hours_watts_and_kilograms(self) -> None:
        KNOWN.append_csv(self.path)
        (row,) = self.rows()
        expected = {
            "duration": 2.0,
            "energy_consumed": 54.0 / 3.6e6,
            "cpu_energy": 50.0 / 3.6e6,
            "ram_energy": 4.0 / 3.6e6,
            "cpu_power": 25.0,
            "ram_power": 2.0,
            "emissions": 6e-6,
            "emissions_rate": 3e-6,
        }
        for name, value in expected.items():
            self.assertAlmostEqual(float(row[name]), value, delta=1e-12, msg=name)
        self.assertEqual((row["project_name"], row["tracking_mode"]), ("build", "machine"))

    def test_what_is_not_known_is_empty(self) -> None:
        UNKNOWN.append_csv(self.path)
        (row,) = self.rows()
        for name in ("project_name", "energy_consumed", "emissions", "cpu_energy", "gpu_energy", "country_name"):
            self.assertEqual(row[name], "", name)
        self.assertEqual(float(row["duration"]), 0.001)

    def test_labels_with_commas_quotes_and_lines_come_back(self) -> None:
        label = 'a, "b"\nc'
        dataclasses.replace(KNOWN, label=label).append_csv(self.path)
        self.assertEqual(self.rows()[0]["project_name"], label)

    def test_another_table_is_not_appended_to(self) -> None:
        self.path.write_text("a,b\n1,2\n")
        with self.assertRaisesRegex(ValueError, "other columns"):
            KNOWN.append_csv(self.path)
        self.assertEqual(self.path.read_text(), "a,b\n1,2\n")

    def test_processes_append_whole_rows(self) -> None:
        code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        code += f"from measurement_test import KNOWN\nfor _ in range(200): KNOWN.append_csv({str(self.path)!r})"
        processes = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]
        self.assertEqual([process.wait() for process in processes], [0, 0, 0])
        self.assertEqual({row["duration"] for row in self.rows()}, {"2.0"})
        self.assertEqual(len(self.rows()), 600)


class Package(unittest.TestCase):
    def test_names_are_there(self) -> None:
        for name in ("CannotMeasure", "Measurement", "Meter", "Roots", "log_energy", "measure"):
            self.assertIn(name, greenbench.__all__)
            self.assertIsNotNone(getattr(greenbench, name))

    def test_importing_measure_brings_little_with_it(self) -> None:
        code = "import sys\nfrom greenbench import measure\nprint(*sys.modules)"
        loaded = subprocess.run([sys.executable, "-I", "-S", "-c", PATH + code], capture_output=True, check=True)
        loaded_names = set(loaded.stdout.decode().split())
        self.assertIn("greenbench._native", loaded_names)
        for name in ("asyncio", "json", "csv", "platform", "uuid", "logging", "subprocess", "greenbench.hotspots"):
            self.assertNotIn(name, loaded_names)


PATH = f"import sys; sys.path.insert(0, {str(Path(greenbench.__file__).parent.parent)!r});"

if __name__ == "__main__":
    unittest.main(verbosity=2)
