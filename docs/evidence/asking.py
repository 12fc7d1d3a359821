"""Runs greenbench and reads its answers: what the scripts of this folder have in common.

run = asking.measure(program, ["--hotspot", "control/aa"], folder)
comparison = asking.comparison_of(run, "control/aa", "python:same")
print(asking.ratio_text(comparison["time"]), asking.half_width(comparison["time"]))
"""

import csv
import json
import math
import os
import platform
import subprocess
from pathlib import Path
from typing import Any

Record = dict[str, Any]


def run_program(program: str, arguments: list[str], environment: dict[str, str] | None = None) -> str:
    """Its standard output. Raises RuntimeError with its last words when it does not exit with 0."""
    done = subprocess.run([program, *arguments], capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        command = " ".join([program, *arguments])
        raise RuntimeError(f"{command}: exit code {done.returncode}: {done.stderr.strip()[-1000:]}")
    return done.stdout


def measure(program: str, arguments: list[str], folder: Path) -> Record:
    """The run.json of `greenbench run`; the run stays in `folder`, without the page with charts."""
    run_program(program, ["run", *arguments, "--no-page", "--out", str(folder)])
    return read_run(folder)


def read_run(folder: Path) -> Record:
    return json.loads((folder / "run.json").read_text())


def read_samples(folder: Path) -> list[dict[str, str]]:
    with open(folder / "samples.csv", newline="") as file:
        return list(csv.DictReader(file))


def hotspots_of(program: str) -> dict[str, Record]:
    """What `greenbench list` knows about each hotspot, by its id."""
    listed = json.loads(run_program(program, ["list", "--json"]))
    return {hotspot["id"]: hotspot for hotspot in listed["hotspots"]}


def analysis_of(run: Record, hotspot: str) -> Record:
    (found,) = [one for one in run["analysis"]["hotspots"] if one["id"] == hotspot]
    return found


def comparison_of(run: Record, hotspot: str, variant: str) -> Record:
    (found,) = [one for one in analysis_of(run, hotspot)["comparisons"] if one["variant"] == variant]
    return found


def interval_of(ratio: Record) -> tuple[float, float]:
    """Raises ValueError when there is none."""
    if ratio["interval"] is None:
        raise ValueError("too few rounds for an interval")
    return ratio["interval"]["low"], ratio["interval"]["high"]


def half_width(ratio: Record) -> float:
    """Relative half-width of a ratio's interval, as greenbench computes it: 0.02 is ±2%. Infinite with too few rounds
    for an interval, as after a disturbed preview."""
    if ratio["interval"] is None:
        return math.inf
    low, high = interval_of(ratio)
    return math.sqrt(high / low) - 1.0


def wanted_half_width(ratio: float, precision: float = 0.02) -> float:
    """What greenbench stops at: a tenth of ln(ratio), but at least `precision` and at most 5%."""
    return max(precision, min(0.05, abs(math.log(ratio)) / 10))


def ratio_text(ratio: Record) -> str:
    if ratio["interval"] is None:
        return f"{ratio['value']:.4f} (too few rounds for an interval)"
    low, high = interval_of(ratio)
    return f"{ratio['value']:.4f} ({low:.4f} to {high:.4f})"


def seconds_in_regions(folder: Path) -> float:
    """Time inside measured regions, discarded blocks included."""
    return sum(float(sample["wall_seconds"]) for sample in read_samples(folder))


def seconds_in_rounds(run: Record, hotspot: str) -> float:
    """Time inside one hotspot's rounds, from the start of their processes to the end."""
    (measured,) = [one for one in run["hotspots"] if one["id"] == hotspot]
    return sum(one["wall_seconds"] for one in measured["rounds"])


def machine_facts(program: str) -> dict[str, str]:
    models = [line.partition(":")[2].strip() for line in read_lines("/proc/cpuinfo") if line.startswith("model name")]
    memory = [int(line.split()[1]) for line in read_lines("/proc/meminfo") if line.startswith("MemTotal")]
    return {
        "cpu_model": models[0] if models else platform.machine(),
        "cpus": str(len(os.sched_getaffinity(0))),
        "memory": f"{memory[0] / 2**20:.1f} GiB",
        "kernel": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "greenbench": run_program(program, ["--version"]).strip(),
        "load_before": " ".join(f"{load:.2f}" for load in os.getloadavg()),
    }


def facts_text(facts: dict[str, str]) -> str:
    return "; ".join(f"{key}: {value}" for key, value in facts.items())


def read_lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines()
