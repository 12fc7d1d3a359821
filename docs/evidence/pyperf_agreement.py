"""Compares time ratios of Python hotspots as greenbench and pyperf see them, on this machine, one after the other.

    ./dev build
    .venv/bin/python docs/evidence/pyperf_agreement.py build/release/greenbench >docs/evidence/pyperf_agreement.txt

pyperf calls the same methods of the same files at the same size, each in its own 20 processes, one variant after the
other. Its interval of a ratio is Welch's, 95%, on the logarithms of its processes' means.
"""

import math
import sys
import tempfile
from pathlib import Path

import asking
import pyperf
import pyperf_functions
from scipy import stats

# hotspot, size, baseline, variant
CASES = [
    ("strings/build", 30_000, "concat", "join_list"),
    ("strings/csv_export", 10_000, "concat", "csv_writer"),
    ("strings/build_attribute", 10_000, "concat_local", "join"),
]

Reading = tuple[float, float, float]  # ratio, low, high


def log_means(benchmark: pyperf.Benchmark) -> list[float]:
    """The logarithm of the mean of every process that measured."""
    return [math.log(sum(run.values) / len(run.values)) for run in benchmark.get_runs() if run.values]


def pyperf_ratio(source: pyperf_functions.Source, names: tuple[str, str], folder: Path) -> Reading:
    sides = [log_means(pyperf_functions.measure(source, [name], folder)[name]) for name in names]
    interval = stats.ttest_ind(*sides, equal_var=False).confidence_interval(0.95)
    means = [sum(side) / len(side) for side in sides]
    return math.exp(means[0] - means[1]), math.exp(interval.low), math.exp(interval.high)


def greenbench_ratio(program: str, hotspot: str, size: int, variant: str, folder: Path) -> Reading:
    what = ["--hotspot", hotspot, "--variant", f"python:{variant}", "--size", str(size)]
    ratio = asking.comparison_of(asking.measure(program, what, folder), hotspot, f"python:{variant}")["time"]
    return ratio["value"], *asking.interval_of(ratio)


def main() -> None:
    program = sys.argv[1]
    listed = asking.hotspots_of(program)
    apart = 0
    for hotspot, size, baseline, variant in CASES:
        print(f"{hotspot}, n = {size}: time of {baseline} / time of {variant}")
        source = pyperf_functions.Source(hotspot, Path(listed[hotspot]["file"]), size)
        with tempfile.TemporaryDirectory() as scratch:
            ours = greenbench_ratio(program, hotspot, size, variant, Path(scratch) / "run")
            theirs = pyperf_ratio(source, (baseline, variant), Path(scratch))
        overlap = ours[1] <= theirs[2] and theirs[1] <= ours[2]
        apart += not overlap
        for name, (ratio, low, high) in (("greenbench", ours), ("pyperf", theirs)):
            print(f"  {name:10} {ratio:.4f} ({low:.4f} to {high:.4f})")
        print("  the intervals overlap" if overlap else "  the intervals do NOT overlap", flush=True)
    print(f"{apart} of {len(CASES)} pairs of intervals apart")


if __name__ == "__main__":
    main()
