"""Measures control/aa, which compares identical code, again and again at default settings.

    ./dev build
    python3 docs/evidence/control_aa.py build/release/greenbench 20 >docs/evidence/control_aa.txt

Prints one line per run and comparison: the verdicts on time and energy, both ratios with their 95% intervals and how
wide these are. The last lines say how many runs were not equivalent in everything, and the widest half-widths.
"""

import sys
import tempfile
from pathlib import Path

import asking

HOTSPOT = "control/aa"


def describe(number: int, run: asking.Record) -> tuple[bool, dict[str, float]]:
    """Prints a run's comparisons. Whether all of them are equivalent, in time and in energy where it is known, and
    the widest half-width of each."""
    hotspot = asking.analysis_of(run, HOTSPOT)
    (measured,) = [one for one in run["hotspots"] if one["id"] == HOTSPOT]
    header = f"run {number:2} seed {run['plan']['seed']} {run['wall_seconds']:.1f} s"
    verdicts: set[str] = set()
    widest: dict[str, float] = {}
    for comparison in hotspot["comparisons"]:
        parts = []
        for metric in ("time", "energy"):
            ratio = comparison[metric]
            if ratio is None:
                continue
            width = asking.half_width(ratio)
            widest[metric] = max(width, widest.get(metric, 0.0))
            verdicts.add(comparison[f"{metric}_verdict"])
            parts.append(f"{metric} {comparison[f'{metric}_verdict']} {asking.ratio_text(ratio)} ±{width:.2%}")
        print(f"{header} {comparison['variant']:11} {comparison['rounds']} rounds: {'; '.join(parts)}", flush=True)
    discarded = hotspot["void_blocks"]
    print(f"{header} {measured['stop']}, {discarded} of {discarded + hotspot['blocks']} blocks discarded", flush=True)
    return verdicts == {"equivalent"}, widest


def main() -> None:
    program, runs = sys.argv[1], int(sys.argv[2])
    print(asking.facts_text(asking.machine_facts(program)))
    not_equivalent = 0
    widest: dict[str, float] = {}
    for number in range(1, runs + 1):
        with tempfile.TemporaryDirectory() as scratch:
            run = asking.measure(program, ["--hotspot", HOTSPOT], Path(scratch) / "run")
        if number == 1:
            print(f"joules: {run['analysis']['provenance']}; limits: {run['plan']['limits']}")
        equivalent, widths = describe(number, run)
        not_equivalent += not equivalent
        for metric, width in widths.items():
            widest[metric] = max(width, widest.get(metric, 0.0))
    print(f"{not_equivalent} of {runs} runs not equivalent in everything")
    print("widest half-width: " + ", ".join(f"{metric} ±{width:.2%}" for metric, width in widest.items()))


if __name__ == "__main__":
    main()
