"""Does a ratio stay the same for minutes? Asks one question again and again.

    .venv/bin/python docs/evidence/minutes.py build/release/greenbench 40 >docs/evidence/minutes.txt

The question is numeric/sum_of_squares, sum_generator against loop, alone: plain bytecode, of which company.txt has
intervals that do not overlap. Every run has six rounds and another seed. Beside the ratio stand the time of one call of
each side, the ratio of the rounds on each CPU, and the ratio of identical code.
"""

import math
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import asking

HOTSPOT, BASELINE, VARIANT = "numeric/sum_of_squares", "loop", "sum_generator"
ARGUMENTS = ["--hotspot", HOTSPOT, "--variant", f"python:{VARIANT}", "--min-rounds", "6", "--max-rounds", "6"]


def seconds_by_round(folder: Path) -> dict[int, dict[str, float]]:
    """Of each round and side the median of what one call takes."""
    times: dict[tuple[int, str], list[float]] = defaultdict(list)
    for sample in asking.read_samples(folder):
        if f"{sample['suite']}/{sample['hotspot']}" == HOTSPOT and not sample["void_reason"]:
            seconds = float(sample["wall_seconds"]) / int(sample["iterations"])
            times[int(sample["round"]), sample["variant"]].append(seconds)
    rounds: dict[int, dict[str, float]] = defaultdict(dict)
    for (number, variant), values in times.items():
        rounds[number][variant] = statistics.median(values)
    return rounds


def line_of(run: asking.Record, folder: Path, minutes: float) -> tuple[str, float, float, float]:
    comparison = asking.comparison_of(run, HOTSPOT, f"python:{VARIANT}")
    low, high = asking.interval_of(comparison["time"])
    control = asking.comparison_of(run, "control/aa", "python:same")["time"]["value"]
    (measured,) = [one for one in run["hotspots"] if one["id"] == HOTSPOT]
    cpus = {one["index"]: one["cpu"] for one in measured["rounds"]}
    rounds = {number: sides for number, sides in seconds_by_round(folder).items() if len(sides) == 2}
    by_cpu: dict[int, list[float]] = defaultdict(list)
    for number, sides in rounds.items():
        by_cpu[cpus[number]].append(math.log(sides[BASELINE] / sides[VARIANT]))
    places = ", ".join(f"CPU {cpu} {math.exp(statistics.fmean(logs)):.3f}" for cpu, logs in sorted(by_cpu.items()))
    loop, generator = (statistics.median(sides[name] for sides in rounds.values()) for name in (BASELINE, VARIANT))
    ratio = comparison["time"]["value"]
    text = (
        f"{minutes:5.1f} min  {ratio:.3f} ({low:.3f} to {high:.3f})  {BASELINE} {loop * 1e3:6.2f} ms  {VARIANT} "
        f"{generator * 1e3:6.2f} ms  {places}  identical {control:.3f}"
    )
    return text, ratio, low, high


def main() -> None:
    program, count = sys.argv[1], int(sys.argv[2])
    print(asking.facts_text(asking.machine_facts(program)), end="\n\n", flush=True)
    start = time.monotonic()
    answers = []
    for number in range(count):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "run"
            run = asking.measure(program, [*ARGUMENTS, "--seed", str(number)], folder)
            text, *answer = line_of(run, folder, (time.monotonic() - start) / 60)
        answers.append(answer)
        print(text, flush=True)
    pairs = [(a, b) for i, a in enumerate(answers) for b in answers[i + 1 :]]
    apart = sum(a[1] > b[2] or b[1] > a[2] for a, b in pairs)
    ratios = [ratio for ratio, _, _ in answers]
    print(f"\n{apart} of {len(pairs)} pairs of intervals do not overlap")
    print(f"ratios from {min(ratios):.3f} to {max(ratios):.3f}")


if __name__ == "__main__":
    main()
