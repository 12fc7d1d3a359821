"""Compares time ratios of Python hotspots as greenbench and pyperf see them, on this machine, one after the other.

    ./dev build
    python3 docs/evidence/pyperf_agreement.py build/release/greenbench >docs/evidence/pyperf_agreement.txt

pyperf is installed from the package index into a temporary virtual environment of the interpreter that greenbench
embeds. It calls the same methods of the same files at the same size, each in its own 20 processes, one variant after
the other. Its interval of a ratio is Welch's, 95%, on the logarithms of its processes' means.
"""

import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# hotspot file, hotspot, size, baseline, variant
CASES = [
    ("workloads/strings/build.py", "strings/build", 30_000, "concat", "join_list"),
    ("workloads/strings/csv_export.py", "strings/csv_export", 10_000, "concat", "csv_writer"),
    ("workloads/strings/build_attribute.py", "strings/build_attribute", 10_000, "concat_local", "join"),
]

BENCH = """
import importlib.util, sys
import pyperf
sys.path.insert(0, {module_folder!r})
spec = importlib.util.spec_from_file_location("hotspot_file", {file!r})
module = importlib.util.module_from_spec(spec)
sys.modules["hotspot_file"] = module
spec.loader.exec_module(module)
(definition,) = [h.definition for h in module.__greenbench_hotspots__ if h.id == {hotspot!r}]
made = definition()
made.setup({size})
pyperf.Runner().bench_func({variant!r}, getattr(made, {variant!r}))
"""


def t_quantile(degrees: float) -> float:
    """Student's t at 97.5%, by the expansion of Abramowitz and Stegun 26.7.5: good to 0.01 from 5 degrees on."""
    z = 1.959963984540054
    return (
        z
        + (z**3 + z) / (4 * degrees)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * degrees**3)
    )


def log_means(result: Path) -> list[float]:
    """The logarithm of the mean of every process that measured."""
    (benchmark,) = json.loads(result.read_text())["benchmarks"]
    return [math.log(sum(run["values"]) / len(run["values"])) for run in benchmark["runs"] if "values" in run]


def mean_and_squared_error(values: list[float]) -> tuple[float, float]:
    mean = sum(values) / len(values)
    return mean, sum((value - mean) ** 2 for value in values) / (len(values) - 1) / len(values)


def pyperf_ratio(python: Path, case: tuple, scratch: Path) -> tuple[float, float, float]:
    file, hotspot, size, *variants = case
    sides = []
    for variant in variants:
        script, result = scratch / "bench.py", scratch / f"{variant}.json"
        result.unlink(missing_ok=True)
        fields = {"module_folder": str(ROOT / "workloads/python"), "file": str(ROOT / file), "hotspot": hotspot}
        script.write_text(BENCH.format(size=size, variant=variant, **fields))
        subprocess.run([python, script, "-o", result, "--quiet"], check=True, capture_output=True)
        sides.append(log_means(result))
    (mean_a, error_a), (mean_b, error_b) = map(mean_and_squared_error, sides)
    degrees = (error_a + error_b) ** 2 / (error_a**2 / (len(sides[0]) - 1) + error_b**2 / (len(sides[1]) - 1))
    half_width = t_quantile(degrees) * math.sqrt(error_a + error_b)
    difference = mean_a - mean_b
    return math.exp(difference), math.exp(difference - half_width), math.exp(difference + half_width)


def greenbench_ratio(program: str, case: tuple, folder: Path) -> tuple[float, float, float]:
    _, hotspot, size, _, variant = case
    what = ["--hotspot", hotspot, "--language", "python", "--variant", variant, "--size", str(size)]
    subprocess.run([program, "run", *what, "--out", folder], check=True, capture_output=True)
    run = json.loads((folder / "run.json").read_text())
    hotspots = {one["id"]: one for one in run["analysis"]["hotspots"]}
    (comparison,) = hotspots[hotspot]["comparisons"]
    interval = comparison["time"]["interval"]
    return comparison["time"]["value"], interval["low"], interval["high"]


def main() -> None:
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        subprocess.run([sys.executable, "-m", "venv", scratch / "venv"], check=True)
        python = scratch / "venv/bin/python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "pyperf==2.10.0"], check=True)
        apart = 0
        for number, case in enumerate(CASES):
            print(f"{case[1]}, n = {case[2]}: time of {case[3]} / time of {case[4]}")
            ours = greenbench_ratio(program, case, scratch / f"run{number}")
            theirs = pyperf_ratio(python, case, scratch)
            overlap = ours[1] <= theirs[2] and theirs[1] <= ours[2]
            apart += not overlap
            for name, (ratio, low, high) in (("greenbench", ours), ("pyperf", theirs)):
                print(f"  {name:10} {ratio:.4f} ({low:.4f} to {high:.4f})")
            print("  the intervals overlap" if overlap else "  the intervals do NOT overlap", flush=True)
    print(f"{apart} of {len(CASES)} pairs of intervals apart")


if __name__ == "__main__":
    main()
