"""Feeds the formats for other tools to these tools: python -I interop_test.py GOLDEN_FOLDER TESTCASE

The files are the golden files, so what the tools read is what the writers write. One test case per tool; each needs
its tool's package, and ctest skips it where that is missing.
"""

import csv
import io
import json
import math
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from statistics import mean, median, stdev

GOLDEN = Path(sys.argv[1])
SKIPPED = 77
COMPARE_PY = Path("/usr/share/benchmark/compare.py")
RUNS = ("measured", "estimated-quick")


def read(name: str) -> str:
    return (GOLDEN / name).read_text(encoding="utf-8")


def samples(run: str) -> dict[str, list[dict[str, str]]]:
    """The valid repetitions of a run from its samples.csv, by benchmark name."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(read(f"{run}.csv"))):
        if not row["void_reason"]:
            name = f"{row['suite']}/{row['hotspot']}/{row['language']}:{row['variant']}"
            found.setdefault(name, []).append(row)
    return found


def per_operation(row: dict[str, str], column: str) -> float:
    return float(row[column]) / int(row["iterations"])


def refuse_constants(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def strict_json(text: str):
    """Python's reader lets NaN and Infinity pass; JSON has neither."""
    return json.loads(text, parse_constant=refuse_constants)


def run_tool(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise AssertionError(f"{command}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class GoogleBenchmark(unittest.TestCase):
    """compare.py of the Debian package libbenchmark-tools."""

    def test_compare_py_finds_no_difference_between_a_run_and_itself(self) -> None:
        if not COMPARE_PY.is_file():
            self.skipTest(f"not available: needs {COMPARE_PY} (libbenchmark-tools)")
        for run in RUNS:
            path = str(GOLDEN / f"{run}.google-benchmark.json")
            output = run_tool(sys.executable, str(COMPARE_PY), "--no-color", "benchmarks", path, path)
            for name in samples(run):
                lines = [line for line in output.splitlines() if line.startswith(f"{name} ")]
                self.assertGreaterEqual(len(lines), len(samples(run)[name]), name)
                self.assertRegex(lines[0], r"\s[+-]?0\.0000\s+[+-]?0\.0000\s", name)

    def test_every_valid_repetition_is_an_entry_with_its_joules(self) -> None:
        for run, provenance in zip(RUNS, ("measured", "estimated"), strict=True):
            document = strict_json(read(f"{run}.google-benchmark.json"))
            self.assertEqual(document["context"]["energy_provenance"], provenance)
            rows = [row for group in samples(run).values() for row in group]
            self.assertEqual(len(document["benchmarks"]), len(rows))
            by_name: dict[str, list[dict]] = {}
            for entry in document["benchmarks"]:
                self.assertEqual(entry["label"], f"joules {provenance}")
                by_name.setdefault(entry["name"], []).append(entry)
            for name, group in samples(run).items():
                expected = mean(per_operation(row, "energy_total_joules") for row in group)
                self.assertAlmostEqual(mean(e["joules"] for e in by_name[name]) / expected, 1.0, places=12)
                expected = mean(per_operation(row, "wall_seconds") for row in group) * 1e9
                self.assertAlmostEqual(mean(e["real_time"] for e in by_name[name]) / expected, 1.0, places=12)
                self.assertEqual({e["repetitions"] for e in by_name[name]}, {len(group)})


class Pyperf(unittest.TestCase):
    def test_compare_to_reads_a_run_and_a_slower_one(self) -> None:
        document = strict_json(read("measured.pyperf.json"))
        for benchmark in document["benchmarks"]:
            for run in benchmark["runs"]:
                run["values"] = [2.0 * value for value in run["values"]]
        with tempfile.TemporaryDirectory() as folder:
            slower = Path(folder) / "slower.json"
            slower.write_text(json.dumps(document), encoding="utf-8")
            output = run_tool(
                sys.executable, "-m", "pyperf", "compare_to", str(GOLDEN / "measured.pyperf.json"), str(slower)
            )
        self.assertEqual(output.count("2.00x slower"), len(samples("measured")) + 1, output)  # and the geometric mean

    def test_every_mean_is_that_of_the_samples_in_seconds(self) -> None:
        import pyperf

        for run, provenance in zip(RUNS, ("measured", "estimated"), strict=True):
            suite = pyperf.BenchmarkSuite.load(str(GOLDEN / f"{run}.pyperf.json"))
            self.assertEqual(suite.get_metadata()["energy_provenance"], provenance)
            self.assertEqual(set(suite.get_benchmark_names()), set(samples(run)))
            for benchmark in suite:
                group = samples(run)[benchmark.get_name()]
                self.assertEqual(benchmark.get_unit(), "second")
                self.assertEqual(benchmark.get_nvalue(), len(group))
                self.assertAlmostEqual(
                    benchmark.mean() / mean(per_operation(row, "wall_seconds") for row in group), 1.0, places=12
                )
                self.assertIsInstance(benchmark.get_metadata()["energy_joules_per_operation"], float)


class GoFormat:
    """A strict reader of Go's benchmark data format (golang.org/design/14313-benchmark-format)."""

    CONFIGURATION = re.compile(r"^([a-z][^A-Z\s:]*):[ \t]+(.+)$")
    UNIT = re.compile(r"^Unit (\S+) (\S+=\S+(?: \S+=\S+)*)$")
    # The name is Benchmark, then nothing or an upper-case letter; then a count and pairs of a value and its unit.
    RESULT = re.compile(r"^(Benchmark(?:[A-Z]\S*)?) (\d+)((?: \S+ \S+)+)$")

    def __init__(self, text: str) -> None:
        self.configuration: dict[str, str] = {}
        self.units: dict[str, str] = {}
        self.results: list[tuple[str, int, dict[str, float]]] = []
        for number, line in enumerate(text.splitlines(), start=1):
            self.read_line(number, line)

    def read_line(self, number: int, line: str) -> None:
        if not line:
            return
        if match := self.CONFIGURATION.match(line):
            self.configuration[match[1]] = match[2]
        elif match := self.UNIT.match(line):
            self.units[match[1]] = match[2]
        elif match := self.RESULT.match(line):
            fields = match[3].split()
            values = {unit: float(value) for value, unit in zip(fields[::2], fields[1::2], strict=True)}
            if len(values) * 2 != len(fields) or not all(map(math.isfinite, values.values())):
                raise AssertionError(f"{number}: a unit twice, or no number: {line}")
            self.results.append((match[1], int(match[2]), values))
        else:
            raise AssertionError(f"{number}: neither configuration, unit nor result: {line}")


class Benchstat(unittest.TestCase):
    def test_every_line_is_one_of_the_format(self) -> None:
        for run, provenance in zip(RUNS, ("measured", "estimated"), strict=True):
            text = GoFormat(read(f"{run}.benchstat.txt"))
            self.assertEqual(text.configuration["energy-provenance"], provenance)
            self.assertEqual(text.units, {"J/op": "better=lower", "W": "better=lower"})
            rows = [row for group in samples(run).values() for row in group]
            self.assertEqual(len(text.results), len(rows))

    def test_values_are_those_of_the_samples(self) -> None:
        text = GoFormat(read("measured.benchstat.txt"))
        for name, group in samples("measured").items():
            line_name = f"Benchmark{name[0].upper()}{name[1:]}-8"  # the example's machine has 8 CPUs
            lines = [(count, values) for found, count, values in text.results if found == line_name]
            self.assertEqual(len(lines), len(group), line_name)
            for (count, values), row in zip(lines, group, strict=True):
                self.assertEqual(count, int(row["iterations"]))
                self.assertAlmostEqual(values["ns/op"] / (per_operation(row, "wall_seconds") * 1e9), 1.0, places=12)
                self.assertAlmostEqual(values["J/op"] / per_operation(row, "energy_total_joules"), 1.0, places=12)
                self.assertAlmostEqual(values["W"] / float(row["power_watts"]), 1.0, places=12)

    def test_the_reader_itself_is_strict(self) -> None:
        for line in ("Benchmarkstrings 5 1 ns/op", "BenchmarkA 5 1", "BenchmarkA x 1 ns/op", "BenchmarkA 5 nan J/op"):
            with self.assertRaises(AssertionError, msg=line):
                GoFormat(line)

    def test_benchstat_itself_keeps_measured_and_estimated_apart(self) -> None:
        benchstat = shutil.which("benchstat")
        if benchstat is None:
            self.skipTest("not available: needs benchstat on PATH (go install golang.org/x/perf/cmd/benchstat@latest)")
        output = run_tool(benchstat, *(str(GOLDEN / f"{run}.benchstat.txt") for run in RUNS))
        for provenance in ("measured", "estimated"):
            self.assertIn(f"energy-provenance: {provenance}", output)
        self.assertIn("J/op", output)


class Hyperfine(unittest.TestCase):
    def test_values_are_those_of_the_repetitions(self) -> None:
        for run, provenance in zip(RUNS, ("measured", "estimated"), strict=True):
            results = {one["command"]: one for one in strict_json(read(f"{run}.hyperfine.json"))["results"]}
            self.assertEqual(set(results), set(samples(run)))
            for name, rows in samples(run).items():
                times = [per_operation(row, "wall_seconds") for row in rows]
                found = results[name]
                self.assertEqual(found["joules_provenance"], provenance)
                self.assertEqual(found["times"], times)
                self.assertEqual((found["min"], found["max"]), (min(times), max(times)))
                for key, expected in (("mean", mean(times)), ("stddev", stdev(times)), ("median", median(times))):
                    self.assertAlmostEqual(found[key], expected, delta=1e-9 * max(times))
                self.assertAlmostEqual(found["user"], mean(per_operation(row, "cpu_user_seconds") for row in rows))
                self.assertEqual(found["joules"], [per_operation(row, "energy_total_joules") for row in rows])

    def test_the_keys_are_hyperfine_s_own(self) -> None:
        hyperfine = shutil.which("hyperfine")
        if hyperfine is None:
            self.skipTest("hyperfine is not installed")
        with tempfile.TemporaryDirectory() as folder:
            export = Path(folder) / "export.json"
            run_tool(hyperfine, "-N", "--runs", "2", "--export-json", str(export), "sleep 0.01")
            own = set(json.loads(export.read_text())["results"][0])
        # greenbench does not keep the exit code of each run, and peak memory not of each.
        own -= {"exit_codes", "memory_usage_byte"}
        for result in strict_json(read("measured.hyperfine.json"))["results"]:
            self.assertEqual(set(result), own | {"joules", "joules_provenance"})


# As published at https://bencher.dev/docs/reference/bencher-metric-format, but refusing anything else.
BENCHER_SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema",
    "type": "object",
    "minProperties": 1,
    "patternProperties": {
        ".+": {
            "type": "object",
            "minProperties": 1,
            "patternProperties": {
                ".+": {
                    "type": "object",
                    "properties": {name: {"type": "number"} for name in ("value", "lower_value", "upper_value")},
                    "required": ["value"],
                    "additionalProperties": False,
                }
            },
        }
    },
}


class Bencher(unittest.TestCase):
    def test_documents_have_the_published_shape(self) -> None:
        import jsonschema

        validator = jsonschema.Draft7Validator(BENCHER_SCHEMA)
        for run in RUNS:
            document = strict_json(read(f"{run}.bencher.json"))
            validator.validate(document)
            self.assertEqual(set(document), set(samples(run)))
            first = next(iter(document.values()))
            first["latency"]["value"] = None
            self.assertFalse(validator.is_valid(document), "the schema must be able to fail")

    def test_measures_name_the_provenance_and_keep_to_bencher_s_limits(self) -> None:
        for run, provenance in zip(RUNS, ("measured", "estimated"), strict=True):
            for name, measures in strict_json(read(f"{run}.bencher.json")).items():
                self.assertEqual(list(measures), ["latency", f"joules-{provenance}", f"watts-{provenance}"])
                self.assertLessEqual(len(name), 1024)
                for measure, metric in measures.items():
                    self.assertRegex(measure, r"^[a-z][a-z-]{0,63}$")
                    self.assertLessEqual(metric["lower_value"], metric["value"])
                    self.assertLessEqual(metric["value"], metric["upper_value"])


class OpenMetrics(unittest.TestCase):
    def families(self, name: str) -> dict:
        from prometheus_client.openmetrics.parser import text_string_to_metric_families

        return {family.name: family for family in text_string_to_metric_families(read(name))}

    def test_the_parser_of_prometheus_client_accepts_every_family(self) -> None:
        for name in ("measured-carbon.prom", "estimated-quick.prom"):
            families = self.families(name)
            for unit in ("joules", "seconds", "watts"):
                family = families[f"greenbench_operation_{unit}"]
                self.assertEqual((family.type, family.unit), ("gauge", unit))
                self.assertTrue(family.documentation)
            self.assertEqual(families["greenbench_run"].type, "info")

    def test_joules_carry_their_provenance_and_seconds_do_not(self) -> None:
        for name, provenance in (("measured-carbon.prom", "measured"), ("estimated-quick.prom", "estimated")):
            families = self.families(name)
            for sample in families["greenbench_operation_joules"].samples:
                self.assertEqual(sample.labels["provenance"], provenance)
            for sample in families["greenbench_operation_seconds"].samples:
                self.assertNotIn("provenance", sample.labels)

    def test_values_are_those_of_run_json(self) -> None:
        families = self.families("measured-carbon.prom")
        found = {
            (s.labels["hotspot"], f"{s.labels['language']}:{s.labels['variant']}"): s.value
            for s in families["greenbench_operation_joules"].samples
        }
        grams = {
            (s.labels["hotspot"], f"{s.labels['language']}:{s.labels['variant']}"): s.value
            for s in families["greenbench_operation_co2e_grams"].samples
        }
        expected = 0
        for hotspot in strict_json(read("measured-carbon.json"))["analysis"]["hotspots"]:
            for variant in hotspot["variants"]:
                expected += 1
                key = (hotspot["id"], variant["variant"])
                self.assertEqual(found[key], variant["joules"]["value"])
                self.assertEqual(grams[key], variant["footprint"]["per_operation"]["grams_co2e"])
        self.assertEqual(len(found), expected)

    def test_without_carbon_there_are_no_grams(self) -> None:
        self.assertNotIn("greenbench_operation_co2e_grams", self.families("estimated-quick.prom"))


if __name__ == "__main__":
    outcome = unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=2, exit=False).result
    if outcome.wasSuccessful() and outcome.testsRun == len(outcome.skipped):
        sys.exit(SKIPPED)
    sys.exit(0 if outcome.wasSuccessful() else 1)
