"""Measures control/aa, which compares identical code, again and again at default settings.

    ./dev build
    python3 docs/evidence/control_aa.py build/release/greenbench 20 >docs/evidence/control_aa.txt

Prints one line per run and comparison: the ratios of time and energy with their 95% intervals, and the verdicts. The
last line says how many runs were not equivalent in everything.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path


def measure(program: str, folder: Path) -> dict:
    subprocess.run(
        [program, "run", "--hotspot", "control/aa", "--out", folder], check=True, capture_output=True, text=True
    )
    return json.loads((folder / "run.json").read_text())


def ratio_text(ratio: dict | None) -> str:
    if ratio is None:
        return "unknown"
    interval = ratio["interval"]
    reach = f"{interval['low']:.5f} to {interval['high']:.5f}" if interval else "too few workers for an interval"
    return f"{ratio['value']:.5f} ({reach})"


def describe(number: int, run: dict) -> bool:
    """Prints a run's comparisons. Whether all of them are equivalent, in time and in energy where it is known."""
    (hotspot,) = run["analysis"]["hotspots"]
    header = f"run {number:2} seed {run['plan']['seed']} {run['wall_seconds']:.1f} s"
    equivalent = True
    for comparison in hotspot["comparisons"]:
        verdicts = [comparison["time_verdict"]] + ([comparison["energy_verdict"]] if comparison["energy"] else [])
        equivalent &= set(verdicts) == {"equivalent"}
        who = f"{header} {comparison['variant']:11} workers {comparison['workers']}"
        ratios = f"time {ratio_text(comparison['time'])} energy {ratio_text(comparison['energy'])}"
        print(f"{who} {ratios}: {', '.join(verdicts)}", flush=True)
    void = hotspot["void_blocks"]
    if void:
        print(f"{header} {void} of {void + hotspot['blocks']} blocks void", flush=True)
    return equivalent


def main() -> None:
    program, runs = sys.argv[1], int(sys.argv[2])
    not_equivalent = 0
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(1, runs + 1):
            run = measure(program, Path(scratch) / str(number))
            if number == 1:
                environment = run["environment"]
                kept = ("cpu_model", "cpus", "memory", "kernel", "hypervisor", "python", "compiler", "greenbench")
                print("; ".join(f"{key}: {environment[key]}" for key in kept if key in environment))
                print(f"joules: {run['analysis']['provenance']}; limits: {json.dumps(run['plan']['limits'])}")
            not_equivalent += not describe(number, run)
    print(f"{not_equivalent} of {runs} runs not equivalent")


if __name__ == "__main__":
    main()
